"""Exports in the layout of БАРС, good ones and such with one fault each; see `make_exports`."""

from __future__ import annotations

from tests.exports import barsdiary as b
from tests.exports.workbooks import archive_of

_WHO = "student: Берёзкина Ая\n"
_CLASS = "group: 8А\n"
_TOGETHER = "together: folder\n"


def files() -> dict[str, bytes]:
    """Return the files by path."""
    good = {f"bars/{name}": content for name, content in _good().items()}
    return good | {f"broken/bars-{name}": content for name, content in _broken().items()}


def _good() -> dict[str, bytes]:
    own = {"description": "Карточка 3", "document": {"name": "card.pdf"}, "lesson_id": "1"}
    days = (
        b.day(
            b.lesson(2, mark="5 4/3", comment="Молодец", theme="Функция"),
            b.lesson(1, attendance="Б", homework="№ 112", schedulelessontype="Контрольная работа"),
            b.lesson(3, "Физика", mark="Н 2", remarks="Забыл дневник"),
            b.lesson(4, "Химия", attendance="УП", comment="Сдать лабораторную", ind_homework_exists=True),
            b.lesson(5, "Физкультура", attendance="осв", materials=[{"name": "a", "url": "b"}]),
        ),
        b.day(b.lesson(1, mark="", homework="№ 115"), on="2026-09-16"),
        b.day(on="2026-10-27", is_vacation=True),
        b.day(on="2026-09-20", is_weekend=True),
    )
    answers = {
        "class.json": b.class_list("Берёзкина Ая", "Ёлкина Анна"),
        "diary.json": b.diary(*days),
        "diary-again.json": b.diary(days[0]),
        "summary.json": b.summary(
            b.mark("3", description="Работа на уроке"),
            b.mark("5", description="Работа на уроке"),
            b.mark("4", description="Контрольная работа"),
            b.mark("4", "2026-09-16", "Домашняя работа"),
            b.mark("Н", "2026-09-17"),
        ),
        "totals.json": b.totals(("p1", "4"), ("p2", ""), ("year", "н/а"), ("e", "5"), e="Экзамен"),
        "homework.json": b.by_days(
            d14=[b.homework("№ 112", "№ 115", materials=[{"name": "a"}])],
            d16=[b.homework("№ 115", "№ 120", individualHomeworks=[own], nextIndividualHomeworks=[own])],
        ),
    }
    return {
        "zip/answers.zip": archive_of(answers),
        "zip/journal.yaml": (_WHO + "group: 8 а\nterm: 1 Четверть\n").encode(),
        "one-by-one/diary.json": b.diary(b.day(b.lesson(1, mark="5"))),
        "one-by-one/summary.json": b.summary(b.mark("5", description="Работа на уроке")),
        "one-by-one/homework.json": b.by_days(d14=[b.homework("", "№ 115")]),
        "one-by-one/journal.yaml": (_WHO + _CLASS).encode(),
        "mapping/diary.json": b.diary(b.day(b.lesson(1, mark="АЗ", attendance="П"), b.lesson(2, mark="+"))),
        "mapping/totals.json": b.totals(("p1", "+"), ("year", "АЗ")),
        "mapping/mapping.yaml": 'codes:\n  lesson: {П: absent_excused, АЗ: debt, "+": ignore}\n'
        '  final: {АЗ: not_assessed, "+": ignore}\n'.encode(),
        "mapping/journal.yaml": (_WHO + _CLASS + _TOGETHER + "mapping: mapping.yaml\n").encode(),
    }


def _broken() -> dict[str, bytes]:
    both = _WHO + _CLASS
    diary = b.diary(b.day(b.lesson(1, mark="5")))
    cases: dict[str, tuple[str, dict[str, bytes]]] = {
        "no-student": (_CLASS, {"diary": diary}),
        "no-class": (_WHO, {"diary": diary}),
        "another-class": (_WHO + "group: 9Б\n", {"class": b.class_list("Берёзкина Ая")}),
        "two-classes": (_WHO + _TOGETHER, {"a": b.class_list("Берёзкина Ая"), "b": b.class_list(letter="Б")}),
        "another-term": (both + "term: 2 четверть\n", {"summary": b.summary(b.mark("5"))}),
        "student-of-no-list": (
            "student: Сидоров Пётр\n" + _TOGETHER, {"class": b.class_list("Берёзкина Ая"), "diary": diary},
        ),
        "two-of-one-name": (_CLASS, {"class": b.class_list("Берёзкина Ая", "Берёзкина  ая")}),
        "name-that-is-none": (_CLASS, {"class": b.class_list("", "Берёзкина Ая")}),
        "class-without-grade": (_WHO, {"class": b.class_list("Берёзкина Ая", study_level=None)}),
        "unknown-code": (both, {"diary": b.diary(b.day(b.lesson(1, attendance="П"), b.lesson(2, mark="Сидоров П"),
                                                        b.lesson(3, mark="ы")))}),
        "unknown-final-mark": (both, {"totals": b.totals(("p1", "ы"), ("year", "."))}),
        "marks-differ": (both + _TOGETHER, {"diary": diary, "summary": b.summary(b.mark("4"))}),
        "final-marks-differ": (both + _TOGETHER, {"a": b.totals(("p1", "4")), "b": b.totals(("p1", "5"))}),
        "unknown-part-of-the-year": (both, {"totals": b.totals(("p9", "4"))}),
        "days-that-are-none": (both, {"diary": b.diary(b.day(b.lesson(1), on="14 сентября"), b.day(b.lesson(1), on=""))}),
        "time-that-is-none": (both, {"diary": b.diary(b.day(b.lesson(1, time_begin="8.30"), b.lesson(2, "", mark="5")))}),
        "homework-that-is-none": (both, {"homework": b.by_days(d14=[b.homework("", discipline=None),
                                                                     b.homework("", homework=7)])}),
        "stranger": (both + _TOGETHER, {"diary": diary, "me": b'{"user": {}}'}),
        "cut-off": (both, {"diary": diary[:500]}),
    }  # fmt: skip
    found = {
        f"{name}/{file}.json": content for name, (_, answers) in cases.items() for file, content in answers.items()
    }
    return found | {f"{name}/journal.yaml": said.encode() for name, (said, _) in cases.items()}
