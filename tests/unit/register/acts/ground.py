"""A register with two children, their mother and a father, and rows of the families file about them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from generator.model.families import FamilyRow, PlacedRow
from generator.origin import Origin
from generator.register import RecipientClaim, Register

NOW = datetime(2026, 11, 19, 15, 4, 5, tzinfo=ZoneInfo("Asia/Yekaterinburg"))
MOTHER, FATHER = "R1", "R2"
PAIRS = (("S1", "анна"), ("S2", "анна"), ("S1", "пётр"))


def people(register: Register) -> None:
    """Enter S1 and S2, R1 (mother of both) and R2 (father of S1)."""
    register.resolve_students([(("ns:1",), "Абрамова Зоя"), (("ns:2",), "Абрамов Ян")], NOW)
    claims = [RecipientClaim(student, name.title(), name, ord(name[0])) for student, name in PAIRS]
    register.resolve_recipients(claims, NOW)


def placed(student: str, recipient: str, **values) -> PlacedRow:
    """Return a row with nothing in it but these values."""
    return PlacedRow(FamilyRow(Origin("families.csv"), "", "", "", "", "", **values), student, recipient)


def applied(student: str = "S1", recipient: str = MOTHER, **values) -> PlacedRow:
    """Return a row with an application and a consent."""
    usual = {
        "relation": "мать",
        "application_no": "17",
        "application_date": date(2026, 10, 30),
        "application_channel": "ЕПГУ",
        "consent_date": date(2026, 10, 30),
        "consent_doc": "вх. 40",
    }
    return placed(student, recipient, **(usual | values))
