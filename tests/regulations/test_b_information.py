"""Regulation B (school № 5, Yugorsk), points 1 to 4: consents, both forms, what a family sees, the forecast."""

from __future__ import annotations

import re
from html import unescape

import pytest

from generator.reports.deadlines.values import Matter
from tests.carriers import mail_server
from tests.end_to_end.serving import serving
from tests.regulations.ground import Ground, part, text_of
from tests.schools import cast

pytestmark = pytest.mark.ci

GUARDIAN = "Д'Артова Клара Робертовна"
SUBSCRIBER = "Лисичкина Татьяна Олеговна"
NO_CONSENT = "Туманова Жанна Игнатьевна"


def diary(ground: Ground) -> str:
    """Return the diary of the daughter in 8А."""
    return ground.diary(cast.MOTHER_OF_TWO, cast.SIBLING_8A)


def week(html: str, monday: str) -> str:
    """Return the HTML of one week."""
    return part(html, "week").partition(f'id="d-w{monday}"')[2].partition('id="d-w')[0]


def test_b1_1_consents_are_registered_for_guardians_too_and_without_one_there_is_no_page(mine: Ground) -> None:
    lines = mine.register("consents")
    (ward,) = (line for line in lines if GUARDIAN in line["recipient"])
    assert (ward["kind"], ward["purpose"], ward["ward"]) == ("согласие", "электронный дневник", "да")
    assert ward["document"] == "согласие № 4"
    assert NO_CONSENT not in {code["recipient"] for code in mine.school.codes}
    mine.done("print")
    assert "Туманова Влада" in text_of(mine.paper("week-5Б.html", "2026-W47")), "the family is on paper by itself"
    mine.done("print", "forms", "consent")
    assert "Отдельный документ, не часть заявления" in text_of(mine.paper("consent.html", "forms"))


def test_b1_1_a_withdrawn_consent_closes_the_page_and_moves_the_family_to_paper(mine: Ground) -> None:
    pages = len(list((mine.school.site / "d").iterdir()))
    recipient = mine.id_of(GUARDIAN)
    mine.done("withdraw", recipient, "S15", "--document", "заявление № 9")
    assert len(list((mine.school.site / "d").iterdir())) == pages - 1
    (line,) = (one for one in mine.register("withdrawals") if "S15" in one["student"])
    assert recipient in line["recipient"]
    mine.done("print")
    assert "Д'Артова Жанна" in text_of(mine.paper("week-8А.html", "2026-W47"))


def test_b2_1_screen_and_paper_say_the_same(mine: Ground) -> None:
    both = "Зорина Надежда Львовна"
    mine.done("print")
    paper = text_of(mine.paper("week-5Б.html", "2026-W47"))
    html = mine.diary(both, cast.BOTH_FORMS)
    assert "Зорина Алиса" in paper
    tasks = re.findall(r'<p class="hw"[^>]*>(.*?)(?: <span|</p>)', week(html, "2026-11-16"))
    said = [" ".join(unescape(re.sub("<[^>]+>", "", task)).split()) for task in tasks]
    assert len(said) > 5
    assert [task for task in said if task not in paper.replace("\N{NON-BREAKING HYPHEN}", "-")] == []


def test_b2_2_parents_have_a_page_of_their_own_that_leads_to_their_children_and_no_others(today: Ground) -> None:
    family = today.family(cast.MOTHER_OF_TWO)
    assert re.findall(r"<h2>(.*?)</h2>", family) == [cast.SIBLING_5B.given_name, cast.SIBLING_8A.given_name]
    apart = today.family(cast.FATHER_APART)
    assert cast.FATHERS_OTHER_CHILD.given_name in apart
    assert cast.MOTHERS_OTHER_CHILD.given_name not in apart


def test_b2_3_a_family_reads_what_it_is_subscribed_to_and_is_told_of_news_without_a_mark(mine: Ground) -> None:
    assert "не приходит" in text_of(mine.family(SUBSCRIBER)), "while the school has no mail server, none is promised"
    public = mine.folder.parent / "public"
    public.mkdir()
    with mail_server.serving() as mail, serving(public) as address:
        mine.change('mail_server: ""', f"mail_server: 127.0.0.1:{mail.port}")
        mine.change("mail_security: tls", "mail_security: none")
        mine.change('mail_from: ""', "mail_from: diary@school.example")
        mine.change("http://localhost:8000", address)
        mine.change('  to: ""', f"  to: folder:{public}")
        mine.done("build", "--workers", "1")
        mine.done("publish")
        mine.done("notify")
    said = text_of(mine.family(SUBSCRIBER))
    assert "пишет вам по электронной почте, не чаще раза в день" in said
    assert "листом «Контакты»" in said
    assert "не приходит" in text_of(mine.family(GUARDIAN))
    assert "листом «Контакты»" in part(mine.diary(SUBSCRIBER, cast.ILL_5B), "more"), "one child: no family page"
    (message,) = mail.mails
    assert mail.recipients == ["lisichkina@families.example"]
    assert not [name for name in cast.ILL_5B.name.split() if name in message.get_content()]
    (line,) = mine.register("mailings")
    assert SUBSCRIBER in line["recipient"]
    assert line["day"] == "2026-11-19"


def test_b2_4_the_page_leads_to_the_state_portal_and_stands_beside_it(today: Ground) -> None:
    about = part(diary(today), "more")
    assert '<a href="https://portal.example">' in about
    assert "личный кабинет" not in text_of(diary(today)).casefold(), "the page is no official cabinet"


def test_b2_5a_attainment_marks_with_work_weight_average_and_finals(today: Ground) -> None:
    marks = part(today.diary(SUBSCRIBER, cast.ILL_5B), "marks")
    assert '<p class="avg"><b>4,67</b>' in marks
    assert "<td>Проверочная работа: Источники знаний<td>4<td>2" in marks, "work, mark, weight"
    assert 'class="tmark">за четверть <b class="chip m5">5' in marks


def test_b2_5b_the_timetable_of_every_week_with_times_and_rooms(today: Ground) -> None:
    html = diary(today)
    assert re.search(r"<b>2</b>9:20<i>каб. 207</i><th>Русский язык", week(html, "2026-11-16"))
    assert 'class="lesson"' in week(html, "2026-11-23"), "the next week is there on Thursday"
    assert len(re.findall(r'id="d-w2\d{3}-', part(html, "week"))) >= 38


def test_b2_5c_a_substituted_and_a_moved_lesson_say_what_stood_there_before(today: Ground) -> None:
    shown = week(diary(today), "2026-11-16")
    assert 'Алгебра <span class="tag">замена</span><span class="sr">вместо </span><s class="old">' in shown
    assert 'Физическая культура <span class="tag">перенос</span>' in shown
    assert '<span class="tag is-off">отменён</span><td><p class="why">урок перенесён на 18.11</p>' in shown


def test_b2_5d_the_tests_of_the_term_stand_in_the_calendar_and_on_paper(today: Ground, mine: Ground) -> None:
    calendar = part(diary(today), "calendar")
    days = re.findall(r'<li data-d="(\d{4})" data-s="', calendar)
    assert "1120" in days
    assert any(day > "1119" and day < "1231" for day in days), "announced tests of this term"
    mine.done("print")
    assert re.search(r"Контрольные: пт\s20\.11 алг\.", text_of(mine.paper("week-8А.html", "2026-W47")))


def test_b2_5e_the_teachers_of_this_student_and_of_no_other_subgroup(today: Ground) -> None:
    teachers = text_of(part(diary(today), "more"))
    other = text_of(part(today.diary(cast.MOTHER_OF_MINOR, cast.MINOR_WITH_CODE), "more"))
    first, second = "Заречная Полина Глебовна", "Светлова Майя Юрьевна"
    assert (first in teachers, second in teachers) == (True, False)
    assert (first in other, second in other) == (False, True)
    assert "dorozhkin@school-0.example, приём по вторникам 15:00–16:00" in teachers


def packet(ground: Ground, pupil: cast.Pupil, *options: str) -> str:
    """Print the packet and return the text of one student's sheet, "" where there is none."""
    ground.done("print", "packet", *options)
    sheets = ground.paper("8А.html", "packet").split('<section class="sheet')
    name = f"<h1>{pupil.family_name} {pupil.given_name.split()[0]}"
    return next((text_of("<section" + sheet) for sheet in sheets if name in unescape(sheet)), "")


def test_b2_5e_on_paper_every_student_has_a_sheet_with_the_own_teachers_and_no_others(mine: Ground) -> None:
    teachers = packet(mine, cast.SIBLING_8A, "--all")
    other = packet(mine, cast.MINOR_WITH_CODE, "--all")
    first, second = "Заречная Полина Глебовна", "Светлова Майя Юрьевна"
    assert (first in teachers, second in teachers) == (True, False)
    assert (first in other, second in other) == (False, True)
    assert "dorozhkin@school-0.example, приём по вторникам 15:00–16:00" in teachers
    assert mine.register("papers") == [], "it needs no proof"
    assert packet(mine, cast.SIBLING_8A, "--class", "5Б"), "the file of another class stays as it was"


def test_b2_5f_the_holidays_of_the_year(today: Ground) -> None:
    calendar = text_of(part(diary(today), "calendar"))
    assert "Осенние каникулы 24\N{NO-BREAK SPACE}октября – 1\N{NO-BREAK SPACE}ноября".replace(
        "\N{NO-BREAK SPACE}", " "
    ) in calendar.replace("\N{NO-BREAK SPACE}", " ")
    assert "Зимние каникулы" in calendar


def test_b2_5f_on_paper_the_year_stands_on_the_sheet_of_each_family_on_paper_and_no_other(mine: Ground) -> None:
    assert packet(mine, cast.SIBLING_8A) == "", "her mother has a code"
    files = sorted((mine.folder / "output/print/packet").iterdir())
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    sheet = text_of(mine.paper("5Б.html", "packet"))
    assert "Туманова Влада" in sheet
    assert "Осенние каникулы 24 октября – 1 ноября" in sheet
    assert "2 четверть 2 ноября – 30 декабря" in sheet
    assert "1-й урок 8:30 – 9:10" in sheet


def test_b2_5g_homework_stands_under_the_day_it_is_due_with_the_day_it_was_given(today: Ground) -> None:
    shown = week(diary(today), "2026-11-16")
    due = re.search(
        r'data-d="2026-11-16".*?<p class="hw" data-a="(\d+)">§\s31, упр\.\s230 <span class="meta nw">25', shown
    )
    assert due
    assert due[1] == "3", "given three days before"
    tally = today.tally(Matter.HOMEWORK_MINUTES)
    assert tally.met > 1000
    assert today.tally(Matter.HOMEWORK).broken == 0


def test_b2_5h_the_recommendations_of_teachers(today: Ground) -> None:
    text = text_of(diary(today))
    assert "Рекомендации Теорема Пифагора на рисунке Геометрия, Калинкина Р." in text
    assert "Теорема Пифагора" not in text_of(today.diary(cast.MOTHER_OF_MINOR, cast.MINOR_WITH_CODE))


def test_b2_6_papers_know_whether_a_family_refused_or_has_no_means(mine: Ground) -> None:
    mine.fill(NO_CONSENT, дата_отказа="10.09.2026", причина_отказа="нет доступа")
    mine.done("build", "--workers", "1")
    mine.done("print")
    grounds = {line["recipient"].partition(" (")[0]: line["ground"] for line in mine.register("papers")}
    assert grounds["Теплова Алла Борисовна"] != grounds[NO_CONSENT]
    found = {line["recipient"].partition(" (")[0]: line["ground"] for line in mine.register("consents")}
    assert (found["Теплова Алла Борисовна"], found[NO_CONSENT]) == ("отказ", "нет возможности")


def test_b3_1_the_results_of_every_student_are_kept_over_the_years(mine: Ground) -> None:
    made = mine.asked("year", "show", "--class", "5Б")
    assert isinstance(made, dict)
    assert len(made["students"]) == len(cast.CLASS_5B)
    sheet = text_of((mine.folder / made["file"]).read_text(encoding="utf-8"))
    assert "Личный лист результатов" in sheet
    assert cast.SINGLE_5B.name in sheet


def test_b4_1_the_forecast_of_the_term_stands_on_the_page_and_on_paper(today: Ground, mine: Ground) -> None:
    marks = part(diary(today), "marks").partition('id="d-marks-2"')[2]
    assert '<b>4,75</b><span class="now">сейчас «5»</span>' in marks, "if the term ended today"
    assert "Тройка даст 4,40" in text_of(marks)
    assert "Отметок 1 из 3. Прогноз появится, когда их будет достаточно" in text_of(marks)
    mine.done("print")
    paper = text_of(mine.paper("week-8А.html", "2026-W47"))
    assert "Прогноз: литература 4 (4,00)" in paper
    assert "«5» от 4,50, «4» от 3,50, «3» от 2,50; приказ от 31.08.2026 № 12" in paper
    tally = today.tally(Matter.FORECAST)
    assert (tally.total, tally.broken) == (22, 0), "each student's next forecast has its day"


def test_b2_5b_the_radar_watches_that_next_weeks_timetable_is_there(today: Ground) -> None:
    matters = today.radar().school.matters
    assert matters[Matter.TIMETABLE].met >= 2, "the next week of both classes"
    assert matters[Matter.TIMETABLE].broken == 0


def test_b2_5d_the_radar_watches_the_days_of_tests_and_their_list(today: Ground) -> None:
    matters = today.radar().school.matters
    assert matters[Matter.TEST_DAYS].met > 0
    assert matters[Matter.TESTS_LIST].broken == 0


def test_b2_5c_the_radar_watches_that_changes_are_known_before_the_lesson(today: Ground) -> None:
    assert today.tally(Matter.CHANGES).total > 0


def test_b3_1_students_without_a_record_in_a_week_are_a_warning_and_never_a_breach(today: Ground) -> None:
    tally = today.tally(Matter.UNRECORDED)
    assert tally.met > 0
    assert tally.broken == 0


def test_b4_1_the_last_forecast_of_each_student_and_term_is_a_table_of_the_staff(mine: Ground) -> None:
    mine.done("print")
    mine.done("print", "handed", "5Б")
    mine.done("report", "--only", "deadlines", "--workers", "1")
    rows = mine.staff("deadlines-forecasts.csv").splitlines()[1:]
    assert any(row.endswith(";2026-11-19;на бумаге;2026-12-03") for row in rows), "told by the extract"
    assert any(row.startswith("8А;") for row in rows)
