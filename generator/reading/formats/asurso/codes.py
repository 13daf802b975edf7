"""The words of the college journal: marks and absences are English words, and so are kinds of task and of lesson."""

from __future__ import annotations

from decimal import Decimal

from generator.model.kinds import AbsenceKind, MarkKind
from generator.reading.cells import MarkText
from generator.reading.payloads.shapes import shape_of

MARKS = {
    # The number is what the journal shows to a student for the word.
    **{
        word: MarkText(str(number), MarkKind.NUMERIC, Decimal(number))
        for number, word in enumerate(("one", "two", "three", "four", "five"), 1)
    },
    "success": MarkText("зач", MarkKind.PASS),
    "fail": MarkText("незач", MarkKind.FAIL),
}

ABSENCES = {
    # The letters are those that the journal shows for the words.
    "islate": ("оп", AbsenceKind.LATE),
    "isabsentbyvalidreason": ("уп", AbsenceKind.EXCUSED),
    "isabsentbynotvalidreason": ("нп", AbsenceKind.UNEXCUSED),
    "sickleave": ("б", AbsenceKind.ILL),
    "isabsent": ("н", AbsenceKind.ABSENT),
}

TASKS = {
    "lesson": "Ответ на занятии",
    "control": "Контрольная работа",
    "independent": "Самостоятельная работа",
    "laboratory": "Лабораторная работа",
    "slice": "Срезовая работа",
    "home": "Домашняя работа",
    "review": "Реферат",
    "test": "Тест",
    "report": "Доклад",
    "colloquium": "Коллоквиум",
    "sportstandarts": "Сдача нормативов",
    "practicalwork": "Практическая работа",
    "practicework": "Практическая работа",
}
TESTS = {"control", "slice"}
HOME = "home"

LESSONS = {
    "lecture": "Лекция",
    "lesson": "",
    "practice": "Практика",
    "practicalwork": "Практическая работа",
    "practicaltraining": "Практическое занятие",
    "laboratory": "Лабораторное занятие",
    "seminar": "Семинар",
    "self": "Самостоятельная работа",
    "consultation": "Консультация",
    "excursion": "Экскурсия",
    "examination": "Контрольная работа",
    "composition": "Сочинение",
    "businessgame": "Деловая игра",
    "sportstandarts": "Сдача нормативов",
}


def is_diary(content: bytes) -> bool:
    """Say whether a file begins like the lessons of a student by days."""
    start, keys = shape_of(content)
    return start == "[" and {"date", "lessons"} <= keys and bool(keys & {"isholiday", "isshort", "gradebook"})
