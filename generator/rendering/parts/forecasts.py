"""A forecast in words: one calm sentence, the label beside the average, the rule, and what the what-if begins with.

All texts are HTML-safe: texts and `<b>` only, checked like every piece. Words stand in the section `forecast` of the
word file; the types of work that it can put into a sentence stand there too, others are shown in brackets.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import cast

from generator.diaries.diary import Choice, SubjectMarks
from generator.model.kinds import TermKind
from generator.rendering.allowlist import check_html
from generator.rendering.parts.phrases import typeset
from generator.rendering.parts.pieces import escaped
from generator.rendering.words import Words
from generator.rules.forecast import Danger, Forecast, Way
from generator.rules.standing import State
from generator.settings.sections import MarksSection


class ForecastPart:
    """Says the forecasts of the diaries of one class."""

    def __init__(self, words: Words, marks: MarksSection) -> None:
        """Take the words of the pages and the school's rules."""
        self._words = words
        self._marks = marks
        table = cast("Mapping[str, Mapping[str, object]]", words.table["forecast"])
        self._works = frozenset(table["works"])
        self._names = frozenset(table["names"])
        self._ways: dict[tuple[Way, tuple[Choice, ...]], str] = {}
        self._rules: dict[tuple[TermKind, int | None, tuple[int, int] | None], str] = {}
        self._tries: dict[tuple[int, int | None, tuple[Choice, ...]], str] = {}

    def label(self, subject: SubjectMarks) -> str:
        """Return what stands below the average: «сейчас «4»», «спорная», «мало отметок»; "" where nothing is known."""
        found = subject.forecast
        if found is None or found.state is State.NOTHING:
            return ""
        key = "now" if found.state is State.FIRM else found.state.value
        return escaped(self._words.text(f"forecast.{key}", mark=found.mark))

    def sentence(self, subject: SubjectMarks, kind: TermKind) -> str:
        """Return the sentence of a subject in a term of this kind, without a full stop; "" where nothing is to say."""
        found = subject.forecast
        if found is None:
            return ""
        parts = [*self._parts(found, subject, kind), self._risk(found, kind)]
        html = ". ".join(part for part in parts if part)
        check_html(html, "words/forecast")
        return html

    def rule(self, subject: SubjectMarks, kind: TermKind) -> str:
        """Return borders, band, the school's act, lessons held of those planned (B5.2), and left; "" without one."""
        if subject.forecast is None:
            return ""
        key = (kind, subject.forecast.left, subject.hours)
        if key not in self._rules:
            self._rules[key] = self._rule(*key)
        return self._rules[key]

    def whatif_data(self, subject: SubjectMarks) -> str:
        """Return the value of the attribute `data-if` that whatif.js reads, JSON; "" where nothing can be tried on."""
        found = subject.forecast
        if found is None or found.left == 0:
            return ""
        key = (found.needed, found.left, subject.choices)
        if key not in self._tries:
            self._tries[key] = self._try(*key)
        return self._tries[key]

    def _parts(self, found: Forecast, subject: SubjectMarks, kind: TermKind) -> list[str]:
        words = self._words
        if found.state is State.NOTHING:
            return []
        if found.state is State.FEW:
            return [words.text("forecast.not_enough", count=found.count, needed=found.needed)]
        if found.state is State.DISPUTED:
            between = words.text("forecast.between", lower=found.lower, mark=found.mark)
            ways = self._either(found, subject)
            return [between, words.text("forecast.firm", mark=found.target, ways=ways) if ways else ""]
        if found.ways:
            return [words.text("forecast.to", mark=found.target, ways=self._either(found, subject))]
        hopeless = words.text(f"forecast.hopeless.{kind.value}", mark=found.target) if found.target else ""
        return [hopeless, self._danger(found.danger, subject) if found.danger else ""]

    def _either(self, found: Forecast, subject: SubjectMarks) -> str:
        """«<b>четыре пятёрки</b> за контрольные или <b>двенадцать пятёрок</b> на уроке»."""
        said = [self._way(way, subject.choices) for way in found.ways]
        return self._words.text("forecast.or", first=said[0], second=said[1]) if said[1:] else "".join(said)

    def _way(self, way: Way, choices: tuple[Choice, ...]) -> str:
        key = (way, choices)
        if key not in self._ways:
            number = str(way.count)
            if way.count <= 12:
                number = self._words.one_of("forecast.numbers", way.count)
            marks = self._words.text("forecast.marks", number=number, name=self._name(way.value, way.count))
            self._ways[key] = f"<b>{escaped(marks)}</b>{self._work(way, choices)}"
        return self._ways[key]

    def _danger(self, danger: Danger, subject: SubjectMarks) -> str:
        """«Тройка за контрольную даст 4,00», «Две тройки за контрольные дадут 4,35»."""
        way, words = danger.way, self._words
        if way.count == 1:
            name = words.text("forecast.single", name=self._name(way.value, 1))
            marks = escaped(name) + self._work(way, subject.choices)
        else:
            marks = self._way(way, subject.choices).replace("<b>", "").replace("</b>", "")
        mean = words.hundredths(Decimal(danger.mean) / 100)
        return words.text("forecast.would", n=way.count, marks=_upper(marks), mean=mean)

    def _name(self, value: int, count: int) -> str:
        name = str(value) if str(value) in self._names else "other_scale"
        return self._words.text(f"forecast.names.{name}", n=count, mark=value)

    def _work(self, way: Way, choices: tuple[Choice, ...]) -> str:
        """« за контрольные», « (сочинение-рассуждение)», « (вес 3)»; "" without weights."""
        if way.weight is None:
            return ""
        kind = next((choice.type for choice in choices if choice.weight == way.weight), "")
        words = self._words
        if kind.casefold() in self._works:
            text = words.text(f"forecast.works.{kind.casefold()}", n=way.count)
        elif kind:
            text = words.text("forecast.work", type=_lower(kind))
        else:
            text = words.text("forecast.weight", weight=words.number(Decimal(way.weight) / 100))
        return f" {escaped(text)}"

    def _risk(self, found: Forecast, kind: TermKind) -> str:
        if found.risk is None:
            return ""
        term = self._words.text(f"terms.for_term.{kind.value}")
        missed, held = found.risk
        return self._words.text("forecast.risk", n=missed, held=held, count=found.count, term=term)

    def _try(self, needed: int, left: int | None, choices: tuple[Choice, ...]) -> str:
        data = {
            "borders": self._marks.borders,
            "band": self._marks.disputed_band,
            "min": needed,
            "left": left,
            "choices": [(_lower(choice.type), choice.weight) for choice in choices],
        }
        return escaped(json.dumps(data, ensure_ascii=False, separators=(",", ":")))

    def _rule(self, kind: TermKind, left: int | None, hours: tuple[int, int] | None) -> str:
        words, marks = self._words, self._marks
        borders = [
            words.text("forecast.rule.border", mark=mark, border=words.hundredths(Decimal(border) / 100))
            for mark, border in marks.borders
        ]
        said = [f"{', '.join(borders)}."]
        if marks.disputed_band:
            band = words.hundredths(Decimal(marks.disputed_band) / 100)
            said.append(words.text("forecast.rule.band", band=band))
        if marks.act:
            said.append(f"{_upper(marks.act.rstrip('.'))}.")
        if hours:
            said.append(words.text("forecast.rule.held", held=hours[0], planned=hours[1]))
        if left is not None:
            said.append(words.text(f"forecast.rule.left.{kind.value}", left=left))
        return escaped(typeset(" ".join(said)))


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lower(text: str) -> str:
    """Return a name as it stands within a sentence; «ВПР» stays as it is."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
