/* A file for the device's own calendar (RFC 5545), made here from what the page says. Whole days are dates, lessons stand
   in local time without a zone: both mean the same wherever the device is. An item keeps its UID from file to file, so
   that a calendar changes what it has instead of doubling it. */
function ics(it) {
  const page = it.page, form = one('#d-ics', page), parts = [[], [], [], [], []], ends = {}, times = {}, until = iso(it.now, 14);
  const stamp = new Date(it.head.sealed || it.asOf).toISOString().replace(/[-:]|\.\d+/g, ''), plain = text => text.replace(/[-:]/g, ''), encoder = new TextEncoder();

  /* lines of at most 75 octets, broken between characters */
  function line(text) {
    let out = '', size = 0;
    for (const letter of text) {
      const bytes = encoder.encode(letter).length;
      if ((size += bytes) > 75) { out += '\r\n '; size = 1 + bytes; }
      out += letter;
    }
    return out + '\r\n';
  }
  const say = (name, text) => text ? line(name + ':' + text.replace(/[\\;,]/g, '\\$&').replace(/\s*\n\s*/g, '\\n')) : '';
  function event(part, key, title, start, end, more, room) {
    const name = part + key, count = times[name] = (times[name] || 0) + 1;
    parts[part].push(line('BEGIN:VEVENT') + line('UID:' + hash(it.head.page + name + count) + '-' + hash(count + name + it.head.page) + '@diary') +
      line('DTSTAMP:' + stamp) + line('DTSTART' + start) + line(end) + say('SUMMARY', title) + say('DESCRIPTION', more) + say('LOCATION', room) + line('END:VEVENT'));
  }
  const whole = (part, day, name, text, more, last) =>
    event(part, day + name, name + (text && ': ' + text.split('\n')[0]), ';VALUE=DATE:' + plain(day), 'DTEND;VALUE=DATE:' + plain(iso(local(last || day), 1)), more);
  it.tests.forEach(each => whole(0, each.day, each.title, each.what));
  it.events.forEach(each => whole(1, each.day, each.title, '', each.what));
  all('.hols li', page).forEach(el => whole(2, get(el, 'f'), one('b', el).textContent, '', '', get(el, 't')));
  it.homework.forEach(each => whole(3, each.day, each.subject, each.text, each.text));
  all('.bells td', page).forEach(cell => { const found = cell.textContent.match(/\d+:\d+/g); ends[found[0]] = found[1]; });
  it.days.filter(each => each.day >= it.today && each.day < until).forEach(each => it.rowsOf(each.day).forEach(row => {
    const room = one('i', row.el.cells[0]), clock = time => ':' + plain(each.day) + 'T' + ('0' + plain(time)).slice(-4) + '00', end = ends[row.start];
    if (row.start && !row.off) event(4, each.day + row.start + row.subject, row.subject, clock(row.start), end ? 'DTEND' + clock(end) : 'DURATION:PT45M', '', room && room.textContent);
  }));

  const boxes = all('li', form).map((li, n) => {
    const label = add(li, 'label', undefined, 'check'), box = add(label, 'input');
    box.type = 'checkbox';
    box.checked = get(li, 'on') && parts[n][0];
    label.append(li.firstChild);
    li.hidden = !parts[n][0];
    if (parts[n][0]) form.hidden = false;
    return box;
  });
  one('button', form).onclick = () => {
    const chosen = parts.filter((part, n) => boxes[n].checked).map(part => part.join('')).join('');
    if (chosen) download(get(form, 'file'), 'text/calendar', line('BEGIN:VCALENDAR') + line('VERSION:2.0') + line('PRODID:-//Family diary//Diary//' + document.documentElement.lang.toUpperCase()) + chosen + line('END:VCALENDAR'));
  };
}
