/* Unpacks the lock's and the diary's script, which stands deflated in the page, and runs it; the policy names its hash.
   Packed they take a third of the room, which a phone on a slow line notices at every page. */
(function () {
  const packed = Uint8Array.from(atob(document.getElementById('packed').textContent), c => c.charCodeAt(0));
  const script = document.createElement('script');
  self.inflateRaw = inflateRaw;
  script.textContent = new TextDecoder().decode(inflateRaw(packed, 1000000));
  document.body.appendChild(script);
})();
