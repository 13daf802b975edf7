"""The weekly extract: a spread like the one of a paper diary, on A4 or on half a sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from math import inf

from jinja2 import TemplateError

from generator.diaries.papers.lines import PaperDay, WeekExtract
from generator.rendering.environment import render_template, template_fault
from generator.rendering.look import Look
from generator.rendering.paper.format import Format, PaperHead
from generator.rendering.paper.layout.flow import Block, Part, Row, pieces_of
from generator.rendering.paper.layout.measure import width_mm
from generator.rendering.paper.parts.phrases import PaperPhrases
from generator.rendering.paper.parts.qr import paper_qr
from generator.rendering.paper.week.foot import Foot, FootWords, Top, said_lines
from generator.rendering.paper.week.layout import LEAST_DAY, Spread, in_order, spread
from generator.rendering.paper.week.rows import DayRows
from generator.rendering.paper.week.sizes import sizes_of
from generator.rendering.paper.week.texts import Said, WeekTexts
from generator.rendering.parts.pieces import printable
from generator.settings.sections import MarksSection

_MOST_BLANK = 5
_LONGEST = 12
_ENOUGH = 2
"""So few sheets that no other way is looked for."""
_NOTHING = Row("", 0)


@dataclass(frozen=True, slots=True)
class PartView:
    """A day, or a text (`name` ""), in a column: its rows as HTML and the name that stands along the edge."""

    name: str
    number: str
    html: str
    least: str


class WeekPaper:
    """Makes the extracts of one class; what its students share is worked out once, so let it go with the class."""

    def __init__(self, look: Look, marks: MarksSection | None, form: Format) -> None:
        """Take the look of the school, its rules for marks (None: it has none of its own) and the size of a piece."""
        self._look = look
        self._environment = look.environment()
        self._sizes = sizes_of(form)
        self._phrases = PaperPhrases(look.words)
        self._texts = WeekTexts(self._phrases, marks)
        title = width_mm(look.words.text("paper.week.columns.homework"), 9)
        self._homework = "homework" if title < self._sizes.inside(self._sizes.homework) else "homework_short"
        self._rows = DayRows(look.words, self._sizes, lambda view: self._draw("row", view, self._sizes))

    def pieces(self, extract: WeekExtract, head: PaperHead) -> list[str]:
        """Return the HTML of each piece of an extract, to be put on sheets; more than one where one is too small.

        Raises RenderError: `paper-too-small`, `link-too-long`, or what is wrong with a text or template.
        """
        days = [self._day(day, extract) for day in extract.days]
        top = Top(extract, head, self._phrases, self._sizes, self._look.school_name)
        sheets, foot = self._laid_out(extract, head, days, top)
        found = []
        for number, columns in enumerate(sheets, 1):
            is_last = number == len(sheets)
            room = top.room(foot).last if is_last else top.room(foot).before
            asides = (0, foot.aside) if is_last else (0, 0)
            views = [self._column(extract, parts, room - aside) for parts, aside in zip(columns, asides, strict=True)]
            found.append(
                render_template(
                    self._environment,
                    "print/week.html",
                    sizes=self._sizes,
                    top=top.view(number, len(sheets)),
                    columns=views,
                    foot=foot,
                    is_last=is_last,
                    next=number + 1,
                    homework=self._homework,
                    without_marks=extract.without_marks,
                )
            )
        return [printable(html) for html in found]

    def _laid_out(
        self, extract: WeekExtract, head: PaperHead, days: list[Block], top: Top
    ) -> tuple[list[Spread], Foot]:
        """Return a spread with remarks and recommendations where they find room, else the days in order."""
        texts, sizes = self._texts, self._sizes
        words = self._words_of_foot(extract, head)
        remarks, letters = texts.remarks(extract), texts.letters(extract)
        summary, forecast = texts.summary(extract), texts.forecast(extract)
        # what stands below the days, and what beside them: the first that makes a spread, or the fewest sheets
        below = [
            (Foot(sizes, (summary, [*forecast, *letters]), words), remarks),
            (Foot(sizes, ([*summary, *remarks], [*forecast, *letters]), words), []),
        ]
        beside = (Foot(sizes, ((), ()), words), [*remarks, *summary, *forecast, *letters])
        for foot, told in chain(below, [beside], self._aside(extract, words, remarks, letters)):
            whole = spread(days, [self._text(said) for said in told], top.room(foot))
            if whole:
                return [whole], foot
        found = [self._in_order(days, top, *way) for way in reversed(below)]
        if min(map(_sheets, found)) > _ENOUGH:
            # so much of everything that texts fill the columns too
            found.append(self._in_order(days, top, Foot(sizes, (summary, forecast), words), [*remarks, *letters]))
            found.append(self._in_order(days, top, *beside))
        return min(found, key=_sheets)

    def _aside(
        self, extract: WeekExtract, words: FootWords, remarks: list[Said], letters: list[Said]
    ) -> Iterator[tuple[Foot, list[Said]]]:
        """Yield the closest way, on half a sheet only: all but the slip stands in the columns, told briefly."""
        if self._sizes.has_fold:
            return
        texts = self._texts
        foot = Foot(self._sizes, (texts.summary(extract, is_brief=True), ()), words, is_aside=True)
        yield foot, [*remarks, *texts.forecast(extract, is_brief=True), *letters]

    def _in_order(self, days: list[Block], top: Top, foot: Foot, beside: Sequence[Said]) -> tuple[list[Spread], Foot]:
        """Return days and texts in order over columns and sheets; no sheets where the foot leaves no room for them."""
        room = top.room(foot)
        if room.last <= LEAST_DAY:
            return [], foot
        return in_order([*days, *map(self._text, beside)], room), foot

    def _words_of_foot(self, extract: WeekExtract, head: PaperHead) -> FootWords:
        slip, slip_date = self._phrases.slip(extract, head)
        legal = self._texts.legal(extract, head, is_brief=not self._sizes.has_fold)
        return FootWords(legal, self._phrases.issue(head), slip, slip_date, *paper_qr(head.link))

    def _day(self, day: PaperDay, extract: WeekExtract) -> Block:
        block = self._rows.block(day, unknown="lessons" in extract.missing)
        lacking = LEAST_DAY - sum(row.height for row in block.rows)
        if lacking <= 0:
            return block
        *rows, last = block.rows
        return Block(block.head, (*rows, Row(last.html, last.height + lacking)), block.again)

    def _text(self, said: Said) -> Block:
        """Return a paragraph that stands in a column, in rows of a few lines."""
        sizes = self._sizes
        width = sizes.column - sizes.weekday - 2 * sizes.pad
        pieces = pieces_of(said.text, width - width_mm(f"{said.label} ", 9, bold=True) / 3, 9, _LONGEST)
        rows = []
        for place, piece in enumerate(pieces):
            label = said.label if place == 0 else ""
            html = self._draw("text", label, piece)
            rows.append(Row(html, said_lines(Said(label, piece), width) * sizes.text_line + sizes.text_gap))
        again = self._look.words.text("paper.common.again", title=said.label.rstrip(":"))
        return Block(_NOTHING, tuple(rows), Row(self._draw("text", again, ""), sizes.text_line + sizes.text_gap))

    def _column(self, extract: WeekExtract, parts: Sequence[Part], room: float) -> list[PartView]:
        """Return what stands in a column; days without lessons get empty lines where there is room for some."""
        free = [part.index for part in parts if part.index < len(extract.days) and _is_free(extract.days[part.index])]
        blank = self._rows.blank
        left = room - sum(part.height for part in parts)
        count = max(0, min(_MOST_BLANK, int(left / blank.height / len(free)))) if free else 0
        views = []
        for part in parts:
            if part.index >= len(extract.days):
                views.append(PartView("", "", part.html, ""))
                continue
            extra = count if part.index in free else 0
            height = part.height + extra * blank.height
            views.append(self._part(extract.days[part.index], part.html + blank.html * extra, height))
        return views

    def _part(self, day: PaperDay, html: str, height: float) -> PartView:
        words = self._look.words
        name = words.one_of("dates.weekdays", day.day.weekday())
        if width_mm(f"{name} ", 9) + width_mm(str(day.day.day), 9, bold=True) + 2 > height:
            name = words.weekday_short(day.day)
        return PartView(name, str(day.day.day), html, f"{min(height, LEAST_DAY):.2f}")

    def _draw(self, macro: str, *values: object) -> str:
        """Return what a macro of the template makes."""
        try:
            found = getattr(self._environment.get_template("print/week-rows.html").module, macro)
            return str(found(*values)).strip()
        except TemplateError as error:
            raise template_fault("print/week-rows.html", error) from error


def _sheets(found: tuple[list[Spread], Foot]) -> float:
    return len(found[0]) or inf


def _is_free(day: PaperDay) -> bool:
    return not day.rows and not day.holiday
