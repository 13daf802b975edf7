/* Marks: chips, the card of a mark, how an average was counted, its trend. */

/* «Subject, five, control work, weight 3» */
function saidMark(mark) {
  const found = /^(\d{1,2})([+\u2212\u2013-]?)$/.exec(mark.text), sign = found && found[2];
  const value = WORDS.marks.kinds[mark.kind] || (found && WORDS.marks.digits[found[1]] ?
    WORDS.marks.digits[found[1]] + (sign ? ' ' + (sign === '+' ? WORDS.marks.plus : WORDS.marks.minus) : '') : mark.text);
  return [value, lower(mark.work), mark.weight > 0 && mark.weight !== 100 && fill(WORDS.marks.weight, { weight: number(mark.weight) }),
    !mark.counts && WORDS.marks.not_counted, mark.due && fill(WORDS.marks.until, { day: longDay(mark.due) })].filter(Boolean).join(', ');
}

function chip(it, to, mark, subject) {
  const made = button(to, undefined, 'chip ' + mark.cls, () => card(it, mark)), face = add(made, 'span', mark.text);
  face.setAttribute('aria-hidden', 'true');
  if (mark.weight > 0 && mark.weight !== 100) add(face, 'sup', number(mark.weight));
  add(made, 'span', (subject ? mark.subject + ', ' : '') + saidMark(mark), 'sr');
  return made;
}

/* Marks of one work side by side. */
function chips(it, marks, to, subject) {
  let pair;
  marks.forEach((mark, n) => {
    const next = marks[n + 1];
    if (!mark.second) pair = next && next.second ? add(to(mark), 'span', undefined, 'pair') : null;
    chip(it, pair || to(mark), mark, subject);
  });
}

/* A mark to look at, its words aside. */
function face(to, mark) {
  const made = add(to, 'b', mark.text, 'chip ' + mark.cls);
  if (mark.weight > 0 && mark.weight !== 100) add(made, 'sup', number(mark.weight));
  return made;
}

function card(it, mark) {
  sheet(it, mark.subject, dialog => {
    const big = add(dialog, 'p', undefined, 'big-mark'), list = add(dialog, 'dl', undefined, 'pairs');
    face(big, mark);
    add(big, 'span', lower(mark.work) || WORDS.marks.kinds[mark.kind] || '');
    const line = (name, text) => { if (text) { const row = add(list, 'div'); add(row, 'dt', WORDS.marks.card[name]); add(row, 'dd', text); } };
    line('weight', mark.weight !== null && number(mark.weight));
    line('day', weekday(mark.day) + ', ' + longDay(mark.day));
    line('entered', mark.entered && longDay(mark.entered));
    line('was', mark.was && fill(WORDS.marks.was, { was: mark.was, now: mark.text }));
    line('until', mark.due && longDay(mark.due));
    line('counts', !mark.counts && WORDS.marks.not_counted);
    line('comment', mark.comment);
    button(dialog, WORDS.marks.card.open, 'link', () => { one('.x', dialog).click(); location.hash = '#day=' + mark.day; });
  });
}

/* The average after each mark that counts, in hundredths: [{mark, points, mean}]; empty where only some weights are known. */
function running(marks) {
  const counting = marks.filter(mark => mark.counts && mark.value !== null);
  return addUp(counting) ? counting.map((mark, n) => {
    const sums = addUp(counting.slice(0, n + 1));
    return { mark: mark, points: mark.value * (mark.weight === null ? 100 : mark.weight) / 100, mean: sums.weights ? meanOf(sums) : 0 };
  }) : [];
}

function drawTrend(to, steps, borders) {
  const width = 240, y = mean => (46 - (Math.max(200, Math.min(500, mean)) - 200) * 44 / 300).toFixed(1);
  const at = n => steps.length > 1 ? 3 + n * (width - 6) / (steps.length - 1) : width / 2;
  const picture = svg(to, 'svg', { viewBox: '0 0 240 48', 'aria-hidden': 'true', class: 'spark' });
  borders.forEach(border => svg(picture, 'path', { d: 'M0 ' + y(border) + 'H240', class: 'border' }));
  svg(picture, 'path', { d: 'M' + steps.map((step, n) => at(n).toFixed(1) + ' ' + y(step.mean)).join('L') });
  svg(picture, 'circle', { cx: at(steps.length - 1), cy: y(steps[steps.length - 1].mean), r: 3 });
}

/* How the average was counted: day, work, mark, weight, points and the average after it. */
function dressFold(table, marks, steps) {
  const words = WORDS.marks.fold, weighted = marks.some(mark => mark.weight !== null), head = table.createTHead().insertRow();
  const names = [words.day, words.work, words.mark].concat(weighted ? [words.weight, words.points] : [], steps.length ? [words.mean] : []);
  names.forEach(name => { add(head, 'th', name, name === words.mean ? 'run' : '').scope = 'col'; });
  marks.forEach(mark => {
    const row = mark.row, step = steps.filter(each => each.mark === mark)[0], day = row.insertCell(0);
    day.textContent = shortDay(mark.day);
    row.className = '';
    if (!weighted) row.deleteCell(3); else add(row, 'td', step ? number(step.points) : words.out);
    if (steps.length) add(row, 'td', step ? number(step.mean, true) : '', 'run');
    if (mark.was) add(row.cells[1], 'small', fill(WORDS.marks.was, { was: mark.was, now: mark.text }));
  });
  if (steps.length) {
    const foot = table.createTFoot().insertRow().insertCell(), sum = (list, what) => list.reduce((total, step) => total + what(step), 0);
    foot.colSpan = names.length;
    foot.textContent = fill(WORDS.marks.sum, {
      points: number(sum(steps, step => step.points)), weights: number(sum(steps, step => weighted ? step.mark.weight : 100)),
      value: number(steps[steps.length - 1].mean, true)
    });
  }
  table.hidden = false;
}

function drawSubject(it, article, borders) {
  const marks = it.marks.filter(mark => mark.article === article), table = one('.fold', article), line = one('.fore', article), steps = running(marks);
  if (!table) return;
  const list = add(article, 'p', undefined, 'chips'), details = add(article, 'details'), summary = add(details, 'summary');
  const panel = add(details, 'div', undefined, 'panel'), left = add(panel, 'div');
  chips(it, marks, () => list);
  (line || table).before(list);
  if (steps.length > 1) drawTrend(add(article, 'span', undefined, 'mini'), steps, borders);
  if (line) summary.append(line);
  const act = add(summary, 'span', WORDS.marks[!steps.length ? 'list' : get(article, 'if') ? 'how_if' : 'how'] + ' ', 'act');
  svg(svg(act, 'svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true' }), 'path', { d: 'M5 9l7 7 7-7' });
  all('.rule', article).forEach(rule => left.append(rule));
  details.addEventListener('toggle', () => {
    if (!table.hidden) return;
    left.prepend(table);
    dressFold(table, marks, steps);
    if (steps.length > 1) {
      const trend = add(left, 'div', undefined, 'trend');
      table.before(trend);
      add(trend, 'h4', WORDS.marks.trend);
      drawTrend(trend, steps, borders);
    }
    if (!steps.length && marks.some(mark => mark.weight !== null)) add(left, 'p', WORDS.marks.unknown_weights, 'rule');
    whatIf(article, it);
  });
}

/* One term at a time; a term is drawn when it is shown. */
function drawMarks(it) {
  const terms = all('.term', it.page), links = all('.terms a', it.page), drawn = [];
  it.showTerm = index => {
    only(terms, index);
    flag(links, index, 'aria-current');
    if (terms[index] && !drawn[index]) {
      drawn[index] = true;
      const rules = get(one('#d-marks', it.page), 'borders');
      all('.subj', terms[index]).forEach(article => drawSubject(it, article, rules ? rules.split(' ').map(Number) : []));
    }
  };
  it.showTerm(terms.reduce((found, each, n) => get(each, 'from') <= it.today ? n : found, 0));
}
