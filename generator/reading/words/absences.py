"""What causes of absence are called: in the legend of a report, in a journal's directory of reasons."""

from __future__ import annotations

from generator.model.kinds import AbsenceKind

_CAUSES = (
    # In this order: «неуважительной» holds «уважительной», and lateness or illness goes before what excuses it.
    ("неуваж", AbsenceKind.UNEXCUSED),
    ("без уведомл", AbsenceKind.UNEXCUSED),
    ("неизвест", AbsenceKind.ABSENT),
    ("опозд", AbsenceKind.LATE),
    ("освоб", AbsenceKind.EXEMPT),
    ("болез", AbsenceKind.ILL),
    ("самочувств", AbsenceKind.ILL),
    ("карантин", AbsenceKind.EXCUSED),
    ("уваж", AbsenceKind.EXCUSED),
    ("семейн", AbsenceKind.EXCUSED),
    ("заявлени", AbsenceKind.EXCUSED),
    ("отпуск", AbsenceKind.EXCUSED),
    ("каникул", AbsenceKind.EXCUSED),
    ("иуп", AbsenceKind.EXCUSED),
    ("индивидуальн", AbsenceKind.EXCUSED),
    ("отсут", AbsenceKind.ABSENT),
)


def absence_in(text: str) -> AbsenceKind | None:
    """Return the kind of absence that a text names, None when it names none that is known."""
    folded = text.casefold()
    return next((kind for word, kind in _CAUSES if word in folded), None)
