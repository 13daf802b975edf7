/* The calendar: the months of a term with its tests and holidays, the days of its lines, what comes within 14 days. */
function calendar(it) {
  const page = it.page, terms = all('#d-terms > div', page), box = one('#d-months', page), list = one('#d-tests', page);
  const holidays = all('.hols li', page).map(el => ({ from: get(el, 'f'), to: get(el, 't'), title: one('b', el).textContent }));
  const lines = it.tests.concat(it.events), saturdays = it.days.some(each => local(each.day).getDay() === 6), soon = one('#d-soon', page);
  lines.forEach(line => {
    const when = add(line.el, 'a', weekday(line.day) + '\u00a0' + shortDay(line.day), 'at');
    when.href = '#day=' + line.day;
    line.el.insertBefore(when, line.el.firstChild);
    if (line.day < it.today) line.el.className = 'past';
  });
  lines.filter(line => line.day >= it.today && line.day < iso(it.now, 14)).sort((a, b) => a.day < b.day ? -1 : 1).forEach(line => {
    soon.hidden = false;
    soon.lastChild.appendChild(line.el.cloneNode(true));
  });

  function draw(index) {
    const term = terms[index], from = get(term, 'f'), next = terms[index + 1], name = term.firstChild.textContent, table = document.createElement('table');
    const to = next ? iso(local(get(next, 'f')), -1) : it.tests.reduce((end, test) => test.day > end ? test.day : end, get(term, 't'));
    if (one('table', box)) one('table', box).remove();
    box.insertBefore(table, box.lastChild).className = 'cal';
    add(table, 'caption', fill(WORDS.calendar.caption, { term: name }), 'sr');
    const head = table.createTHead().insertRow();
    WORDS.weekdays.forEach(word => { add(head, 'th', word).scope = 'col'; });
    let month, body, row;
    const blank = count => { while (row && row.cells.length < count) add(row, 'td'); };
    for (let day = from; day <= to; day = iso(local(day), 1)) {
      const time = local(day), column = (time.getDay() + 6) % 7, holiday = holidays.find(each => each.from <= day && day <= each.to), tests = it.tests.filter(test => test.day === day);
      if (month !== day.slice(0, 7)) {
        month = day.slice(0, 7);
        blank(7);
        body = add(table, 'tbody');
        row = 0;
        const top = add(add(body, 'tr', undefined, 'mo'), 'th', time.toLocaleDateString(document.documentElement.lang, { month: 'long' }));
        top.colSpan = 7;
        top.scope = 'rowgroup';
      }
      if (!row || !column) row = add(body, 'tr');
      blank(column);
      const cell = add(row, 'td', undefined, (tests.length ? 'is-test ' : '') + (holiday ? 'hol ' : '') + (column > (saturdays ? 5 : 4) ? 'off ' : '') + (day === it.today ? 'is-today' : ''));
      add(cell, 'i', +day.slice(8));
      tests.forEach(test => add(cell, 'span', get(test.el, 's') || test.title.slice(0, 3).toUpperCase()).setAttribute('aria-hidden', 'true'));
      add(cell, 'span', [day === it.today && WORDS.week.near[1], holiday && holiday.title].concat(tests.map(test => test.title)).filter(Boolean).join(', '), 'sr');
    }
    blank(7);
    let shown;
    it.tests.forEach(test => { const on = test.day >= from && test.day <= to; test.el.hidden = !on; shown = shown || on; });
    one('.quiet', list).hidden = shown;
    one('h3 span', list).textContent = name;
    flag(all('.terms button', box), index, 'aria-current');
  }
  if (terms[1]) {
    const nav = box.insertBefore(document.createElement('nav'), box.firstChild);
    nav.className = 'terms';
    nav.setAttribute('aria-label', one('h3', one('#d-terms', page).parentNode).textContent);
    terms.forEach((term, n) => button(nav, term.firstChild.textContent, '', () => draw(n)));
  }
  draw(terms.reduce((found, term, n) => get(term, 'f') <= it.today ? n : found, 0));
  box.hidden = false;
}
