/* Unpacks what stands deflated in the page (lock screen, scripts, styles) and runs it; the policy names its hash. Packed
   it takes a third of the room, which a phone on a slow line notices at every page. Two characters of the 91 printable
   ones that HTML leaves alone carry 13 bits (Base64 carries 12); generator/rendering/packing.py writes them. */
(function () {
  const packed = document.getElementById('packed'), text = packed.textContent, bytes = new Uint8Array(packed.dataset.bytes);
  const digit = at => { const code = text.charCodeAt(at); return code - 33 - (code > 38) - (code > 60) - (code > 62); };
  let held = 0, bits = 0, end = 0;
  for (let at = 0; at < text.length; at += 2) {
    held |= (digit(at) * 91 + digit(at + 1)) << bits;
    for (bits += 13; bits > 7; bits -= 8, held >>= 8) bytes[end++] = held;
  }
  const script = document.createElement('script');
  self.inflateRaw = inflateRaw;
  script.textContent = new TextDecoder().decode(inflateRaw(bytes, 1000000));
  document.body.appendChild(script);
})();
