"""The calendar, the bells, the teachers and the weekly timetable of the example school."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta

YEAR_START, YEAR_END = date(2026, 9, 1), date(2027, 5, 26)
LAST_LESSON_DAY = date(2026, 12, 5)
"""The timetable is known to the end of the week that lies two weeks after `cast.TODAY`."""

TERMS = (
    ("1 четверть", date(2026, 9, 1), date(2026, 10, 23)),
    ("2 четверть", date(2026, 11, 2), date(2026, 12, 30)),
    ("3 четверть", date(2027, 1, 11), date(2027, 3, 19)),
    ("4 четверть", date(2027, 3, 29), date(2027, 5, 26)),
)
HOLIDAYS = (
    ("Осенние каникулы", date(2026, 10, 24), date(2026, 11, 1)),
    ("День народного единства", date(2026, 11, 4), date(2026, 11, 4)),
    ("Зимние каникулы", date(2026, 12, 31), date(2027, 1, 10)),
    ("День защитника Отечества", date(2027, 2, 22), date(2027, 2, 23)),
    ("Международный женский день", date(2027, 3, 8), date(2027, 3, 8)),
    ("Весенние каникулы", date(2027, 3, 20), date(2027, 3, 28)),
    ("Праздник Весны и Труда", date(2027, 5, 1), date(2027, 5, 3)),
    ("День Победы", date(2027, 5, 9), date(2027, 5, 10)),
    ("Летние каникулы", date(2027, 5, 27), date(2027, 8, 31)),
)
BELLS = (
    (time(8, 30), time(9, 10)),
    (time(9, 20), time(10, 0)),
    (time(10, 20), time(11, 0)),
    (time(11, 20), time(12, 0)),
    (time(12, 10), time(12, 50)),
    (time(13, 0), time(13, 40)),
    (time(13, 50), time(14, 30)),
)


@dataclass(frozen=True, slots=True)
class Course:
    """A subject in a class or subgroup: who teaches it and where. `plan` names its list of topics."""

    subject: str
    short: str
    group: str
    teacher: str
    room: str
    plan: str


def _courses(group: str, *lines: str) -> tuple[Course, ...]:
    found = []
    for line in lines:
        subject, short, teacher, room, *rest = (part.strip() for part in line.split("|"))
        subgroup = f"{group} {rest[0]}" if rest else group
        found.append(Course(subject, short, subgroup, teacher, room, f"{group}/{subject}"))
    return tuple(found)


TEACHERS = {
    "Ветошкина Галина Ивановна": "vetoshkina@school-0.example",
    "Дорожкин Семён Аркадьевич": "dorozhkin@school-0.example, приём по вторникам 15:00–16:00, каб. 310",
    "Заречная Полина Глебовна": "zarechnaya@school-0.example",
    "Иволгина Тамара Павловна": "ivolgina@school-0.example, приём по средам 14:00–15:00, каб. 205",
    "Калинкина Раиса Фёдоровна": "kalinkina@school-0.example, приём по четвергам 15:00–16:00, каб. 214",
    "Лучинин Борис Эдуардович": "luchinin@school-0.example",
    "Мельникова-Озёрная Анна Сергеевна": "melnikova@school-0.example",
    "Находкин Виктор Львович": "nahodkin@school-0.example",
    "Облакова Дина Ренатовна": "oblakova@school-0.example",
    "Паромщикова Ирина Олеговна": "paromshikova@school-0.example",
    "Речкин Олег Тарасович": "rechkin@school-0.example",
    "Светлова Майя Юрьевна": "svetlova@school-0.example",
    "Тропинин Яков Ильич": "tropinin@school-0.example",
    "Устинова Вера Андреевна": "",
}
HOMEROOM = {"8А": "Калинкина Раиса Фёдоровна", "5Б": "Иволгина Тамара Павловна"}

COURSES_8A = _courses(
    "8А",
    "Алгебра | Алг. | Калинкина Раиса Фёдоровна | 214",
    "Биология | Биол. | Облакова Дина Ренатовна | 305",
    "Вероятность и статистика | ВиС | Калинкина Раиса Фёдоровна | 214",
    "География | Геогр. | Находкин Виктор Львович | 306",
    "Геометрия | Геом. | Калинкина Раиса Фёдоровна | 214",
    "Иностранный язык (английский) | Англ. | Заречная Полина Глебовна | 108 | англ. 1 гр.",
    "Иностранный язык (английский) | Англ. | Светлова Майя Юрьевна | 209 | англ. 2 гр.",
    "Информатика | Инф. | Лучинин Борис Эдуардович | 311",
    "История | Ист. | Ветошкина Галина Ивановна | 303",
    "Литература | Лит. | Мельникова-Озёрная Анна Сергеевна | 207",
    "Музыка | Муз. | Устинова Вера Андреевна | актовый зал",
    "Обществознание | Общ. | Ветошкина Галина Ивановна | 303",
    "Основы безопасности и защиты Родины | ОБЗР | Речкин Олег Тарасович | 112",
    "Разговоры о важном | РоВ | Калинкина Раиса Фёдоровна | 214",
    "Русский язык | Рус. | Мельникова-Озёрная Анна Сергеевна | 207",
    "Труд (Технология девочки) | Труд | Паромщикова Ирина Олеговна | 116 | девочки",
    "Труд (Технология мальчики) | Труд | Тропинин Яков Ильич | мастерская | мальчики",
    "Физика | Физ. | Дорожкин Семён Аркадьевич | 310",
    "Физическая культура | Физ-ра | Речкин Олег Тарасович | спортзал",
    "Химия | Хим. | Облакова Дина Ренатовна | 305",
)
COURSES_5B = _courses(
    "5Б",
    "Английский язык | Англ. | Светлова Майя Юрьевна | 209 | англ. 1 гр.",
    "Английский язык | Англ. | Заречная Полина Глебовна | 108 | англ. 2 гр.",
    "Биология | Биол. | Облакова Дина Ренатовна | 305",
    "География | Геогр. | Находкин Виктор Львович | 306",
    "Изобразительное искусство | ИЗО | Паромщикова Ирина Олеговна | 116",
    "Информатика | Инф. | Лучинин Борис Эдуардович | 311",
    "История | Ист. | Ветошкина Галина Ивановна | 303",
    "Литература | Лит. | Иволгина Тамара Павловна | 205",
    "Математика | Мат. | Дорожкин Семён Аркадьевич | 212",
    "Музыка | Муз. | Устинова Вера Андреевна | актовый зал",
    "Разговоры о важном | РоВ | Иволгина Тамара Павловна | 205",
    "Русский язык | Рус. | Иволгина Тамара Павловна | 205",
    "Труд (технология) | Труд | Паромщикова Ирина Олеговна | 116 | девочки",
    "Труд (технология) | Труд | Тропинин Яков Ильич | мастерская | мальчики",
    "Физическая культура | Физ-ра | Тропинин Яков Ильич | спортзал",
)
COURSES = {"8А": COURSES_8A, "5Б": COURSES_5B}


def _week(*days: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(part.strip() for part in day.split(",")) for day in days)


WEEKS = {
    "8А": _week(
        "РоВ, Рус., Алг., Ист., Физ., Англ.",
        "Геом., Биол., Хим., Лит., Геогр., Физ-ра",
        "Алг., Англ., Рус., Общ., Инф.",
        "Физ., Геом., Ист., Хим., Биол., ОБЗР",
        "Алг., Рус., Лит., Геогр., Англ., Физ-ра",
        "ВиС, Труд, Труд, Муз.",
    ),
    "5Б": _week(
        "РоВ, Рус., Мат., Англ., Лит.",
        "Мат., Рус., Ист., Физ-ра, Биол.",
        "Рус., Мат., Англ., ИЗО, Физ-ра",
        "Мат., Рус., Геогр., Лит., Муз.",
        "Рус., Мат., Ист., Англ., Лит., Физ-ра",
        "Лит., Инф., Труд, Труд",
    ),
}
"""Short titles by weekday and lesson number; a title that several courses share is taught in subgroups at once."""


def school_days(start: date = YEAR_START, end: date = LAST_LESSON_DAY) -> list[date]:
    """Return the days with lessons from a day to a day: the first of September to the last day of the timetable."""
    days = (start + timedelta(n) for n in range((end - start).days + 1))
    free = [(start, end) for _, start, end in HOLIDAYS]
    return [day for day in days if day.weekday() < 6 and not any(start <= day <= end for start, end in free)]


def term_of(day: date) -> int:
    """Return the number of the term from 0 on."""
    return next(number for number, (_, start, end) in enumerate(TERMS) if start <= day <= end)
