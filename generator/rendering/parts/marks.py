"""Marks by term and subject as HTML: the average, and a row for each mark from which the page's script draws."""

from __future__ import annotations

from markupsafe import Markup

from generator.diaries.diary import Diary, SubjectMarks, TermMarks
from generator.rendering.parts.forecasts import ForecastPart
from generator.rendering.parts.pieces import Pieces, escaped
from generator.rendering.parts.rows import Rows
from generator.rendering.words import Words
from generator.rules.standing import State


class MarksPart:
    """Makes the marks of the diaries of one class."""

    def __init__(self, pieces: Pieces, words: Words, rows: Rows, forecasts: ForecastPart | None) -> None:
        """Take what is shared with the other parts of the page; without `forecasts` none is said."""
        self._pieces = pieces
        self._words = words
        self._rows = rows
        self._forecasts = forecasts
        self._average_of = pieces("marks.open_average"), pieces("marks.close_averages")
        self._note = pieces("marks.open_note"), pieces("marks.close_note")
        self._table = pieces("marks.open_rows"), pieces("marks.close_rows")
        self._line = pieces("marks.open_line", "fore"), pieces("marks.close_line")
        self._rule = pieces("marks.open_line", "rule"), pieces("marks.close_line")
        self._close = pieces("marks.close_subject")

    def render(self, diary: Diary) -> list[str]:
        """Return the pieces of the view; a term that has not begun and has no marks is left out."""
        pieces = self._pieces
        today = diary.as_of.date()
        if diary.without_marks:
            return [pieces("marks.first_grade")]
        if "marks" in diary.missing:
            # of other terms nothing is known, not even that there are no marks
            shown = [part for part in diary.marks if any(s.undated for s in part.subjects)]
        else:
            shown = [part for part in diary.marks if part.term.start <= today or any(map(_has_marks, part.subjects))]
        if not shown:
            return [pieces("frame.no_data" if "marks" in diary.missing else "marks.empty")]
        out = [pieces("marks.open_marks", tuple(part.term for part in shown))]
        for index, part in enumerate(shown, 1):
            self._term(out, part, index, hidden=index < len(shown))
        return out

    def _term(self, out: list[str], part: TermMarks, index: int, *, hidden: bool) -> None:
        pieces = self._pieces
        weights = any(_has_weights(subject) for subject in part.subjects)
        out.append(pieces("marks.open_term", part.term, index, weights, hidden))
        for subject in part.subjects:
            self._subject(out, part, subject)
        if not part.subjects:
            out.append(pieces("marks.empty"))
        out.append(pieces("marks.close_term"))

    def _subject(self, out: list[str], part: TermMarks, subject: SubjectMarks) -> None:
        pieces, forecasts, kind = self._pieces, self._forecasts, part.term.kind
        tried = forecasts.whatif_data(subject) if forecasts else ""
        out.append(pieces("marks.open_subject", subject.subject, Markup(tried)))  # noqa: S704 (escaped by whatif_data)
        self._average(out, subject, forecasts.label(subject) if forecasts else "")
        if subject.term_mark:
            out.append(pieces("marks.term_mark", kind.value, subject.term_mark))
        if subject.undated:
            out.append(pieces.make("marks.undated", subject.undated, bool(subject.marks)))
        if not _has_marks(subject):
            out.append(pieces("marks.no_marks"))
        sentence = forecasts.sentence(subject, kind) if forecasts else ""
        if sentence:
            out += (self._line[0], sentence, self._line[1])
        if subject.absences or subject.late:
            # beside a forecast what was missed stands in the fold, with the rule
            out.append(pieces("marks.missed", subject.absences, subject.late, bool(sentence)))
        if sentence and forecasts:
            out += (self._rule[0], forecasts.rule(subject, kind), self._rule[1])
        if subject.marks:
            out.append(self._table[0])
            out += [self._rows.mark(chip) for work in subject.marks for chip in work]
            out.append(self._table[1])
        out.append(self._close)

    def _average(self, out: list[str], subject: SubjectMarks, label: str) -> None:
        pieces, words, own = self._pieces, self._words, subject.average
        journal = subject.source_weighted_average
        if journal is None:
            journal = subject.source_average
        begin, end = self._average_of
        if own:
            what = "unweighted" if not own.weighted else "" if label else "average"
            out += (
                begin,
                escaped(words.hundredths(own.value)),
                pieces("marks.close_average", label, _is_enough(subject), what),
            )
            if journal is not None:
                text = words.text("marks_view.journal", value=words.hundredths(journal))
                out += (self._note[0], escaped(text), self._note[1])
            out.append(end)
        elif journal is not None:
            out += (
                begin,
                escaped(words.hundredths(journal)),
                pieces("marks.close_average", "", "", "journal_only"),
                end,
            )


def _has_marks(subject: SubjectMarks) -> bool:
    return bool(subject.marks or subject.undated)


def _has_weights(subject: SubjectMarks) -> bool:
    weighted = subject.average is not None and subject.average.weighted
    return weighted or any(mark.weight is not None for mark in subject.undated)


def _is_enough(subject: SubjectMarks) -> bool:
    return subject.forecast is not None and subject.forecast.state in (State.FIRM, State.DISPUTED)
