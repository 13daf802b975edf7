"""Invented diaries for the tests of rendering: a small one with every case, and a whole year."""

# ruff: noqa: S311 (nothing secret is drawn)
from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from generator import strict_yaml
from generator.diaries.calendar import AgendaLine, CalendarLines, EventLine
from generator.diaries.diary import (
    AbsenceLine,
    Average,
    BellLine,
    Day,
    Diary,
    Finals,
    FinalsColumn,
    FinalsRow,
    HolidayLine,
    HomeworkLine,
    LessonRow,
    MarkChip,
    OwnHomework,
    ReplacedLine,
    SubjectMarks,
    TeacherLine,
    TermAbsences,
    TermLine,
    TermMarks,
    Week,
)
from generator.model.kinds import AbsenceKind, FinalScope, LessonStatus, MarkKind, TermKind
from generator.rendering.words import Words

TEMPLATES = Path(__file__).resolve().parents[3] / "templates"


def load_words(language: str) -> Words:
    name = f"words/{language}.yaml"
    table: Any = strict_yaml.load((TEMPLATES / name).read_text(encoding="utf-8"), name).value
    return Words(language, table)


AS_OF = datetime(2026, 11, 19, 15, 40)
TERMS = (
    TermLine("t1", TermKind.QUARTER, 1, "", date(2026, 9, 1), date(2026, 10, 25)),
    TermLine("t2", TermKind.QUARTER, 2, "", date(2026, 11, 2), date(2026, 12, 30)),
    TermLine("t3", TermKind.QUARTER, 3, "", date(2027, 1, 11), date(2027, 3, 21)),
    TermLine("t4", TermKind.QUARTER, 4, "", date(2027, 3, 29), date(2027, 5, 26)),
)
HOLIDAYS = (
    HolidayLine("Осенние каникулы", date(2026, 10, 26), date(2026, 11, 1)),
    HolidayLine("День народного единства", date(2026, 11, 4), date(2026, 11, 4)),
    HolidayLine("Зимние каникулы", date(2026, 12, 31), date(2027, 1, 10)),
    HolidayLine("Весенние каникулы", date(2027, 3, 22), date(2027, 3, 28)),
)
BELLS = tuple(
    BellLine(n, time(h, m), end)
    for n, (h, m, end) in enumerate(
        [
            (8, 30, time(9, 10)),
            (9, 20, time(10, 0)),
            (10, 15, time(10, 55)),
            (11, 15, time(11, 55)),
            (12, 10, time(12, 50)),
            (13, 0, time(13, 40)),
            (13, 50, time(14, 30)),
        ],
        1,
    )
)
TEACHERS = {
    "Русский язык": "Крылова Наталья Викторовна",
    "Литература": "Крылова Наталья Викторовна",
    "Разговоры о важном": "Крылова Наталья Викторовна",
    "Математика": "Громов Павел Андреевич",
    "Английский язык": "Ильинская Ольга Сергеевна",
    "Биология": "Зайцева Марина Ивановна",
    "История": "Белов Кирилл Денисович",
    "География": "Орлова Татьяна Петровна",
    "Основы духовно-нравственной культуры народов России": "Рябова Лидия Николаевна",
    "Изобразительное искусство": "Лаптева Инна Романовна",
    "Музыка": "Юдина Светлана Львовна",
    "Технология": "Мельник Виктор Олегович",
    "Физическая культура": "Фомин А. Г.",
}
ROOMS = {"Математика": "12", "Биология": "8", "История": "17", "География": "15", "Английский язык": "34"}


def lesson(number: int | None, subject: str, homework: str = "", topic: str = "", **changes: object) -> LessonRow:
    lines = (HomeworkLine(homework, None, None),) if homework else ()
    start = BELLS[number - 1].start if number else None
    room = "зал" if subject == "Физическая культура" else ROOMS.get(subject, "21")
    made = LessonRow(
        number, start, None, room, subject, "", (TEACHERS.get(subject, ""),), topic, "", LessonStatus.HELD, None, "", lines
    )  # fmt: skip
    return replace(made, **changes)


def chip(
    text: str, day: date, kind: str = "", short: str = "", weight: str | None = "1", **changes: object
) -> MarkChip:
    value = Decimal(text[0]) if text[0].isdigit() else None
    made = MarkChip(
        text,
        MarkKind.NUMERIC if value is not None else MarkKind.TEXT,
        value,
        Decimal(weight) if weight else None,
        kind,
        short,
        "",
        False,
        True,
        "",
        day,
        day,
        1,
    )
    return made._replace(**changes)


ORAL = ("Устный ответ", "УО")
SELF = ("Самостоятельная работа", "СР")
TEST = ("Контрольная работа", "КР")
HOME = ("Домашнее задание", "ДЗ")


def november(n: int) -> date:
    return date(2026, 11, n)


def _monday() -> tuple[LessonRow, ...]:
    return (
        lesson(1, "Разговоры о важном", topic="День матери"),
        lesson(2, "Русский язык", "§ 31, упр. 214", "Имена прилагательные полные и краткие"),
        lesson(3, "Математика", "№ 498, 501", "Сложение дробей с разными знаменателями"),
        lesson(4, "Биология", "§ 9, вопросы 1–4", "Строение листа"),
        lesson(5, "История", "§ 11", "Русь в середине XII века"),
        lesson(6, "Физическая культура", "", "Ведение мяча"),
    )


def _tuesday() -> tuple[LessonRow, ...]:
    return (
        lesson(1, "Математика", "№ 505 (а, в), 507", "Самостоятельная работа"),
        lesson(2, "Английский язык", "с. 42, упр. 3 письменно", "Past Simple", group_title="1-я подгруппа"),
        lesson(3, "Биология", "§ 10; сдать практическую работу № 2", "Практическая работа № 2"),
        lesson(4, "Литература", "Прочитать «Бежин луг»", "Тургенев. «Записки охотника»"),
        lesson(5, "Русский язык", "§ 32, упр. 220", "Степени сравнения"),
        lesson(6, "География", "§ 14", "Масштаб карты"),
    )


def _wednesday() -> tuple[LessonRow, ...]:
    music = ReplacedLine("Музыка", "Юдина Светлана Львовна", None, None)
    moved = ReplacedLine("Математика", "", november(19), 6)
    return (
        lesson(1, "Литература", "с. 88, отрывок наизусть", "Образы мальчиков в рассказе"),
        lesson(
            2,
            "Английский язык",
            "с. 44, слова",
            "Speaking",
            status=LessonStatus.SUBSTITUTED,
            replaces=music,
            teachers=("Тан Е. Ю.",),
            room="33",
        ),
        lesson(3, "География", "Контурная карта, с. 6", "Условные знаки"),
        lesson(4, "Русский язык", "§ 33, упр. 226", "Разряды прилагательных"),
        lesson(5, "Математика", "№ 510", "Решение задач", status=LessonStatus.MOVED, replaces=moved),
        lesson(6, "Изобразительное искусство", "Принести гуашь", "Натюрморт"),
    )


def _thursday() -> tuple[LessonRow, ...]:
    moved, cancelled = "Проведён в среду 18-го, 5-м уроком", "Соревнования в спортзале"
    return (
        lesson(1, "Математика", "№ 512–515", "Вычитание смешанных чисел", type="Контрольная работа"),
        lesson(2, "Русский язык", "§ 34, упр. 231", "Относительные прилагательные"),
        lesson(
            3, "Английский язык", "Повторить слова к тесту, с. 40–46", "Irregular verbs", group_title="1-я подгруппа"
        ),
        lesson(4, "История", "§ 12, вопросы 3 и 4", "Владимиро-Суздальское княжество"),
        lesson(5, "Биология", "§ 10, таблица", "Видоизменения листьев"),
        lesson(6, "Математика", status=LessonStatus.MOVED, note=moved, teachers=(), room=""),
        lesson(7, "Физическая культура", status=LessonStatus.CANCELLED, note=cancelled, teachers=(), room=""),
    )


def _friday() -> tuple[LessonRow, ...]:
    long = (
        "Сочинение-миниатюра «Ночь в лугах», 1–1,5 страницы: 1) перечитать описание ночи и костра; 2) выписать не меньше "
        "пяти эпитетов; 3) составить план\nЧерновик и чистовик сдать в один день"
    )
    planned = LessonStatus.PLANNED
    return (
        replace(
            lesson(1, "Русский язык", status=planned),
            homework=(HomeworkLine("§ 35, упр. 238. Подготовиться к диктанту", november(18), None),),
        ),
        lesson(
            2,
            "Основы духовно-нравственной культуры народов России",
            "Сообщение о семейной традиции, 5–6 предложений",
            "",
            status=planned,
        ),
        lesson(3, "Математика", "№ 518, 520 (б)", "", status=planned, type="Проверочная работа"),
        lesson(4, "Литература", long, "", status=planned),
        lesson(5, "География", "§ 15", "", status=planned),
        lesson(
            6,
            "Технология",
            "Принести фартук и линейку 30 см",
            "",
            status=planned,
            teachers=("Мельник Виктор Олегович", "Лаптева Инна Романовна"),
            room="маст. 2",
        ),
    )


def weeks() -> tuple[Week, ...]:
    days = (_monday(), _tuesday(), _wednesday(), _thursday(), _friday(), ())
    this = Week(november(16), TERMS[1], 3, tuple(Day(november(16 + n), "", rows) for n, rows in enumerate(days)))
    before = Week(
        november(2),
        TERMS[1],
        1,
        tuple(Day(november(2 + n), "День народного единства" if n == 2 else "", (lesson(1, "Математика", "№ 1"),) * (n != 2))
              for n in range(6)),
    )  # fmt: skip
    autumn = date(2026, 10, 26)
    rest = Week(autumn, None, None, tuple(Day(autumn + timedelta(n), "Осенние каникулы", ()) for n in range(6)))
    later = Week(november(23), TERMS[1], 4, tuple(Day(november(23 + n), "", ()) for n in range(6)))
    return (rest, before, this, later)


def _subject(name: str, *marks: MarkChip, journal: str = "", absences: int = 0, weighted: bool = True) -> SubjectMarks:
    counted = [m for m in marks if m.counts and m.value is not None]
    average = None
    if counted:
        weights = sum((m.weight or Decimal(1) for m in counted), Decimal(0))
        points = sum((m.value * (m.weight or Decimal(1)) for m in counted if m.value), Decimal(0))
        average = Average((points / weights).quantize(Decimal("0.01")), weighted, len(counted), points, weights)
    source = Decimal(journal) if journal else None
    return SubjectMarks(name, tuple((m,) for m in marks), average, None, source, None, absences, 0)


def _marks() -> tuple[TermMarks, ...]:
    first = tuple(
        replace(_subject(name, chip("4", date(2026, 9, 14 + n), *ORAL), chip("5", date(2026, 10, 2 + n), *SELF)),
                term_mark=chip(mark, date(2026, 10, 23), weight=None))
        for n, (name, mark) in enumerate([("Русский язык", "4"), ("Литература", "5"), ("Математика", "4"), ("Биология", "3")])
    )  # fmt: skip
    d = november
    works = (chip("4", d(16), *ORAL), chip("5", d(16), *ORAL, ordinal=2))
    second = (
        _subject(
            "Русский язык",
            chip("4", d(6), *SELF, "2"),
            chip("3", d(9), "Диктант", "ДК", "3", is_test=True, title="№ 2"),
            chip("5", d(12), *ORAL),
            chip("4", d(16), *ORAL, comment="Хороший ответ у доски, одна неточность в примере."),
            chip("4", d(19), *HOME),
            journal="3.57",
            absences=1,
        ),
        _subject("Литература", chip("5", d(17), *ORAL), chip("5", d(18), "Чтение наизусть", "ЧН", "2"), journal="5"),
        _subject("Математика", chip("5", d(16), *SELF), chip("5", d(19), *TEST, "3", is_test=True, title="№ 3, дроби")),
        _subject(
            "Английский язык", chip("4", d(17), *HOME), chip("4", d(18), *SELF, "2"), chip("3-", d(18), *ORAL, "1")
        ),
        replace(
            _subject("История", *works, chip("5", d(19), *ORAL, None), weighted=False),
            marks=(works, (chip("5", d(19)),)),
        ),
        _subject(
            "Биология",
            chip("долг", d(17), "Практическая работа", "ПР")._replace(
                kind=MarkKind.DEBT, counts=False, due_on=d(27), title="№ 2"
            ),
            chip("3", d(19), *SELF),
            chip("2", d(19), *TEST, "3", is_test=True),
        ),
        replace(_subject("География", chip("4", d(18), "Практическая", "ПР", None)), average=None, absences=1, late=2),
        _subject("Основы духовно-нравственной культуры народов России"),
        _subject("Изобразительное искусство", chip("5", d(18), was="4")),
        _subject("Физическая культура", chip("осв", d(16), weight=None)._replace(kind=MarkKind.EXEMPT), absences=0),
    )
    return (TermMarks(TERMS[0], first), TermMarks(TERMS[1], second), TermMarks(TERMS[2], ()), TermMarks(TERMS[3], ()))


def _finals() -> Finals:
    columns = (*(FinalsColumn(FinalScope.TERM, term) for term in TERMS), FinalsColumn(FinalScope.YEAR, None))
    d = date(2026, 10, 23)
    words = {"зач": MarkKind.PASS, "н/а": MarkKind.NOT_ASSESSED, "осв": MarkKind.EXEMPT}
    marks = {
        "Русский язык": "4",
        "Литература": "5",
        "Математика": "4",
        "Английский язык": "4",
        "История": "5",
        "Биология": "2",
        "География": "3",
        "Основы духовно-нравственной культуры народов России": "зач",
        "Музыка": "н/а",
        "Изобразительное искусство": "5",
        "Физическая культура": "осв",
    }
    rows = []
    for subject, text in marks.items():
        made = chip(text, d, weight=None)
        rows.append(FinalsRow(subject, (made._replace(kind=words.get(text, MarkKind.NUMERIC)), None, None, None, None)))
    return Finals(columns, tuple(rows))


def _absences() -> tuple[TermAbsences, ...]:
    lines = (
        AbsenceLine(november(16), 1, "Разговоры о важном", AbsenceKind.LATE, 8, "оп"),
        AbsenceLine(november(17), 5, "Русский язык", AbsenceKind.ILL, None, "б"),
        AbsenceLine(november(17), 6, "География", AbsenceKind.ILL, None, "б"),
    )
    return (
        TermAbsences(TERMS[0], 0, 0, 0, 0, 0, 0, 0, ()),
        TermAbsences(TERMS[1], 2, 2, 0, 0, 0, 1, 0, lines),
        TermAbsences(TERMS[2], 0, 0, 0, 0, 0, 0, 0, ()),
        TermAbsences(TERMS[3], 0, 0, 0, 0, 0, 0, 0, ()),
    )


def _calendar() -> CalendarLines:
    def test(month: int, day: int, subject: str, what: str = "", letters: str = "") -> AgendaLine:
        return AgendaLine(date(2026, month, day), subject, letters, what)

    tests = (
        test(9, 25, "Математика", "Входная контрольная работа"),
        test(11, 9, "Русский язык", "Диктант: № 2"),
        test(11, 12, "Английский язык"),
        test(11, 19, "Математика", "Контрольная работа: № 3, дроби"),
        test(11, 24, "Английский язык", "Тест: слова с. 40–46"),
        test(11, 26, "Русский язык", "Диктант: § 31–35"),
        test(11, 27, "Математика", "Проверочная работа: дроби"),
        test(12, 3, "История", "Проверочная работа: § 9–14"),
        test(12, 8, "Основы духовно-нравственной культуры народов России", "Защита проекта; Проверочная работа", "ОДН"),
        test(12, 8, "География", "Практическая работа: карта"),
        test(12, 15, "Математика", "Контрольная работа за четверть"),
    )
    events = (
        EventLine(date(2026, 10, 23), "День здоровья", "9:00, стадион"),
        EventLine(date(2026, 11, 26), "Родительское собрание 6 «Б»", "18:00, каб. 21"),
    )
    return CalendarLines(tests, events)


CALENDAR = _calendar()


def small_diary() -> Diary:
    """Every case once: the week of 16 November 2026, seen on Thursday evening."""
    by_name: dict[str, list[str]] = {}
    for subject, name in TEACHERS.items():
        by_name.setdefault(name, []).append(subject)
    teachers = tuple(
        TeacherLine(name, "каб. 21, среда 15:00–16:00" if "Крылова" in name else "", tuple(subjects), "Крылова" in name)
        for name, subjects in by_name.items()
    )
    return Diary(
        "s1",
        "Соколова-Ёлкина",
        "Анна",
        "Д'Артовна",
        "6Б",
        AS_OF,
        date(2026, 9, 1),
        date(2027, 5, 26),
        TERMS,
        weeks(),
        _marks(),
        _finals(),
        _absences(),
        teachers,
        BELLS,
        HOLIDAYS,
        frozenset(),
        (OwnHomework(november(17), "Математика", "Карточка № 3: примеры на вычитание", november(16), 20),),
        calendar=CALENDAR,
    )


_TOPIC_WORDS = [
    "квадратные",
    "уравнения",
    "теорема",
    "причастный",
    "оборот",
    "образ",
    "героя",
    "реформы",
    "рынок",
    "спрос",
    "климат",
    "строение",
    "клетки",
    "закон",
    "система",
    "циклы",
    "обобщение",
    "повторение",
    "работа",
    "четверть",
    "анализ",
    "текста",
    "свойства",
]


class InventedClass:
    """A class with a whole year: about 1,150 lesson rows and 450 marks for each student."""

    def __init__(self, seed: int = 1) -> None:
        rng = random.Random(seed)
        weeks = []
        subjects = list(TEACHERS)
        for term in TERMS:
            monday = term.start - timedelta(days=term.start.weekday())
            ordinal = 0
            while monday <= term.end:
                ordinal += 1
                days = []
                for n in range(6):
                    day = monday + timedelta(days=n)
                    count = 6 if n < 5 else 4
                    rows = tuple(self._lesson(rng, k, rng.choice(subjects)) for k in range(1, count + 1))
                    days.append(Day(day, "", rows if term.start <= day <= term.end else ()))
                weeks.append(Week(monday, term, ordinal, tuple(days)))
                monday += timedelta(days=7)
        self.weeks = tuple(weeks)

    @staticmethod
    def _lesson(rng: random.Random, number: int, subject: str) -> LessonRow:
        homework = rng.choice(["", "", f"§ {rng.randint(1, 60)}", f"№ {rng.randint(100, 900)}, {rng.randint(100, 900)}", f"упр. {rng.randint(1, 300)}, выучить правило, с. {rng.randint(3, 200)}"])  # fmt: skip
        topic = " ".join(rng.choices(_TOPIC_WORDS, k=rng.randint(1, 4))).capitalize()
        return lesson(number, subject, homework, topic)

    def diary(self, number: int) -> Diary:
        """Return the diary of one student; the weeks are the same object for all."""
        rng = random.Random(number)
        kinds = [(*ORAL, "1", False), (*SELF, "2", False), (*HOME, "1", False), (*TEST, "3", True)]
        found: dict[tuple[str, str], list[MarkChip]] = {}
        for week in self.weeks:
            for day in week.days:
                for each in day.rows:
                    if rng.random() < 0.37 and week.term:
                        kind, short, weight, test = rng.choice(kinds)
                        mark = chip(rng.choice("55544432"), day.day, kind, short, weight, is_test=test)
                        found.setdefault((week.term.id, each.subject), []).append(mark)
        marks = tuple(
            TermMarks(t, tuple(_subject(s, *found.get((t.id, s), ()), journal=f"{rng.randint(300, 500) / 100:.2f}") for s in TEACHERS))
            for t in TERMS
        )  # fmt: skip
        absences = tuple(
            TermAbsences(t, 12, 12, 0, 0, 0, 0, 2, tuple(AbsenceLine(t.start + timedelta(n), n, "История", AbsenceKind.ILL, None) for n in range(1, 13)))
            for t in TERMS
        )  # fmt: skip
        base = small_diary()
        return replace(base, given_name=f"Анна{number}", as_of=datetime(2027, 5, 26, 15, 40), weeks=self.weeks, marks=marks, absences=absences)  # fmt: skip
