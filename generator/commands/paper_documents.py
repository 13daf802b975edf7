"""Printed pieces → documents: one for each class and kind, those of the whole school together, and an index."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from generator.model.papers import Product
from generator.printing.papers import PrintContext, Printed, PrintResult
from generator.products import Sheet
from generator.rendering.paper.document import document, sheet_of
from generator.rendering.paper.format import A5, STRIP, Format, whole_sheet
from generator.rendering.paper.index import IndexHead, IndexLine, render_index
from generator.rendering.paper.layout.impose import Order, impose
from generator.rendering.paper.lists import DeliveryList, DeliveryRow, ListPaper

_TOGETHER = 300
"""Sheets that a browser takes in one document without an office PC running out of memory."""
_STYLES = {
    Product.WEEK: ("week.css", "parts.css", "strip.css", "lists.css"),
    Product.TERM: ("parts.css", "term.css", "lists.css"),
    Product.EXAM: ("parts.css", "exam.css", "lists.css"),
}
INDEX = "index.html"


@dataclass(frozen=True, slots=True)
class PaperFile:
    """A document of a printing by its file's name: the class ("" for the whole school), how many papers and sheets."""

    name: str
    class_title: str
    product: Product
    papers: int
    sheets: int


class Documents:
    """The documents of one printing, made one at a time."""

    def __init__(self, context: PrintContext, names: Mapping[str, str], order: Order, made_on: date) -> None:
        """Take what the papers were made with, class → what its files are called, and the day."""
        self._context = context
        self._names = names
        self._order = order
        self._made_on = made_on
        self.files: list[PaperFile] = []

    def make(self, made: Sequence[PrintResult]) -> Iterator[Sheet]:
        """Yield the documents of every class, those of the whole school, and the index; `files` lists them after."""
        for product in (p for p in Product if p in self._context.products):
            form = self._form(product)
            together: list[str] | None = []
            papers = sheets = classes = 0
            for result in made:
                own = result.of(product)
                if not own:
                    continue
                found = self._sheets(result, own, product, form)
                papers, sheets, classes = papers + len(own), sheets + len(found), classes + 1
                together = [*together, *found] if together is not None and sheets <= _TOGETHER else None
                yield self._document(result, product, form, found, len(own))
            if together and classes > 1:
                yield self._document(None, product, form, together, papers)
        yield Sheet(INDEX, self._index(made))

    def _form(self, product: Product) -> Format:
        binder = self._context.form.binder
        return {Product.WEEK: self._context.form, Product.TERM: A5.with_binder(binder)}.get(
            product, STRIP.with_binder(binder)
        )

    def _sheets(self, result: PrintResult, own: Sequence[Printed], product: Product, form: Format) -> list[str]:
        pieces = [piece for paper in own for piece in paper.pieces]
        sheets = [sheet_of(form, places) for places in impose(pieces, form.per_sheet, self._order)]
        whole = whole_sheet(form)
        listed = DeliveryList(
            class_title=result.class_title,
            what=self._what(product),
            sheets=len(sheets),
            per_sheet=form.per_sheet,
            order=self._order,
            issue=self._context.issue,
            made_on=self._made_on,
            responsible=result.responsible,
            rows=tuple(self._row(paper) for paper in own),
        )
        cover = ListPaper(self._context.classes.look, whole).delivery(listed)
        return [*(sheet_of(whole, (piece,)) for piece in cover), *sheets]

    def _row(self, paper: Printed) -> DeliveryRow:
        line = paper.line
        return DeliveryRow(paper.number, paper.student, line.product, paper.recipient, line.ground, paper.about)

    def _what(self, product: Product) -> str:
        words, monday = self._context.classes.look.words, self._context.monday
        if product is not Product.WEEK:
            return words.text(f"paper.products.{product.value}")
        return words.text("paper.week.span", span=words.span(monday, self._last), year=self._last.year)

    @property
    def _last(self) -> date:
        return self._context.monday + timedelta(days=self._context.classes.week_days - 1)

    def _document(
        self, result: PrintResult | None, product: Product, form: Format, sheets: Sequence[str], papers: int
    ) -> Sheet:
        """Return the document of a class, None: of the whole school."""
        look = self._context.classes.look
        title = result.class_title if result else ""
        name = f"{product.value}-{self._names[result.group_id]}.html" if result else f"{product.value}.html"
        self.files.append(PaperFile(name, title, product, papers, len(sheets)))
        heading = " ".join(part for part in (look.words.text(f"paper.products.{product.value}"), title) if part)
        return Sheet(name, document(look, heading, form, sheets, *_STYLES[product]))

    def _index(self, made: Sequence[PrintResult]) -> str:
        context = self._context
        quiet = [r.class_title for r in made if not r.has_lessons] if Product.WEEK in context.products else []
        head = IndexHead(context.classes.school.name, context.issue, context.monday, self._last, tuple(quiet))
        lines = [IndexLine(f.name, f.class_title, f.product.value, f.papers, f.sheets) for f in self.files]
        return render_index(context.classes.look, head, lines)
