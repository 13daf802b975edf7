/* On an origin of its own a page leaves its sealed text with the service worker (templates/public/sw.js); a diary that
   was reached through a family page with one child leaves that page, too. */
function keepOffline(actions, pages) {
  if (!actions.own || !navigator.serviceWorker) return;
  navigator.serviceWorker.register('../../sw.js').then(() => navigator.serviceWorker.ready)
    .then(worker => pages.filter(Boolean).forEach(page => worker.active.postMessage(page))).catch(() => { /* a private window */ });
}
