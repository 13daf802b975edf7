/* Reads forecast.json with the page's own forecast.js in Node and prints, as JSON, what came out: for every case null, or
   { mean, state, mark, lower, ways: [[reached with one mark fewer, reached], …] }.
     node run_forecast.mjs SCRIPT */
import { readFileSync } from 'node:fs';
import vm from 'node:vm';

const script = readFileSync(process.argv[2], 'utf8');
const cases = JSON.parse(readFileSync(new URL('forecast.json', import.meta.url), 'utf8'));
const { addUp, meanOf, standing } = vm.runInNewContext(`(function(){'use strict';${script}\nreturn { addUp, meanOf, standing }})()`);

/* Does the mean reach the mark that the ways lead to, after so many of the best marks? */
function reached(given, base, count, weight) {
  const [best] = given.borders[0], more = Array(count).fill({ value: best * 100, weight });
  const { state, mark } = given.expect, borders = given.borders.map((line) => line[0]);
  const sums = addUp(base.concat(more)), aim = state === 'disputed' ? mark : Math.min(...borders.filter((each) => each > mark));
  const exact = state === 'disputed' ? given.band : 0;
  const raised = given.borders.map(([name, border]) => [name, border + exact]);
  return standing(sums, { borders: raised, band: 0, min: 1 }).mark >= aim;
}

console.log(JSON.stringify(cases.map((given) => {
  const base = given.marks.map(([value, weight]) => ({ value, weight })), sums = addUp(base);
  if (!sums) return null;
  const ways = given.expect.ways.map(([count, weight]) => [count - 1, count].map((n) => reached(given, base, n, weight)));
  return { mean: sums.count ? meanOf(sums) : null, ...standing(sums, given), ways };
})));
