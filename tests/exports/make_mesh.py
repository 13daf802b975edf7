"""Exports in the layout of МЭШ, good ones and such with one fault each; see `make_exports`."""

from __future__ import annotations

from typing import Any

from tests.exports import family as f
from tests.exports.dnevnik import payload
from tests.exports.workbooks import archive_of

_WHO = "student: Берёзкина Ая\n"
_CLASS = "group: 8А\n"
_TOGETHER = "together: folder\n"


def files() -> dict[str, bytes]:
    """Return the files by path."""
    good = {f"mesh/{name}": content for name, content in _good().items()}
    return good | {f"broken/mesh-{name}": content for name, content in _broken().items()}


def _good() -> dict[str, bytes]:
    english = {"subject_id": 50, "subject_name": "Английский язык"}
    half = {"group_id": 8, "group_name": "Английский язык 8-А, 8-Б (1 гр.)"}
    answers = {
        "reasons.json": f.reasons("По болезни", "По заявлению родителей", "Без уведомления"),
        "schedule.json": f.wrapped(
            f.day(
                f.lesson(9001, lesson_name="Линейная функция"),
                f.lesson(9002, "09:30", **english, **half, absence_reason_id=1),
                f.lesson(9003, "10:30", lesson_type="REMOTE"),
                f.lesson(9004, "15:00", subject_name=None, group_name="Шахматы", group_id=99,
                         lesson_education_type="AE"),
            ),
            f.day(f.lesson(9011, is_transferred=True, transferred_from_date=f.DAY), on="2026-09-15"),
        ),
        "events.json": f.events(
            f.event(9001, homework={"descriptions": ["№ 112"]}, marks=[{"value": "5", "weight": 1}]),
            f.event(9003, "10:30", cancelled=True, room_number="", room_name="Спортзал"),
            f.event(9005, "11:30", replaced=True, is_missed_lesson=True, subject_name="Физика", subject_id=40),
            f.event(9006, "16:00", source="EC", subject_name="Разговоры"),
        ),
        "attendance.json": f.attendance(
            f.missed(9002, 1, **english, description="к врачу"),
            f.missed(9012, 3, subject_name="Физика"),
            f.missed(9013, None, subject_name="Химия", health_status="SICK_WITH_INFECTION"),
            f.missed(9014, None, subject_name="Шахматы", lesson_education_type="AE"),
        ),
        "exemptions.json": payload([f.exemption(1, "EXEMPT", 33), f.exemption(2, "SICK"), f.exemption(3, "EXEMPT", 90)]),
        "homework.json": f.wrapped(
            f.homework(71, "№ 112,\n113"),
            f.homework(71, "№ 112,\n113"),
            f.homework(72, "Слова", **english, group_id=8, materials=[{"type": "game"}]),
            f.homework(73, "Дебют", type="ec"),
            f.homework(74, ""),
        ),
        "marks.json": f.wrapped(
            f.mark(1, "5", criteria=[{"name": "Речь"}]),
            f.mark(2, "4", weight=0, comment="Хорошо"),
            f.mark(3, "", is_point=True, point_date="2026-10-01", control_form_name="Контрольная работа", weight=3,
                   is_exam=True, created_at=None),
            f.mark(4, "85", original_grade_system_type="hundred", subject_name="Физика",
                   values=[{"grade": {"origin": "85", "five": 4.0}, "grade_system_type": "hundred"}]),
            f.mark(5, "5-", values=None, subject_name="Физика"),
            f.mark(6, "зач", values=[], subject_name="Труд"),
        ),
        "empty.json": f.wrapped(),
    }  # fmt: skip
    by_terms = f.subject(
        f.period("1 триместр", f.mark(1, "3", updated_at="2026-09-20T10:00:00"), fixed_value=4.0, target={"value": 5}),
        f.period("2 триместр", start_iso="2026-12-01", end_iso="2027-02-28", value=None),
        year_mark="5",
    )
    return {
        "zip/answers.zip": archive_of({**answers, "subject.json": payload(by_terms)}),
        "zip/journal.yaml": _WHO.encode(),
        "older-answer/marks.json": payload([_older()]),
        "older-answer/journal.yaml": (_WHO + "group: 10 Б\n").encode(),
        "by-path/8А/Берёзкина Ая/marks.json": f.wrapped(f.mark(1, "5")),
        "by-path/8А/386/marks.json": f.wrapped(f.mark(2, "4")),
        "by-path/journal.yaml": b'path: "by-path/{group}/{student}"\n',
        "mapping/absences.json": f.attendance(f.missed(1, 7), f.missed(2, 9)),
        "mapping/marks.json": f.wrapped(f.mark(1, "АЗ"), f.mark(2, "✓")),
        "mapping/finals.json": f.wrapped(f.subject(f.period(fixed_value="АЗ"), year_mark="✓")),
        "mapping/mapping.yaml": 'codes:\n  lesson: {"7": absent_excused, "9": ignore, АЗ: debt, ✓: ignore}\n'
        "  final: {АЗ: not_assessed, ✓: ignore}\n".encode(),
        "mapping/journal.yaml": (_WHO + _CLASS + _TOGETHER + "mapping: mapping.yaml\n").encode(),
    }


def _older() -> dict[str, Any]:
    """Return a subject of the answer that was usual before."""
    values = [{"five": 5.0, "hundred": 100.0, "original": "5", "nmax": 5.0}]
    fields = {"comment": "", "weight": 2, "is_exam": True, "is_point": False, "control_form_name": "Опрос"}
    mark = {"id": 1, "values": values, **fields, "date": "05.09.2026", "grade_system_type": "five"}
    ends = {"start": "01.09", "end": "30.12", "start_iso": "2026-09-01", "end_iso": "2026-12-30"}
    half = {"name": "1 полугодие", "marks": [mark], **ends, "avg_five": "5.00"}
    return {"subject_name": "Алгебра", "subject_id": 33, "periods": [half], "avg_five": "5.00"}


def _broken() -> dict[str, bytes]:
    marks = f.wrapped(f.mark(1, "5"))
    both = _WHO + _CLASS
    lesson = f.lesson(9001)
    cases: dict[str, tuple[str, dict[str, bytes]]] = {
        "no-student": (_CLASS, {"marks": marks}),
        "no-class": (_WHO, {"marks": marks}),
        "subgroup-of-nobody": (_CLASS, {"schedule": f.wrapped(f.day(f.lesson(1, group_name="Алгебра 8-А (1 гр.)")))}),
        "two-classes": (
            _WHO,
            {"schedule": f.wrapped(f.day(lesson, f.lesson(2, "09:30", group_id=9, group_name="Физика 8-Б")))},
        ),
        "another-class": (_WHO + "group: 9Б\n", {"schedule": f.wrapped(f.day(lesson))}),
        "another-term": (both + "term: 3 четверть\n", {"subject": payload(f.subject(f.period()))}),
        "several-students": (
            both,
            {"exemptions": payload([f.exemption(1, "EXEMPT", 33), f.exemption(2, "EXEMPT", 33, student=387)])},
        ),
        "unknown-reason": (both + _TOGETHER, {"absences": f.attendance(f.missed(1, 2), f.missed(2, 13)),
                                              "reasons": f.reasons("По болезни", "Берёзкина так решила")}),
        "unknown-mark": (both, {"marks": f.wrapped(f.mark(1, "ы"), f.mark(2, "ы"), f.mark(3, "Сидоров"))}),
        "unknown-final-mark": (both, {"subject": payload(f.subject(f.period(fixed_value="ы"), year_mark="."))}),
        "unknown-period": (both, {"subject": payload(f.subject(f.period("Лето")))}),
        "period-backwards": (both, {"subject": payload(f.subject(f.period(end_iso="2026-08-31")))}),
        "unknown-education": (both, {"schedule": f.wrapped(f.day(f.lesson(1, lesson_education_type="XX")))}),
        "mark-twice": (both + _TOGETHER, {"marks-1": marks, "marks-2": f.wrapped(f.mark(1, "4"))}),
        "two-reasons": (
            both + _TOGETHER,
            {"absences": f.attendance(f.missed(9001, 2)), "reasons": f.reasons("По болезни", "Без уведомления"),
             "schedule": f.wrapped(f.day(f.lesson(9001, absence_reason_id=1)))},
        ),
        "lesson-moved-meanwhile": (
            both + _TOGETHER, {"schedule": f.wrapped(f.day(lesson)), "events": f.events(f.event(9001, "09:30"))},
        ),
        "time-of-greenwich": (both, {"events": f.events(f.event(1, start_at=f"{f.DAY}T05:30:00Z"))}),
        "rounded-id": (both, {"marks": f.wrapped(f.mark(1, "5", id=1.0e18))}),
        "days-that-are-none": (
            both, {"marks": f.wrapped(f.mark(1, "5", date="2026-13-01"), f.mark(2, "5", date=None),
                                      f.mark(3, "5", point_date="скоро"))},
        ),
        "no-subject": (both, {"homework": f.wrapped(f.homework(1, "№ 5", subject_name=None), f.homework(2, "№ 6", homework=5)),
                              "schedule": f.wrapped(f.day(f.lesson(1, subject_name="")))}),
        "records-that-are-none": (both, {"marks": payload({"payload": {"1": f.mark(1, "5")}})}),
        "stranger": (both + _TOGETHER, {"marks": marks, "me": b'{"children": []}'}),
        "cut-off": (both, {"marks": marks[:-9]}),
    }  # fmt: skip
    found = {
        f"{name}/{file}.json": content for name, (_, answers) in cases.items() for file, content in answers.items()
    }
    return found | {f"{name}/journal.yaml": said.encode() for name, (said, _) in cases.items()}
