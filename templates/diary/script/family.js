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
  const short = text => text.length > 110 ? text.slice(0, text.lastIndexOf(' ', 110)).replace(/[\s,.:;]+$/, '') + '…' : text;

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
        line.appendChild(document.createTextNode(short(each.text)));
      });
    }
  }

  function drawAhead(it, to) {
    const tests = all('.agenda [data-s]', it.page).map(each => ({ day: it.full(get(each, 'd')), subject: one('b', each).textContent, what: lower(one('span', each).textContent) }))
      .filter(each => each.day >= it.today && days(it.today, each.day) < 8);
    const debts = it.marks.filter(mark => mark.debt && (!mark.due || mark.due >= it.today)).map(mark => ({ day: mark.due, debt: words.debt, subject: mark.subject, what: lower(mark.work) }));
    const ahead = tests.concat(debts);
    if (ahead.length) lines(to, words.ahead, ahead.sort((a, b) => (a.day || '9') < (b.day || '9') ? -1 : 1), 5, (sign, line, each) => {
      sign.textContent = each.day ? weekday(each.day) + ' ' + +each.day.slice(8) : '';
      if (each.debt) add(line, 'b', each.debt + ' ');
      line.appendChild(document.createTextNode(each.subject + (each.what ? ', ' + each.what : '')));
    });
    else if (one('.agenda [data-s]', it.page)) { add(to, 'h3', words.ahead); add(to, 'p', words.nothing_ahead, 'quiet'); }
  }

  function drawNew(it, to) {
    const at = mark => mark.entered || mark.day, marks = it.marks.filter(mark => days(at(mark), it.today) < 8 && !mark.pending)
      .sort((a, b) => at(a) < at(b) ? 1 : -1);
    if (!marks.length) return;
    lines(to, words.fresh, marks, 3, (sign, line, mark) => {
      const face = add(sign, 'b', undefined, 'chip ' + mark.cls);
      add(face, 'span', mark.text).setAttribute('aria-hidden', 'true');
      if (mark.weight > 0 && mark.weight !== 100) add(face, 'sup', number(mark.weight)).setAttribute('aria-hidden', 'true');
      add(face, 'span', saidMark(mark), 'sr');
      add(line, 'b', mark.subject);
      line.appendChild(document.createTextNode((mark.work ? ', ' + lower(mark.work) : '') + ', ' + shortDay(mark.day)));
    });
  }

  for (const link of links) {
    const kid = link.closest('.kid'), state = add(kid, 'p', words.opening, 'meta wait');
    state.setAttribute('role', 'status');
    try {
      const found = await actions.openPage(link.href.split('#')[0]), part = document.createElement('template');
      part.innerHTML = found.html;
      const it = readPage(part.content, found.head, actions), made = document.createElement('div');
      it.noteAge();
      all('[data-stale]', it.page).forEach(note => { if (!note.hidden) made.appendChild(note); });
      drawNew(it, made);
      drawNext(it, made);
      drawAhead(it, made);
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
