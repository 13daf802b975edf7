"""Lists of a class for its teacher: who signs for which paper («ведомость вручения»), whom to call about an absence.

Sheets are filled here, with rows whose height is known beforehand: the head of the table stands on every sheet, and
the lines for the signatures never stand on a sheet without rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from generator.diaries.diary import AbsenceLine
from generator.model.kinds import AbsenceKind
from generator.model.papers import Product
from generator.rendering.environment import render_template
from generator.rendering.look import Look
from generator.rendering.paper.format import Format
from generator.rendering.paper.layout.fill import fill
from generator.rendering.paper.layout.impose import Order
from generator.rendering.paper.layout.measure import line_count
from generator.rendering.paper.parts.head import sentence
from generator.rendering.parts.phrases import Phrases, typeset

_LINE = 3.9
_ROW = 9.0
_ROW_PADDING = 2.0
_ROW_RULE = 0.15
_TABLE_HEAD = 8.0
_FRAME = 17.0
_TITLE_LINE = 5.1
_TITLE_GAPS = 5.5
_FACT_LINE = 4.3
_FACTS_GAP = 2.0
_FOOT = 8.6
_SIGNATURES = 12.5
"""Millimetres, as in templates/print/lists.css."""
_PAGE_OF = 30.0
_CELL_PADDING = 2.4
_WIDTHS = {
    "delivery": (9.0, 43.0, 30.0, 39.0, 28.0, 15.0, 26.0),
    "calls": (9.0, 39.0, 41.0, 30.0, 20.5, 13.0, 18.0, 19.5),
}
"""Millimetres of the columns on an upright sheet without a binder; other sheets stretch them."""
_NAME = 1


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """A paper to be handed over: `number` is the student's place in the class list, `student` the name as written.

    `detail` follows the product's word («математика» of an exam). `recipient` "" stands for whoever brings the child
    up; `reason` is a word of `rules.access.PaperReason`, "" for papers that everybody gets.
    """

    number: int
    student: str
    product: Product
    recipient: str = field(repr=False)
    reason: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class DeliveryList:
    """What is handed over in one class at a time.

    `what` says it in words («неделя 16–21 ноября 2026»), `sheets` is how many sheets of paper the pieces fill,
    `per_sheet` how many lie on one, in the order `order`. `issue` is the number of the printing, `made_on` its day.
    """

    class_title: str
    what: str
    sheets: int
    per_sheet: int
    order: Order
    issue: int
    made_on: date
    responsible: str
    rows: tuple[DeliveryRow, ...]


@dataclass(frozen=True, slots=True)
class CallRow:
    """A student who was absent, the lessons missed, and the telephone as the families file has it ("": not there)."""

    number: int
    student: str
    absences: tuple[AbsenceLine, ...]
    contact: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CallList:
    """The calls of a day about absences in one class; `until` is when every family must know (24 hours)."""

    class_title: str
    day: date
    until: datetime
    issue: int
    made_on: date
    responsible: str
    rows: tuple[CallRow, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """A row as the template takes it: the texts of its cells and its height in millimetres."""

    cells: tuple[str, ...]
    height: float


@dataclass(frozen=True, slots=True)
class _Table:
    """A list before it is cut into sheets, in words; `kind` is `delivery` or `calls`."""

    kind: str
    columns: tuple[float, ...]
    title: str
    about: str
    facts: tuple[str, ...]
    rows: tuple[_Row, ...]
    legal: str


class ListPaper:
    """Makes the lists of a site. `form` is the whole sheet that the papers of the document lie on."""

    def __init__(self, look: Look, form: Format) -> None:
        """Take the look of the site; the environment is asked for once."""
        self._environment = look.environment()
        self._words = look.words
        self._phrases = Phrases(look.words)
        self._school = look.school_name
        self._form = form

    def delivery(self, handed: DeliveryList) -> list[str]:
        """Return the sheets of the delivery register, the first with the counts and how to cut."""
        facts = [self._counts(handed), self._grounds(handed), self._order(handed)] if handed.rows else []
        rows = [self._delivery_cells(row) for row in handed.rows]
        return self._sheets(self._table("delivery", handed, handed.what, facts, rows))

    def calls(self, called: CallList) -> list[str]:
        """Return the sheets of the day's call list."""
        words = self._words
        what = words.text(
            "paper.lists.day",
            weekday=words.one_of("dates.weekdays", called.day.weekday()),
            day=words.day_year(called.day),
        )
        until = words.text("paper.lists.until", n=len(called.rows), moment=words.moment(called.until))
        facts = [until, words.text("paper.lists.how_to_call")] if called.rows else []
        rows = [self._call_cells(row) for row in called.rows]
        return self._sheets(self._table("calls", called, what, facts, rows))

    def _table(
        self,
        kind: str,
        of: DeliveryList | CallList,
        what: str,
        facts: Sequence[str],
        rows: Sequence[Sequence[str]],
    ) -> _Table:
        words, columns = self._words, self._columns(_WIDTHS[kind])
        group = self._phrases.group(of.class_title)
        key = "paper.lists.issue_by" if of.responsible else "paper.lists.issue"
        name = self._phrases.teacher(of.responsible)
        legal = words.text(key, n=of.issue, day=words.day_year(of.made_on), name=name)
        return _Table(
            kind,
            columns,
            words.text("paper.lists.title_of", title=words.text(f"paper.lists.{kind}"), group=group),
            typeset(words.text("paper.lists.about", school=self._school, what=sentence(what))),
            tuple(typeset(fact) for fact in facts),
            tuple(self._row(cells, columns) for cells in rows),
            legal,
        )

    def _columns(self, widths: Sequence[float]) -> tuple[float, ...]:
        scale = self._form.inner_width / sum(widths)
        return tuple(round(width * scale, 2) for width in widths)

    def _row(self, cells: Sequence[str], columns: Sequence[float]) -> _Row:
        texts = tuple(typeset(cell) for cell in cells)
        lines = max(
            line_count(text, columns[place] - _CELL_PADDING, 9, bold=place == _NAME) for place, text in enumerate(texts)
        )
        return _Row(texts, max(_ROW, lines * _LINE + _ROW_PADDING))

    def _delivery_cells(self, row: DeliveryRow) -> tuple[str, ...]:
        words = self._words
        product = words.text(f"paper.lists.products.{row.product.value}")
        if row.detail:
            product = words.text("paper.lists.product_of", product=product, detail=row.detail)
        recipient = row.recipient or words.text("paper.lists.whoever")
        return (str(row.number), row.student, product, recipient, self._reason(row.reason))

    def _reason(self, reason: str) -> str:
        return self._words.text(f"paper.lists.reasons.{reason or 'everybody'}")

    def _counts(self, handed: DeliveryList) -> str:
        """«7 выписок, 3 листа»."""
        words, counted = self._words, Counter(row.product for row in handed.rows)
        parts = [words.text(f"paper.lists.counts.{p.value}", n=counted[p]) for p in Product if counted[p]]
        sheets = words.text("paper.lists.sheets", n=handed.sheets)
        return words.text("paper.lists.made", papers=", ".join(parts), sheets=sheets)

    def _grounds(self, handed: DeliveryList) -> str:
        counted = Counter(self._reason(row.reason) for row in handed.rows)
        parts = [self._words.text("paper.lists.ground", ground=what, count=n) for what, n in counted.items()]
        return self._words.text("paper.lists.grounds", grounds=", ".join(parts))

    def _order(self, handed: DeliveryList) -> str:
        if handed.per_sheet == 1:
            return self._words.text("paper.lists.order.whole")
        return self._words.text(f"paper.lists.order.{handed.order}", n=handed.per_sheet - 1)

    def _call_cells(self, row: CallRow) -> tuple[str, ...]:
        return (str(row.number), row.student, self._missed(row.absences), row.contact)

    def _missed(self, absences: Sequence[AbsenceLine]) -> str:
        """«1 математика, 2 история, по болезни», numbers bound to their lessons; the reason where it is one for all."""
        parts = [f"{line.number}\N{NO-BREAK SPACE}{line.subject}" if line.number else line.subject for line in absences]
        kinds = {line.kind for line in absences}
        if len(kinds) == 1 and AbsenceKind.ABSENT not in kinds:
            parts.append(self._words.text(f"device.absences.reasons.{kinds.pop().value}"))
        return ", ".join(parts)

    def _sheets(self, table: _Table) -> list[str]:
        room = self._form.height - _FRAME - _FOOT - _TABLE_HEAD
        first, later = (room - self._head_height(table, facts) for facts in (table.facts, ()))
        ranges = fill([row.height + _ROW_RULE for row in table.rows], first, later, _SIGNATURES)
        return [
            render_template(
                self._environment,
                "print/lists.html",
                table=table,
                rows=table.rows[start:end],
                is_first=page == 1,
                is_last=page == len(ranges),
                page=page,
                pages=len(ranges),
            )
            for page, (start, end) in enumerate(ranges, 1)
        ]

    def _head_height(self, table: _Table, facts: Sequence[str]) -> float:
        width = self._form.inner_width
        lines = sum(line_count(fact, width, 9) for fact in facts)
        titles = line_count(table.title, width - _PAGE_OF, 13, bold=True) + line_count(table.about, width, 11)
        return _TITLE_GAPS + titles * _TITLE_LINE + lines * _FACT_LINE + (_FACTS_GAP if facts else 0)
