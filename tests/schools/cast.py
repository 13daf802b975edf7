"""Who is who in the example school. Everybody is invented; tests name people by these constants.

`CLASS_8A` comes to the program from Сетевой город (by name only), `CLASS_5B` from Дневник.ру (with ids).
`EXPECTED_READERS` says who may read whose diary in the electronic form on `TODAY`, `ON_PAPER` who gets paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

TODAY = datetime(2026, 11, 19, 18, 30)
SCHOOL_NAME = "Средняя школа № 0 г. Вымышленска"
GROUP_8A = "8А"
GROUP_5B = "5Б"


@dataclass(frozen=True, slots=True)
class Pupil:
    """A student of the example school. `level` is the usual mark, `first` the subgroup, `ill` days of illness."""

    family_name: str
    given_name: str
    patronymic: str
    male: bool
    level: float
    subgroup: int
    id: str = ""
    begin: date | None = None
    birth_date: date | None = None
    ill: tuple[date, date] | None = None

    @property
    def name(self) -> str:
        """Return the name as a class list has it."""
        return " ".join(part for part in (self.family_name, self.given_name, self.patronymic) if part)


def _id(number: int) -> str:
    """Return a person's id of Дневник.ру; beyond 2^53, so a program that reads it as a float loses its end."""
    return str(1_000_000_000_000_000_000 + 7 * number)


HYPHEN = Pupil("Абрикосова-Ветрова", "Злата", "Ильинична", male=False, level=4.3, subgroup=1)
KYZY = Pupil("Бекова", "Айгерим", "Талант кызы", male=False, level=4.7, subgroup=1)
ADULT = Pupil(
    "Вымышленский", "Пётр", "Олегович", male=True, level=3.3, subgroup=2, begin=date(2026, 9, 14),
    birth_date=date(2008, 10, 5),
)  # fmt: skip
APOSTROPHE = Pupil("Д'Артова", "Жанна", "Робертовна", male=False, level=4.0, subgroup=1)
YO_FIRST = Pupil(
    "Ёлкина", "Марфа", "Тимофеевна", male=False, level=4.1, subgroup=2, ill=(date(2026, 11, 9), date(2026, 11, 14))
)
MINOR_WITH_CODE = Pupil("Журавлёв", "Тихон", "Савельевич", male=True, level=3.7, subgroup=2)
SIBLING_8A = Pupil("Кедрова", "Василиса", "Андреевна", male=False, level=4.5, subgroup=1)
VERY_LONG = Pupil(
    "Константинопольская-Преображенская", "Александрина-Серафима", "Вячеславовна", male=False, level=3.9, subgroup=2
)
NO_PATRONYMIC_8A = Pupil("Молоков", "Степан", "", male=True, level=3.4, subgroup=1)
PARENTS_APART = Pupil("Родников", "Егор", "Ильич", male=True, level=4.2, subgroup=2)
LESS_THAN = Pupil("Скобкин", "Артемий<3", "Глебович", male=True, level=3.8, subgroup=1)
PAPER_REFUSED = Pupil("Теплова", "Кира", "Денисовна", male=False, level=3.6, subgroup=2)

SINGLE_5B = Pupil("Берёзкин", "Матвей", "Романович", male=True, level=4.0, subgroup=1, id=_id(101))
YO_5B = Pupil("Ёжиков", "Савва", "Игоревич", male=True, level=3.5, subgroup=2, id=_id(102))
BOTH_FORMS = Pupil("Зорина", "Алиса", "Павловна", male=False, level=4.6, subgroup=1, id=_id(103))
SIBLING_5B = Pupil("Кедров", "Фёдор", "Андреевич", male=True, level=3.9, subgroup=2, id=_id(104))
ILL_5B = Pupil(
    "Лисичкина", "Мила", "Антоновна", male=False, level=4.2, subgroup=1, id=_id(105),
    ill=(date(2026, 11, 9), date(2026, 11, 14)),
)  # fmt: skip
MOTHERS_OTHER_CHILD = Pupil("Ольшанский", "Демид", "Артурович", male=True, level=3.8, subgroup=2, id=_id(106))
FATHERS_OTHER_CHILD = Pupil("Родникова", "Дарина", "Егоровна", male=False, level=4.4, subgroup=1, id=_id(107))
NO_CONSENT = Pupil("Туманова", "Влада", "Олеговна", male=False, level=4.1, subgroup=2, id=_id(108))
NO_ROW = Pupil("Фонарёв", "Игнат", "Сергеевич", male=True, level=3.3, subgroup=1, id=_id(109))
NO_PATRONYMIC_5B = Pupil("Шишкин", "Аркадий", "", male=True, level=3.6, subgroup=2, id=_id(110))
QUOTES = Pupil("Щукин", 'Лев "Лёва"', "Маркович", male=True, level=4.8, subgroup=1, id=_id(111))

CLASS_8A = (
    HYPHEN, KYZY, ADULT, APOSTROPHE, YO_FIRST, MINOR_WITH_CODE, SIBLING_8A, VERY_LONG, NO_PATRONYMIC_8A, PARENTS_APART,
    LESS_THAN, PAPER_REFUSED,
)  # fmt: skip
"""In the order of the class list."""

CLASS_5B = (
    SINGLE_5B, YO_5B, BOTH_FORMS, SIBLING_5B, ILL_5B, MOTHERS_OTHER_CHILD, FATHERS_OTHER_CHILD, NO_CONSENT, NO_ROW,
    NO_PATRONYMIC_5B, QUOTES,
)  # fmt: skip

MOTHER_OF_TWO = "Кедрова Ольга Викторовна"
"""Two children in two classes, joined by one telephone number: one code."""

MOTHER_APART = "Ольшанская Вера Степановна"
FATHER_APART = "Родников Илья Петрович"
"""Parents of one child who live apart; each has another child that the other must not see."""

FATHERS_WIFE = "Родникова Юлия Марковна"
MOTHER_OF_MINOR = "Журавлёва Нина Петровна"

EXPECTED_READERS: dict[str, tuple[str, ...]] = {
    "Абрикосова-Ветрова Инна Павловна": (HYPHEN.name,),
    "Беков Талант Маратович": (KYZY.name,),
    ADULT.name: (ADULT.name,),
    "Д'Артова Клара Робертовна": (APOSTROPHE.name,),
    "Ёлкина Софья Ильинична": (YO_FIRST.name,),
    MOTHER_OF_MINOR: (MINOR_WITH_CODE.name,),
    MINOR_WITH_CODE.name: (MINOR_WITH_CODE.name,),
    MOTHER_OF_TWO: (SIBLING_8A.name, SIBLING_5B.name),
    "Константинопольская-Преображенская Евдокия Святославовна": (VERY_LONG.name,),
    "Молоков Иван": (NO_PATRONYMIC_8A.name,),
    MOTHER_APART: (PARENTS_APART.name, MOTHERS_OTHER_CHILD.name),
    FATHER_APART: (PARENTS_APART.name, FATHERS_OTHER_CHILD.name),
    "Скобкина <мама> Рита": (LESS_THAN.name,),
    "Берёзкина Лариса Юрьевна": (SINGLE_5B.name,),
    "Ёжиков Игорь Антонович": (YO_5B.name,),
    "Зорина Надежда Львовна": (BOTH_FORMS.name,),
    "Лисичкина Татьяна Олеговна": (ILL_5B.name,),
    FATHERS_WIFE: (FATHERS_OTHER_CHILD.name,),
    "Shishkin Robert": (NO_PATRONYMIC_5B.name,),
    'Щукина Мария "Маша" Кирилловна': (QUOTES.name,),
}
"""Recipient → the students whose diaries they can open; the older class first."""

WITHOUT_DIARY = (PAPER_REFUSED.name, NO_CONSENT.name, NO_ROW.name)
"""Students for whom no page is made: refused, without consent, without any row."""

ON_PAPER = (PAPER_REFUSED.name, BOTH_FORMS.name)
"""Students to whom paper is due; with `paper.not_applied: print` `NO_CONSENT` and `NO_ROW` too."""
