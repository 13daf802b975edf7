/* The list of absences: day, lesson and reason are added to the rows; exemptions are shown in the week only. */
function drawAbsences(it) {
  let before;
  it.absences.forEach(line => {
    if (line.kind === 'exempt') { line.row.remove(); return; }
    const row = line.row, day = row.insertCell(0), lesson = row.insertCell(1), link = add(day, 'a', weekday(line.day) + ' ' + shortDay(line.day));
    link.href = '#day=' + line.day;
    if (before && before.day === line.day && before.table === row.parentNode) { row.className = 'same'; link.className = 'sr'; link.tabIndex = -1; }
    before = { day: line.day, table: row.parentNode };
    lesson.textContent = line.number ? fill(WORDS.absences.number, { n: line.number }) : '';
    add(row, 'td', line.late && line.minutes ? fill(WORDS.absences.late_short, { n: line.minutes }) : WORDS.absences.reasons[line.kind]);
  });
  all('.missed', it.page).forEach(table => { if (!table.rows[1]) table.hidden = true; });
}
