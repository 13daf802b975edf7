/* What if: marks are tried on in an opened fold, with the rules of forecast.js. The page says in data-if of the subject
   what is tried with: { borders, band, min, left: lessons left or null, choices: [[type of work, weight], …] }. */
function whatIf(article, it) {
  if (!get(article, 'if')) return;
  const rules = JSON.parse(get(article, 'if')), words = WORDS.whatif, most = rules.left === null ? 40 : rules.left;
  const base = it.marks.filter(mark => mark.article === article && mark.counts && mark.value !== null), before = addUp(base);
  const plain = !rules.choices.length, choices = plain ? [['', null]] : rules.choices;
  if (!most || !addUp(base.concat({ value: 0, weight: choices[0][1] }))) return;
  const box = add(one('.panel', article), 'div', undefined, 'whatif');
  let chosen = choices.length - 1, tried = [];
  add(box, 'h4', words.title);
  if (choices.length > 1) choose();
  function choose() {
    const set = add(box, 'fieldset'), row = (add(set, 'legend', words.legend), add(set, 'div', undefined, 'weights'));
    choices.forEach((choice, n) => {
      const label = add(row, 'label'), input = add(label, 'input');
      input.type = 'radio';
      input.name = 'if' + all('.subj', it.page).indexOf(article);
      input.checked = n === chosen;
      input.onchange = () => { chosen = n; };
      add(label, 'span', fill(choice[0] ? words.choice : WORDS.marks.weight, { type: choice[0], weight: number(choice[1]) }));
    });
  }
  const row = add(box, 'div', undefined, 'try'), marks = rules.borders.map(line => line[0]);
  row.setAttribute('role', 'group');
  row.setAttribute('aria-label', words.marks);
  const looks = mark => 'chip' + (mark > 1 && mark < 6 ? ' m' + mark : '');
  const buttons = marks.concat(marks[marks.length - 1] - 1).map(mark => button(row, mark, looks(mark), () => {
    tried.push({ text: mark, value: mark * 100, weight: choices[chosen][1] });
    draw();
  }));
  const end = add(box, 'div', undefined, 'outcome'), output = add(end, 'output'), list = add(end, 'p', undefined, 'chips');
  const reset = button(end, words.reset, 'link', () => { tried = []; draw(); buttons[0].focus(); });
  function draw() {
    const sums = addUp(base.concat(tried)), at = standing(sums, rules), now = words[before.count ? 'now' : 'first'].split('{now}');
    buttons.forEach(each => { each.disabled = tried.length >= most; });
    reset.hidden = list.hidden = !tried.length;
    list.textContent = '';
    tried.forEach(mark => {
      const made = add(list, 'span', mark.text, looks(mark.text) + ' is-try');
      if (mark.weight === null || mark.weight === 100) return;
      add(made, 'sup', number(mark.weight)).setAttribute('aria-hidden', 'true');
      add(made, 'span', ', ' + fill(WORDS.marks.weight, { weight: number(mark.weight) }), 'sr');
    });
    output.textContent = tried.length ? '' : words.hint;
    if (!tried.length) return;
    const values = { was: before.count ? number(meanOf(before), true) : '', so: fill(words[at.state], { mark: at.mark, lower: at.lower, n: sums.count, min: rules.min }) };
    add(output, 'span', fill(now[0], values));
    add(output, 'b', number(meanOf(sums), true));
    add(output, 'span', fill(now[1], values));
  }
  draw();
}
