/* The page's script: reads what the page says, draws what depends on the device and on now, and leads from view to view.
   unlock.js calls openDiary(root, head, actions) after the text is in `root`; family pages come here as well. */
function openDiary(root, head, actions) {
  document.documentElement.classList.add('is-open');
  const offer = (act, on) => all('[data-act=' + act + ']', root).forEach(each => { each.parentNode.hidden = !on; });
  let show;
  all('[data-act]', root).forEach(each => {
    const act = get(each, 'act');
    if (act === (actions.remembered ? 'forget' : actions.canRemember && 'remember')) offer(act, true);
    each.onclick = () => {
      if (act === 'print') { show('week'); print(); return; }
      const done = actions[act]();
      if (act === 'remember') done.then(() => { offer('remember', false); offer('forget', true); });
    };
  });
  if (!one('#d-diary', root)) return;
  const it = readPage(root, head, actions), page = it.page;
  if (actions.familyHref) { one('.all', page).href = actions.familyHref; one('.all', page).hidden = false; }

  /* data older than a day on a school day, or than a week with school days in it */
  const age = (it.now - it.asOf) / 864e5, missed = it.days.some(day => day.day > iso(it.asOf) && day.day <= it.today && !day.free);
  all('[data-stale]', page).forEach(note => { note.hidden = !missed || age <= 1 || (get(note, 'stale') === 'week') !== age > 7; });

  const views = all('.view', page), links = all('.nav a', page);
  show = it.show = (name, focus) => {
    const index = views.findIndex(view => view.id === 'd-' + name), wide = links.findIndex(link => link.hash === '#' + name);
    only(views, index);
    flag(links, wide, 'aria-current');
    /* on a phone finals and absences stand behind «marks» */
    one('.nav', page).classList.toggle('is-marks', /^(marks|finals|absences)$/.test(name));
    if (focus) { scrollTo(0, 0); views[index].focus({ preventScroll: true }); }
  };

  drawWeeks(it);
  drawMarks(it);
  drawAbsences(it);
  files(it);
  calendar(it);
  ics(it);
  news(it);
  links[0].onclick = () => { if (!views[0].hidden) it.openDay(it.current()); };

  /* addresses: #marks, #marks=2, #week=2026-11-16, #day=2026-11-17; anything else is somebody else's */
  function route(first) {
    const found = /^#(week|day|marks|finals|absences|calendar|more)(?:=([\d-]+))?$/.exec(location.hash);
    if (!found) return (first || !location.hash) && show('week');
    if (found[2] && found[1] === 'marks') it.showTerm(found[2] - 1);
    else if (found[2]) it.openDay(found[2]);
    it.unfoldWeeks(false);
    show(found[1] === 'day' ? 'week' : found[1], !first);
  }
  it.openDay(it.current());
  addEventListener('hashchange', () => route());
  route(true);
}
