from __future__ import annotations

import pytest

from generator.model.kinds import AbsenceKind
from generator.reading.words.absences import absence_in


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("По болезни (ЕМИАС)", AbsenceKind.ILL),
        ("По семейным обстоятельствам", AbsenceKind.EXCUSED),
        ("По неуважительной причине", AbsenceKind.UNEXCUSED),
        ("Уважительная причина", AbsenceKind.EXCUSED),
        ("Без уведомления", AbsenceKind.UNEXCUSED),
        ("Причина неизвестна", AbsenceKind.ABSENT),
        ("Опоздание", AbsenceKind.LATE),
        ("Освобождение", AbsenceKind.EXEMPT),
        ("Опоздание по уважительной причине", AbsenceKind.LATE),
        ("Отсутствие", AbsenceKind.ABSENT),
        ("Кружок", None),
    ],
)
def test_a_text_names_a_cause(name: str, expected: AbsenceKind | None) -> None:
    assert absence_in(name) is expected
