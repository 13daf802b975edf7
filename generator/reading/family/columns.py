"""The columns of the families file: their headings and the words allowed in them, Russian and English."""

from __future__ import annotations

import difflib
import re
from typing import TypeVar

from generator.model.families import Form, Notify, RefusalGround, Role

HEADINGS: dict[str, tuple[str, ...]] = {
    "student": ("код ученика", "id ученика", "ид ученика"),
    "group": ("класс", "class"),
    "student_name": ("ученик", "фио ученика", "student name"),
    "recipient": ("получатель", "фио получателя", "заявитель"),
    "recipient_id": ("код получателя", "id получателя", "ид получателя"),
    "relation": ("кем приходится", "родство", "степень родства"),
    "application_no": ("номер заявления", "№ заявления"),
    "application_date": ("дата заявления",),
    "application_channel": ("канал заявления", "способ подачи", "куда подано"),
    "form": ("форма", "форма получения"),
    "consent_date": ("дата согласия", "согласие"),
    "consent_doc": ("документ согласия", "документ о согласии"),
    "mailing_consent_date": ("согласие на рассылку", "дата согласия на рассылку"),
    "consent_withdrawn": ("отзыв согласия", "дата отзыва согласия", "согласие отозвано"),
    "refusal_date": ("дата отказа", "отказ"),
    "refusal_ground": ("причина отказа", "основание отказа"),
    "refusal_doc": ("документ об отказе", "документ отказа"),
    "valid_to": ("действует до", "доступ до"),
    "email": ("электронная почта", "эл. почта", "почта", "e-mail"),
    "phone": ("телефон",),
    "contact_doc": ("документ о контактах", "контакты подтверждены"),
    "notify": ("уведомления", "уведомлять"),
    "language": ("язык",),
}
"""Column → headings that are understood besides its own name; the first one is the Russian heading of the template."""

REQUIRED = ("recipient",)

_Value = TypeVar("_Value")
_SPACES = re.compile(r"[\s_]+")


def fold_heading(text: str) -> str:
    """Fold a heading or a choice: case, ё, underscores, line breaks and a closing asterisk or colon do not count."""
    return _SPACES.sub(" ", text.casefold().replace("ё", "е")).strip().rstrip("*: ").rstrip()


def _choices(*choices: tuple[_Value, str]) -> dict[str, _Value]:
    return {fold_heading(word): value for value, words in choices for word in words.split("|")}


FORMS = _choices(
    (Form.ELECTRONIC, "|electronic|электронная|электронно|в электронной форме"),
    (Form.PAPER, "paper|бумажная|бумага|на бумаге"),
    (Form.BOTH, "both|обе|электронная и бумажная"),
)
GROUNDS = _choices(
    (RefusalGround.NONE, ""),
    (RefusalGround.REFUSED, "refused|отказ|отказались|не хочет|не хотят"),
    (RefusalGround.NO_ACCESS, "no_access|нет доступа|нет возможности"),
)
NOTIFIES = _choices(
    (Notify.NONE, "|none|нет|не уведомлять"),
    (Notify.EMAIL, "email|e-mail|почта|эл. почта|электронная почта"),
    (Notify.SMS, "sms|смс"),
)
LANGUAGES = _choices(("", ""), ("ru", "ru|русский|russian"), ("en", "en|английский|english"))
_ROLES = _choices(
    (Role.MINOR, "ученик|ученица|сам ученик|сама ученица|учащийся|учащаяся|student|pupil"),
    (Role.SELF, "сам|сама|лично|self"),
)
_GUARDIANS = frozenset(
    (
        "мать", "мама", "отец", "папа", "опекун", "попечитель", "мачеха", "отчим", "бабушка", "дедушка",
        "усыновитель", "родитель", "представитель",
        "mother", "father", "guardian", "parent", "grandmother", "grandfather",
    )
)  # fmt: skip

_BY_HEADING = {fold_heading(heading): column for column, others in HEADINGS.items() for heading in (column, *others)}


def column_of(heading: str) -> str:
    """Return the column a heading means, "" when none."""
    return _BY_HEADING.get(fold_heading(heading), "")


def closest_heading(heading: str) -> str:
    """Return the known heading that looks most like this one, "" when none does."""
    near = difflib.get_close_matches(fold_heading(heading), _BY_HEADING, n=1)
    return near[0] if near else ""


def role_of(relation: str) -> Role:
    """Return what a relation means: anything but the student in person is a guardian."""
    return _ROLES.get(fold_heading(relation), Role.GUARDIAN)


def names_a_guardian(relation: str) -> bool:
    """Say whether a relation is a well-known word for a guardian."""
    return not _GUARDIANS.isdisjoint(fold_heading(relation).split())
