/* A file that came inside the diary is saved: the link that offers it carries its bytes in base64. Nothing is fetched. */
function files(it) {
  all('a[data-b64]', it.page).forEach(link => {
    link.onclick = event => {
      event.preventDefault();
      download(get(link, 'name'), get(link, 'type'), Uint8Array.from(atob(get(link, 'b64')), c => c.charCodeAt(0)));
    };
  });
}
