/* The family page: opens the diaries of the children one after the other, with the key that is in hand, and says of each
   what is new and what is due. A diary that can't be opened now leaves its link and a short sentence. */
async function family(root, head, actions) {
  const words = WORDS.family, links = all('a.d-child', root);
  if (links.length < 2) return;
  const days = (from, to) => Math.round((local(to) - local(from)) / 864e5);
  const near = it => day => WORDS.week.near[days(it.today, day) + 1];

  function lines(to, title, list, most, draw) { /* at most so many, then «and 2 more» */
    add(to, 'h3', title);
    const made = add(to, 'ul', undefined, 'list');
    list.slice(0, most).forEach(each => { const row = add(made, 'li'); draw(add(row, 'span', undefined, 'sym'), add(row, 'div'), each); });
    if (list.length > most) add(made, 'li', fill(words.rest, { n: list.length - most }), 'meta');
  }
  const cut = text => text.length > 110 ? text.slice(0, text.lastIndexOf(' ', 110)).replace(/[\s,.:;]+$/, '') + '…' : text;

  function drawNext(it, to) {
    const day = it.current(), rows = it.rowsOf(day), word = near(it)(day), found = it.dayOf(day);
    const title = (word ? word + ', ' : '') + weekday(day) + ' ' + longDay(day);
    if (!found || !rows.length) return;
    add(to, 'h3', title);
    const list = add(to, 'ul', undefined, 'today');
    rows.forEach(row => {
      const line = add(list, 'li'), tag = one('.tag', row.el);
      add(line, row.off ? 's' : 'span', lower(row.subject));
      if (tag) line.appendChild(tag.cloneNode(true));
    });
    const due = rows.map(row => ({
      at: row.start, subject: row.subject,
      text: all('.hw', row.el).map(line => line.textContent).concat(it.own.filter(own => own.day === day && own.subject === row.subject).map(own => own.text)).join('; ')
    })).filter(each => each.text);
    if (due.length) {
      lines(to, words.homework, due, 4, (sign, line, each) => {
        sign.textContent = each.at;
        add(line, 'b', each.subject + ': ');
        line.append(cut(each.text));
      });
    }
  }

  function drawAhead(it, to) {
    const tests = it.tests.filter(each => each.day >= it.current() && days(it.today, each.day) < 8);
    const debts = it.marks.filter(mark => mark.debt && (!mark.due || mark.due >= it.today)).map(mark => ({ day: mark.due, debt: words.debt, title: mark.subject, what: lower(mark.work) }));
    const ahead = tests.concat(debts);
    if (ahead.length) lines(to, words.ahead, ahead.sort((a, b) => (a.day || '9') < (b.day || '9') ? -1 : 1), 5, (sign, line, each) => {
      sign.textContent = each.day ? dated(each.day) : '';
      if (each.debt) add(line, 'b', each.debt + ' ');
      line.append(each.title + (each.what ? ', ' + lower(each.what) : ''));
    });
    else if (it.tests[0]) { add(to, 'h3', words.ahead); add(to, 'p', words.nothing_ahead, 'quiet'); }
  }

  /* Marks first, then absences, changes of the timetable, the rest. */
  function drawNew(it, to) {
    const found = newest(it), told = all('#d-news > .meta', it.page), day = found.before && longDay(found.before.day), rank = each => [2, 1, 3, 4][each.group] * 9 - each.rank;
    const list = found.lines.sort((a, b) => rank(a) - rank(b) || (a.day < b.day ? 1 : -1));
    if (list[0]) lines(to, day ? fill(told[0].textContent, { day: day }).replace(/\.$/, ': ' + list.length) : words.fresh, list, 4, (sign, line, each) => each.draw(sign, line, each));
    else if (day) add(to, 'p', fill(one('.digest dd', it.page).textContent, { day: day }), 'quiet');
  }

  for (const link of links) {
    const kid = link.closest('.kid'), state = add(kid, 'p', words.opening, 'meta wait');
    state.setAttribute('role', 'status');
    try {
      const found = await actions.openPage(link.href.split('#')[0]), part = document.createElement('template');
      part.innerHTML = found.html;
      const it = readPage(part.content, found.head, actions), made = document.createElement('div');
      it.noteAge();
      drawNew(it, made);
      drawNext(it, made);
      drawAhead(it, made);
      if (!made.firstChild) made.append(one('#d-week > .lead', it.page) || '');
      all('[data-stale]:not([hidden])', it.page).forEach(note => made.prepend(note));
      state.className = 'meta';
      state.textContent = one('.asof', it.page).textContent;
      kid.appendChild(made);
      keepOffline(actions, [{ url: link.href, sealed: found.sealed }]);
    } catch (e) {
      state.className = 'meta';
      state.textContent = words.closed;
    }
  }
}
