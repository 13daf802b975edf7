/* Short names for what every part of the page's script does. The files of this folder stand one behind the other, in the
   order of generator/rendering/styles.py, in one function with unlock.js; WORDS are the words of the section `device`, which stand in the page.
   Written for Chrome 67 and Safari 13, and small, for they are in every page. */
let WORDS; /* diary.js takes them from the page */
const all = (css, from) => Array.from((from || document).querySelectorAll(css));
const one = (css, from) => (from || document).querySelector(css);
const add = (to, tag, text, css) => {
  const made = to.appendChild(document.createElement(tag));
  if (text !== undefined) made.textContent = text;
  if (css) made.className = css;
  return made;
};
const button = (to, text, css, click) => {
  const made = add(to, 'button', text, css);
  made.type = 'button';
  made.onclick = click;
  return made;
};
const get = (element, name) => element.getAttribute('data-' + name);
const only = (list, index) => list.forEach((each, n) => { each.hidden = n !== index; });
const flag = (list, index, name) => list.forEach((each, n) => { if (n === index) each.setAttribute(name, 'true'); else each.removeAttribute(name); });
const svg = (to, name, values) => {
  const made = to.appendChild(document.createElementNS('http://www.w3.org/2000/svg', name));
  Object.keys(values).forEach(key => made.setAttribute(key, values[key]));
  return made;
};
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => name in values ? values[name] : whole);
/* The plural form (CLDR) of a text: Russian one, few, many; other languages one, other. */
const plural = (forms, n) => fill(forms[document.documentElement.lang !== 'ru' ? n === 1 ? 'one' : 'other'
  : n % 10 === 1 && n % 100 !== 11 ? 'one' : n % 10 > 1 && n % 10 < 5 && (n % 100 < 12 || n % 100 > 14) ? 'few' : 'many'], { n: n });

/* Numbers in whole hundredths, written with the decimal mark of the language: «4,5», and «4,50» in full. */
const hundredths = text => /^\d/.test(text) ? Math.round(parseFloat(text.replace(',', '.')) * 100) : null;
const number = (value, full) => (value % 100 || full ? (value / 100).toFixed(full || value % 10 ? 2 : 1) : String(value / 100)).replace('.', WORDS.decimal);

/* Days are texts «2026-11-19»; a time of the school is read as the device's own. */
const local = text => { const n = text.match(/\d+/g); return new Date(n[0], n[1] - 1, n[2], n[3] || 0, n[4] || 0); };
const iso = (time, days) => {
  const two = n => (n < 10 ? '-0' : '-') + n, day = new Date(time.getFullYear(), time.getMonth(), time.getDate() + (days || 0));
  return day.getFullYear() + two(day.getMonth() + 1) + two(day.getDate());
};
const weekday = (day, names) => (names || WORDS.weekdays)[(local(day).getDay() + 6) % 7];
const shortDay = day => fill(WORDS.day_short, { day: +day.slice(8), month: WORDS.months_short[day.slice(5, 7) - 1] });
const longDay = day => fill(WORDS.day, { day: +day.slice(8), month: WORDS.months[day.slice(5, 7) - 1] });
/* 32 bits of a text (FNV-1a over its UTF-16 units), in base 36. */
const hash = text => {
  let bits = 2166136261;
  for (let n = 0; n < text.length; n++) bits = Math.imul(bits ^ text.charCodeAt(n), 16777619);
  return (bits >>> 0).toString(36);
};
/* Hands a file to the device; nothing is fetched. */
const download = (name, type, content) => {
  const url = URL.createObjectURL(new Blob([content], { type: type })), link = add(document.body, 'a');
  link.href = url;
  link.download = name;
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 6e4);
};
const lower = text => text.charAt(0).toLowerCase() + text.slice(1);
