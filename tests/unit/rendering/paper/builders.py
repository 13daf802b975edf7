"""Extracts by hand: the week of the drawn sample, and what can be wrong with a week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from generator.diaries.diary import AbsenceLine, HomeworkLine, LessonRow, MarkChip, ReplacedLine
from generator.diaries.letters.lines import LetterLine, RemarkLine
from generator.diaries.papers.lines import (
    ComingTest,
    DebtLine,
    Missed,
    PaperDay,
    PaperRow,
    PaperStudent,
    SubjectWeek,
    WeekExtract,
)
from generator.diaries.week_lines import TermLine
from generator.model.kinds import AbsenceKind, LessonStatus, MarkKind, TermKind
from generator.origin import NOWHERE
from generator.rendering.paper.format import PaperHead
from generator.rules.forecast import Forecast
from generator.rules.standing import State
from generator.settings.sections import MarksSection

MONDAY = date(2026, 11, 16)
ANNA = PaperStudent("Соколова", "Анна", "Игоревна", "6Б")
TERM = TermLine("t2", TermKind.QUARTER, 2, "", date(2026, 11, 2), date(2026, 12, 30))
MARKS = MarksSection(
    2, 5, ((5, 450), (4, 350), (3, 250)), 10, 3, 5, 50, 3, 24, "положение об оценивании № 47 от 28.08.2026", ()
)
HEAD = PaperHead(
    school="Школа № 12, г. Верхнереченск",
    regulation="",
    responsible="Крылова Нина Викторовна",
    number=12,
    recipient="",
    ground="refused",
    application_no="12",
    application_date=date(2026, 9, 3),
    refusal_date=date(2026, 9, 3),
    issue=1184,
    code="K7Q42M9T",
    link="https://dnevnik.shkola12.example/v/#K7Q42M9T-1184",
)
TEACHERS = {
    "Рус. яз.": "Крылова Нина Викторовна",
    "Литер.": "Крылова Нина Викторовна",
    "Разг. о важн.": "Крылова Нина Викторовна",
    "Матем.": "Громов Пётр Андреевич",
    "Биология": "Зайцева О. Л.",
    "История": "Белов А. А.",
    "Физ-ра": "Фомин Р. Р.",
    "Англ. яз.": "Ильинская Д. Ю.",
    "География": "Орлова Т. П.",
    "ИЗО": "Лаптева Г. Г.",
    "ОДНКНР": "Рябова Е. Е.",
}


def mark(
    text: str, short: str = "", *, weight: int = 1, day: int = 0, test: bool = False, title: str = "", ordinal: int = 1
) -> MarkChip:
    """Return a mark of a day of the week (0 is Monday)."""
    kind, value = MarkKind.NUMERIC, Decimal(text) if text.isdigit() else None
    if value is None:
        kind = {"долг": MarkKind.DEBT, "·": MarkKind.PENDING}.get(text, MarkKind.TEXT)
    when = MONDAY + timedelta(day)
    return MarkChip(
        text, kind, value, Decimal(weight), short, short, title, test, counts=True, comment="", day=when,
        entered_on=when, ordinal=ordinal,
    )  # fmt: skip


def lesson(number: int | None, subject: str, homework: str = "", teacher: str | None = None) -> LessonRow:
    """Return a lesson that was planned."""
    lines = (HomeworkLine(homework, None, None),) if homework else ()
    teachers = (TEACHERS.get(subject, "") if teacher is None else teacher,)
    return LessonRow(number, None, None, "", subject, "", teachers, "", "", LessonStatus.PLANNED, None, "", lines)


def row(number: int | None, subject: str, homework: str = "", *marks: MarkChip, teacher: str | None = None) -> PaperRow:
    """Return a row of a day."""
    return PaperRow(lesson(number, subject, homework, teacher), subject, marks, None)


def missed(found: PaperRow, kind: AbsenceKind, minutes: int | None = None) -> PaperRow:
    """Return the row with an absence in it."""
    line = AbsenceLine(MONDAY, found.lesson.number, found.lesson.subject, kind, minutes)
    return replace(found, absence=line)


def changed(found: PaperRow, status: LessonStatus, replaces: ReplacedLine | None = None, note: str = "") -> PaperRow:
    """Return the row with a change of the timetable."""
    return replace(found, lesson=replace(found.lesson, status=status, replaces=replaces, note=note))


def day(place: int, *rows: PaperRow, holiday: str = "") -> PaperDay:
    """Return a day of the week."""
    return PaperDay(MONDAY + timedelta(place), holiday, rows)


def subject(name: str, short: str, mean: int | None, state: State, grade: int | None) -> SubjectWeek:
    """Return where a subject stands."""
    said = Forecast(state, mean, grade, None, 5, 3, 9, None, (), None, None)
    return SubjectWeek(name, short, (), (), None, said)


def letter(body: str, title: str = "", name: str = "Математика") -> LetterLine:
    """Return a recommendation."""
    return LetterLine(NOWHERE, title, MONDAY, "Громов Пётр Андреевич", name, body, ())


MONDAY_ROWS = (
    missed(row(1, "Разг. о важн."), AbsenceKind.LATE, 8),
    row(2, "Рус. яз.", "§ 31, упр. 214", mark("4")),
    row(3, "Матем.", "№ 498, 501", mark("5", "СР")),
    row(4, "Биология", "§ 9, вопросы 1–4"),
    row(5, "История", "§ 11", mark("4"), mark("5", ordinal=2)),
    missed(row(6, "Физ-ра"), AbsenceKind.EXEMPT),
)
TUESDAY_ROWS = (
    row(1, "Матем.", "№ 505 (а, в), 507", mark("·", "СР")),
    row(2, "Англ. яз.", "с. 42, упр. 3 письменно", mark("4", "ДЗ")),
    row(3, "Биология", "§ 10; сдать практическую работу № 2", mark("долг")),
    row(4, "Литер.", "Прочитать «Бежин луг»", mark("5")),
    missed(row(5, "Рус. яз.", "§ 32, упр. 220"), AbsenceKind.ILL),
    missed(row(6, "География", "§ 14"), AbsenceKind.ILL),
)
WEDNESDAY_ROWS = (
    row(1, "Литер.", "с. 88, отрывок наизусть", mark("5", "ЧН", weight=2)),
    changed(
        row(2, "Англ. яз.", "с. 44, слова", mark("4", "СР", weight=2), teacher="Тан В. И."),
        LessonStatus.SUBSTITUTED,
        ReplacedLine("Музыка", "", None, None),
    ),
    row(3, "География", "Контурная карта, с. 6", mark("4", "ПР")),
    row(4, "Рус. яз.", "§ 33, упр. 226"),
    changed(row(5, "Матем.", "№ 510"), LessonStatus.MOVED, ReplacedLine("Матем.", "", MONDAY + timedelta(3), 6)),
    row(6, "ИЗО", "Принести гуашь", mark("5")),
)
THURSDAY_ROWS = (
    row(1, "Матем.", "№ 512–515", mark("5", "КР", weight=3, test=True)),
    row(2, "Рус. яз.", "§ 34, упр. 231", mark("4", "ДЗ")),
    row(3, "Англ. яз.", "Повторить слова к тесту, с. 40–46"),
    row(4, "История", "§ 12, вопросы 3 и 4", mark("5")),
    row(5, "Биология", "§ 10, таблица", mark("3", "СР")),
    changed(row(6, "Матем."), LessonStatus.MOVED, note="перенесён на ср 18, 5-й урок"),
    changed(row(7, "Физ-ра"), LessonStatus.CANCELLED),
)
ESSAY = "Сочинение-миниатюра «Ночь в лугах», 1–1,5 с.: 5 эпитетов, план, черновик, чистовик; кто болел, до 27.11"
FRIDAY_ROWS = (
    row(1, "Рус. яз.", "§ 35, упр. 238. Подготовиться к диктанту"),
    row(2, "ОДНКНР", "Сообщение о семейной традиции, 5–6 предложений"),
    row(3, "Матем.", "№ 518, 520 (б)"),
    row(4, "Литер.", ESSAY),
    row(5, "География", "§ 15"),
    row(6, "Технол.", "Принести фартук и линейку 30 см", teacher="Мельник С. С."),
)
SUBJECTS = (
    subject("Русский язык", "Рус. яз.", 375, State.FIRM, 4),
    subject("Литература", "Литер.", 475, State.FIRM, 5),
    subject("Математика", "Матем.", 463, State.FIRM, 5),
    subject("Английский язык", "Англ. яз.", 443, State.DISPUTED, 5),
    subject("История", "История", 467, State.FIRM, 5),
    subject("География", "География", 375, State.FIRM, 4),
    *(subject(name, name, None, State.FEW, None) for name in ("Биология", "Музыка", "ИЗО", "Технология")),
)
WEEK = WeekExtract(
    student=ANNA,
    monday=MONDAY,
    term=TERM,
    as_of=datetime(2026, 11, 20, 15, 40),
    days=(
        day(0, *MONDAY_ROWS),
        day(1, *TUESDAY_ROWS),
        day(2, *WEDNESDAY_ROWS),
        day(3, *THURSDAY_ROWS),
        day(4, *FRIDAY_ROWS),
        day(5),
    ),
    missed=Missed(2, 2, 0, 0, 0, 1),
    debts=(DebtLine("Биология", "Биология", "Практическая № 2", date(2026, 11, 27)),),
    tests=(
        ComingTest(date(2026, 11, 24), "Английский язык", "Англ. яз.", ""),
        ComingTest(date(2026, 11, 26), "Русский язык", "Рус. яз.", ""),
        ComingTest(date(2026, 11, 27), "Математика", "Матем.", ""),
    ),
    subjects=SUBJECTS,
    letters=(letter("повторить обыкновенные дроби, № 470–480."),),
    remarks=(
        RemarkLine(
            date(2026, 11, 18), "за помощь в оформлении карты для школьной выставки.", "praise",
            "Орлова Тамара Павловна", "",
        ),
    ),
    missing=frozenset(),
    without_marks=False,
    has_lessons=True,
)  # fmt: skip


def long_days(count: int, homework: str = "§ 12, упражнения 5–8 письменно, выучить правило") -> tuple[PaperDay, ...]:
    """Return six days of as many lessons."""
    names = list(TEACHERS)
    return tuple(
        day(place, *(row(n + 1, names[(place + n) % len(names)], homework, mark("4", "ДЗ")) for n in range(count)))
        for place in range(6)
    )


def awkward() -> Sequence[PaperStudent]:
    """Return students whose names are hard to set."""
    return (
        PaperStudent("О'Коннор-Мамин-Сибиряк", "Анна-Мария", "", "11А"),
        PaperStudent("Константинопольская-Верхнереченская", "Александра-Екатерина Вильгельмина", "", "10Б"),
        PaperStudent('Ли "Мэй" <b>&', "Ян", "", "1В"),
        PaperStudent("Щ" * 80, "Ю" * 60, "", "первый инженерный"),
        PaperStudent("Ы", "", "", "5А"),
    )


LONG_LETTER = "Повторить дроби и **порядок действий**:\n\n" + "\n".join(
    f"- задание № {number}: решить письменно, проверить по ответам и записать, что не вышло" for number in range(1, 60)
)
HARD_HOMEWORK = "Прочитать " + "параграф и ответить письменно на все вопросы; " * 60


def cases() -> dict[str, WeekExtract]:
    """Return weeks by what is hard about them."""
    empty = tuple(replace(found, rows=()) for found in WEEK.days)
    nothing = replace(
        WEEK, days=empty, missed=Missed(0, 0, 0, 0, 0, 0), debts=(), tests=(), subjects=(), letters=(), remarks=()
    )
    found = {
        "sample": WEEK,
        "five-days": replace(WEEK, days=WEEK.days[:5]),
        "twelve-lessons": replace(WEEK, days=long_days(12)),
        "one-lesson": replace(WEEK, days=tuple(day(place, row(1, "Матем.", "№ 5")) for place in range(6))),
        "holidays": replace(
            nothing,
            days=tuple(day(place, holiday="Дополнительные весенние каникулы") for place in range(6)),
            has_lessons=False,
            term=None,
        ),
        "nothing": nothing,
        "no-data": replace(
            nothing, missing=frozenset({"lessons", "homework", "works", "marks", "absences", "term_marks", "teachers"})
        ),
        "first-grade": replace(WEEK, without_marks=True, days=long_days(4), student=replace(ANNA, class_title="1В")),
        "long-letter": replace(WEEK, letters=(letter(LONG_LETTER, "Как готовиться"), letter("Принести карту."))),
        "long-homework": replace(WEEK, days=(day(0, row(1, "Литер.", HARD_HOMEWORK)), *WEEK.days[1:])),
        "many-marks": replace(
            WEEK,
            days=(
                day(
                    0,
                    row(1, "Математика и информатика для физико-математических классов", "№ 1",
                        *(mark("5", "КР", weight=10, test=True, title=str(n)) for n in range(9))),
                    row(2, "Щ" * 70, "w" * 400, mark("освобождение от предмета"), mark("долг", "ПРАКТИЧЕСКАЯ")),
                ),
                *WEEK.days[1:],
            ),
        ),
        "many-debts": replace(
            WEEK,
            debts=WEEK.debts * 30,
            tests=WEEK.tests * 8,
            subjects=SUBJECTS * 5,
            remarks=WEEK.remarks * 12,
        ),
    }  # fmt: skip
    for number, student in enumerate(awkward(), 1):
        found[f"name-{number}"] = replace(WEEK, student=student)
    return found
