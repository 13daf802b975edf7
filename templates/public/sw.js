/* The service worker of a site whose origin is the diary's own: keeps the sealed pages that were opened on this device, so
   that they open without a network. A page hands over its own sealed text after it was opened; nothing else is kept.
   The network goes first: four seconds, then what is kept. A page that is gone from the site is dropped here, too. */
const named = url => url.split(/[?#]/)[0].replace(/index\.html$/, '');
const ours = name => name.indexOf(registration.scope) === 0 && /^[df]\/[0-9a-f]{32}\/$/.test(name.slice(registration.scope.length));

addEventListener('install', () => skipWaiting());
addEventListener('activate', event => event.waitUntil(clients.claim()));
addEventListener('message', event => {
  const name = named(event.data.url), answer = new Response(event.data.sealed, { headers: { 'Content-Type': 'text/html; charset=utf-8' } });
  if (ours(name)) event.waitUntil(caches.open('diary').then(cache => cache.put(name, answer)));
});
addEventListener('fetch', event => {
  const name = named(event.request.url);
  if (event.request.method === 'GET' && ours(name)) event.respondWith(find(event.request, name));
});

async function find(request, name) {
  const live = fetch(request), kept = await (await caches.open('diary')).match(name);
  if (!kept) return live;
  const late = new Promise(done => setTimeout(done, 4000)), found = await Promise.race([live, late]).catch(() => {});
  if (found && /^4(04|10)$/.test(found.status)) (await caches.open('diary')).delete(name);
  return found && found.status < 500 ? found : kept;
}
