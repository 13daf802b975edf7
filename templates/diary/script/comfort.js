/* What makes the diary comfortable on this device: the look, the way to brothers and sisters, boxes «done» at homework. */

function comfort(it) {
  const away = one('.all', it.page), root = document.documentElement;
  if (it.actions.familyHref) { away.href = it.actions.familyHref; away.hidden = false; }
  (it.actions.siblings || []).forEach(child => {
    const link = add(away.parentNode, 'a', child[0], 'link kin');
    away.before(link);
    link.href = child[1];
    link.onclick = () => { link.hash = location.hash; }; /* to the same view */
  });
  all('[data-look]', it.page).forEach(name => {
    const look = get(name, 'look'), label = add(name.parentNode, 'label'), radio = add(label, 'input');
    label.append(name);
    radio.type = 'radio';
    radio.name = 'd-look';
    radio.checked = look === (get(root, 'theme') || '');
    radio.onchange = () => {
      if (look) root.dataset.theme = look; else root.removeAttribute('data-theme');
      try { if (location.protocol !== 'file:') localStorage.setItem('diary theme', look); } catch (e) { /* for this visit, then */ }
    };
  });
}

/* A box at the homework of lessons to come. What was ticked is known by its day and its text: changed homework is not
   done; days that are over are forgotten. */
function ticks(it, day) {
  if (day < it.today) return;
  it.done = it.done || (it.store.get('done') || []).filter(each => each.slice(0, 10) >= it.today);
  it.rowsOf(day).forEach(row => {
    const text = all('.hw', row.el).map(line => line.textContent).join(), place = row.el.cells[3];
    if (!text || row.off || place.firstChild || row.start && local(day + ' ' + row.start) < it.now) return;
    const label = add(place, 'label', undefined, 'tick'), box = add(label, 'input');
    const name = day + ' ' + hash(row.number + row.subject + text);
    add(label, 'span', fill(WORDS.week.done, { subject: row.subject }), 'sr');
    const show = () => row.el.classList.toggle('is-done', box.checked);
    box.type = 'checkbox';
    box.checked = it.done.indexOf(name) >= 0;
    box.onchange = () => {
      it.done = it.done.filter(each => each !== name).concat(box.checked ? name : []);
      it.store.set('done', it.done);
      show();
    };
    show();
  });
}
