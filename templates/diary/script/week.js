/* The week: one at a time, on a phone one day of it. The year is in the page as the class has it; a week that is shown
   gets its table roles and heads, and what only this student has is hung into its rows. */
function drawWeeks(it) {
  const weeks = all('.week', it.page), tabs = one('.tabs', it.page), title = one('.title', it.page), list = one('#d-weeks', it.page);
  const words = WORDS.week, roles = { table: 'table', 'thead,tbody': 'rowgroup', tr: 'row', td: 'cell', 'tbody th': 'rowheader', 'thead th': 'columnheader' };
  let shown = 0, chosen = 0;

  function extraRow(day, subject) { /* a mark or homework on a day without a lesson of its subject */
    const known = it.rowsOf(day.day).filter(row => row.subject === subject && row.number === null)[0];
    if (known) return known.el;
    const table = one('tbody', day.el) || add(add(day.el, 'table', undefined, 'lessons'), 'tbody'), row = add(table, 'tr', undefined, 'lesson');
    all('.empty', day.el).forEach(each => each.remove());
    day.el.classList.remove('is-free');
    add(row, 'td');
    add(row, 'th', subject);
    add(row, 'td');
    add(row, 'td');
    return row;
  }
  /* The row of the nth lesson of a subject that takes place; `number` knows better where there is one. */
  function rowFor(day, subject, nth, number) {
    const rows = it.rowsOf(day.day).filter(row => row.subject === subject), held = rows.filter(row => !row.off);
    const found = number && rows.filter(row => row.number === number)[0] || held[nth - 1];
    return found ? found.el : extraRow(day, subject);
  }
  const note = (cell, text, css) => cell.insertBefore(add(cell, 'p', text, css), one('small', cell));

  function hang(day) {
    it.own.filter(own => own.day === day.day).forEach(own => {
      const line = note(rowFor(day, own.subject, 1).cells[2], own.text, 'hw');
      line.prepend(add(line, 'span', words.own + ' ', 'meta'));
    });
    it.absences.filter(each => each.day === day.day).forEach(each => {
      const row = rowFor(day, each.subject, 1, each.number), sign = add(row.cells[3], 'b', each.raw, 'chip is-absence' + (each.late ? ' ml' : ''));
      if (each.kind !== 'exempt') row.classList.add(each.late ? 'is-late' : 'is-absent');
      sign.setAttribute('aria-hidden', 'true');
      add(row.cells[1], 'small', each.said);
    });
    const marks = it.marks.filter(mark => mark.day === day.day), places = [];
    chips(it, marks, mark => {
      const place = add(rowFor(day, mark.subject, mark.nth).cells[3], 'span', undefined, 'mk');
      if (mark.short) places.push([place, mark.short]);
      return place;
    }, true);
    places.forEach(place => add(place[0], 'i', place[1]).setAttribute('aria-hidden', 'true')); /* behind the chips */
    marks.forEach(mark => {
      const cell = rowFor(day, mark.subject, mark.nth).cells[2];
      if (mark.debt || mark.pending) note(cell, mark.due ? fill(words[mark.debt ? 'debt_until' : 'pending_until'], { day: longDay(mark.due) }) : words[mark.debt ? 'debt' : 'pending'], 'why');
      if (mark.comment) note(cell, fill(words.comment, { text: mark.comment }), 'why');
    });
  }
  /* Homework stands under the day it is due; under the day it was given a line says so. */
  let given;
  function givenOn(day) {
    given = given || all('.hw[data-a]', it.page).reduce((found, el) => {
      const due = get(el.closest('.day'), 'd'), on = iso(local(due), -get(el, 'a'));
      (found[on] = found[on] || []).push({ subject: el.closest('tr').cells[1].firstChild.textContent.trim(), due: due, text: el.textContent });
      return found;
    }, {});
    return given[day] || [];
  }
  function name(day) {
    const head = add(day.el, 'h3', weekday(day.day, WORDS.weekdays_long)), near = [iso(it.now, -1), it.today, iso(it.now, 1)].indexOf(day.day);
    day.el.prepend(head);
    add(head, 'i', ', ');
    add(add(head, 'span', +day.day.slice(8)), 'i', longDay(day.day).replace(/\d+/, ''));
    if (near + 1) add(head, 'small', words.near[near], 'when');
    if (near === 1) day.el.className += ' is-today';
  }
  function dress(week, days) {
    if (week.dataset.dressed) return;
    week.dataset.dressed = '1';
    days.forEach(day => {
      name(day);
      hang(day);
      ticks(it, day.day);
      const told = {}; /* the nearest only: what is due later stands where it is due */
      givenOn(day.day).forEach(line => {
        const row = !told[line.subject] && it.rowsOf(day.day).filter(each => each.subject === line.subject && !each.off)[0];
        told[line.subject] = true;
        if (row) add(row.el.cells[2], 'small', fill(words.given, { day: weekday(line.due) + ' ' + shortDay(line.due), text: line.text }), 'given');
      });
    });
    all('table', week).forEach(table => {
      table.setAttribute('aria-label', table.parentNode.firstChild.textContent);
      const row = table.createTHead().insertRow();
      words.columns.forEach(text => add(row, 'th', text));
    });
    Object.keys(roles).forEach(name => all(name, week).forEach(each => each.setAttribute('role', roles[name])));
  }

  function pick(index, focus) {
    const own = all('.day', weeks[shown]), buttons = all('button', tabs);
    chosen = Math.max(0, Math.min(own.length - 1, index));
    own.forEach((day, n) => day.classList.toggle('is-current', n === chosen));
    buttons.forEach((each, n) => { each.setAttribute('aria-selected', n === chosen); each.tabIndex = n === chosen ? 0 : -1; });
    if (focus && own.length) buttons[chosen].focus();
  }
  const weekOf = day => weeks.reduce((found, week, n) => week.id.slice(3) <= day ? n : found, 0);
  function turn(index, day) {
    shown = Math.max(0, Math.min(weeks.length - 1, index));
    const week = weeks[shown], here = weekOf(it.today), own = it.days.filter(each => each.el.parentNode.parentNode === week);
    dress(week, own);
    only(weeks, shown);
    one('b', title).textContent = get(week, 't');
    one('span', title).textContent = get(week, 's');
    one('[data-go="0"]', it.page).hidden = here === shown;
    one('[data-go="-1"]', it.page).disabled = !shown;
    one('[data-go="1"]', it.page).disabled = shown === weeks.length - 1;
    flag(all('a', list), shown, 'aria-current');
    all('a', list).forEach((link, n) => link.classList.toggle('is-now', n === here));
    tabs.textContent = '';
    tabs.hidden = !own.length;
    own.forEach((each, n) => {
      const tab = button(tabs, undefined, (each.day === it.today ? 'is-today' : '') + (each.free ? ' is-free' : ''), () => pick(n));
      tab.setAttribute('role', 'tab');
      add(tab, 'span', weekday(each.day));
      add(tab, 'b', +each.day.slice(8));
    });
    pick(day);
  }
  it.openDay = day => {
    const index = weekOf(day);
    if (weeks.length) turn(index, all('.day', weeks[index]).findIndex(each => get(each, 'd') >= day));
  };
  function go(index, day) {
    turn(index, day);
    try { history.replaceState(history.state, '', '#week=' + weeks[shown].id.slice(3)); } catch (e) { /* not from a file */ }
  }
  all('[data-go]', it.page).forEach(each => {
    const step = +get(each, 'go');
    each.onclick = () => { if (step) go(shown + step, 0); else it.openDay(it.current()); };
  });
  it.unfoldWeeks = on => { list.hidden = !on; title.setAttribute('aria-expanded', on); };
  title.onclick = () => it.unfoldWeeks(list.hidden);
  tabs.onkeydown = event => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) pick(chosen + step, true);
  };
  /* Pages of the year by keyboard, wherever the focus is in the week but in a field. */
  one('#d-week', it.page).addEventListener('keydown', event => {
    const step = { PageDown: 1, PageUp: -1 }[event.key];
    if (step && event.altKey) { event.preventDefault(); go(shown + step, 0); }
  });

  let from;
  const paper = one('.sheet', it.page);
  paper.addEventListener('touchstart', event => { from = event.touches[1] ? null : event.touches[0]; }, { passive: true });
  paper.addEventListener('touchend', event => {
    const to = event.changedTouches[0], dx = from ? to.clientX - from.clientX : 0, step = dx < 0 ? 1 : -1;
    if (innerWidth >= 720 || Math.abs(dx) < 50 || Math.abs(dx) < 2 * Math.abs(to.clientY - from.clientY)) return;
    if (all('.day', weeks[shown])[chosen + step]) pick(chosen + step);
    else if (weeks[shown + step]) go(shown + step, step < 0 ? 9 : 0);
  });
}
