/* The page's script: reads what the page says, draws what depends on the device and on now, and leads from view to view.
   unlock.js calls openDiary(root, head, actions) after the text is in `root`; family pages come here as well. */
function openDiary(root, head, actions) {
  document.documentElement.classList.add('is-open');
  WORDS = JSON.parse(get(one('[data-words]', root), 'words'));
  const offer = (act, on) => all('[data-act=' + act + ']', root).forEach(each => { each.parentNode.hidden = !on; });
  let show;
  all('[data-act]', root).forEach(each => {
    const act = get(each, 'act');
    if (act === 'forget' ? actions.own || actions.remembered : act === 'remember' && actions.canRemember && !actions.remembered) offer(act, true);
    each.onclick = () => {
      if (act === 'print') { show('week'); print(); return; }
      const done = actions[act]();
      if (act === 'remember') done.then(() => { offer('remember', false); offer('forget', true); });
    };
  });
  keepOffline(actions, [actions.entry, { url: location.href, sealed: actions.sealed }]);
  if (!one('#d-diary', root)) { if (typeof family === 'function') family(root, head, actions); return; }
  const it = readPage(root, head, actions), page = it.page;
  it.noteAge();
  comfort(it);

  const views = all('.view', page), links = all('.nav a', page);
  show = it.show = (name, focus) => {
    const index = views.findIndex(view => view.id === 'd-' + name), wide = links.findIndex(link => link.hash === '#' + name);
    if (name === 'calendar' && !it.calendar) { it.calendar = true; calendar(it); ics(it); } /* a year of it takes a while */
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
