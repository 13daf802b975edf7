"""What papers are held to in a browser: nothing leaves its piece, nothing lies on anything else, nothing is missing.

`open_paper` shows a document as it is printed; `geometry_faults` measures it in any engine; `print_paper` prints it and
`pdf_text` reads what was printed (pdftotext of poppler-utils).
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import cast

from tests.browsers.engines import Engine

_MEASURE = """
(() => {
  const MM = 96 / 25.4, SLACK = 0.25 * MM, faults = []
  const of = r => [r.left, r.top, r.right, r.bottom].map(x => Math.round(x / MM * 10) / 10).join(' ')
  const inside = (r, box) => r.left >= box.left - SLACK && r.right <= box.right + SLACK
    && r.top >= box.top - SLACK && r.bottom <= box.bottom + SLACK
  const hidden = node => node.closest('.sr') || getComputedStyle(node).visibility === 'hidden'
  const apart = (a, b) => a.right <= b.left + SLACK || b.right <= a.left + SLACK
    || a.bottom <= b.top + SLACK || b.bottom <= a.top + SLACK
  // the box of a line of text is higher than its letters; of a line that stands upright it is wider
  const upright = node => getComputedStyle(node.parentElement).writingMode.startsWith('vertical')
  const ink = ({rect, node}, part) => {
    const [x, y] = upright(node) ? [rect.width * part, 0] : [0, rect.height * part]
    return {left: rect.left + x, right: rect.right - x, top: rect.top + y, bottom: rect.bottom - y}
  }
  document.querySelectorAll('.sheet').forEach((sheet, s) => {
    if (sheet.scrollHeight > sheet.clientHeight + 1 || sheet.scrollWidth > sheet.clientWidth + 1)
      faults.push(`sheet ${s + 1} overflows`)
    sheet.querySelectorAll('.piece:not(.is-empty)').forEach((piece, p) => {
      const where = `sheet ${s + 1}, piece ${p + 1}: `, whole = piece.getBoundingClientRect(), css = getComputedStyle(piece)
      const box = {left: whole.left + parseFloat(css.paddingLeft), right: whole.right - parseFloat(css.paddingRight),
        top: whole.top + 3 * MM, bottom: whole.bottom - 3 * MM}
      const texts = []
      const walker = document.createTreeWalker(piece, NodeFilter.SHOW_TEXT)
      for (let node; node = walker.nextNode();) {
        if (!node.data.trim() || hidden(node.parentElement)) continue
        const range = document.createRange()
        range.selectNodeContents(node)
        for (const rect of range.getClientRects()) {
          if (rect.width < 0.5) continue
          texts.push({rect, node})
          if (!inside(rect, box)) faults.push(`${where}text leaves it: ${node.data.trim().slice(0, 40)} at ${of(rect)} of ${of(box)}`)
          for (let cell = node.parentElement; cell !== piece; cell = cell.parentElement) {
            if (!cell.matches('td, th, .keep')) continue
            const around = cell.getBoundingClientRect()
            if (!inside(ink({rect, node}, 1 / 8), around)) faults.push(`${where}text leaves its cell: ${node.data.trim().slice(0, 40)}`)
          }
        }
      }
      for (const node of piece.querySelectorAll('*')) {
        if (hidden(node) || node.closest('svg svg, svg *')) continue
        const rect = node.getBoundingClientRect()
        if (rect.width && rect.height && !inside(rect, whole)) faults.push(`${where}${node.tagName}.${node.className} leaves it at ${of(rect)}`)
      }
      for (let i = 0; i < texts.length; i++) for (let j = i + 1; j < texts.length; j++) {
        const a = texts[i], b = texts[j]
        // neighbours on a line touch, and a raised figure stands on its mark
        const thin = text => {
          const r = ink(text, 0.3), [x, y] = upright(text.node) ? [0, 0.3 * MM] : [0.3 * MM, 0]
          return {left: r.left + x, right: r.right - x, top: r.top + y, bottom: r.bottom - y}
        }
        if (a.node.parentElement.closest('sup') || b.node.parentElement.closest('sup')) continue
        if (!apart(thin(a), thin(b))) faults.push(`${where}texts overlap: ${a.node.data.trim().slice(0, 30)} / ${b.node.data.trim().slice(0, 30)}`)
      }
      const parts = [...piece.children].filter(node => !hidden(node) && getComputedStyle(node).position !== 'absolute')
      for (let i = 1; i < parts.length; i++) {
        const above = parts[i - 1].getBoundingClientRect(), below = parts[i].getBoundingClientRect()
        if (above.height && below.height && above.bottom > below.top + SLACK)
          faults.push(`${where}${parts[i - 1].className} runs into ${parts[i].className}`)
      }
      for (const node of piece.querySelectorAll('svg.qr, .qr svg')) {
        const rect = node.getBoundingClientRect(), view = node.viewBox.baseVal
        if (view.width && rect.width * (view.width - 8) / view.width < 18 * MM - 1) faults.push(`${where}the QR symbol is too small`)
      }
    })
  })
  return faults.slice(0, 40)
})()
"""


def open_paper(engine: Engine, path: Path) -> None:
    """Open a document of papers from its file, at a width that shows a whole sheet."""
    engine.set_viewport(1400, 1000)
    engine.open(path.resolve().as_uri())
    # Firefox may call the whole set of fonts loading for ever, so each is asked, after a layout that needs them
    engine.wait_for("document.body.offsetHeight > 0 && [...document.fonts].every(font => font.status !== 'loading')")


def geometry_faults(engine: Engine) -> list[str]:
    """Return what is wrong with the open document: texts outside of the margins of their piece (`.piece`) or of their
    cell, boxes outside of the piece, texts or parts that lie on each other, QR symbols below 18 mm.
    """
    return cast("list[str]", engine.js(_MEASURE))


def print_paper(engine: Engine, path: Path) -> list[str]:
    """Print the open document to a PDF file and return the text of each of its pages."""
    engine.pdf(path)
    return pdf_text(path)


def pdf_text(path: Path) -> list[str]:
    """Return the text of each page of a PDF file, in reading order, with single spaces between words."""
    found = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True, timeout=60)
    pages = found.stdout.decode("utf-8").split("\f")[:-1]
    return [" ".join(page.replace("\u00ad", "").split()) for page in pages]


def is_printed(text: str, pages: list[str]) -> bool:
    """Say whether a text stands on some page, however its lines were broken."""
    return any("".join(text.split()) in "".join(page.split()) for page in pages)


def sheets_shown(engine: Engine) -> int:
    """Count the sheets of the open document."""
    return int(engine.js("document.querySelectorAll('.sheet').length"))


def selector_text(engine: Engine, selector: str) -> list[str]:
    """Return the texts of all elements that a selector finds."""
    return cast(
        "list[str]", engine.js(f"[...document.querySelectorAll({json.dumps(selector)})].map(e => e.textContent)")
    )
