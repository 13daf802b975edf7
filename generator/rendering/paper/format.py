"""The sizes of papers, and what every piece says beside its contents."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

PAGE_SLACK = 0.5
"""Millimetres that a sheet is lower than its paper: Chromium and Firefox begin another page at the full height."""


@dataclass(frozen=True, slots=True)
class Format:
    """A piece of paper in millimetres: `per_sheet` of them lie on a sheet, one below the other.

    `margin` is left free on both sides, `binder` more on the left, for a folder.
    """

    name: str
    width: float
    height: float
    per_sheet: int
    margin: float = 10
    binder: float = 0

    @property
    def is_landscape(self) -> bool:
        """Say whether the sheet lies across."""
        return self.width > self.height * self.per_sheet

    @property
    def inner_width(self) -> float:
        """Return what is left for text."""
        return self.width - 2 * self.margin - self.binder

    def with_binder(self, millimetres: float) -> Format:
        """Return this size with room for holes on the left."""
        return replace(self, binder=millimetres)


A4 = Format("a4", 297, 210 - PAGE_SLACK, 1)
"""A spread like the one of a paper diary."""
A5 = Format("a5", 210, (297 - PAGE_SLACK) / 2, 2)
"""Half a sheet, lying across: two of them are cut apart by one cut."""
STRIP = Format("strip", 210, (297 - PAGE_SLACK) / 3, 3)
"""A third of a sheet."""
PORTRAIT = Format("portrait", 210, 297 - PAGE_SLACK, 1)
"""A whole sheet upright: lists and forms."""

FORMATS = {form.name: form for form in (A4, A5, STRIP)}
"""What an extract can be printed on, by the name in `paper.extract`."""


@dataclass(frozen=True, slots=True)
class PaperHead:
    """What makes a piece self-sufficient (the foot of an extract, its slip, the QR symbol).

    `number` is the student's place in the class list, `recipient` "" stands for whoever brings the child up, `ground`
    is a word of `rules.access.PaperReason` ("" for papers that everybody gets). `issue` is the number of the printing,
    `code` its eight signs of check code, `link` the text of the QR symbol ("": no symbol).
    """

    school: str
    regulation: str
    responsible: str
    number: int
    recipient: str = field(repr=False)
    ground: str
    application_no: str
    application_date: date | None
    refusal_date: date | None
    issue: int
    code: str
    link: str

    @property
    def grouped_code(self) -> str:
        """«K7Q4‑2M9T», never broken at its hyphen."""
        return f"{self.code[:4]}\N{NON-BREAKING HYPHEN}{self.code[4:]}"


def whole_sheet(form: Format) -> Format:
    """Return the sheet that pieces of this size lie on, as one piece: for lists that go with them."""
    return Format("list", form.width, form.height * form.per_sheet, 1, form.margin, form.binder)
