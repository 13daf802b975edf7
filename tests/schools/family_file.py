"""`content/families.xlsx`: who applied for what, as a secretary keeps it. Every column is text."""

from __future__ import annotations

from tests.schools import cast
from tests.schools.cast import Pupil
from tests.schools.spreadsheet import HEADING, TEXT, Sheet, workbook

_COLUMNS = {
    "код ученика": 22, "класс": 8, "ученик": 34, "получатель": 34, "код получателя": 16, "кем приходится": 16,
    "номер заявления": 18, "дата заявления": 16, "канал заявления": 18, "форма": 24, "дата согласия": 16,
    "документ согласия": 22, "согласие на рассылку": 22, "отзыв согласия": 16, "дата отказа": 14,
    "причина отказа": 18, "документ об отказе": 22, "действует до": 14, "электронная почта": 28, "телефон": 20, "документ о контактах": 22,
    "уведомления": 16, "язык": 12,
}  # fmt: skip
_CHOICES = {
    "кем приходится": ("мать", "отец", "опекун", "бабушка", "дедушка", "ученик", "сам"),
    "канал заявления": ("школа", "ЕПГУ", "РПГУ", "МФЦ", "почта"),
    "форма": ("электронная", "бумажная", "обе"),
    "причина отказа": ("отказ", "нет доступа"),
    "уведомления": ("нет", "почта", "смс"),
    "язык": ("русский", "английский"),
}


def file() -> bytes:
    """Return the workbook."""
    titles = list(_COLUMNS)
    sheet = Sheet("Семьи", widths=dict(enumerate(_COLUMNS.values(), start=1)), text_columns=len(titles))
    sheet.choices = {titles.index(title) + 1: words for title, words in _CHOICES.items()}
    for column, title in enumerate(titles, start=1):
        sheet.put(1, column, title, HEADING)
    for line, row in enumerate(rows(), start=2):
        for title, value in row.items():
            if value:
                sheet.put(line, titles.index(title) + 1, value, TEXT)
    return workbook(sheet)


def rows() -> list[dict[str, str]]:
    """Return the rows; the numbers of applications run with the rows."""
    found = [*_families_of_8a(), *_families_of_5b()]
    return [_numbered(number, row) for number, row in enumerate(found, start=1)]


def _numbered(number: int, row: dict[str, str]) -> dict[str, str]:
    """Add an application and a consent to a row that says nothing of them."""
    day = f"{1 + number % 9:02}.09.2026"
    added = {
        "номер заявления": f"2026-{number:03}", "дата заявления": day, "канал заявления": "школа",
        "форма": "электронная", "дата согласия": day, "документ согласия": f"согласие № {number}",
    }  # fmt: skip
    return {**added, **row}


def _row(pupil: Pupil, recipient: str, relation: str, **more: str) -> dict[str, str]:
    """Return a row; `more` names columns with `_` for a space. 5Б by the journal's id, 8А by class and name."""
    known = {"код ученика": pupil.id} if pupil.id else {"класс": cast.GROUP_8A, "ученик": pupil.name}
    named = {key.replace("_", " "): value for key, value in more.items()}
    return {**known, "получатель": recipient, "кем приходится": relation, **named}


_PHONE_OF_TWO = "+7 000 000-00-02"
_MAIL_OF_MOTHER = "olshanskaya@families.example"
_ID_OF_FATHER = "R-14"


def _families_of_8a() -> list[dict[str, str]]:
    mother = {"номер_заявления": "2026-105/1", "дата_заявления": "03.09.2026"}
    return [
        _row(cast.HYPHEN, "Абрикосова-Ветрова Инна Павловна", "мать", телефон="+7 000 000-00-01"),
        _row(cast.KYZY, "Беков Талант Маратович", "отец", канал_заявления="РПГУ"),
        _row(cast.ADULT, cast.ADULT.name, "сам", дата_заявления="14.09.2026", дата_согласия="14.09.2026"),
        _row(cast.APOSTROPHE, "Д'Артова Клара Робертовна", "опекун"),
        _row(cast.YO_FIRST, "Ёлкина Софья Ильинична", "мать", электронная_почта="elkina@families.example"),
        _row(cast.MINOR_WITH_CODE, cast.MOTHER_OF_MINOR, "мать", **mother),
        # the mother's application names the son, who has a code of his own
        _row(cast.MINOR_WITH_CODE, cast.MINOR_WITH_CODE.name, "ученик", **mother),
        _row(cast.SIBLING_8A, cast.MOTHER_OF_TWO, "мать", телефон=_PHONE_OF_TWO),
        _row(cast.VERY_LONG, "Константинопольская-Преображенская Евдокия Святославовна", "бабушка",
             действует_до="31.05.2027"),
        # typed in a hurry: another spelling of the class and of the letter ё
        _row(cast.NO_PATRONYMIC_8A, "Молоков Иван", "отец") | {"класс": "8 а"},
        _row(cast.PARENTS_APART, cast.MOTHER_APART, "мать", электронная_почта=_MAIL_OF_MOTHER),
        _row(cast.PARENTS_APART, cast.FATHER_APART, "отец", код_получателя=_ID_OF_FATHER),
        _row(cast.LESS_THAN, "Скобкина <мама> Рита", "мать"),
        _row(cast.PAPER_REFUSED, "Теплова Алла Борисовна", "мать", форма="бумажная", дата_согласия="",
             документ_согласия="", дата_отказа="07.09.2026", причина_отказа="отказ",
             документ_об_отказе="заявление № 31"),
    ]  # fmt: skip


def _families_of_5b() -> list[dict[str, str]]:
    return [
        _row(cast.SINGLE_5B, "Берёзкина Лариса Юрьевна", "мать", канал_заявления="ЕПГУ"),
        _row(cast.YO_5B, "Ёжиков Игорь Антонович", "отец"),
        _row(cast.BOTH_FORMS, "Зорина Надежда Львовна", "мать", форма="обе"),
        _row(cast.SIBLING_5B, cast.MOTHER_OF_TWO, "мать", телефон=_PHONE_OF_TWO.replace("+7", "8")),
        _row(cast.ILL_5B, "Лисичкина Татьяна Олеговна", "мать", уведомления="почта",
             электронная_почта="lisichkina@families.example", согласие_на_рассылку="05.09.2026",
             документ_о_контактах="анкета от 05.09.2026"),
        _row(cast.MOTHERS_OTHER_CHILD, cast.MOTHER_APART, "мать", электронная_почта=_MAIL_OF_MOTHER),
        _row(cast.FATHERS_OTHER_CHILD, cast.FATHER_APART, "отец", код_получателя=_ID_OF_FATHER),
        _row(cast.FATHERS_OTHER_CHILD, cast.FATHERS_WIFE, "мать"),
        _row(cast.NO_CONSENT, "Туманова Жанна Игнатьевна", "мать", дата_согласия="", документ_согласия=""),
        _row(cast.NO_PATRONYMIC_5B, "Shishkin Robert", "дедушка", язык="английский"),
        _row(cast.QUOTES, 'Щукина Мария "Маша" Кирилловна', "мать"),
    ]  # fmt: skip
