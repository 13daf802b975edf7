/* Tables are sorted by a press on a heading. Without this script they stand in the order they were made in. */
(() => {
  "use strict";
  const compare = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
  const ARROW = '<svg viewBox="0 0 10 10" aria-hidden="true"><path d="M5 1L9.5 9H.5z" fill="currentColor"/></svg>';

  const keyOf = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.s === undefined ? cell.textContent.trim() : cell.dataset.s;
  };

  /* What is not known comes last either way. */
  const order = (column, isNumber, sign) => (a, b) => {
    const [x, y] = [keyOf(a, column), keyOf(b, column)];
    const [noX, noY] = [x, y].map(key => key === "" || key === "–");
    if (noX || noY) return noX - noY;
    return sign * (isNumber ? x - y : compare(x, y));
  };

  const sort = (table, heading) => {
    const descending = heading.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", descending ? "descending" : "ascending");
    const rows = [...table.tBodies[0].rows];
    const isNumber = rows.every(row => { const key = keyOf(row, heading.cellIndex); return key === "" || key === "–" || !isNaN(key); });
    rows.sort(order(heading.cellIndex, isNumber, descending ? -1 : 1));
    table.tBodies[0].append(...rows);
  };

  for (const table of document.querySelectorAll("table.rep")) {
    for (const heading of table.tHead.rows[0].cells) {
      if (heading.classList.contains("is-bar") || table.tBodies[0].rows.length < 2) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.title = table.dataset.sort;
      button.append(...heading.childNodes);
      button.insertAdjacentHTML("beforeend", ARROW);
      button.addEventListener("click", () => sort(table, heading));
      heading.append(button);
    }
  }
})();
