/* What a diary does on the device: it shows one view, one week and one day, and works out what depends on now.
   No words here: they stand in the page. Written for Chrome 67 and Safari 13. Runs in one function with unlock.js,
   which calls openDiary(root, head, actions) after the text is in `root`; family pages come here as well. */
function openDiary(root, head, actions) {
  const all = (selector, from) => Array.from((from || root).querySelectorAll(selector));
  const one = (selector, from) => (from || root).querySelector(selector);
  const make = (name, text) => { const made = document.createElement(name); made.textContent = text || ''; return made; };

  document.documentElement.classList.add('is-open');
  all('[data-act]').forEach(button => {
    const act = button.getAttribute('data-act');
    if (act === 'forget' && actions.remembered) { button.hidden = false; button.parentNode.hidden = false; }
    button.onclick = () => { if (act === 'print') { show('week'); print(); } else actions[act](); };
  });
  const page = one('#d-diary');
  if (!page) return;
  if (actions.familyHref) { one('.all').href = actions.familyHref; one('.all').hidden = false; }

  /* the clock: the device's, or the example school's own ------------------------------------------------------- */
  const words = JSON.parse(page.getAttribute('data-words'));
  const local = text => { const n = text.match(/\d+/g).map(Number); return new Date(n[0], n[1] - 1, n[2], n[3] || 0, n[4] || 0); };
  const two = n => (n < 10 ? '0' : '') + n;
  const iso = date => date.getFullYear() + '-' + two(date.getMonth() + 1) + '-' + two(date.getDate());
  const after = (date, days) => iso(new Date(date.getFullYear(), date.getMonth(), date.getDate() + days));
  const fixed = page.getAttribute('data-today'), now = fixed ? local(fixed) : new Date(), today = iso(now);

  const weeks = all('.week'), days = all('.day');
  const date = day => day.getAttribute('data-d');
  const isSchool = day => !day.classList.contains('is-free');

  /* data older than a day on a school day, or than a week with school days in it */
  const asOf = local(one('.asof time').getAttribute('datetime'));
  const missed = days.filter(day => date(day) > iso(asOf) && date(day) <= today && isSchool(day)).length;
  const age = (now - asOf) / 864e5;
  all('[data-stale]').forEach(note => {
    note.hidden = !(missed && age > 1 && (note.getAttribute('data-stale') === 'week') === age > 7);
  });

  /* today, tomorrow, yesterday */
  [[today, words.today], [after(now, 1), words.tomorrow], [after(now, -1), words.yesterday]].forEach(pair => {
    const day = days.find(each => date(each) === pair[0]);
    if (!day) return;
    if (pair[0] === today) day.classList.add('is-today');
    const when = make('small', pair[1]);
    when.className = 'when';
    one('h3', day).appendChild(when);
  });

  /* where to open: today, after the last lesson the next day with lessons */
  function current() {
    const over = day => {
      const times = all('tr', day).map(row => /(\d+):(\d\d)/.exec(row.cells[0].textContent)).filter(Boolean);
      const last = times.pop();
      return last && now.getHours() * 60 + now.getMinutes() > last[1] * 60 + +last[2] + 45;
    };
    return days.find(day => one('tr', day) && (date(day) > today || (date(day) === today && !over(day)))) || days.find(day => date(day) >= today);
  }
  function weekOf(text) {
    let found = 0;
    weeks.forEach((week, index) => { if (week.id.slice(3) <= text) found = index; });
    return found;
  }

  /* views -------------------------------------------------------------------------------------------------------- */
  const links = all('.nav a');
  function show(name, focus) {
    all('.view').forEach(view => { view.hidden = view.id !== 'd-' + name; });
    links.forEach(link => {
      if (link.hash === '#' + name) link.setAttribute('aria-current', 'page'); else link.removeAttribute('aria-current');
    });
    if (focus) { scrollTo(0, 0); one('#d-' + name).focus({ preventScroll: true }); }
  }

  /* the week ------------------------------------------------------------------------------------------------------- */
  const tabs = one('.tabs'), title = one('.weeknav .title'), list = one('#d-weeks');
  let shown = 0, chosen = 0;

  /* a year is too long to carry table roles, column heads and tabs for every day: the shown week gets them */
  function dress(week) {
    if (week.dressed) return;
    week.dressed = true;
    all('table', week).forEach(table => {
      const heads = make('thead'), row = heads.appendChild(make('tr'));
      words.columns.forEach(text => row.appendChild(make('th', text)).setAttribute('role', 'columnheader'));
      table.insertBefore(heads, table.firstChild);
      table.setAttribute('role', 'table');
      table.setAttribute('aria-label', table.previousElementSibling.textContent);
      all('thead,tbody', table).forEach(part => part.setAttribute('role', 'rowgroup'));
      all('tr', table).forEach(line => line.setAttribute('role', 'row'));
      all('td', table).forEach(cell => cell.setAttribute('role', 'cell'));
      all('tbody th', table).forEach(cell => cell.setAttribute('role', 'rowheader'));
    });
  }
  function pick(index, focus) {
    const own = all('.day', weeks[shown]), buttons = all('button', tabs);
    chosen = Math.max(0, Math.min(own.length - 1, index));
    own.forEach((day, n) => day.classList.toggle('is-current', n === chosen));
    buttons.forEach((button, n) => { button.setAttribute('aria-selected', n === chosen); button.tabIndex = n === chosen ? 0 : -1; });
    if (focus && buttons[chosen]) buttons[chosen].focus();
  }
  function turn(index, day) {
    shown = Math.max(0, Math.min(weeks.length - 1, index));
    const week = weeks[shown], here = weekOf(today) === shown;
    dress(week);
    weeks.forEach((each, n) => { each.hidden = n !== shown; });
    one('b', title).textContent = week.getAttribute('data-t');
    one('span', title).textContent = week.getAttribute('data-s');
    one('[data-go="0"]').hidden = here;
    one('[data-go="-1"]').disabled = !shown;
    one('[data-go="1"]').disabled = shown === weeks.length - 1;
    all('a', list).forEach((link, n) => {
      link.classList.toggle('is-now', n === weekOf(today));
      if (n === shown) link.setAttribute('aria-current', 'true'); else link.removeAttribute('aria-current');
    });
    tabs.textContent = '';
    const own = all('.day', week);
    tabs.hidden = !own.length;
    own.forEach((each, n) => {
      const button = tabs.appendChild(make('button')), at = local(date(each));
      button.type = 'button';
      button.setAttribute('role', 'tab');
      button.className = (date(each) === today ? 'is-today' : '') + (isSchool(each) ? '' : ' is-free');
      button.appendChild(make('span', words.days[(at.getDay() + 6) % 7]));
      button.appendChild(make('b', at.getDate()));
      button.onclick = () => pick(n);
    });
    pick(day || 0);
  }
  function open(day) {
    const index = weekOf(day);
    turn(index, all('.day', weeks[index]).findIndex(each => date(each) >= day));
  }
  function back() { open(current() ? date(current()) : today); }
  function go(index, day) {
    turn(index, day);
    try { history.replaceState(history.state, '', '#week=' + weeks[shown].id.slice(3)); } catch (e) { /* a file */ }
  }
  all('[data-go]').forEach(button => {
    const step = +button.getAttribute('data-go');
    button.onclick = () => { if (step) go(shown + step); else back(); };
  });
  title.onclick = () => { list.hidden = !list.hidden; title.setAttribute('aria-expanded', !list.hidden); };
  tabs.onkeydown = event => {
    const step = { ArrowRight: 1, ArrowLeft: -1, Home: -9, End: 9 }[event.key];
    if (step) { event.preventDefault(); pick(chosen + step, true); }
  };
  links[0].onclick = () => { if (!one('#d-week').hidden) back(); };

  const sheet = one('.sheet');
  let from = null;
  sheet.addEventListener('touchstart', event => { from = event.touches.length === 1 ? event.touches[0] : null; }, { passive: true });
  sheet.addEventListener('touchend', event => {
    if (!from || innerWidth >= 720) return;
    const dx = event.changedTouches[0].clientX - from.clientX, dy = event.changedTouches[0].clientY - from.clientY;
    const step = dx < 0 ? 1 : -1, count = all('.day', weeks[shown]).length;
    if (Math.abs(dx) < 50 || Math.abs(dx) < 2 * Math.abs(dy)) return;
    if (chosen + step >= 0 && chosen + step < count) pick(chosen + step);
    else if (weeks[shown + step]) go(shown + step, step < 0 ? 9 : 0);
  });

  /* marks: one term at a time ------------------------------------------------------------------------------------------ */
  const terms = all('.term'), switches = all('.seg a');
  function term(index) {
    terms.forEach((each, n) => { each.hidden = n !== index; });
    switches.forEach((link, n) => {
      if (n === index) link.setAttribute('aria-current', 'true'); else link.removeAttribute('aria-current');
    });
  }
  term(terms.reduce((found, each, n) => each.getAttribute('data-from') <= today ? n : found, 0));

  /* addresses: #marks, #marks=2, #week=2026-11-16, #day=2026-11-17; anything else is somebody else's -------------------- */
  function route(first) {
    const found = /^#(week|day|marks|finals|absences|more)(?:=([\d-]+))?$/.exec(location.hash);
    if (!found) { if (first) show('week'); return; }
    if (found[1] === 'marks' && found[2]) term(found[2] - 1);
    else if (found[2]) open(found[2]);
    list.hidden = true;
    title.setAttribute('aria-expanded', 'false');
    show(found[1] === 'day' ? 'week' : found[1], !first);
  }
  if (weeks.length) back();
  addEventListener('hashchange', () => route());
  route(true);
}
