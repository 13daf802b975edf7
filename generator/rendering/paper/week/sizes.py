"""The measures of a weekly extract, in millimetres; `print/week.css` and its template draw by them."""

from __future__ import annotations

from dataclasses import dataclass

from generator.rendering.paper.format import A5, Format


@dataclass(frozen=True, slots=True)
class WeekSizes:
    """What stands where on a piece: widths of the columns of a day (`teacher` 0: there is none), `pad` on both sides of
    a cell, `over` above and below its text, `line` and `text_line` the height of a line in a cell and of a text,
    `text_gap` what is above a text in a column, `mark` in points the type of a mark, `titles` the height of the
    line with the names of the columns. A piece that `has_fold` has lines for signatures above its slip, too.
    """

    form: Format
    top: float
    bottom: float
    gap: float
    weekday: float
    number: float
    subject: float
    marks: float
    teacher: float
    pad: float
    over: float
    line: float
    least_row: float
    text_line: float
    text_gap: float
    mark: float
    titles: float
    has_fold: bool

    @property
    def column(self) -> float:
        """Return the width of one of the two columns."""
        return (self.form.inner_width - self.gap) / 2

    @property
    def homework(self) -> float:
        """Return the width that is left for homework."""
        return self.column - self.weekday - self.number - self.subject - self.marks - self.teacher

    @property
    def fold(self) -> float:
        """Return where the sheet is folded, from its left edge."""
        return self.form.margin + self.form.binder + self.form.inner_width / 2

    def inside(self, width: float) -> float:
        """Return the width of a text in a cell."""
        return width - 2 * self.pad - 0.2


def sizes_of(form: Format) -> WeekSizes:
    """Return the measures for A5, or for A4 and whatever else there is."""
    if form.name == A5.name:
        return WeekSizes(form, 5.5, 5, 5, 5, 5.4, 25, 17.6, 0, 0.8, 0.2, 3.5, 4.2, 3.5, 1, 10, 3.9, has_fold=False)
    return WeekSizes(form, 9, 6, 10, 6.5, 6.4, 29, 18, 22, 1, 0.55, 3.9, 5.3, 4.0, 1.5, 11, 4.6, has_fold=True)
