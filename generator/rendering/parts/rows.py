"""Rows that the page's script reads: marks, absences, homework of one student.

They are data more than look: each stands once in the page, and `templates/diary/script` draws from it the chips, the
explanation of the average, the trend, the card of a mark and what hangs in the weeks. Attributes are described in
docs/reference/page.md.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from generator.diaries.diary import AbsenceLine, MarkChip, OwnHomework
from generator.model.kinds import AbsenceKind, MarkKind
from generator.rendering.parts.phrases import Phrases, typeset
from generator.rendering.parts.pieces import escaped
from generator.rendering.words import Words

_PLAIN = frozenset({MarkKind.NUMERIC, MarkKind.TEXT})


class Rows:
    """Makes the rows of one class's diaries."""

    def __init__(self, words: Words) -> None:
        self._phrases = Phrases(words)
        self._words = words
        self._alike: dict[tuple[object, ...], tuple[str, str, str]] = {}

    def mark(self, chip: MarkChip) -> str:
        """Return the row of a mark: work (with comment), text, weight."""
        # the identity of an enum's member is a cheaper key than the member, whose hash is Python code
        key = (chip.text, id(chip.kind), chip.weight, chip.type, chip.type_short, chip.title, chip.is_test, chip.counts)
        found = self._alike.get(key)
        if found is None:
            found = self._alike[key] = self._form(chip)
        begin, middle, end = found
        own = [begin, _day("d", chip.day)]
        if chip.nth != 1:
            own.append(f' data-n="{chip.nth}"')
        if chip.ordinal > 1:
            own.append(' data-o="2"')
        if chip.entered_on and chip.entered_on != chip.day:
            own.append(_day("e", chip.entered_on))
        if chip.due_on:
            own.append(_day("u", chip.due_on))
        if chip.was:
            own.append(f' data-w="{escaped(chip.was)}"')
        comment = f"<small>{escaped(typeset(chip.comment))}</small>" if chip.comment else ""
        return f"{''.join(own)}{middle}{comment}{end}"

    def absence(self, line: AbsenceLine) -> str:
        """Return the row of an absence, a lateness or an exemption: the subject; the rest are attributes."""
        raw = line.raw.strip()
        # Without a letter of the journal's own the script takes the usual one for the kind.
        letters = f' data-r="{escaped(raw)}"' if raw and len(raw) <= 3 else ""
        number = f' data-n="{line.number}"' if line.number is not None else ""
        minutes = f' data-m="{line.minutes}"' if line.kind is AbsenceKind.LATE and line.minutes else ""
        kind = f' data-k="{line.kind.value}"'
        return f"<tr{_day('d', line.day)}{kind}{letters}{number}{minutes}><td>{escaped(line.subject)}"

    def homework(self, line: OwnHomework) -> str:
        """Return an item of the student's own homework."""
        minutes = f' data-m="{line.minutes}"' if line.minutes else ""
        day = _day("d", line.day)
        return f"<li{day}{minutes}><b>{escaped(line.subject)}</b><p>{escaped(typeset(line.text))}</p>"

    def _form(self, chip: MarkChip) -> tuple[str, str, str]:
        """Return what does not depend on day or comment: the tag's begin, up to the comment, the rest."""
        classes = self._phrases.mark_class(chip).strip()
        begin = f'<tr class="{classes}"' if classes else "<tr"
        middle = "" if chip.kind in _PLAIN else f' data-k="{chip.kind.value}"'
        if chip.type_short:
            middle += f' data-s="{escaped(chip.type_short)}"'
        text = self._phrases.mark_text(chip.kind, chip.text)
        weight = "" if chip.weight is None else self._number(chip.weight)
        return begin, f"{middle}><td>{escaped(self._phrases.work(chip))}", f"<td>{escaped(text)}<td>{weight}"

    def _number(self, value: Decimal) -> str:
        return escaped(self._words.number(value))


def _day(name: str, day: date) -> str:
    return f' data-{name}="{day.month:02}{day.day:02}"'
