/* The digest on top of the week, and the sheet with all that is new since the last visit on this device. Nothing leaves
   the device: it keeps hashes of what was seen, and the day. What a first visit shows, or a page that may keep nothing, is
   what the last two school days brought; it is called «latest», never «new». */
const dated = day => weekday(day) + '\u00a0' + +day.slice(8);
const short = subject => { const name = lower(subject.replace(WORDS.news.language, '')); return name.length > 24 ? name.split(' ')[0] : name; };

/* Everything that can be new, and the lines of what is; the family page asks this of every child's diary. */
function newest(it) {
  const page = it.page, words = WORDS.news, items = [], times = {}, monday = iso(it.now, -((it.now.getDay() + 6) % 7));

  /* group of the sheet, what its hash is made of, the day that brought it, its words in the digest, its line in the sheet;
     absences of one day for one reason are one line: `like` is the same for them */
  function item(group, key, day, brief, draw, like) {
    const name = group + key.join('|');
    times[name] = (times[name] || 0) + 1;
    items.push({ group: group, hash: hash(name + times[name]), day: day, brief: brief, draw: draw, like: like, rank: 0 });
    return items[items.length - 1];
  }
  it.absences.filter(each => each.kind !== 'exempt').forEach(each => {
    item(0, [each.day, each.subject, each.number, each.kind], each.day, ['', lower(WORDS.absences.kinds[each.late ? 'late' : 'absent']) + ' ' + longDay(each.day)], (sign, text, line) => {
      add(sign, 'b', each.raw, 'chip is-absence' + (each.late ? ' ml' : '')).setAttribute('aria-hidden', 'true');
      add(text, 'b', weekday(each.day) + ', ' + longDay(each.day) + ': ');
      text.append(lower(each.said) + ', ' + line.all.map(one => short(one.subject)).join(', '));
    }, each.day + each.said).subject = each.subject;
  });
  it.marks.forEach(mark => {
    item(1, [mark.subject, mark.day, mark.text, mark.work, mark.was], mark.entered || mark.day, [short(mark.subject) + ' ' + mark.text, mark.test && words.test], (sign, text) => {
      const was = WORDS.marks.was.split('{was}');
      face(sign, mark).setAttribute('aria-hidden', 'true');
      add(sign, 'span', saidMark({ ...mark, work: '' }), 'sr');
      add(text, 'b', mark.subject);
      if (mark.work) text.append(', ' + lower(mark.work));
      if (mark.was) { text.append(': ' + was[0]); add(text, 's', mark.was); text.append(fill(was[1], { now: mark.text })); }
    }).rank = mark.test ? 2 : 1;
  });
  all('.finals td .chip', page).forEach(chip => {
    const cells = Array.from(chip.closest('tr').cells), subject = cells[0].textContent, term = lower(all('.finals abbr', page)[cells.indexOf(chip.parentNode) - 1].title);
    item(1, [subject, term, chip.textContent], '', [short(subject) + ' ' + chip.textContent, ' (' + term + ')'], (sign, text) => {
      sign.append(chip.cloneNode(true));
      add(text, 'b', subject);
      text.append(', ' + term);
    });
  });
  all('.lesson .tag', page).forEach(tag => {
    const line = tag.closest('tr'), day = get(tag.closest('.day'), 'd'), cell = line.cells[1], number = line.cells[0].firstChild, old = one('.old', cell), why = one('.why', line);
    if (day >= monday) item(2, [day, line.cells[0].textContent, cell.textContent, why && why.textContent], day, [tag.textContent, ' ' + dated(day)], (sign, text) => {
      sign.textContent = dated(day);
      add(text, tag.classList.contains('is-off') ? 's' : 'b', cell.firstChild.textContent.trim());
      if (number && number.tagName) text.append(', ' + fill(WORDS.absences.number, { n: number.textContent }));
      text.append(' ', tag.cloneNode(true));
      if (old) text.append(' ' + old.previousSibling.textContent, old.cloneNode(true));
      if (why) text.append(why.cloneNode(true));
    });
  });
  all('.letter', page).forEach(letter => {
    const time = one('time', letter), day = time ? time.dateTime.slice(0, 10) : '', title = one('h3,h4', letter).textContent, meta = one('.meta', letter);
    item(3, [letter.textContent], day, [title], (sign, text) => {
      sign.textContent = day && dated(day);
      add(text, 'b', title);
      if (meta) text.append(meta.cloneNode(true));
    });
  });
  it.homework.forEach(each => item(3, [each.subject, each.day, each.text], each.given || '', [short(each.subject), ' ' + dated(each.day)], (sign, text) => {
    sign.textContent = dated(each.day);
    add(text, 'b', each.subject);
    text.append(', ' + each.text);
  }));

  /* A visit ends when the page was left for half an hour; until then what was new stays new. An item is seen when it stood
     in the digest or the sheet was opened: a glance at three of nine makes none of them old. */
  const last = it.store.get('news'), before = last && Date.now() - last.left < 18e5 ? last.before : last;
  const days = it.days.filter(each => !each.free && each.day <= iso(it.asOf)).slice(-2).map(each => each.day);
  const fresh = items.filter(each => before ? before.seen.split(' ').indexOf(each.hash) < 0 : days[0] && each.day >= days[0]);
  const lines = fresh.filter(each => {
    const first = each.like && fresh.find(other => other.like === each.like) || each;
    (first.all = first.all || []).push(each);
    return first === each;
  });
  return { items: items, lines: lines, last: last, before: before };
}

function news(it) {
  const page = it.page, words = WORDS.news, rows = all('.digest > div', page), found = newest(it), lines = found.lines, last = found.last, before = found.before;
  const row = n => { rows[n].hidden = rows[n].parentNode.hidden = false; return rows[n].lastChild; };
  const say = (to, bold, text) => { if (to.firstChild) to.append(', '); if (bold) add(to, 'b', bold); to.append(text || ''); };
  const some = (to, list, draw, where) => { /* four of them, then «and 2 more» */
    list.slice(0, 4).forEach(draw);
    if (list[4]) { to.append(', '); add(to, 'a', fill(words.rest, { n: list.length - 4 })).href = where; }
  };
  let read = lines.length < 4, gone;
  function keep() {
    const kept = read || !last ? { day: it.today, seen: found.items.map(each => each.hash).join(' ') } : last;
    if (!gone) it.store.set('news', { day: kept.day, seen: kept.seen, left: Date.now(), before: before && { day: before.day, seen: before.seen } });
  }
  addEventListener('pagehide', keep);
  document.addEventListener('visibilitychange', () => { if (document.hidden) keep(); });
  all('[data-act=forget]', it.root).forEach(each => each.addEventListener('click', () => { gone = true; }));

  if (before) row(0).textContent = fill(row(0).textContent, { day: longDay(before.day) });
  if (lines[0]) {
    const n = before ? 0 : 1, to = row(n), of = group => lines.filter(each => each.group === group), marks = of(1).sort((a, b) => b.rank - a.rank || (a.day < b.day ? 1 : -1));
    to.textContent = '';
    marks.slice(0, 2).concat(of(0).slice(-1), of(2), of(3), marks.slice(2), of(0).slice(0, -1)).slice(0, 3).forEach(each => say(to, each.brief[0], each.brief[1]));
    to.append('. ');
    button(to, read ? words.more : fill(words.all, { n: lines.length }), 'open-new', () => sheet(it, rows[n].firstChild.textContent, dialog => {
      const made = dialog.appendChild(one('#d-news', page).cloneNode(true));
      read = true;
      made.id = '';
      made.hidden = false;
      made.className = 'news';
      made.children[n ^ 1].remove();
      if (before) made.firstChild.textContent = fill(made.firstChild.textContent, { day: longDay(before.day) });
      all('ul', made).forEach((list, group) => {
        list.parentNode.hidden = !of(group)[0];
        of(group).forEach(each => { const li = add(list, 'li'); each.draw(add(li, 'span', undefined, 'sym meta'), add(li, 'div'), each); });
      });
    }));
  }

  if (it.tests[0]) {
    const to = row(2), from = it.current(), soon = it.tests.filter(each => each.day >= from && each.day < iso(it.now, 14));
    if (soon[0]) to.textContent = '';
    some(to, soon, each => say(to, dated(each.day), ' ' + short(each.title)), '#calendar');
  }
  ['debt', 'pending'].forEach((kind, n) => {
    const open = it.marks.filter(mark => mark[kind]).sort((a, b) => (a.due || '9') < (b.due || '9') ? -1 : 1);
    if (open[0]) some(row(n + 3), open, mark => say(row(n + 3), mark.subject, mark.due && ', ' + fill(WORDS.marks.until, { day: longDay(mark.due) })), '#marks');
  });
}
