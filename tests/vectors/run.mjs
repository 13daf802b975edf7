/* Reads every vector with unlock.js in Node and prints, as JSON, what came out: { name: [native, bundled] }.
   `native` uses DecompressionStream, `bundled` the inflater for browsers without it. Needs Node 20.12.
     node run.mjs SCRIPT…      the scripts, joined in this order, are what a page runs */
import { readdirSync, readFileSync } from 'node:fs';
import { webcrypto, createHash } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';

const folder = dirname(fileURLToPath(import.meta.url));
const sources = process.argv.slice(2).map((path) => readFileSync(path, 'utf8')).join('\n');
const names = 'damm,digitsOf,grouped,encode,decode,readEnvelope,derive,importKek,familyAddress,openEnvelope,inflateRaw';

function load(globals) {
  const context = vm.createContext({
    crypto: webcrypto, atob, btoa, TextDecoder, Blob, Uint8Array, ...globals,
  });
  return vm.runInContext(`(function(){'use strict';${sources}\nreturn {${names}}})()`, context);
}

function read(name) {
  const text = readFileSync(join(folder, name), 'utf8'), gap = text.indexOf('\n\n');
  const fields = Object.fromEntries(text.slice(0, gap).split('\n').map((line) => line.split(': ')));
  let body = text.slice(gap + 2, -1);
  if (fields.encoding) body = inflateSync(Buffer.from(body, 'base64')).toString();
  if (fields.body === 'page') {
    body = [...body.matchAll(/<script[^>]*application\/jose\+json[^>]*>([^]*?)<\/script>/g)].map((found) => found[1]);
  }
  return { ...fields, texts: [].concat(body) };
}

async function outcome(unlock, vector) {
  let envelope;
  try { envelope = unlock.readEnvelope(vector.texts); } catch (fault) { return `malformed:${fault.message}`; }
  try {
    const raw = vector.code ? await unlock.derive(vector.code, envelope.salt) : unlock.decode(vector.key, 32);
    const { head, html } = await unlock.openEnvelope(envelope, await unlock.importKek(raw));
    const digest = createHash('sha256').update(`${JSON.stringify(head)}\n${html}`).digest('hex');
    return digest === vector.sha256 ? 'opened' : `opened to something else: ${digest}`;
  } catch (fault) {
    if (fault.message === 'wrong-code') return 'wrong-code';
    return fault.message === 'page-damaged' ? 'damaged' : `malformed:${fault.message}`;
  }
}

const native = load({ DecompressionStream }), bundled = load({}), found = {};
for (const name of readdirSync(folder).filter((file) => file.endsWith('.vector'))) {
  const vector = read(name);
  found[name] = [await outcome(native, vector), vector.code ? 'skipped' : await outcome(bundled, vector)];
}
found.family = await native.familyAddress(new Uint8Array(32));
found.damm = ['48209155370648291768', '11112222333344445553', '48209155307648291768'].map(native.damm);
found.digits = native.digitsOf('\uFF14820 9155-3706 4829\u00A01768');
process.stdout.write(JSON.stringify(found));
