/* A sheet over the page, for the card of a mark and for what is new: title, close button, and what `draw` puts in. */
function sheet(it, title, draw) {
  const back = document.activeElement, dialog = add(it.page, 'dialog'), head = add(dialog, 'header');
  const name = add(head, 'h2', title);
  name.id = 'd-sheet';
  name.tabIndex = -1;
  dialog.setAttribute('aria-labelledby', name.id);
  function close() { dialog.remove(); back.focus(); }
  button(head, '×', 'x', close).setAttribute('aria-label', WORDS.close);
  draw(dialog);
  dialog.onclick = event => { if (event.target === dialog) close(); };
  dialog.addEventListener('cancel', event => { event.preventDefault(); close(); });
  if (dialog.showModal) dialog.showModal(); else { dialog.setAttribute('open', ''); dialog.onkeydown = event => { if (event.key === 'Escape') close(); }; }
  name.focus();
  return close;
}
