"""What strips, period sheets, slips and lists are made of in these tests: the drawn strips, and what is hard to set."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from generator.diaries.diary import AbsenceLine, Average, DeferredChip, ExamLine, FinalsColumn, MarkChip
from generator.diaries.papers.lines import (
    ComingTest,
    DebtLine,
    ExamSlip,
    Missed,
    PaperDay,
    PaperStudent,
    SubjectWeek,
    TermSheet,
    TermSheetRow,
    WeekExtract,
)
from generator.diaries.week_lines import TermLine
from generator.model.kinds import AbsenceKind, FinalScope, MarkKind, TermKind
from generator.model.papers import Product
from generator.model.undated import UndatedMark
from generator.rendering.paper.format import PaperHead
from generator.rendering.paper.lists import CallList, CallRow, DeliveryList, DeliveryRow
from generator.rules.forecast import Forecast, Way
from generator.rules.standing import State
from generator.settings.sections import MarksSection

MONDAY = date(2026, 11, 16)
RULES = MarksSection(1, 5, ((5, 450), (4, 350), (3, 250)), 5, 3, 5, 50, 3, 24, "", ())
HEAD = PaperHead(
    school="Школа № 12",
    regulation="",
    responsible="Крылова Наталья Викторовна",
    number=12,
    recipient="",
    ground="refused",
    application_no="12",
    application_date=date(2026, 9, 3),
    refusal_date=date(2026, 9, 3),
    issue=1184,
    code="K7Q42M9T",
    link="https://diary.school12.example/d/0123456789abcdef0123456789abcdef/#c=K7Q42M9T",
)
_DAYS = (
    ("2026-09-01", "2026-10-24"),
    ("2026-11-02", "2026-12-29"),
    ("2027-01-11", "2027-03-20"),
    ("2027-03-29", "2027-05-26"),
)
QUARTERS = [
    TermLine(f"q{n}", TermKind.QUARTER, n, "", date.fromisoformat(first), date.fromisoformat(last))
    for n, (first, last) in enumerate(_DAYS, 1)
]
ANNA = PaperStudent("Соколова", "Анна", "Игоревна", "6Б")
AWKWARD = (
    PaperStudent("О'Коннор-Мамин-Сибиряк", "Анна-Мария", "", "11А"),
    PaperStudent("Константинопольская-Верхнереченская", "Александра-Екатерина Вильгельмина", "", "10Б"),
    PaperStudent('Ли "Мэй" <b>&', "Ян", "", "1В"),
    PaperStudent("Щ" * 80, "Ю" * 60, "", "первый инженерный"),
    PaperStudent("Ы", "", "", "5А"),
)
SUBJECTS = (
    "Русский язык",
    "Литература",
    "Алгебра",
    "Геометрия",
    "Вероятность и статистика",
    "Информатика",
    "Английский язык",
    "Второй иностранный язык (немецкий)",
    "История России. Всеобщая история",
    "Обществознание",
    "География",
    "Биология",
    "Физика",
    "Химия",
    "Музыка",
    "Изобразительное искусство",
    "Труд (технология)",
    "Физическая культура",
    "Основы безопасности и защиты Родины",
    "Основы духовно-нравственной культуры народов России",
)
NONE_MISSED = Missed(0, 0, 0, 0, 0, 0)


def mark(text: str, weight: int | None = 1, day: int = 0, *, test: bool = False, ordinal: int = 1) -> MarkChip:
    """Return a mark of a day of the week (0 is Monday)."""
    value = Decimal(text) if text.isdigit() else None
    words = {"долг": MarkKind.DEBT, "·": MarkKind.PENDING, "н/а": MarkKind.NOT_ASSESSED, "зач": MarkKind.PASS}
    kind = MarkKind.NUMERIC if value is not None else words.get(text, MarkKind.TEXT)
    heavy = None if weight is None else Decimal(weight)
    when = MONDAY + timedelta(day)
    return MarkChip(
        text, kind, value, heavy, "", "", "", test, counts=True, comment="", day=when, entered_on=None, ordinal=ordinal
    )


def absence(kind: AbsenceKind, subject: str = "География", number: int | None = 3, day: int = 2) -> AbsenceLine:
    """Return a lesson missed."""
    return AbsenceLine(MONDAY + timedelta(day), number, subject, kind, None)


def average(value: str) -> Average:
    """Return a weighted average."""
    return Average(Decimal(value), weighted=True, count=4, points=Decimal(16), weights=Decimal(4))


def said(state: State, grade: int | None = None, ways: tuple[Way, ...] = ()) -> Forecast:
    """Return a forecast."""
    return Forecast(state, 400, grade, None, 5, 3, 9, 4 if ways else None, ways, None, None)


def subject(
    name: str, marks: tuple[MarkChip, ...] = (), mean: str = "4.12", forecast: Forecast | None = None
) -> SubjectWeek:
    """Return a subject of the week, its short name made of the first letters."""
    short = name if len(name) < 8 else f"{name[:5]}."
    return SubjectWeek(name, short, marks, (), average(mean) if mean else None, forecast)


def week(subjects: tuple[SubjectWeek, ...], missed: Missed = NONE_MISSED) -> WeekExtract:
    """Return a week of Anna's with two tests to come."""
    return WeekExtract(
        student=ANNA,
        monday=MONDAY,
        term=QUARTERS[1],
        as_of=datetime(2026, 11, 20, 15, 40),
        days=tuple(PaperDay(MONDAY + timedelta(n), "", ()) for n in range(6)),
        missed=missed,
        debts=(),
        tests=(
            ComingTest(date(2026, 11, 24), "Английский язык", "Англ.", ""),
            ComingTest(date(2026, 11, 26), "Русский язык", "Рус.", ""),
        ),
        subjects=subjects,
        letters=(),
        remarks=(),
        missing=frozenset(),
        without_marks=False,
        has_lessons=True,
    )


FIRM = said(State.FIRM, 4)
TEST = mark("5", 3, 3, test=True)
DRAWN = replace(
    week(
        (
            subject("Русский язык", (mark("4"), mark("4", day=3)), "3.75", FIRM),
            subject("Литература", (mark("5"), mark("5", 2, 2)), "4.75"),
            subject("Математика", (mark("5"), TEST), "4.63", said(State.FIRM, 5)),
            subject("Английский язык", (mark("4"), mark("4", 2, 3)), "4.43", said(State.DISPUTED, 5)),
            subject("История", (mark("4"), mark("5", ordinal=2), mark("5", day=3)), "4.67"),
            subject("Биология", (mark("3"), mark("долг", day=1)), "3.00", said(State.FEW)),
            replace(subject("География", (mark("4", day=1),), "3.75"), absences=(absence(AbsenceKind.ILL),)),
            subject("ИЗО", (mark("5"),), "4.50"),
            replace(
                subject("Физра", (), ""), absences=(absence(AbsenceKind.EXEMPT), absence(AbsenceKind.EXEMPT, day=4))
            ),
            subject("Музыка", (), "5.00"),
        ),
        Missed(2, 2, 0, 0, 0, 1),
    ),
    debts=(DebtLine("Биология", "Биология", "Практическая № 2", date(2026, 11, 27)),),
)
"""The first of the drawn strips."""


def crowded(count: int = 20, marks: int = 6, debts: int = 0) -> WeekExtract:
    """Return a week of many subjects with many marks, and work to hand in."""
    low = said(State.FIRM, 3, (Way(5, 5, 100),))
    some = tuple(mark("3" if n % 2 else "5", 1 + n % 3, n % 6, test=n % 4 == 3) for n in range(marks))
    subjects = tuple(subject(name, some, forecast=low) for name in SUBJECTS[:count])
    what = "Практическая работа № 2 «Строение растительной клетки под микроскопом»"
    owed = tuple(DebtLine(name, f"{name[:5]}.", what, date(2026, 11, 27)) for name in SUBJECTS[:debts])
    return replace(week(subjects, Missed(7, 3, 2, 1, 1, 2)), debts=owed)


def sheet(count: int = 14, terms: int = 2, *, year: bool = False) -> TermSheet:
    """Return a period sheet with every kind of entry in turn."""
    columns = [FinalsColumn(FinalScope.TERM, term) for term in QUARTERS[:terms]]
    if year:
        columns.append(FinalsColumn(FinalScope.YEAR, None))
    entries = (mark("5"), DeferredChip(date(2026, 11, 27)), mark("н/а"), None, mark("4"), mark("зач"), mark("3"))
    rows = tuple(
        TermSheetRow(name, tuple(entries[(row + n) % 7] for n in range(len(columns))), average("4.25"), 7)
        for row, name in enumerate(SUBJECTS[:count])
    )
    return TermSheet(
        ANNA,
        QUARTERS[terms - 1],
        datetime(2026, 12, 30, 9, 5),
        tuple(columns),
        rows,
        Missed(12, 8, 2, 1, 1, 3),
        2,
        is_complete=True,
    )


def without_days(count: int) -> TermSheet:
    """Return a period sheet whose subjects have up to forty marks and absences without days."""
    five = UndatedMark("5", MarkKind.NUMERIC, Decimal(5), Decimal(2))
    listed = (five, UndatedMark("н", None, absence=AbsenceKind.ABSENT), UndatedMark("зач", MarkKind.PASS))
    made = sheet(count)
    rows = (replace(row, average=None, marks=0, undated=listed[: n % 4] * (n * 2)) for n, row in enumerate(made.rows))
    return replace(made, rows=tuple(rows))


def slip(title: str = "", result: MarkChip | None = None) -> ExamSlip:
    """Return the result of an exam in mathematics."""
    line = ExamLine(date(2027, 5, 28), "Математика", title, FinalScope.STATE_EXAM, result, date(2027, 6, 9))
    return ExamSlip(replace(ANNA, class_title="9Б"), datetime(2027, 6, 9, 12, 0), line)


def delivery(count: int = 7, per_sheet: int = 3) -> DeliveryList:
    """Return a delivery register with awkward names and recipients."""
    reasons = ("refused", "no_access", "paper_form")
    rows = tuple(
        DeliveryRow(
            n + 1,
            f"{AWKWARD[n % 5].family_name} {AWKWARD[n % 5].given_name} {n + 1}",
            Product.EXAM if n % 7 == 6 else Product.WEEK,
            "Константинопольская-Верхнереченская Елизавета Вильгельмовна" if n % 3 == 1 else "",
            reasons[n % 3],
            "второй иностранный язык (немецкий)" if n % 7 == 6 else "",
        )
        for n in range(count)
    )
    what = "неделя 16–21 ноября 2026"
    return DeliveryList(
        "6Б", what, -(-count // per_sheet), per_sheet, "stack", 1184, date(2026, 11, 20), HEAD.responsible, rows
    )


def calls(count: int = 4) -> CallList:
    """Return a call list of students who missed one to six lessons."""
    rows = tuple(
        CallRow(
            n + 1,
            f"{AWKWARD[n % 5].family_name} {n + 1}",
            tuple(absence(AbsenceKind.ABSENT, SUBJECTS[k], k + 1) for k in range(n % 6 + 1)),
            "+7 (922) 000-00-12, +7 (922) 000-00-13",
        )
        for n in range(count)
    )
    return CallList(
        "6Б", date(2026, 11, 18), datetime(2026, 11, 19, 9, 20), 1184, date(2026, 11, 18), HEAD.responsible, rows
    )
