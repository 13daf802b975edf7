"""Regulation A (school № 19, Kamensk-Uralsky): a test for each row, on the example school."""

from __future__ import annotations

import json
import re
from datetime import datetime

import pytest

from generator.reports.deadlines.values import Matter
from generator.rules.clocks.profile import marks_days, profile_on
from generator.rules.deadlines import Verdict
from tests.regulations.ground import NEWCOMER, SPACE, WEEK, Ground, part, text_of
from tests.schools import cast

pytestmark = pytest.mark.ci

REGULATION = "Регламент услуги «Предоставление информации о текущей успеваемости», приказ № 00 от 28.08.2026"
REFUSER = "Теплова Алла Борисовна"


def test_a0_1_the_regulation_is_named_on_the_diary_on_every_paper_and_on_the_poster(
    today: Ground, autumn: Ground, mine: Ground
) -> None:
    diary = today.diary(cast.MOTHER_OF_TWO, cast.SIBLING_8A)
    assert f"Основание: {REGULATION}." in text_of(diary.partition("<footer")[2])
    for name in ("week-8А.html", "term-8А.html"):
        assert REGULATION in text_of(autumn.paper(name))
    mine.done("print", "forms", "poster")
    assert REGULATION in text_of(mine.paper("poster.html", "forms"))


def test_a0_1_a_new_regulation_is_named_from_its_day_on_and_changes_no_page_before(mine: Ground) -> None:
    before = mine.diary(cast.MOTHER_OF_TWO, cast.SIBLING_8A)
    mine.change(
        "  - from: 2026-09-01\n", "  - from: 2026-11-20\n    regulation: Новый регламент\n  - from: 2026-09-01\n"
    )
    mine.done("build", "--workers", "1")
    assert mine.diary(cast.MOTHER_OF_TWO, cast.SIBLING_8A) == before, "its data are of the day before"
    mine.change("from: 2026-11-20", "from: 2026-11-19")
    mine.done("build", "--workers", "1")
    assert "Основание: Новый регламент." in mine.diary(cast.MOTHER_OF_TWO, cast.SIBLING_8A)


def test_a0_1_the_register_of_publications_names_the_profile_that_held(autumn: Ground) -> None:
    (line,) = autumn.register("publications")
    assert line["profile"] == f"2026-09-01 strict publication {REGULATION}"


def test_a0_2_the_official_journal_and_the_state_portal_are_one_press_away(today: Ground) -> None:
    about = part(today.diary(cast.MOTHER_OF_TWO, cast.SIBLING_8A), "more")
    assert "Официальный журнал и портал" in about
    assert '<a href="https://journal.example">' in about
    assert '<a href="https://portal.example">' in about


def test_a1_1_families_are_told_by_poster_and_leaflet_and_the_register_says_who_was(
    autumn: Ground, mine: Ground
) -> None:
    mine.done("print", "forms", "poster", "leaflet")
    for name in ("poster", "leaflet"):
        text = text_of(mine.paper(f"{name}.html", "forms"))
        for said in ("Что вы узнаете", "Кто может получать", "Как начать", "В какие сроки", f"до 5{SPACE}рабочих дней"):
            assert " ".join(said.split()) in text
    assert [(line["class"], line["day"], line["way"]) for line in autumn.register("informing")] == [
        ("5Б", "2026-09-03", "родительское собрание"),
        ("8А", "2026-09-03", "родительское собрание"),
    ]
    students = len(cast.CLASS_5B) + len(cast.CLASS_8A)
    told = autumn.tally(Matter.INFORMING)
    assert (told.met, told.at_risk) == (students - 1, 1), "who came after the meeting is still to be told"
    assert mine.tally(Matter.INFORMING).met == 0, "where nothing is noted, the radar asks for it"


def test_a1_2_the_request_form_is_printed_for_every_student_of_a_class(mine: Ground) -> None:
    mine.done("print", "forms", "application", "--class", "8А")
    html = mine.paper("application-8А.html", "forms")
    assert html.count('<section class="sheet') == len(cast.CLASS_8A)
    text = text_of(html)
    assert cast.HYPHEN.name in text
    for said in ("Кем заявитель приходится ученику", "электронная на бумаге обе", "Телефон", "Рег."):
        assert said in text


def test_a1_3_a_request_is_registered_with_number_date_and_channel_until_it_is_settled(mine: Ground) -> None:
    lines = {line["application_no"]: line for line in mine.register("applications")}
    assert lines["2026-015"]["channel"] == "ЕПГУ"
    assert (lines["2026-015"]["day"], lines["2026-015"]["closed"]) == ("2026-09-07", "")
    settled = mine.id_of(NEWCOMER)
    mine.done("record", "application-closed", "--recipient", settled, "--document", "реестр, л. 4")
    lines = {line["application_no"]: line for line in mine.register("applications")}
    assert (lines["2026-015"]["closed"], lines["2026-015"]["document"]) == ("2026-11-19", "реестр, л. 4")


def test_a1_3_a_request_without_a_number_stops_the_build(mine: Ground) -> None:
    mine.fill(NEWCOMER, номер_заявления="")
    code, _, err = mine.run("build", "--workers", "1")
    assert code == 1
    assert "[application-incomplete]" in err


def test_a2_1_every_applicant_has_a_code_and_no_register_holds_one(today: Ground) -> None:
    lines = today.register("codes")
    assert len(lines) == len(cast.EXPECTED_READERS) == len({code["code"] for code in today.school.codes})
    assert {line["code_state"] for line in lines} == {"выпущен, не вручён"}
    kept = (today.folder / "private" / "register.sqlite").read_bytes()
    for code in today.school.codes:
        for shown in (str(code["code"]), str(code["code"]).replace(" ", "")):
            assert shown.encode() not in kept
            assert shown not in json.dumps(lines, ensure_ascii=False)


def test_a2_1_the_slip_brings_the_code_in_groups_a_symbol_the_address_and_whom_to_call(today: Ground) -> None:
    code = today.school.of(cast.MOTHER_OF_TWO)
    letter = (today.folder / "output/letters" / f"{code['recipient_id']}.html").read_text(encoding="utf-8")
    groups = str(code["code"]).split()
    assert [len(group) for group in groups] == [4] * 5
    assert " ".join(groups) in text_of(letter)
    assert 'class="qr"' in letter
    assert "http://localhost:8000" in letter
    assert "тел. 8 (000) 000-00-00" in text_of(letter)


def test_a2_2_the_clock_of_five_working_days_stops_at_the_hand_over(mine: Ground, autumn: Ground) -> None:
    mine.fill(NEWCOMER, дата_заявления="16.11.2026", дата_согласия="16.11.2026")
    (due,) = (one for one in mine.radar().codes if one.recipient_id == mine.id_of(NEWCOMER))
    assert (due.judged.due, due.judged.verdict) == (datetime(2026, 11, 23, 23, 59, 59), Verdict.AT_RISK)
    mine.done("access", "handed", due.recipient_id)
    (met,) = (one for one in mine.radar().codes if one.recipient_id == due.recipient_id)
    assert met.judged.verdict is Verdict.MET
    assert autumn.tally(Matter.CODE).met == 1, "applied on 19 October, handed over on 24 October"
    code, out, _ = mine.run("access", "due")
    assert code == 0
    assert "registered 2026-09-01, due 2026-09-08" in out


def test_a3_1_a_family_reads_alone_and_the_register_knows_every_publication(autumn: Ground) -> None:
    assert len(autumn.school.codes) == len(cast.EXPECTED_READERS)
    for code in autumn.school.codes:
        students = code["students"]
        assert isinstance(students, list)
        assert autumn.family(str(code["recipient"])).count('class="d-child') == len(students)
    (line,) = autumn.register("publications")
    pages = len(cast.EXPECTED_READERS) + len({name for names in cast.EXPECTED_READERS.values() for name in names})
    assert int(line["written"]) >= pages
    assert line["published"] == "2026-10-24 12:00"
    assert re.fullmatch("[0-9a-f]{64}", line["digest"]), "of all files"
    for path in autumn.school.site.rglob("*.html"):
        assert not re.findall(r'(?:src|href)="(?!#|data:)', path.read_text(encoding="utf-8")), "nothing is fetched"


def test_a4_1_a_refusal_stands_in_the_register_closes_the_page_and_is_lifted_by_a_later_consent(mine: Ground) -> None:
    (line,) = (one for one in mine.register("consents") if one["kind"] == "отказ")
    assert (line["day"], line["ground"], line["document"]) == ("2026-09-07", "отказ", "заявление № 31")
    assert REFUSER not in {code["recipient"] for code in mine.school.codes}
    mine.done("print", "forms", "refusal")
    assert "Отказ можно написать и в свободной форме, он действует так же." in text_of(
        mine.paper("refusal.html", "forms")
    )
    mine.fill(REFUSER, дата_согласия="18.11.2026", документ_согласия="согласие № 30", форма="электронная")
    mine.done("build", "--workers", "1")
    issued = mine.asked("access", "issue")
    assert isinstance(issued, list)
    assert [one["recipient"] for one in issued] == [REFUSER]


def test_a4_2_a_family_on_paper_gets_the_week_and_the_hand_over_is_known(autumn: Ground, mine: Ground) -> None:
    text = text_of(autumn.paper("week-8А.html"))
    assert "Теплова Кира" in text
    assert "19–24 октября 2026" in text
    lines = [line for line in autumn.register("papers") if line["period"] == WEEK]
    assert {(line["made"][:10], line["handed"]) for line in lines} == {("2026-10-24", "2026-10-24")}
    assert autumn.tally(Matter.WEEKLY_PAPER).met == len(lines) == 3
    mine.done("print")
    assert {line["handed"] for line in mine.register("papers")} == {""}, "printed is not handed over"
    mine.change("today: 2026-11-19T18:30", "today: 2026-11-23T08:00")
    assert mine.tally(Matter.WEEKLY_PAPER).broken == 3


def test_a5_1_a_mark_reaches_the_family_within_three_days_and_a_late_one_is_shown_to_the_staff(
    autumn: Ground, mine: Ground
) -> None:
    tally = autumn.tally(Matter.MARKS)
    assert (tally.broken, tally.at_risk) == (0, 0)
    assert tally.met > 500
    assert mine.tally(Matter.MARKS).met == 0, "what is only in the journal has not reached the family"
    mine.change("today: 2026-11-19T18:30", "today: 2026-11-25T08:00")
    late = [one for one in mine.radar().school.lines if (one.matter, one.verdict) == (Matter.MARKS, Verdict.BROKEN)]
    assert late
    assert all(one.teacher_id and one.subject_id and one.due and one.seconds and one.seconds < 0 for one in late)


def test_a5_2_each_level_of_the_school_may_have_a_stricter_limit(mine: Ground) -> None:
    mine.change("    reading: strict\n", "    reading: strict\n    levels: {basic: {marks_days: 1}}\n")
    settings = mine.inputs().settings
    profile = profile_on(settings.rules, mine.inputs().now.date())
    assert [marks_days(profile, grade) for grade in (1, 4, 5, 9, 10, 11)] == [3, 3, 1, 1, 3, 3]
    strict = mine.tally(Matter.MARKS)
    mine.change("    levels: {basic: {marks_days: 1}}\n", "")
    assert mine.tally(Matter.MARKS).open > strict.open, "with three days more marks are still in time"


def test_a6_1_every_mark_of_the_quarter_is_with_the_family_within_two_days(autumn: Ground) -> None:
    tally = autumn.tally(Matter.TERM_MARKS)
    assert (tally.broken, tally.unproven, tally.at_risk, tally.open) == (0, 0, 0, 0)
    assert tally.met == 335, "one of 336 is deferred"
    finals = part(autumn.diary(cast.MOTHER_OF_TWO, cast.SIBLING_8A), "finals")
    assert finals.count('<b class="chip m') >= 17
    assert "Теплова Кира" in text_of(autumn.paper("term-8А.html"))
    assert "Все отметки законченных периодов выставлены" in text_of(autumn.staff("finals.html"))


def test_a7_1_an_absence_is_known_within_24_hours_on_the_page_or_by_a_call(autumn: Ground) -> None:
    tally = autumn.tally(Matter.ABSENCES)
    assert (tally.broken, tally.at_risk) == (0, 0)
    assert tally.met > 50
    assert 'class="missed"' in part(autumn.diary(cast.MOTHER_OF_TWO, cast.SIBLING_8A), "absences")
    calls = text_of(autumn.paper("calls.html", "2026-09-15"))
    assert "Теплова Кира" in calls
    assert "Семье сообщить до 16 сентября" in calls


@pytest.mark.parametrize("name", ["deadlines.html", "registers.html", "imports.html", "finals.html", "hours.html"])
def test_the_staffs_pages_are_never_part_of_what_is_published(autumn: Ground, name: str) -> None:
    assert autumn.staff(name)
    assert not list(autumn.school.site.rglob(name))
