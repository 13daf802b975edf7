"""The text of a strip: what was missed, debts, the forecast, tests to come; as atoms that may go on another piece."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from enum import Enum
from itertools import chain, groupby
from typing import NamedTuple, cast

from markupsafe import Markup

from generator.diaries.papers.lines import ComingTest, DebtLine, Missed, SubjectWeek, WeekExtract
from generator.rendering.paper.layout.flow import pieces_of
from generator.rendering.paper.layout.measure import line_count
from generator.rendering.paper.parts.head import sentence
from generator.rendering.paper.parts.phrases import PaperPhrases, in_sentence
from generator.rendering.parts.phrases import typeset
from generator.rules.forecast import Way
from generator.rules.standing import State

_LONG = 200
_LONG_LINES = 3
_LONG_WIDTH = 130.0
_LOW = 3
"""Up to this mark the way to the next one is told, too: for all subjects a strip has no room."""
_IN_WORDS = 12
_NEXT_WEEK = timedelta(days=14)
"""From a Monday to the one after the next week."""
_SHOWN = ("lessons", "marks", "absences", "works")
_BOLD_ROOM = "\N{NO-BREAK SPACE}" * 3
"""What a bold label is wider than a plain one, generously."""


class Detail(Enum):
    """How much a strip tells: `FULL`, `NO_WAYS` (not how a low mark gets better), `BRIEF` (nor the tests after the next
    week, of which there is only the number; and all in one paragraph).
    """

    FULL = "full"
    NO_WAYS = "no_ways"
    BRIEF = "brief"


class Atom(NamedTuple):
    """What is never divided: `label` is printed before the first of several atoms with the same one ("" for none)."""

    label: str
    text: str


Paragraph = tuple[Atom, ...]


class StripWords:
    """Says a week in the words of one language."""

    def __init__(self, phrases: PaperPhrases) -> None:
        """Take what all papers say alike."""
        self._phrases = phrases
        self._words = phrases.words
        table = cast("dict[str, dict[str, object]]", self._words.table["forecast"])
        self._names = frozenset(table["names"])

    def paragraphs(self, extract: WeekExtract, detail: Detail) -> list[Paragraph]:
        """Return the paragraphs of a strip; those with nothing to say are left out."""
        words = self._words
        subjects = () if extract.without_marks else extract.subjects
        found = [
            [Atom("", words.text("paper.strip.free"))] if not extract.has_lessons else [],
            [Atom("", words.text("marks_view.first_grade"))] if extract.without_marks else [],
            [*self._missed(extract), *self._debts(extract)],
            [*self._forecasts(subjects, with_ways=detail is Detail.FULL), *self._tests(extract, detail)],
            [*self._texts(extract), *self._no_data(extract)],
        ]
        said = [tuple(_short(atoms)) for atoms in found if atoms]
        return [tuple(chain.from_iterable(said))] if said and detail is Detail.BRIEF else said

    def missed(self, missed: Missed) -> list[Atom]:
        """Return «Пропуски: 2 урока, по болезни. Опозданий: 1»."""
        words = self._words
        if not missed.lessons and not missed.late:
            return [Atom("", words.text("paper.strip.none_missed"))]
        late = [Atom(words.text("paper.strip.late"), sentence(str(missed.late)))] if missed.late else []
        if not missed.lessons:
            return [Atom("", words.text("paper.strip.not_missed")), *late]
        return [Atom(words.text("paper.strip.missed"), sentence(self._reasons(missed))), *late]

    def _missed(self, extract: WeekExtract) -> list[Atom]:
        is_known = "absences" not in extract.missing and extract.has_lessons
        return self.missed(extract.missed) if is_known else []

    def _reasons(self, missed: Missed) -> str:
        """«2 урока, по болезни», «3 урока, по болезни 2, причина не указана 1»."""
        words = self._words
        counts = (
            ("ill", missed.ill),
            ("excused", missed.excused),
            ("unexcused", missed.unexcused),
            ("unknown", missed.unknown),
        )
        known = [(words.text(f"absences_view.{name}"), count) for name, count in counts if count]
        lessons = words.text("paper.week.lessons", n=missed.lessons)
        if len(known) == 1:
            return words.text("paper.strip.one_reason", lessons=lessons, reason=known[0][0])
        parts = [words.text("paper.strip.by_reason", reason=reason, n=count) for reason, count in known]
        return ", ".join([lessons, *parts])

    def _debts(self, extract: WeekExtract) -> list[Atom]:
        words = self._words
        if "marks" in extract.missing or extract.without_marks:
            return []
        if not extract.debts:
            return [Atom("", words.text("paper.strip.no_debt"))]
        return _listed(words.text("paper.strip.debt"), [self._debt(line) for line in extract.debts], ";")

    def _debt(self, line: DebtLine) -> str:
        words, text = self._words, in_sentence(line.short or line.subject)
        if line.what:
            text = words.text("paper.strip.work", subject=text, what=in_sentence(line.what))
        if not line.due_on:
            return text
        return words.text("paper.strip.debt_until", what=text, day=self._phrases.day_month(line.due_on))

    def _forecasts(self, subjects: Sequence[SubjectWeek], *, with_ways: bool) -> list[Atom]:
        """Return what is known by subject, then all subjects with too few marks at once."""
        words, label = self._words, self._words.text("paper.strip.forecast")
        said = [text for subject in subjects if (text := self._forecast(subject, with_ways=with_ways))]
        few = ", ".join(_name(subject) for subject in subjects if _has_few(subject))
        if not few:
            return _listed(label, said, ",")
        last = [Atom(label, f"{text};") for text in said[-1:]]
        return [
            *_listed(label, said, ",")[:-1],
            *last,
            Atom(label, sentence(words.text("paper.strip.few", subjects=few))),
        ]

    def _forecast(self, subject: SubjectWeek, *, with_ways: bool) -> str:
        words, found, name = self._words, subject.forecast, _name(subject)
        if found is None or found.state not in (State.FIRM, State.DISPUTED):
            return ""
        if found.state is State.DISPUTED:
            return words.text("paper.strip.disputed", subject=name)
        firm = words.text("paper.strip.firm", subject=name, mark=found.mark)
        if not with_ways or not found.ways or found.mark is None or found.mark > _LOW:
            return firm
        # the last way is the one that needs no work of a special kind
        way = found.ways[-1]
        return words.text("paper.strip.way", n=way.count, firm=firm, target=found.target, marks=self._marks(way))

    def _marks(self, way: Way) -> str:
        """Return «три пятёрки»."""
        words, name = self._words, str(way.value) if str(way.value) in self._names else "other_scale"
        number = words.one_of("forecast.numbers", way.count) if way.count <= _IN_WORDS else str(way.count)
        name = words.text(f"forecast.names.{name}", n=way.count, mark=way.value)
        return words.text("forecast.marks", number=number, name=name)

    def _tests(self, extract: WeekExtract, detail: Detail) -> list[Atom]:
        """Return «24.11 биол., геогр., 25.11 рус.» and how many there are later."""
        soon = [test for test in extract.tests if test.day < extract.monday + _NEXT_WEEK]
        shown = soon if detail is Detail.BRIEF else extract.tests
        said = [self._tests_of(day, tests) for day, tests in groupby(shown, key=lambda test: test.day)]
        if later := len(extract.tests) - len(shown):
            said.append(self._words.text("paper.strip.tests_later", n=later))
        return _listed(self._words.text("paper.strip.tests"), said, ",")

    def _tests_of(self, day: date, tests: Iterable[ComingTest]) -> str:
        subjects = ", ".join(in_sentence(test.short or test.subject) for test in tests)
        return self._words.text("paper.strip.test", day=self._phrases.day_month(day), subject=subjects)

    def _texts(self, extract: WeekExtract) -> list[Atom]:
        """Say that there are texts, which a strip has no room for."""
        words = self._words
        counts = (("recommendations", len(extract.letters)), ("remarks", len(extract.remarks)))
        parts = [words.text(f"paper.strip.{name}", n=count) for name, count in counts if count]
        if not parts:
            return []
        return [Atom(words.text("paper.strip.texts"), ", ".join([*parts, words.text("paper.strip.texts_where")]))]

    def _no_data(self, extract: WeekExtract) -> list[Atom]:
        parts = self._phrases.phrases.missing(_SHOWN, extract.missing)
        if not parts:
            return []
        return [Atom("", self._words.text("diary.no_data_for", parts=parts))]


def _name(subject: SubjectWeek) -> str:
    return in_sentence(subject.short or subject.subject)


def _has_few(subject: SubjectWeek) -> bool:
    return subject.forecast is not None and subject.forecast.state is State.FEW


def _listed(label: str, texts: Sequence[str], sign: str) -> list[Atom]:
    """Return texts as atoms of one label, with a sign after each and a full stop after the last."""
    return [Atom(label, f"{text}{sign}") for text in texts[:-1]] + [Atom(label, sentence(text)) for text in texts[-1:]]


def _short(atoms: Sequence[Atom]) -> Iterator[Atom]:
    """Cut atoms that might be higher than a piece; nobody's «Долг» should be, but a journal may say anything."""
    for label, text in atoms:
        if len(text) <= _LONG:
            yield Atom(label, typeset(text))
        else:
            yield from (Atom(label, part) for part in pieces_of(typeset(text), _LONG_WIDTH, 9, _LONG_LINES))


def _labelled(paragraph: Paragraph) -> Iterator[Atom]:
    """Leave a label before the first of its atoms only."""
    before = ""
    for label, text in paragraph:
        yield Atom("" if label == before else label, text)
        before = label


def line_count_of(paragraph: Paragraph, width: float, points: float) -> int:
    """Return how many lines a paragraph takes."""
    parts = (f"{label}{_BOLD_ROOM} {text}" if label else text for label, text in _labelled(paragraph))
    return line_count(" ".join(parts), width, points)


def html_of(paragraph: Paragraph) -> Markup:
    """Return the inside of a paragraph, its labels in bold."""
    labelled, plain = Markup("<b>{}</b> {}"), Markup("{}{}")
    return Markup(" ").join((labelled if atom.label else plain).format(*atom) for atom in _labelled(paragraph))


def take(
    paragraphs: Sequence[Paragraph], lines: int, width: float, points: float
) -> tuple[list[Paragraph], list[Paragraph]]:
    """Return what of the paragraphs fits into so many lines, and what is left."""
    taken: list[Paragraph] = []
    for index, paragraph in enumerate(paragraphs):
        count = len(paragraph)
        while count and line_count_of(paragraph[:count], width, points) > lines:
            count -= 1
        if count:
            taken.append(paragraph[:count])
            lines -= line_count_of(paragraph[:count], width, points)
        if count < len(paragraph):
            return taken, [paragraph[count:], *paragraphs[index + 1 :]]
    return taken, []
