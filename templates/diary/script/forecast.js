/* What the marks of a term come to: the rules of generator/rules/standing.py, held to the same tests/vectors/forecast.json.
   Whole numbers only: values, weights and means in hundredths; a mean is never rounded before it is compared.
   `rules` are { borders: [[5, 450], [4, 350], [3, 250]], band: 10, min: 3 }. */

/* The sums of marks { value, weight }, null where only some weights are known. */
function addUp(marks) {
  const known = marks.filter(mark => mark.weight !== null).length;
  let points = 0, weights = 0;
  marks.forEach(mark => {
    const weight = known ? mark.weight : 100;
    points += mark.value * weight;
    weights += weight;
  });
  return known && known < marks.length || marks.length && !weights ? null : { points: points, weights: weights, count: marks.length };
}

const meanOf = sums => Math.floor((2 * sums.points + sums.weights) / (2 * sums.weights));

/* { state: nothing, few, disputed or firm; mark; lower: the other of two disputed marks }, null where not known */
function standing(sums, rules) {
  if (sums.count < rules.min || !sums.count) return { state: sums.count ? 'few' : 'nothing', mark: null, lower: null };
  const marks = rules.borders.map(line => line[0]), far = rules.borders.map(line => sums.points - line[1] * sums.weights);
  marks.push(marks[marks.length - 1] - 1);
  const size = far.map(Math.abs), near = size.indexOf(Math.min.apply(null, size)), reached = far.findIndex(each => each >= 0);
  return size[near] < rules.band * sums.weights ? { state: 'disputed', mark: marks[near], lower: marks[near + 1] }
    : { state: 'firm', mark: marks[reached < 0 ? marks.length - 1 : reached], lower: null };
}
