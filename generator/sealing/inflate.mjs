/* Makes inflate.js: fflate's inflater alone, in one function, with our limit counted while it inflates.
   No part of a build; run it for a new fflate, in a folder after `npm install fflate@0.8.3 esbuild@0.28.2`:
     node …/generator/sealing/inflate.mjs > …/generator/sealing/inflate.js
   What is changed in fflate must be found exactly once: growing the output checks the limit, the error texts go (any
   fault is `page-damaged`), the inner function is exported, and a probe of TextDecoder that nothing here needs goes. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const changes = [
  [/if \(l > bl\) \{/, 'if (l > st.most) throw Error("text-too-long"); if (l > bl) {'],
  [/var err = function \(ind, msg, nt\) \{[^]*?\n\};/, 'var err = function () { throw Error("page-damaged"); };'],
  [/var inflt = function/, 'export var inflt = function'],
  [/var tds = 0;\ntry \{[^]*?catch \(e\) \{ \}/, 'var tds = 0;'],
];
/* fflate grows its output by up to 131,072 ahead of what it writes, so the limit has that much on top until the end. */
const entry = `
import { inflt } from 'fflate';
export function inflateRaw(bytes, limit) {
  var state = { i: 1, most: limit + 131072 }, text = inflt(bytes, state);
  if (text.length > limit) throw Error('text-too-long');
  if (bytes.length > Math.ceil(state.p / 8)) throw Error('bytes-after-end');
  return text;
}`;

function patched() {
  let source = readFileSync(join(process.cwd(), 'node_modules/fflate/esm/browser.js'), 'utf8');
  for (const [from, to] of changes) {
    if (source.split(from).length !== 2) throw Error(`fflate has changed: ${from}`);
    source = source.replace(from, to);
  }
  return source.replace('var td = typeof', 'var td = /*#__PURE__*/ typeof');
}

const { build } = createRequire(join(process.cwd(), 'x'))('esbuild');
const result = await build({
  stdin: { contents: entry, resolveDir: process.cwd() },
  bundle: true, minify: true, write: false, format: 'esm', charset: 'ascii', target: ['chrome67', 'safari13'],
  plugins: [{ name: 'patch', setup: (b) => b.onLoad({ filter: /fflate/ }, () => ({ contents: patched(), loader: 'js' })) }],
});
const code = result.outputFiles[0].text.trim();
const [, body, name] = code.match(/^([^]*)export\{(\w+) as inflateRaw\};$/);
process.stdout.write(
  '/* fflate 0.8.3, inflate only. (c) Arjun Barrett, MIT: inflate.LICENSE. Made by inflate.mjs. */\n' +
    `function inflateRaw(bytes,limit){${body}return ${name}(bytes,limit)}\n`,
);
