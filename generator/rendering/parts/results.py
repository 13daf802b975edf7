"""Marks, final marks and absences of a diary as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from generator.diaries.diary import Average, Diary, FinalsColumn, MarkChip, SubjectMarks, TermMarks
from generator.model.kinds import FinalScope, MarkKind
from generator.rendering.parts.phrases import Phrases
from generator.rendering.parts.pieces import Pieces, escaped
from generator.rendering.words import Words

_EXPLAINED = (
    MarkKind.PASS,
    MarkKind.FAIL,
    MarkKind.EXEMPT,
    MarkKind.NOT_ASSESSED,
    MarkKind.DEBT,
)


class DrawnMark(NamedTuple):
    """A mark in all its forms: in the week (the subject's name goes between the two), in a row of chips, in a fold."""

    before: str
    after: str
    chip: str
    fold: str
    fold_weighted: str


class MarkPieces:
    """Draws marks. What depends on neither day, work nor comment is made once for all marks that look the same."""

    def __init__(self, pieces: Pieces, phrases: Phrases) -> None:
        """Take the pieces of the class."""
        self._pieces = pieces
        self._phrases = phrases
        self._alike: dict[tuple[object, ...], DrawnMark] = {}
        self._drawn: dict[int, tuple[MarkChip, DrawnMark]] = {}
        self._days: dict[date, str] = {}
        self._texts: dict[tuple[str, str, bool], str] = {}

    def begin(self) -> None:
        """Forget the marks of the student before."""
        self._drawn.clear()

    def draw(self, chip: MarkChip) -> DrawnMark:
        """Return the forms of a mark."""
        known = self._drawn.get(id(chip))
        if known is not None:
            return known[1]
        # the identity of an enum's member is a cheaper key than the member, whose hash is Python code
        key = (chip.text, id(chip.kind), chip.value, chip.weight, chip.type, chip.type_short, chip.is_test, chip.counts)
        drawn = self._alike.get(key)
        if drawn is None:
            drawn = self._alike[key] = self._make(chip)
        # a mark is met three times, in the week and twice among the marks; kept with it, its id stays its own
        self._drawn[id(chip)] = (chip, drawn)
        return drawn

    def line_up(self, out: list[str], works: Sequence[tuple[MarkChip, ...]]) -> None:
        """Add the chips of a subject's works, in a row."""
        pieces, draw = self._pieces, self.draw
        out += [pieces("marks.pair", work) if len(work) > 1 else draw(work[0]).chip for work in works]

    def explain(self, out: list[str], works: Sequence[tuple[MarkChip, ...]], *, weighted: bool) -> None:
        """Add a row of the fold for each mark: day, work, mark, and where weights are known, weight and points."""
        days, texts = self._days, self._texts
        for work in works:
            for chip in work:
                drawn = self.draw(chip)
                key = (chip.type, chip.title, chip.is_test)
                out += (days.get(chip.day) or self._day(chip.day), texts.get(key) or self._text(key, chip))
                if chip.comment:
                    out.append(self._pieces("marks.fold_comment", chip.comment))
                out.append(drawn.fold_weighted if weighted else drawn.fold)

    def _make(self, chip: MarkChip) -> DrawnMark:
        pieces = self._pieces
        before, after = pieces.parts(2, "week.mark", chip)
        folds = [pieces.make("marks.fold_mark", chip, weighted) for weighted in ("", "weighted")]
        return DrawnMark(before, after, pieces.make("marks.single", chip), *folds)

    def _day(self, day: date) -> str:
        made = self._days[day] = self._pieces.make("marks.fold_day", day)
        return made

    def _text(self, key: tuple[str, str, bool], chip: MarkChip) -> str:
        made = self._texts[key] = escaped(self._phrases.work(chip))
        return made


class MarksPart:
    """Makes the marks by subject and term."""

    def __init__(self, pieces: Pieces, words: Words, marks: MarkPieces) -> None:
        """Take what is shared with the other parts of the page."""
        self._pieces = pieces
        self._words = words
        self._marks = marks
        self._chips = pieces("marks.open_chips"), pieces("marks.close_chips")
        self._average_of = pieces("marks.open_average"), pieces("marks.close_averages")
        self._note = pieces("marks.open_note"), pieces("marks.close_note")
        self._close = pieces("marks.close_subject")

    def render(self, diary: Diary) -> list[str]:
        """Return the pieces of the view; a term that has not begun and has no marks is left out."""
        pieces = self._pieces
        today = diary.as_of.date()
        if "marks" in diary.missing:
            return [pieces("frame.no_data")]
        shown = [part for part in diary.marks if part.term.start <= today or any(s.marks for s in part.subjects)]
        if not shown:
            return [pieces("marks.empty")]
        out = [pieces("marks.open_marks", tuple(part.term for part in shown))]
        for index, part in enumerate(shown, 1):
            self._term(out, part, index, hidden=index < len(shown))
        return out

    def _term(self, out: list[str], part: TermMarks, index: int, *, hidden: bool) -> None:
        pieces = self._pieces
        weights = any(subject.average and subject.average.weighted for subject in part.subjects)
        out.append(pieces("marks.open_term", part.term, index, weights, hidden))
        for subject in part.subjects:
            self._subject(out, part, subject)
        if not part.subjects:
            out.append(pieces("marks.empty"))
        out.append(pieces("marks.close_term"))

    def _subject(self, out: list[str], part: TermMarks, subject: SubjectMarks) -> None:
        pieces = self._pieces
        out.append(pieces("marks.open_subject", subject.subject))
        self._average(out, subject)
        if subject.marks:
            out.append(self._chips[0])
            self._marks.line_up(out, subject.marks)
            out.append(self._chips[1])
        else:
            out.append(pieces("marks.no_marks"))
        if subject.term_mark:
            out += (pieces("marks.open_term_mark", part.term.kind.value), self._marks.draw(subject.term_mark).chip)
            out.append(pieces("marks.close_term_mark"))
        if subject.marks:
            self._fold(out, subject)
        elif subject.absences or subject.late:
            out.append(pieces("marks.missed", subject.absences, subject.late))
        out.append(self._close)

    def _average(self, out: list[str], subject: SubjectMarks) -> None:
        pieces, words, own = self._pieces, self._words, subject.average
        journal = subject.source_weighted_average
        if journal is None:
            journal = subject.source_average
        begin, end = self._average_of
        if own:
            what = "average" if own.weighted else "unweighted"
            out += (begin, escaped(words.hundredths(own.value)), pieces("marks.close_average", what))
            if journal is not None:
                text = words.text("marks_view.journal", value=words.hundredths(journal))
                out += (self._note[0], escaped(text), self._note[1])
            out.append(end)
        elif journal is not None:
            out += (begin, escaped(words.hundredths(journal)), pieces("marks.close_average", "journal_only"), end)

    def _fold(self, out: list[str], subject: SubjectMarks) -> None:
        pieces, average = self._pieces, subject.average
        if average:
            weighted = average.weighted
        else:
            weighted = any(chip.weight is not None for work in subject.marks for chip in work)
        out.append(pieces("marks.open_fold", subject.absences, subject.late, average is not None, weighted))
        self._marks.explain(out, subject.marks, weighted=weighted)
        if average:
            out += (pieces("marks.open_sum", weighted), self._sum(average), pieces("marks.close_sum"))
        out.append(pieces("marks.close_fold", weighted and not average))

    def _sum(self, average: Average) -> str:
        """«30 : 8 = 3,75»: too many different ones for a macro each; escaped text passes the check by itself."""
        words = self._words
        points, weights = words.number(average.points), words.number(average.weights)
        value = words.hundredths(average.value)
        return escaped(words.text("marks_view.sum", points=points, weights=weights, value=value))


class FinalsPart:
    """Makes the table of final marks."""

    def __init__(self, pieces: Pieces) -> None:
        """Take what is shared with the other parts of the page."""
        self._pieces = pieces

    def render(self, diary: Diary) -> list[str]:
        """Return the pieces of the view."""
        pieces, table = self._pieces, diary.finals
        if not table.rows or "term_marks" in diary.missing:
            return [pieces("frame.no_data" if "term_marks" in diary.missing else "finals.empty")]
        apart = [_stands_apart(table.columns, index) for index in range(len(table.columns))]
        out = [pieces("finals.open_finals", table.columns)]
        words: dict[tuple[str, str], None] = {}
        for row in table.rows:
            out.append(pieces("finals.row", row.subject))
            for chip, line in zip(row.cells, apart, strict=True):
                out.append(pieces("finals.cell", chip, line))
                if chip is not None and chip.kind in _EXPLAINED:
                    words[_legend(chip)] = None
        out.append(pieces("finals.close_finals", tuple(words)))
        return out


def _stands_apart(columns: tuple[FinalsColumn, ...], index: int) -> bool:
    """Say whether a rule stands before this column: the first that is no term."""
    scopes = [column.scope for column in columns]
    return scopes[index] is not FinalScope.TERM and index > 0 and scopes[index - 1] is FinalScope.TERM


def _legend(chip: MarkChip) -> tuple[str, str]:
    return chip.text, chip.kind.value


class AbsencesPart:
    """Makes the absences by term."""

    def __init__(self, pieces: Pieces, phrases: Phrases) -> None:
        """Take what is shared with the other parts of the page."""
        self._pieces = pieces
        self._phrases = phrases

    def render(self, diary: Diary) -> list[str]:
        """Return the pieces of the view, the newest term first; terms that have not begun are left out."""
        pieces = self._pieces
        if "absences" in diary.missing:
            return [pieces("frame.no_data")]
        out = []
        today = diary.as_of.date()
        for part in reversed(diary.absences):
            if part.term.start > today and not part.lines:
                continue
            out.append(pieces("absences.open_term", part.term, replace(part, lines=())))
            day = None
            for line in part.lines:
                out.append(pieces("absences.line_day", line.day, line.day == day))
                out.append(pieces("absences.line_lesson", line.number, line.subject))
                out.append(pieces("absences.line_reason", self._phrases.reason(line)))
                day = line.day
            if part.lessons or part.late:
                out.append(pieces("absences.close_lines"))
            out.append(pieces("absences.close_term"))
        return out
