"""What a mark is in a result: its status, score, text and flags."""

from __future__ import annotations

from decimal import Decimal

from generator.model.kinds import MarkKind
from generator.writing.meaning import Meaning, mark_text
from generator.writing.oneroster.bundle import score, text

_STATUS = {
    MarkKind.EXEMPT: "exempt",
    MarkKind.DEBT: "not submitted",
    MarkKind.PENDING: "submitted",
}
_GRADED = "fully graded"
_NONE = "not submitted"
_FLAGS = {MarkKind.DEBT: {"missing": "true"}, MarkKind.PENDING: {"inProgress": "true"}}


class Scores:
    """Marks on the scale of a school, `lowest` to `highest`."""

    def __init__(self, meaning: Meaning, lowest: int, highest: int) -> None:
        """Take how a reader understands the text of a mark, and the scale."""
        self._meaning = meaning
        self._lowest = lowest
        self._highest = highest
        self.limits = {"resultValueMin": score(lowest), "resultValueMax": score(highest)}

    def of(self, raw: str, kind: MarkKind | None, value: Decimal | None) -> dict[str, str]:
        """Return the cells of a result; `kind` None: no mark was given."""
        if kind is None:
            return {"scoreStatus": _NONE}
        cells = {"scoreStatus": _STATUS.get(kind, _GRADED), **_FLAGS.get(kind, {})}
        if value is not None and self._lowest <= value <= self._highest:
            cells["score"] = score(value)
        if kind is MarkKind.TEXT or kind in _STATUS:
            cells["textScore"] = text(raw)
        elif kind is not MarkKind.NUMERIC:
            # Only these are told by their text: one that means something else elsewhere gives way to our own word.
            cells["textScore"] = text(mark_text(self._meaning.mark, raw, kind, value))
        elif "score" not in cells:
            cells["textScore"] = text(raw)
        return cells
