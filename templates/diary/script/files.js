/* A file that came inside the diary is saved: the link that offers it carries its bytes in base64. Nothing is fetched. */
function files(it) {
  all('a[data-b64]', it.page).forEach(link => {
    link.onclick = event => {
      event.preventDefault();
      const text = atob(get(link, 'b64')), bytes = new Uint8Array(text.length);
      for (let n = 0; n < text.length; n++) bytes[n] = text.charCodeAt(n);
      const url = URL.createObjectURL(new Blob([bytes], { type: get(link, 'type') })), anchor = document.createElement('a');
      document.body.appendChild(Object.assign(anchor, { href: url, download: get(link, 'name') })).click();
      anchor.remove();
      setTimeout(() => URL.revokeObjectURL(url), 6e4);
    };
  });
}
