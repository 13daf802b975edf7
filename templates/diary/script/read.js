/* What the page says, read once into values: days, marks, absences. Everything else draws from these. */
function readPage(root, head, actions) {
  const page = one('#d-diary', root), fixed = get(page, 'today'), now = fixed ? local(fixed) : new Date();
  const first = one('.week', page), from = first ? +first.id.slice(3, 7) : now.getFullYear();
  const it = {
    root: root, page: page, head: head, actions: actions, now: now, today: iso(now),
    asOf: local(one('.asof time', page).dateTime), iso: iso, local: local,
    full: text => from + (text < '0801' ? 1 : 0) + '-' + text.slice(0, 2) + '-' + text.slice(2), /* a school year begins in autumn */
    store: {
      get: name => { try { return actions.own ? JSON.parse(localStorage.getItem('diary ' + head.page + ' ' + name)) : null; } catch (e) { return null; } },
      set: (name, value) => { try { if (actions.own) localStorage.setItem('diary ' + head.page + ' ' + name, JSON.stringify(value)); } catch (e) { /* full, or forbidden */ } }
    }
  };
  const date = (element, name) => get(element, name) && it.full(get(element, name));
  it.days = all('.day', page).map(el => ({ el: el, day: get(el, 'd'), free: el.classList.contains('is-free') }));
  it.dayOf = day => it.days.find(each => each.day === day);
  it.rowsOf = day => {
    const found = it.dayOf(day);
    return found ? all('tbody tr', found.el).map(el => {
      const subject = el.cells[1].firstChild, number = one('b', el.cells[0]);
      const time = Array.from(el.cells[0].childNodes).filter(node => node.nodeType === 3)[0];
      return {
        el: el, number: number ? +number.textContent : null, start: time ? time.data : '',
        subject: subject ? subject.textContent.trim() : '', off: el.classList.contains('is-cancelled')
      };
    }) : [];
  };
  it.marks = all('.fold tbody tr', page).map(row => {
    const article = row.closest('.subj'), work = row.cells[0], note = one('small', work), css = row.className, text = row.cells[1].textContent;
    const has = name => css.indexOf(name) >= 0, kind = get(row, 'k') || '';
    return {
      row: row, article: article, subject: one('h3', article).textContent, term: article.closest('.term'),
      day: date(row, 'd'), nth: +(get(row, 'n') || 1), second: !!get(row, 'o'), text: text, cls: css, kind: kind,
      weight: hundredths(row.cells[2].textContent), value: kind ? null : hundredths(text), counts: !has('is-out'),
      work: work.firstChild && work.firstChild !== note ? work.firstChild.data : '', comment: note ? note.textContent : '',
      short: get(row, 's') || '', entered: date(row, 'e'), was: get(row, 'w') || '', due: date(row, 'u'),
      test: has('is-test'), debt: has('is-debt'), pending: has('is-pending')
    };
  });
  it.absences = all('.missed tbody tr', page).map(row => {
    const kind = get(row, 'k'), minutes = +get(row, 'm') || 0;
    return {
      row: row, day: date(row, 'd'), number: +get(row, 'n') || null, subject: row.cells[0].textContent, kind: kind, minutes: minutes,
      raw: get(row, 'r') || WORDS.absences.chip[kind], late: kind === 'late',
      said: kind === 'late' && minutes ? plural(WORDS.absences.late_minutes, minutes) : WORDS.absences.kinds[kind]
    };
  });
  /* Where to open: today, and after its last lesson (45 minutes) the next day with lessons. */
  it.current = () => {
    const over = day => { const times = it.rowsOf(day.day).map(row => row.start).filter(Boolean), last = times.pop(); return last && local(day.day + ' ' + last) < it.now - 27e5; };
    const found = it.days.filter(day => day.day >= it.today && one('tr', day.el) && !(day.day === it.today && over(day)))[0];
    return found ? found.day : it.today;
  };
  /* Data older than a day on a school day, or than a week with school days in it: their notes are shown. */
  it.noteAge = () => {
    const age = (it.now - it.asOf) / 864e5, missed = it.days.some(day => day.day > iso(it.asOf) && day.day <= it.today && !day.free);
    all('[data-stale]', page).forEach(note => { note.hidden = !missed || age <= 1 || (get(note, 'stale') === 'week') !== age > 7; });
  };
  it.own = all('#d-own li', page).map(el => ({
    day: date(el, 'd'), subject: one('b', el).textContent, text: one('p', el).textContent, minutes: +get(el, 'm') || 0
  }));
  const lines = css => all(css, page).map(el => ({ el: el, day: date(el, 'd'), title: one('b', el).textContent, what: one('span', el).textContent }));
  /* exams to come stand behind the tests of the class */
  all('.exams [data-d]', page).forEach(el => one('#d-tests ul', page).appendChild(el.cloneNode(true)));
  it.tests = lines('#d-tests li');
  it.events = lines('.events li');
  /* homework that is due today or later, of the class and the student's own */
  it.homework = it.own.filter(each => each.day >= it.today);
  it.days.filter(each => each.day >= it.today).forEach(each => all('.hw', each.el).forEach(el => it.homework.push({
    day: each.day, subject: el.closest('tr').cells[1].firstChild.textContent.trim(), text: el.firstChild.data, given: date(el, 'a')
  })));
  return it;
}
