"""Regulation B (school № 5, Yugorsk), points 5 to 8: finals and statistics, exams, contacts, exchange."""

from __future__ import annotations

import csv
import json
import re
import shutil

import pytest

from generator import sheet_faults
from generator.diaries.diary import Finals
from generator.reports.deadlines.values import Matter
from generator.reports.sheet_check import ShownCell
from generator.rules.deadlines import Verdict
from tests.carriers import mail_server
from tests.regulations.ground import Ground, part, text_of
from tests.schools import cast

pytestmark = pytest.mark.ci

GUARDIAN = "Д'Артова Клара Робертовна"
SUBSCRIBER = "Лисичкина Татьяна Олеговна"
WRITTEN = "Берёзкина Лариса Юрьевна"


def table(ground: Ground, name: str) -> list[dict[str, str]]:
    """Return a table of the staff's reports, as the file for Excel has it."""
    path = ground.folder / "output/staff" / f"{name}.csv"
    return list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))


def test_b5_1_every_student_has_final_marks_or_the_word_why_not(autumn: Ground) -> None:
    lines = table(autumn, "finals-complete")
    sums = {
        line["Класс"]: [int(line[name]) for name in ("Ожидается", "Выставлено", "Нет", "Отложено")] for line in lines
    }
    assert sums == {"5Б": [132, 132, 0, 0], "8А": [204, 203, 0, 1]}
    finals = part(autumn.diary(cast.MOTHER_OF_TWO, cast.SIBLING_8A), "finals")
    assert '<abbr title="1 четверть">' in finals
    assert '<abbr title="Годовая отметка">' in finals
    assert "Табель, 1 четверть 2026" in text_of(autumn.paper("term-8А.html"))


def test_b5_1_a_missing_final_mark_is_named_to_the_staff(mine: Ground) -> None:
    path = mine.folder / "content/exports/5Б/final_marks.json"
    marks = json.loads(path.read_text(encoding="utf-8"))
    del marks[0]["per-subject-final-marks"][0]
    path.write_text(json.dumps(marks, ensure_ascii=False), encoding="utf-8")
    mine.done("report", "--only", "finals", "--workers", "1")
    assert sum(int(line["Нет"]) for line in table(mine, "finals-complete")) == 1
    assert len(table(mine, "finals-missing")) == 1


def test_b5_2_lessons_held_are_counted_against_the_plan_with_what_was_replaced_and_cancelled(autumn: Ground) -> None:
    lines = {line["Предмет"]: line for line in table(autumn, "class-5Б-hours-2")}
    biology = lines["Биология"]
    assert [biology[name] for name in ("План", "Проведено", "Отклонение, %")] == ["8", "8", "0,0"]
    assert {"Из них замены", "Отменено", "Перенесено"} <= set(biology)
    assert "больше 5" in text_of(autumn.staff("hours.html"))


def test_b5_2_a_family_reads_how_many_lessons_were_held_of_those_planned(today: Ground) -> None:
    marks = part(today.diary(cast.MOTHER_OF_TWO, cast.SIBLING_8A), "marks").partition('id="d-marks-2"')[2]
    held, planned = re.search(
        r"Проведено уроков: (\d+) из (\d+) по плану\. До конца четверти уроков: 18", marks
    ).groups()  # type: ignore[union-attr]
    assert int(planned) - int(held) == 18


def test_b5_3_lessons_are_counted_by_their_type_with_the_share_of_tests(autumn: Ground) -> None:
    types = {line["Вид урока"]: line for line in table(autumn, "class-5Б-types")}
    assert int(types["Проверочная работа"]["Проведено"]) > 0
    assert types["Проверочная работа"]["Контрольная"] == "контрольная"
    assert "Контрольные, %" in table(autumn, "class-5Б-hours-2")[0]
    tally = autumn.tally(Matter.TESTS_SHARE)
    assert tally.total > 20, "the norm of ten per cent is judged for every class and subject"


def test_b5_4_results_of_classes_and_subjects_by_the_usual_formulas_and_never_on_a_familys_page(
    autumn: Ground,
) -> None:
    lines = {line["Предмет"]: line for line in table(autumn, "class-5Б-results") if line["Период"] == "1 четверть"}
    line = lines["Биология"]
    assert [line[mark] for mark in ("5", "4", "3", "2")] == ["3", "6", "2", "0"]
    # 3 fives, 6 fours, 2 threes: 11 of 11, 9 of 11, (3 + 6 × 0.64 + 2 × 0.36) / 11, 45 / 11
    assert [line[name] for name in ("Успев., %", "Качество, %", "СОУ с н/а, %", "Средний балл")] == [
        "100,0", "81,8", "68,7", "4,09",
    ]  # fmt: skip
    page = text_of(autumn.diary(cast.MOTHER_OF_TWO, cast.SIBLING_8A))
    assert not re.search("СОУ|качество|рейтинг|место в классе", page, re.IGNORECASE)


def test_b5_5_a_deferred_mark_shows_its_day_and_no_diagnosis(mine: Ground, today: Ground) -> None:
    finals = part(today.diary(GUARDIAN, cast.APOSTROPHE), "finals")
    assert "отсрочка до 4 дек" in text_of(finals)
    assert not re.search("болезн|диагноз|справк", text_of(finals).replace("по болезни", ""), re.IGNORECASE)
    (line,) = (one for one in today.radar().school.lines if one.matter is Matter.DEFERRALS)
    assert (line.verdict, line.due and line.due.date().isoformat()) == (Verdict.OPEN, "2026-12-04")
    mine.change("today: 2026-11-19T18:30", "today: 2026-12-02T09:00")
    assert mine.tally(Matter.DEFERRALS).at_risk == 1, "the reminder comes three days before"


def test_b5_5_the_register_of_deferrals_has_order_and_day(mine: Ground) -> None:
    command = ("record", "deferral", "--student", "S5", "--subject", "Математика", "--term", "2 четверть")
    mine.done(*command, "--until", "2027-01-20", "--order", "№ 50-у", "--on", "2026-11-18")
    (line,) = mine.register("deferrals")
    assert (line["subject"], line["term"], line["until"], line["order"]) == (
        "Математика", "2 четверть", "2027-01-20", "№ 50-у",
    )  # fmt: skip
    assert "Лисичкина" in line["student"]


def test_b5_6_final_marks_are_copied_to_the_summary_sheets_that_never_leave_the_school(autumn: Ground) -> None:
    term = text_of(autumn.staff("sheets-8А.html"))
    assert "Сводная ведомость учёта успеваемости 8А класс, 1 четверть, 2026/27 учебный год" in term
    assert "Бекова Айгерим Талант кызы 5 5 4 4" in term
    assert "отс" in term, "a deferral stands in its place"
    year = text_of(autumn.staff("sheets-8А-year.html"))
    assert all(pupil.family_name in year for pupil in cast.CLASS_8A)
    assert "Сводная ведомость" not in autumn.diary(cast.MOTHER_OF_TWO, cast.SIBLING_8A)


def test_b5_6_a_page_that_differs_from_the_summary_sheet_stops_the_build(
    mine: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = sheet_faults.cells_of

    def wrong(student_id: str, shown: Finals) -> set[ShownCell]:
        return {cell._replace(text="2") if cell.subject == "Алгебра" else cell for cell in right(student_id, shown)}

    monkeypatch.setattr(sheet_faults, "cells_of", wrong)
    before = {path: path.read_bytes() for path in (mine.folder / "output/site").rglob("*.html")}
    mine.change("grace_hours: 24", "grace_hours: 25")
    code, _, err = mine.run("build", "--workers", "1")
    assert code == 4
    assert "8А: error: the summary sheet of 8А and its diaries differ in Алгебра, 1 четверть [sheet-differs]" in err
    assert {path: path.read_bytes() for path in (mine.folder / "output/site").rglob("*.html")} == before


def test_b6_1_an_exam_result_reaches_the_family_within_a_day_of_its_receipt(autumn: Ground) -> None:
    tally = autumn.tally(Matter.EXAM_RESULTS)
    assert (tally.met, tally.broken) == (1, 0), "received on 23 October at 15:10, published on the 24th at noon"
    finals = text_of(part(autumn.diary(WRITTEN, cast.SINGLE_5B), "finals"))
    assert "Математика 5 Диагностика, 22 октября. Результат получен 23 октября" in finals
    assert "Результат экзамена" in text_of(autumn.paper("exam-8А.html"))


def test_b6_1_results_that_came_to_the_school_are_awaited(mine: Ground) -> None:
    mine.add("exams", f"{cast.ILL_5B.name};5Б;Математика;;Диагностика;18.11.2026;;")
    mine.done("record", "exam-received", "--student", "S5", "--subject", "Математика", "--exam", "Диагностика")
    (line,) = mine.register("exams")
    assert (line["subject"], line["exam"], line["received"]) == ("Математика", "Диагностика", "2026-11-19 18:30")
    waiting = [
        one for one in mine.radar().school.lines if one.matter is Matter.EXAM_RESULTS and one.detail == "Диагностика"
    ]
    assert [(one.verdict, one.due and one.due.isoformat()) for one in waiting] == [
        (Verdict.OPEN, "2026-11-20T18:30:00")
    ]


def test_b6_1_results_of_an_exam_that_no_export_names_are_awaited_too(mine: Ground) -> None:
    mine.done("record", "exam-received", "--class", "5Б", "--subject", "Математика", "--exam", "Пробный экзамен")
    (line,) = (one for one in mine.radar().school.lines if one.detail == "Пробный экзамен")
    assert (line.matter, line.verdict, line.class_title) == (Matter.EXAM_RESULTS, Verdict.OPEN, "5Б")
    assert line.due is not None
    assert line.due.isoformat() == "2026-11-20T18:30:00"


def test_b7_1_the_agreed_channel_is_kept_with_its_document_and_its_age_is_watched(mine: Ground) -> None:
    recipient = mine.id_of(WRITTEN)
    mine.done("record", "contact", "--recipient", recipient, "--channel", "phone", "--document", "лист № 3")
    (line,) = (one for one in mine.register("contacts") if WRITTEN in one["recipient"])
    assert (line["agreed"], line["document"], line["day"]) == ("телефон", "лист № 3", "2026-11-19")
    (given,) = (one for one in mine.register("contacts") if SUBSCRIBER in one["recipient"])
    assert given["document"] == "анкета от 05.09.2026"
    assert "lisichkina@families.example" not in json.dumps(given), "addresses stay in the families file"
    assert mine.tally(Matter.CONTACTS).total >= 7
    mine.done("print", "forms", "contacts")
    assert "Раз в год школа спросит, не изменились ли контакты." in text_of(mine.paper("contacts.html", "forms"))


@pytest.mark.parametrize(("document", "told"), [("анкета от 05.09.2026", 1), ("", 0)])
def test_b7_2_a_contact_without_a_document_is_not_written_to(mine: Ground, document: str, told: int) -> None:
    mine.fill(SUBSCRIBER, документ_о_контактах=document)
    with mail_server.serving() as mail:
        mine.change('mail_server: ""', f"mail_server: 127.0.0.1:{mail.port}")
        mine.change("mail_security: tls", "mail_security: none")
        mine.change('mail_from: ""', "mail_from: diary@school.example")
        mine.done("build", "--workers", "1")
        says = "пишет вам по электронной почте" in text_of(mine.family(SUBSCRIBER))
        found = mine.asked("notify", "--dry-run")
    assert isinstance(found, dict)
    assert says is bool(told)
    assert found["others"].get("no-contact-document", 0) == 1 - told


def test_b8_1_the_import_log_has_every_export_with_digest_rows_and_what_was_rejected(mine: Ground) -> None:
    before = mine.register("imports")
    assert {line["accepted"] for line in before} == {"да"}
    assert all(re.fullmatch("[0-9a-f]{64}", line["digest"]) and line["rows"] for line in before)
    mine.add("marks-5Б", "Берёзкин Матвей Романович;5Б;Математика;31.11.2026;5;;;")
    code, _, err = mine.run("build", "--workers", "1")
    assert code == 1
    assert re.search(r"marks-5Б\.csv:\d+:4: error: .*\[no-such-day\]", err), "with its place"
    last = mine.register("imports")[-1]
    assert (last["accepted"], last["rejected"], last["reasons"]) == ("нет", "1", "no-such-day 1")


def test_b8_1_a_fault_that_only_its_class_shows_is_in_the_import_log_and_stays_there(mine: Ground) -> None:
    entries = len(mine.register("imports"))
    mine.add("marks-5Б", "Берёзкин Матвей Романович;5Б;Математика;10.11.2026;7;;;")
    for command in ("build", "report"):
        code, _, err = mine.run(command, "--workers", "1")
        assert code == 1
        assert re.search(r'marks-5Б\.csv:\d+: error: mark "7" is not on the scale', err), err
    (last,) = mine.register("imports")[entries:]
    assert last["accepted"] == "нет", "the report found the same, which is no news"
    assert "mark-outside-scale 1" in last["reasons"]


def test_b8_1_an_export_that_is_too_old_ends_the_claim_of_freshness_and_not_the_build(mine: Ground) -> None:
    assert mine.tally(Matter.FRESHNESS).met == 3
    mine.change("today: 2026-11-19T18:30", "today: 2026-11-24T12:00")
    shutil.rmtree(mine.folder / "output" / "staff", ignore_errors=True)
    mine.done("build", "--workers", "1")
    assert mine.tally(Matter.FRESHNESS).met < 3
    html = mine.diary(cast.MOTHER_OF_TWO, cast.SIBLING_8A)
    assert '<time datetime="2026-11-19T00:00">' in html, "the page says how old its data are"
    assert 'data-stale="day"' in html
