/* The browser's side of the sealed page, version 1 (docs/reference/sealed-page.md): reads the envelope as strictly as
   strict.py does, opens it with a code, a link's key or this device's key, and hands the fragment to the diary's script.
   No words here. Written for Chrome 67 and Safari 13. Runs inside one function with SCREEN, LOCK, LOOK and the diary's
   script (openDiary), beside inflate.js; the tests load what stands before start() in Node. */

const TEXT_LIMIT = 16777216, STREAM_LIMIT = 4194304, subtle = typeof crypto === 'object' && crypto.subtle;
const DAMM = '0317598642709215486342068713591750983426612304597836742095815869720134894536201794386172052581436790';

function fail(slug) { throw Error(slug); }
function damm(digits) { return [...digits].reduce((state, digit) => +DAMM[10 * state + +digit], 0); }
/* Full-width digits are forgiven, and whatever is no digit is left out. */
function digitsOf(text) {
  return text.replace(/[\uFF10-\uFF19]/g, c => String.fromCharCode(c.charCodeAt(0) - 0xFEE0)).replace(/\D/g, '').slice(0, 32);
}
function grouped(digits) { return digits.replace(/(\d{4})(?=\d)/g, '$1 '); }
function ascii(text) { return Uint8Array.from(text, c => c.charCodeAt(0)); }
function utf8(bytes) { return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes); }
function encode(bytes) { return btoa(String.fromCharCode.apply(null, bytes)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, ''); }
/* Base64url that re-encodes to itself: no other character, no impossible length, no loose bits in the last character. */
function decode(text, size, slug) {
  if (typeof text !== 'string' || !/^[\w-]*$/.test(text) ||
    !/^([\w-][AQgw]|[\w-]{2}[AEIMQUYcgkosw048])?$/.test(text.slice(text.length & ~3))) fail('envelope-base64');
  const bytes = ascii(atob(text.replace(/-/g, '+').replace(/_/g, '/')));
  return size && bytes.length !== size ? fail(slug) : bytes;
}
function members(value, names) { if (Object.keys(Object(value)).sort().join() !== names) fail('envelope-members'); }
function readHeader(text) {
  let header = {}, bytes = decode(text);
  try { header = Object(JSON.parse(utf8(bytes))); } catch (e) { /* then it is not the header of version 1 */ }
  const salt = Object(header.kdf).salt;
  if ('v' in header && header.v !== 1) fail('newer-version');
  if (text !== encode(ascii('{"alg":"A256KW","enc":"A256GCM","zip":"DEF","v":1,"kdf":{"name":"PBKDF2","hash":"SHA-256","salt":"' +
    salt + '","iterations":600000}}'))) fail('envelope-header');
  try { return decode(salt, 16); } catch (e) { return fail('envelope-header'); }
}

function readEnvelope(texts) { /* the contents of all envelope elements of a page */
  let e;
  if (texts.length !== 1) fail('envelope-count');
  try { e = JSON.parse(texts[0]); } catch (x) { fail('envelope-json'); }
  members(e, 'ciphertext,iv,protected,recipients,tag');
  const salt = readHeader(e.protected), count = Array.isArray(e.recipients) ? e.recipients.length : 0;
  if (!count || count > 64 || count % 4) fail('envelope-recipients');
  e.recipients.forEach(slot => members(slot, 'encrypted_key'));
  if (texts[0].split('"').length > 19 + 4 * count) fail('envelope-members'); /* one of them stands there twice */
  const slots = e.recipients.map(slot => decode(slot.encrypted_key, 40, 'slot-length')), iv = decode(e.iv, 12, 'iv-length');
  if (Object(e.ciphertext).length > STREAM_LIMIT * 4 / 3 + 1) fail('ciphertext-too-long');
  const ciphertext = decode(e.ciphertext), size = ciphertext.length, data = new Uint8Array(size + 16);
  if (!size || size % 4096) fail(size ? 'ciphertext-not-padded' : 'ciphertext-empty');
  data.set(ciphertext);
  data.set(decode(e.tag, 16, 'tag-length'), size);
  return { salt: salt, slots: slots, iv: iv, aad: ascii(e.protected), data: data };
}
async function derive(digits, salt) {
  const code = await subtle.importKey('raw', ascii(digits), 'PBKDF2', false, ['deriveBits']);
  return new Uint8Array(await subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt: salt, iterations: 600000 }, code, 256));
}
function importKek(raw) { return subtle.importKey('raw', raw, 'AES-KW', false, ['unwrapKey']); }
async function familyAddress(raw) {
  const key = await subtle.importKey('raw', raw, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const mac = new Uint8Array(await subtle.sign('HMAC', key, ascii('family page')), 0, 16);
  return Array.from(mac, byte => ('0' + byte.toString(16)).slice(-2)).join('');
}
async function unwrap(envelope, kek) {
  for (const slot of envelope.slots) {
    try { return await subtle.unwrapKey('raw', slot, kek, 'AES-KW', 'AES-GCM', false, ['decrypt']); } catch (e) { /* another's slot */ }
  }
  return fail('wrong-code');
}
/* The browser's own inflater where it has one; whatever it refuses, ours looks at again and says why. */
async function inflate(stream) {
  const parts = [];
  let total = 0, chunk;
  if (typeof DecompressionStream === 'function' && stream[stream.length - 2] === 3 && !stream[stream.length - 1]) {
    try {
      const reader = new Blob([stream]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
      while (total <= TEXT_LIMIT && !(chunk = await reader.read()).done) total += parts[parts.push(chunk.value) - 1].length;
      if (total <= TEXT_LIMIT) return new Uint8Array(await new Blob(parts).arrayBuffer());
      reader.cancel();
    } catch (e) { /* too old for raw DEFLATE, or damaged */ }
  }
  return inflateRaw(stream, TEXT_LIMIT);
}

async function openEnvelope(envelope, kek) { /* { head: { page, sealed, asOf }, html } */
  const contentKey = await unwrap(envelope, kek);
  try {
    const plain = await subtle.decrypt({ name: 'AES-GCM', iv: envelope.iv, additionalData: envelope.aad }, contentKey, envelope.data);
    const bytes = await inflate(new Uint8Array(plain));
    let end = bytes.length;
    while (bytes[end - 1] === 32) end--; /* padding */
    const text = utf8(bytes.subarray(0, end)), line = text.indexOf('\n') + 1, head = JSON.parse(text.slice(0, line));
    members(head, 'asOf,page,sealed');
    if (!/^[0-9a-f]{32}$/.test(head.page) || typeof head.sealed !== 'string' || typeof head.asOf !== 'string') fail();
    return { head: head, html: text.slice(line) };
  } catch (e) {
    return fail(/^text-too-long$|^bytes-after-end$/.test(e.message) ? e.message : 'page-damaged');
  }
}

function start() {
  const address = () => location.href.split('#')[0], root = document.documentElement, local = location.protocol === 'file:';
  function takeLink() { /* the first act: the key leaves the address bar */
    const hash = location.hash;
    if (!/^#k=/.test(hash)) return '';
    history.replaceState(history.state, '', address());
    return hash.slice(3) || '-';
  }
  const link = takeLink(), copy = '<!DOCTYPE html>\n' + (document.currentScript.remove(), root.outerHTML);
  const dress = css => document.head.appendChild(Object.assign(document.createElement('style'), { textContent: css }));
  if (item('localStorage', 'theme')) root.dataset.theme = item('localStorage', 'theme'); /* comfort.js writes it */
  document.getElementById('late').remove();
  if (SCREEN) { /* the lock screen, which stands packed beside this script */
    dress(LOCK);
    document.body.insertAdjacentHTML('afterbegin', SCREEN);
  }
  const $ = id => document.getElementById(id), all = css => Array.from(document.querySelectorAll(css));
  const words = document.body.dataset, front = 'front' in words, own = 'own' in words && !local;
  const input = $('code'), size = 4 * words.groups; /* digits of a code */
  let envelope, salt, me, stored, opened, turn = 0;
  /* Shows the form (''), or one of the ends with the fault's name. */
  function stop(name, slug) {
    $('end').hidden = !($('ask').hidden = !!name);
    all('[data-stop]').forEach(part => { part.hidden = part.dataset.stop !== name; });
    if ($('fault')) $('fault').hidden = !slug;
    if ($('slug')) $('slug').textContent = slug;
    busy(false);
  }
  function say(name, count) {
    const told = name && all('[data-say="' + name + '"]')[0];
    $('msg').hidden = !told;
    $('msg').innerHTML = told ? told.innerHTML.replace('{n}', count) : '';
    input.setAttribute('aria-invalid', !!told);
  }
  function busy(on) { $('enter').hidden = input.readOnly = on; $('work').hidden = !on; }
  /* What this browser keeps, on the device or in the tab: nothing on file://, where other files can read it. */
  function item(store, name, value) {
    try {
      if (value !== undefined && !local) self[store].setItem('diary ' + name, value);
      return !local && self[store].getItem('diary ' + name) || '';
    } catch (e) { return ''; }
  }
  function kept(name, value) { return item('sessionStorage', name + ' ' + salt, value); }
  /* On the device, only where the origin is the diary's own: { key (unwrapKey only, not extractable), until, family, many }. */
  function device(act) {
    return own ? new Promise(done => {
      const request = indexedDB.open('diary', 1), late = setTimeout(done, 2000); /* some browsers never answer */
      request.onupgradeneeded = () => request.result.createObjectStore('keys');
      request.onerror = () => done();
      request.onsuccess = () => {
        const change = request.result.transaction('keys', 'readwrite'), answer = act(change.objectStore('keys'));
        change.oncomplete = () => { clearTimeout(late); request.result.close(); done(answer.result); };
        change.onabort = () => done();
      };
    }).catch(() => {}) : Promise.resolve();
  }
  async function recall() {
    const found = await device(store => store.get(salt));
    return stored = found && (found.until > Date.now() ? found : device(store => store.delete(salt)));
  }
  async function remember() {
    const record = { key: me.key, until: Date.now() + 400 * 864e5, family: await familyAddress(me.raw), many: !!kept('family') };
    return device(store => store.put(record, salt)).then(recall);
  }
  async function fromRaw(raw) { return { raw: raw, key: await importKek(raw) }; }
  function keep() {
    const key = me.raw ? encode(me.raw) : '';
    if (key !== kept('key')) { kept('key', key); kept('family', ''); kept('children', ''); }
  }
  /* Where the tab can't keep the key, the link carries it. */
  function carrying(href) { return me.raw && !kept('key') ? href + '#k=' + encode(me.raw) : href; }

  /* Another page of the site. Not parsed: a browser would hold our policy against the style sheet of a page not shown. */
  async function load(href) {
    const answer = await fetch(href, { cache: 'no-cache' }).catch(() => fail('offline'));
    if (!answer.ok) fail(answer.status < 500 ? 'unknown' : 'offline');
    const text = await answer.text(), parts = text.split(/<script type=.application.jose.json. id=.sealed.>|<\/script>/);
    return { sealed: text, envelope: readEnvelope(parts.filter(part => part[0] === '{')) };
  }
  /* The front page: where the recipient's family page lies, after testing that it opens. */
  async function findFamily() {
    const href = 'f/' + (me.family || await familyAddress(me.raw)) + '/index.html';
    if (!local) await unwrap((await load(href)).envelope, me.key).catch(() => fail('unknown'));
    return href;
  }
  /* Opens with a key, or says `wrong` when it is not the right one; a try nobody asked for says nothing. */
  async function enter(whose, wrong, wish) {
    const mine = ++turn;
    try {
      me = await whose;
      const found = front ? await findFamily() : await openEnvelope(envelope, me.key);
      if (mine !== turn) return; /* stopped meanwhile */
      keep();
      if (wish) await remember();
      if (front) location.replace(carrying(found)); else show(found);
    } catch (e) {
      const slug = e.message, closed = /^(wrong-code|unknown|offline)$/.test(slug);
      if (mine !== turn) return;
      stop(closed ? '' : 'damaged', slug);
      if (closed) say(wrong && (front ? slug : wrong));
    }
  }
  function submit() {
    const digits = digitsOf(input.value), count = digits.length, wrong = count < 20 || count % 4 || damm(digits);
    say(wrong && (count < size ? 'code-incomplete' : 'code-mistyped'), count);
    if (wrong) return input.focus();
    busy(true);
    enter(derive(digits, decode(salt)).then(fromRaw), 'wrong-code', $('remember') && $('remember').checked);
  }
  function format() {
    const before = digitsOf(input.value.slice(0, input.selectionStart)), digits = digitsOf(input.value), left = size - digits.length;
    const at = grouped(before).length + (before && before.length % 4 === 0 && before !== digits ? 1 : 0); /* behind the space */
    input.value = grouped(digits);
    if (document.activeElement === input) input.setSelectionRange(at, at);
    $('left').textContent = digits && left > 0 ? $('left').dataset.text.replace('{n}', left) : '';
    say(left === 0 && damm(digits) && 'code-mistyped');
  }

  function show(found) {
    const page = $('page'), part = document.createElement('template');
    part.innerHTML = found.html;
    const children = Array.from(part.content.querySelectorAll('a.d-child')), href = child => child.getAttribute('href').split('#')[0];
    if (part.content.querySelector('[data-kind=family]')) {
      if (own) kept('entry', JSON.stringify({ url: address(), sealed: copy })); /* the diary hands it to the service worker */
      if (children.length === 1) return location.replace(carrying(href(children[0])));
      kept('family', address());
      kept('children', JSON.stringify(children.map(child => [child.dataset.name, href(child)])));
      if (stored && !stored.many) device(store => store.put(Object.assign(stored, { many: true }), salt));
    }
    opened = true;
    input.value = '';
    dress(LOOK);
    $('lock').hidden = true;
    $('older').hidden = !isOlder(found.head);
    page.appendChild(part.content);
    children.forEach(child => child.addEventListener('click', () => { child.href = carrying(href(child)); }));
    page.hidden = false;
    page.focus();
    if (typeof openDiary === 'function') openDiary(page, found.head, actions());
    if (/^#d-/.test(location.hash) && $(location.hash.slice(1))) $(location.hash.slice(1)).scrollIntoView();
  }
  function isOlder(head) { /* the only sign of an old page served again: the sealing time goes back */
    const older = Date.parse(item('localStorage', 'sealed ' + head.page)) > Date.parse(head.sealed);
    if (!older) item('localStorage', 'sealed ' + head.page, head.sealed);
    return older;
  }
  function close() { kept('key', 'closed'); kept('children', ''); location.reload(); }
  function actions() {
    return {
      close: close,
      forget: async () => { /* what the diary's script keeps has a name that begins with `diary`, too */
        const ours = store => Object.keys(store).forEach(name => /^diary/.test(name) && store.removeItem(name));
        const workers = own && navigator.serviceWorker ? await navigator.serviceWorker.getRegistrations().catch(() => []) : [];
        await Promise.all(workers.map(worker => worker.unregister().then(() => caches.delete('diary'))));
        await device(store => store.clear());
        if (!local) [localStorage, sessionStorage].forEach(ours);
        close();
      },
      save: () => {
        const url = URL.createObjectURL(new Blob([copy], { type: 'text/html' })), anchor = document.createElement('a');
        document.body.appendChild(Object.assign(anchor, { href: url, download: $('page').dataset.file })).click();
        anchor.remove();
        setTimeout(() => URL.revokeObjectURL(url), 6e4);
      },
      own: own, sealed: copy, entry: JSON.parse(kept('entry') || '0'),
      openPage: local ? null : async href => { /* a child's diary, for the family page: { sealed, head, html } */
        const page = await load(href);
        return Object.assign(page, await openEnvelope(page.envelope, me.key));
      },
      remember: remember, remembered: !!stored, canRemember: own && !stored && !!me.raw,
      familyHref: kept('family') || (me.many ? '../../f/' + me.family + '/index.html' : ''),
      siblings: JSON.parse(kept('children') || '[]').filter(child => location.pathname.indexOf(child[1].slice(6, 40)) < 0)
    };
  }
  async function begin(link) {
    const key = kept('key'), closed = key === 'closed' || front && performance.navigation.type === 2; /* came back */
    $('again').hidden = !await recall() || !closed;
    try {
      if (!link && (closed || !key && !stored)) stop('');
      else await enter(link || key ? fromRaw(decode(link || key, 32)) : stored, link && 'wrong-link');
    } catch (e) { stop(''); say(link && 'link-incomplete'); }
  }
  all('[data-stop] a').forEach(anchor => { anchor.href = address().replace(/^http:/, top === self ? 'https:' : '$&'); });
  if (top !== self) { stop('frame'); return; }
  if (!window.isSecureContext || !subtle) { stop(location.protocol === 'http:' ? 'insecure' : 'old'); return; }
  if ($('reload')) $('reload').onclick = () => location.reload();
  try {
    const texts = all('#sealed,[type="application/jose+json"]').map(each => each.textContent);
    salt = front ? words.salt : encode((envelope = readEnvelope(texts)).salt);
  } catch (e) { stop(e.message === 'newer-version' ? 'newer' : 'malformed', e.message); return; }
  input.oninput = format;
  input.onkeydown = event => { if (event.key === 'Enter') submit(); };
  $('go').onclick = submit;
  $('again').onclick = () => enter(stored, 'wrong-code');
  $('stop').onclick = () => { turn++; busy(false); input.focus(); };
  addEventListener('hashchange', () => { const link = takeLink(); if (link && !opened) begin(link); });
  addEventListener('pageshow', event => { if (event.persisted && opened && kept('key') === 'closed') location.reload(); });
  begin(link);
}
if (typeof document === 'object') start();
