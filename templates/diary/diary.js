/* What a diary does on the device: it shows one view, one week and one day, and works out what depends on now.
   No words here: they stand in the page. Written for Chrome 67 and Safari 13. Runs in one function with unlock.js,
   which calls openDiary(root, head, actions) after the text is in `root`; family pages come here as well. */
function openDiary(root, head, actions) {
  const all = (selector, from) => Array.from((from || root).querySelectorAll(selector));
  const one = (selector, from) => (from || root).querySelector(selector);
  const add = (to, name, text) => { const made = to.appendChild(document.createElement(name)); made.textContent = text; return made; };
  const get = (element, name) => element.getAttribute('data-' + name);
  const only = (list, index) => list.forEach((each, n) => { each.hidden = n !== index; });
  const flag = (list, index, name) => list.forEach((each, n) => { if (n === index) each.setAttribute(name, 'true'); else each.removeAttribute(name); });

  document.documentElement.classList.add('is-open');
  const offer = (act, on) => all('[data-act=' + act + ']').forEach(button => { button.parentNode.hidden = !on; });
  all('[data-act]').forEach(button => {
    const act = get(button, 'act');
    if (act === (actions.remembered ? 'forget' : actions.canRemember && 'remember')) offer(act, true);
    button.onclick = () => {
      if (act === 'print') { show('week'); print(); return; }
      const done = actions[act]();
      if (act === 'remember') done.then(() => { offer('remember', false); offer('forget', true); });
    };
  });
  const page = one('#d-diary');
  if (!page) return;
  if (actions.familyHref) { one('.all').href = actions.familyHref; one('.all').hidden = false; }

  /* the clock: the device's, or the example school's own */
  const words = JSON.parse(get(page, 'words'));
  const local = text => { const n = text.match(/\d+/g); return new Date(n[0], n[1] - 1, n[2], n[3] || 0, n[4] || 0); };
  const iso = (time, days) => {
    const two = n => (n < 10 ? '-0' : '-') + n, day = new Date(time.getFullYear(), time.getMonth(), time.getDate() + (days || 0));
    return day.getFullYear() + two(day.getMonth() + 1) + two(day.getDate());
  };
  const fixed = get(page, 'today'), now = fixed ? local(fixed) : new Date(), today = iso(now);
  const weeks = all('.week'), days = all('.day'), date = day => get(day, 'd'), free = day => day.classList.contains('is-free');

  /* data older than a day on a school day, or than a week with school days in it */
  const asOf = local(one('.asof time').dateTime), age = (now - asOf) / 864e5;
  const missed = days.some(day => date(day) > iso(asOf) && date(day) <= today && !free(day));
  all('[data-stale]').forEach(note => { note.hidden = !missed || age <= 1 || (get(note, 'stale') === 'week') !== age > 7; });

  words.near.forEach((word, n) => {
    const day = days.find(each => date(each) === iso(now, n - 1));
    if (!day) return;
    if (n === 1) day.classList.add('is-today');
    add(one('h3', day), 'small', word).className = 'when';
  });

  /* where to open: today, after the last lesson (45 minutes) the next day with lessons */
  function over(day) {
    /* the number of a lesson is an element, its time a bare text beside it */
    const times = all('tbody td:first-child', day).map(cell => Array.from(cell.childNodes, node => node.nodeType === 3 ? node.data : '').join(''));
    const last = times.filter(time => time.indexOf(':') > 0).pop();
    return last && local(today + ' ' + last) < now - 27e5;
  }
  const current = () => date(days.find(day => one('tr', day) && date(day) >= today && !(date(day) === today && over(day))) || { getAttribute: () => today });
  const weekOf = text => weeks.reduce((found, week, n) => week.id.slice(3) <= text ? n : found, 0);

  /* views */
  const views = all('.view'), links = all('.nav a');
  function show(name, focus) {
    const index = views.findIndex(view => view.id === 'd-' + name);
    only(views, index);
    flag(links, index, 'aria-current');
    if (focus) { scrollTo(0, 0); views[index].focus({ preventScroll: true }); }
  }

  /* the week: a year is too long to carry roles and column heads for every day, so the shown week gets them */
  const tabs = one('.tabs'), title = one('.title'), list = one('#d-weeks');
  const roles = { table: 'table', 'thead,tbody': 'rowgroup', tr: 'row', td: 'cell', 'tbody th': 'rowheader', 'thead th': 'columnheader' };
  let shown = 0, chosen = 0;
  function dress(week) {
    if (one('thead', week)) return;
    all('table', week).forEach(table => {
      table.setAttribute('aria-label', table.previousElementSibling.textContent);
      const row = table.createTHead().insertRow();
      words.columns.forEach(text => add(row, 'th', text));
    });
    Object.keys(roles).forEach(name => all(name, week).forEach(each => each.setAttribute('role', roles[name])));
  }
  function pick(index, focus) {
    const own = all('.day', weeks[shown]), buttons = all('button', tabs);
    chosen = Math.max(0, Math.min(own.length - 1, index));
    own.forEach((day, n) => day.classList.toggle('is-current', n === chosen));
    flag(buttons, chosen, 'aria-selected');
    buttons.forEach((button, n) => { button.tabIndex = n === chosen ? 0 : -1; });
    if (focus && own.length) buttons[chosen].focus();
  }
  function turn(index, day) {
    shown = Math.max(0, Math.min(weeks.length - 1, index));
    const week = weeks[shown], here = weekOf(today), own = all('.day', week);
    dress(week);
    only(weeks, shown);
    one('b', title).textContent = get(week, 't');
    one('span', title).textContent = get(week, 's');
    one('[data-go="0"]').hidden = here === shown;
    one('[data-go="-1"]').disabled = !shown;
    one('[data-go="1"]').disabled = shown === weeks.length - 1;
    flag(all('a', list), shown, 'aria-current');
    all('a', list).forEach((link, n) => link.classList.toggle('is-now', n === here));
    tabs.textContent = '';
    tabs.hidden = !own.length;
    own.forEach((each, n) => {
      const button = add(tabs, 'button', ''), at = local(date(each));
      button.type = 'button';
      button.setAttribute('role', 'tab');
      button.className = (date(each) === today ? 'is-today' : '') + (free(each) ? ' is-free' : '');
      add(button, 'span', words.days[(at.getDay() + 6) % 7]);
      add(button, 'b', at.getDate());
      button.onclick = () => pick(n);
    });
    pick(day);
  }
  function open(day) {
    const index = weekOf(day);
    if (weeks.length) turn(index, all('.day', weeks[index]).findIndex(each => date(each) >= day));
  }
  function go(index, day) {
    turn(index, day);
    try { history.replaceState(history.state, '', '#week=' + weeks[shown].id.slice(3)); } catch (e) { /* not from a file */ }
  }
  all('[data-go]').forEach(button => {
    const step = +get(button, 'go');
    button.onclick = () => { if (step) go(shown + step, 0); else open(current()); };
  });
  function unfold(on) { list.hidden = !on; title.setAttribute('aria-expanded', on); }
  title.onclick = () => unfold(list.hidden);
  tabs.onkeydown = event => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) pick(chosen + step, true);
  };
  links[0].onclick = () => { if (!views[0].hidden) open(current()); };

  let from;
  const sheet = one('.sheet');
  sheet.addEventListener('touchstart', event => { from = event.touches[1] ? null : event.touches[0]; }, { passive: true });
  sheet.addEventListener('touchend', event => {
    const to = event.changedTouches[0], dx = from ? to.clientX - from.clientX : 0, step = dx < 0 ? 1 : -1;
    if (innerWidth >= 720 || Math.abs(dx) < 50 || Math.abs(dx) < 2 * Math.abs(to.clientY - from.clientY)) return;
    if (all('.day', weeks[shown])[chosen + step]) pick(chosen + step);
    else if (weeks[shown + step]) go(shown + step, step < 0 ? 9 : 0);
  });

  /* marks: one term at a time */
  const terms = all('.term');
  function term(index) { only(terms, index); flag(all('.seg a'), index, 'aria-current'); }
  term(terms.reduce((found, each, n) => get(each, 'from') <= today ? n : found, 0));

  /* addresses: #marks, #marks=2, #week=2026-11-16, #day=2026-11-17; anything else is somebody else's */
  function route(first) {
    const found = /^#(week|day|marks|finals|absences|more)(?:=([\d-]+))?$/.exec(location.hash);
    if (!found) return (first || !location.hash) && show('week');
    if (found[2] && found[1] === 'marks') term(found[2] - 1);
    else if (found[2]) open(found[2]);
    unfold(false);
    show(found[1] === 'day' ? 'week' : found[1], !first);
  }
  open(current());
  addEventListener('hashchange', () => route());
  route(true);
}
