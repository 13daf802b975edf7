"""The sentences of an extract: what was missed, debts, tests to come, forecast, recommendations, remarks, the foot."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from generator.diaries.letters.lines import LetterLine, RemarkLine
from generator.diaries.papers.lines import DebtLine, SubjectWeek, WeekExtract
from generator.rendering.paper.format import PaperHead
from generator.rendering.paper.parts.phrases import PaperPhrases, in_sentence
from generator.rendering.parts.phrases import typeset
from generator.rendering.prose import ProseFile, render_prose
from generator.rules.standing import State
from generator.settings.sections import MarksSection

_LONG_NAME = 16
_NEXT_WEEK = timedelta(days=14)
_IMAGE = re.compile(r'<img [^>]*?alt="([^"]*)"[^>]*>')
_ITEM = re.compile(r"<li>\s*")
_BLOCK = re.compile(r"</?(?:p|h\d|li|ul|ol|tr|table|thead|tbody|pre|blockquote)[^>]*>|<[bh]r>")
_CELL = re.compile(r"</t[dh]>")
_TAG = re.compile(r"<[^>]*>")


class Said(NamedTuple):
    """A paragraph: words in bold type, then the others; lines are divided by line feeds."""

    label: str
    text: str


class WeekTexts:
    """Says the texts of the extracts of one class; `marks` None: a school without borders of its own."""

    def __init__(self, phrases: PaperPhrases, marks: MarksSection | None) -> None:
        """Take the words and the school's rules."""
        self._phrases = phrases
        self._words = phrases.words
        self._borders = self._rule(marks)
        self._brief_borders = self._rule(replace(marks, act="") if marks else None)
        self._letters: dict[LetterLine, Said] = {}

    def summary(self, extract: WeekExtract, *, is_brief: bool = False) -> list[Said]:
        """Return what was missed, what is owed, and the tests to come; and what the journal does not tell.

        `is_brief`: of the tests after the next week there is only the number, of the others no weekday.
        """
        words = self._words
        found = []
        if extract.missing:
            parts = self._phrases.phrases.missing(sorted(extract.missing), extract.missing)
            found.append(Said(words.text("paper.week.no_data"), f"{parts}."))
        if extract.has_lessons and "absences" not in extract.missing:
            found.append(Said(words.text("paper.week.missed"), self._missed(extract)))
        if extract.debts:
            owed = "; ".join(self._debt(line) for line in extract.debts)
            found.append(Said(words.text("paper.week.debts"), f"{owed}."))
        if extract.tests:
            found.append(Said(words.text("paper.week.tests"), self._tests(extract, is_brief=is_brief)))
        return found

    def _tests(self, extract: WeekExtract, *, is_brief: bool) -> str:
        """Return «вт 24.11 биол., геогр., ср 25.11 рус.»."""
        words = self._words
        shown = [test for test in extract.tests if not is_brief or test.day < extract.monday + _NEXT_WEEK]
        said = [
            words.text(
                "paper.strip.test" if is_brief else "paper.week.test",
                weekday=words.weekday_short(day),
                day=self._phrases.day_month(day),
                subject=", ".join(in_sentence(test.short or test.subject) for test in tests),
            )
            for day, tests in groupby(shown, key=lambda test: test.day)
        ]
        if later := len(extract.tests) - len(shown):
            said.append(words.text("paper.strip.tests_later", n=later))
        return f"{', '.join(said).rstrip('.')}."

    def forecast(self, extract: WeekExtract, *, is_brief: bool = False) -> list[Said]:
        """Return the forecast by subject, and the averages where there is none; nothing without marks.

        `is_brief`: by their short names.
        """
        if extract.without_marks:
            return []
        words, longest = self._words, 0 if is_brief else _LONG_NAME
        told = [text for subject in extract.subjects if (text := self._standing(subject, longest))]
        few = [_name(subject, longest) for subject in extract.subjects if _is_few(subject)]
        parts = [", ".join(told)] if told else []
        if few:
            parts.append(words.text("paper.week.few", subjects=", ".join(few)))
        averages = [
            words.text(
                "paper.week.average", subject=_name(subject, longest), mean=words.hundredths(subject.average.value)
            )
            for subject in extract.subjects
            if subject.forecast is None and subject.average is not None
        ]
        found = [Said(words.text("paper.week.forecast"), f"{'; '.join(parts).rstrip('.')}.")] if parts else []
        if averages:
            found.append(Said(words.text("paper.week.averages"), f"{', '.join(averages).rstrip('.')}."))
        return found

    def letters(self, extract: WeekExtract) -> list[Said]:
        """Return the recommendations of the week."""
        return [self._letter(line) for line in extract.letters]

    def remarks(self, extract: WeekExtract) -> list[Said]:
        """Return the remarks of the week."""
        return [self._remark(line) for line in extract.remarks]

    def legal(self, extract: WeekExtract, head: PaperHead, *, is_brief: bool = False) -> str:
        """Return the foot: borders, the legend of the shapes, the ground, issue and check code.

        `is_brief`: without the school's act on marks, for half a sheet. The regulation stands on every piece (A0.1).
        """
        key = "legend_missed" if extract.without_marks else "legend_brief" if is_brief else "legend"
        legend = self._words.text(f"paper.week.{key}")
        borders = self._brief_borders if is_brief else self._borders
        parts = ["" if extract.without_marks else borders, legend, self._phrases.foot(head)]
        return typeset(" ".join(part for part in parts if part))

    def _missed(self, extract: WeekExtract) -> str:
        words, missed = self._words, extract.missed
        reasons = [(key, getattr(missed, key)) for key in ("ill", "excused", "unexcused", "unknown")]
        told = [words.text(f"paper.week.by.{key}", n=count) for key, count in reasons if count]
        if missed.lessons:
            said = ", ".join([words.text("paper.week.lessons", n=missed.lessons), *told]) + "."
        else:
            said = words.text("paper.week.missed_none")
        return f"{said} {words.text('paper.week.late', n=missed.late)}" if missed.late else said

    def _debt(self, line: DebtLine) -> str:
        until = self._words.text("paper.week.until", day=self._phrases.day_month(line.due_on)) if line.due_on else ""
        name = in_sentence(line.subject if len(line.subject) <= _LONG_NAME else line.short)
        return ", ".join(part for part in (name, in_sentence(line.what), until) if part)

    def _standing(self, subject: SubjectWeek, longest: int) -> str:
        found = subject.forecast
        if found is None or found.mean is None or found.state not in (State.FIRM, State.DISPUTED):
            return ""
        mean = self._words.hundredths(Decimal(found.mean) / 100)
        return self._words.text(
            f"paper.week.{found.state.value}", subject=_name(subject, longest), mark=found.mark, mean=mean
        )

    def _letter(self, line: LetterLine) -> Said:
        known = self._letters.get(line)
        if known is None:
            body = plain_text(line)
            if line.title and not body.startswith(line.title):
                body = f"{line.title.rstrip('.')}. {body}"
            author = self._phrases.phrases.teacher(line.author) if line.author else ""
            known = self._letters[line] = Said(
                self._words.text("paper.week.letter"), self._about((in_sentence(line.subject), author), body)
            )
        return known

    def _remark(self, line: RemarkLine) -> Said:
        teacher = self._phrases.phrases.teacher(line.teacher) if line.teacher else ""
        of = (in_sentence(line.subject) if not teacher else "", teacher, self._phrases.day_month(line.day))
        return Said(self._words.text(f"paper.week.remarks.{line.kind}"), self._about(of, line.text))

    def _about(self, of: Iterable[str], text: str) -> str:
        known = ", ".join(part for part in of if part)
        return typeset(f"{self._words.text('paper.week.about', of=known)} {text}" if known else text)

    def _rule(self, marks: MarksSection | None) -> str:
        if marks is None:
            return ""
        words = self._words
        borders = ", ".join(
            words.text("paper.week.border", mark=mark, border=words.hundredths(Decimal(border) / 100))
            for mark, border in marks.borders
        )
        return f"{borders}; {marks.act.rstrip('.')}." if marks.act else f"{borders}."


def plain_text(line: LetterLine) -> str:
    """Return a Markdown text as plain lines; pictures by what is seen on them, lists with bullets. Raises RenderError
    for what no page could show either.
    """
    files = {file.address: ProseFile(file.name, file.type, b"", "", file.width, file.height) for file in line.files}
    made = _IMAGE.sub(r"\1", render_prose(line.body, line.origin, files=files))
    made = _CELL.sub(" ", _ITEM.sub("\n\N{BULLET} ", made.replace("\n", " ")))
    lines = html.unescape(_TAG.sub("", _BLOCK.sub("\n", made))).split("\n")
    return "\n".join(" ".join(text.split(" ")).strip() for text in lines if text.strip())


def _name(subject: SubjectWeek, longest: int) -> str:
    return in_sentence(subject.subject if len(subject.subject) <= longest else subject.short or subject.subject)


def _is_few(subject: SubjectWeek) -> bool:
    return subject.forecast is not None and subject.forecast.state in (State.FEW, State.NOTHING)
