"""A small school at the desk where codes are issued."""

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from generator.commands.access_desk import Desk, LetterText, Pupil
from generator.model.families import FamilyRow, PlacedRow
from generator.origin import Origin
from generator.register import RecipientClaim, Register
from generator.rules.access import decide

NOW = datetime(2026, 11, 19, 15, 0, tzinfo=ZoneInfo("Asia/Yekaterinburg"))

CHILDREN = {"S1": Pupil("Абрамова Зоя", "8А"), "S2": Pupil("Абрамов Ян", "5Б"), "S3": Pupil("Белов Лев", "5Б")}
PAIRS = (("S1", "анна"), ("S2", "анна"), ("S1", "пётр"), ("S3", "пётр"))
"""The mother has S1 and S2, the father S1 and S3: recipients R1 and R2."""


def render(letter: LetterText) -> str:
    """Return a letter that says everything it was given."""
    return f"{letter.recipient}|{letter.pupils}|{letter.code}|{letter.link}|{letter.language}"


def family_row(line: int, name: str, **more) -> FamilyRow:
    values = {"application_no": "17", "application_date": date(2026, 9, 1), "consent_date": date(2026, 9, 1)} | more
    return FamilyRow(Origin("families.csv", line=line), "", "", "", name.title(), name, **values)


def set_table(site: Path, register: Register, *, address: str = "https://d.example", pairs: Iterable = PAIRS, **more):
    """Return a desk for a register; `more` goes into every row of the father."""
    register.resolve_students([((f"ns:{s}",), pupil.name) for s, pupil in CHILDREN.items()], NOW)
    clusters = {"анна": 0, "пётр": 1}
    claims = [RecipientClaim(student, name.title(), name, clusters[name]) for student, name in pairs]
    ids = register.resolve_recipients(claims, NOW)
    placed = [
        PlacedRow(family_row(line, name, **(more if name == "пётр" else {})), student, ids[student, name])
        for line, (student, name) in enumerate(pairs, start=2)
    ]
    decisions = decide(placed, CHILDREN, register.access_events(), NOW.date(), "required")
    return Desk(
        register=register,
        decisions=decisions,
        consent="required",
        pupils=CHILDREN,
        letters=site / "output" / "letters",
        address=address,
        groups=5,
        render=render,
        now=NOW,
    )
