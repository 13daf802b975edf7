"""What was printed for families, and what they have: the proof of hand-over, on a real disk."""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from generator.errors import RegisterError
from generator.model.papers import PaperLine, Product
from generator.register import RecipientClaim, Register
from generator.register.papers import Papers
from tests.unit.register.conftest import NOW

DAY = timedelta(days=1)
TODAY = NOW.date()

ZOYA = PaperLine("S1", "R1", Product.WEEK, "2026-W47", "8А", "refused", "K7Q42M9T")
LEV = PaperLine("S2", "", Product.WEEK, "2026-W47", "8А", "not_applied", "0000001A")
TERM = replace(ZOYA, product=Product.TERM, period="2026-1", code="TERM0001")


@pytest.fixture
def papers(register: Register) -> Papers:
    register.resolve_students([(("ns:1",), "Абрамова Зоя"), (("ns:2",), "Белов Лев")], NOW)
    register.resolve_recipients([RecipientClaim("S1", "Анна", "анна", 0), RecipientClaim("S1", "Пётр", "пётр", 1)], NOW)
    return register.papers


def lines(papers: Papers) -> list[tuple[int, PaperLine, int]]:
    return [(paper.number, paper.line, paper.issue) for paper in papers.all()]


def log(register: Register) -> list[tuple[str, str, str, str]]:
    return [
        (event.kind, event.student_id, event.recipient_id, event.detail)
        for event in register.events()
        if event.kind.startswith(("paper", "no-"))
    ]


def refusal(act, *arguments) -> str:
    with pytest.raises(RegisterError) as caught:
        act(*arguments)
    return caught.value.slug


# Made


def test_printings_are_numbered_and_no_number_comes_twice_even_when_nothing_was_new(papers):
    assert papers.next_issue() == 1
    assert papers.next_issue() == 1
    papers.keep(1, [ZOYA], NOW)
    papers.hand([1], TODAY, "", NOW)
    papers.keep(2, [ZOYA], NOW)
    papers.keep(3, [], NOW)
    assert papers.next_issue() == 4


def test_one_printing_may_come_class_by_class(papers):
    papers.keep(1, [ZOYA], NOW)
    papers.keep(1, [LEV], NOW)
    assert papers.next_issue() == 2
    assert lines(papers) == [(1, ZOYA, 1), (2, LEV, 1)]


def test_a_paper_that_nobody_has_is_printed_again_in_its_place(papers):
    papers.keep(1, [ZOYA, LEV], NOW)
    corrected = replace(ZOYA, code="NEWC0DE1", ground="no_access", class_title="8Б")
    papers.keep(2, [corrected, LEV], NOW + DAY)
    assert lines(papers) == [(1, corrected, 2), (2, LEV, 2)]
    paper = papers.all()[0]
    assert (paper.made_at, paper.first_made_at) == (NOW + DAY, NOW)
    papers.keep(3, [corrected], NOW + 2 * DAY)
    assert papers.all()[0].first_made_at == NOW
    assert papers.all()[1].first_made_at == NOW


def test_a_paper_printed_once_has_no_earlier_time(papers):
    papers.keep(1, [ZOYA], NOW)
    assert papers.all()[0].first_made_at is None


def test_what_was_handed_over_stays_and_other_contents_are_a_new_paper(papers):
    papers.keep(1, [ZOYA], NOW)
    (handed,) = papers.hand([1], TODAY, "Анна", NOW)
    papers.keep(2, [replace(ZOYA, class_title="8Б")], NOW + DAY)
    assert papers.all() == (handed,)
    changed = replace(ZOYA, code="NEWC0DE1")
    papers.keep(3, [changed], NOW + DAY)
    assert papers.all()[0] == handed
    assert lines(papers)[1:] == [(2, changed, 3)]
    papers.keep(4, [ZOYA], NOW + DAY)
    assert lines(papers)[1:] == [(2, ZOYA, 4)]


def test_the_newest_paper_decides_when_contents_change_to_and_fro(papers):
    for issue, line in enumerate([ZOYA, replace(ZOYA, code="NEWC0DE1"), ZOYA], start=1):
        papers.keep(issue, [line], NOW)
        papers.hand([issue], TODAY, "", NOW)
    assert [paper.line.code for paper in papers.all()] == ["K7Q42M9T", "NEWC0DE1", "K7Q42M9T"]


def test_recipients_products_and_periods_have_papers_of_their_own(papers):
    other = [replace(ZOYA, recipient_id="R2"), replace(ZOYA, recipient_id=""), TERM, replace(ZOYA, period="2026-W48")]
    papers.keep(1, [ZOYA, *other], NOW)
    papers.keep(2, [ZOYA, *other], NOW)
    assert [line for _, line, _ in lines(papers)] == [ZOYA, *other]


@pytest.mark.parametrize("stranger", [replace(LEV, student_id="S9"), replace(LEV, recipient_id="R9")])
def test_of_a_printing_with_a_stranger_nothing_is_entered(papers, register, stranger):
    papers.keep(1, [ZOYA], NOW)
    before = (papers.all(), papers.next_issue(), register.events())
    assert refusal(papers.keep, 2, [replace(ZOYA, code="NEWC0DE1"), stranger], NOW) == "register-refused"
    assert (papers.all(), papers.next_issue(), register.events()) == before


# Handed over


def test_a_hand_over_keeps_day_and_person(papers):
    papers.keep(1, [ZOYA, LEV, TERM], NOW)
    done = papers.hand([3, 1], TODAY + DAY, "бабушка", NOW + 3 * DAY)
    assert [(paper.number, paper.handed_on, paper.handed_to) for paper in done] == [
        (3, TODAY + DAY, "бабушка"),
        (1, TODAY + DAY, "бабушка"),
    ]
    assert [paper.number for paper in papers.unhanded()] == [2]
    assert papers.hand([], TODAY, "", NOW) == ()


@pytest.mark.parametrize(
    ("numbers", "on", "slug"),
    [
        ([2, 9], TODAY, "paper-unknown"),
        ([2, 1], TODAY, "paper-already-handed"),
        ([2], TODAY - DAY, "paper-handed-too-early"),
        ([2], TODAY + DAY, "paper-handed-too-early"),
    ],
)
def test_a_hand_over_that_cannot_be_changes_nothing(papers, register, numbers, on, slug):
    papers.keep(1, [ZOYA, LEV], NOW)
    papers.hand([1], TODAY, "", NOW)
    before = (papers.all(), register.events())
    assert refusal(papers.hand, numbers, on, "", NOW) == slug
    assert (papers.all(), register.events()) == before


def test_a_paper_given_on_friday_is_noted_on_monday_although_it_was_printed_again(papers):
    papers.keep(1, [ZOYA], NOW)
    papers.keep(2, [ZOYA], NOW + 3 * DAY)
    (paper,) = papers.hand([1], TODAY, "", NOW + 3 * DAY)
    assert paper.handed_on == TODAY


# Taken back


def test_a_mistake_is_put_right_and_the_log_tells_both(papers, register):
    papers.keep(1, [ZOYA, LEV], NOW)
    papers.hand([1, 2], TODAY, "Анна", NOW)
    (back,) = papers.take_back([1], NOW + DAY)
    assert (back.number, back.handed_on, back.handed_to) == (1, None, "")
    assert log(register) == [
        ("papers-made", "", "", "issue 1: week 2"),
        ("paper-handed", "S1", "R1", "1 week 2026-W47 2026-11-19"),
        ("paper-handed", "S2", "", "2 week 2026-W47 2026-11-19"),
        ("paper-taken-back", "S1", "R1", "1 week 2026-W47 2026-11-19"),
    ]
    papers.hand([1], TODAY, "", NOW + DAY)
    assert papers.unhanded() == ()


@pytest.mark.parametrize(("numbers", "slug"), [([1, 9], "paper-unknown"), ([1, 2], "paper-not-handed")])
def test_what_was_not_handed_over_is_not_taken_back(papers, register, numbers, slug):
    papers.keep(1, [ZOYA, LEV], NOW)
    papers.hand([1], TODAY, "", NOW)
    before = (papers.all(), register.events())
    assert refusal(papers.take_back, numbers, NOW) == slug
    assert (papers.all(), register.events()) == before


def test_a_newer_paper_stands_for_the_one_taken_back(papers):
    papers.keep(1, [ZOYA], NOW)
    papers.hand([1], TODAY, "", NOW)
    changed = replace(ZOYA, code="NEWC0DE1")
    papers.keep(2, [changed], NOW + DAY)
    (left,) = papers.take_back([1], NOW + DAY)
    assert papers.all() == (left,)
    assert (left.number, left.line, left.is_handed, left.first_made_at) == (2, changed, False, NOW)
    papers.keep(3, [ZOYA], NOW + DAY)
    assert lines(papers) == [(2, ZOYA, 3)]


@pytest.mark.parametrize("numbers", [[1, 2], [2, 1]])
def test_two_papers_about_one_thing_taken_back_are_one_that_is_owed(papers, numbers: Sequence[int]):
    papers.keep(1, [ZOYA], NOW)
    papers.hand([1], TODAY, "", NOW)
    papers.keep(2, [replace(ZOYA, code="NEWC0DE1")], NOW)
    papers.hand([2], TODAY, "", NOW)
    assert papers.take_back(numbers, NOW) == papers.unhanded() == papers.all()
    assert [paper.number for paper in papers.all()] == [2]


# What there is


def test_papers_are_found_by_what_they_are_about(papers):
    papers.keep(1, [ZOYA, TERM, LEV], NOW)
    assert [paper.number for paper in papers.of(Product.WEEK, "2026-W47")] == [1, 3]
    assert [paper.number for paper in papers.of(Product.TERM, "2026-1")] == [2]
    assert papers.of(Product.TERM, "2026-W47") == ()


@pytest.mark.parametrize("typed", ["K7Q42M9T", "k7q4-2m9t", " K7Q4 2M9T ", "К7Q4-2М9Т"])
def test_a_code_is_found_as_a_person_types_it(papers, typed):
    papers.keep(1, [ZOYA, LEV], NOW)
    assert [paper.number for paper in papers.find(typed)] == [1]


@pytest.mark.parametrize("typed", ["0000001A", "ooooooia", "OOOO-OOLA", "ОООООО1А"])
def test_letters_that_look_like_digits_count_as_digits(papers, typed):
    papers.keep(1, [ZOYA, LEV], NOW)
    assert [paper.number for paper in papers.find(typed)] == [2]
    assert papers.find("0000002A") == papers.find("") == ()


def test_a_week_without_lessons_is_noted_once(papers, register):
    for week, title in [("2026-W45", "8А"), ("2026-W45", "8А"), ("2026-W45", "10Б"), ("2026-W46", "8А")]:
        papers.note_no_lessons(week, title, NOW)
    assert papers.weeks_without_lessons() == {("2026-W45", "8А"), ("2026-W45", "10Б"), ("2026-W46", "8А")}
    assert [event[3] for event in log(register)] == ["2026-W45 8А", "2026-W45 10Б", "2026-W46 8А"]
    with pytest.raises(ValueError, match="week"):
        papers.note_no_lessons("осень", "8А", NOW)


# As a part of the register


def test_papers_make_no_page_new(papers, register):
    before = register.state_digest()
    papers.keep(1, [ZOYA, LEV], NOW)
    papers.hand([1], TODAY, "", NOW)
    papers.take_back([1], NOW)
    papers.note_no_lessons("2026-W45", "8А", NOW)
    assert register.state_digest() == before


def test_a_rehearsal_prints_nothing(papers, register):
    with register.rehearsal():
        papers.keep(papers.next_issue(), [ZOYA], NOW)
        assert papers.next_issue() == 2
    assert papers.all() == ()
    assert papers.next_issue() == 1


def test_a_backup_holds_the_papers(papers, register, path):
    papers.keep(1, [ZOYA, LEV], NOW)
    papers.hand([1], TODAY, "Анна", NOW)
    papers.note_no_lessons("2026-W45", "8А", NOW)
    there = papers.all()
    copy = register.snapshot()
    papers.keep(2, [TERM], NOW)
    register.close()
    path.write_bytes(copy)
    with Register.open(path) as restored:
        assert restored.papers.all() == there
        assert restored.papers.next_issue() == 2
        assert restored.papers.weeks_without_lessons() == {("2026-W45", "8А")}


def test_no_second_open_paper_about_one_thing_gets_into_the_file(papers, register, path):
    papers.keep(1, [LEV], NOW)
    register.close()
    connection = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError, match="one_open_paper"):
        connection.execute(
            "INSERT INTO papers (student, product, period, class, ground, code, issue, made_at)"
            " SELECT student, product, period, class, ground, code, issue, made_at FROM papers"
        )
    connection.close()


def test_times_may_lack_an_offset(papers):
    papers.keep(1, [ZOYA], NOW.replace(tzinfo=None))
    (paper,) = papers.hand([1], date(2026, 11, 19), "", NOW.replace(tzinfo=None))
    assert paper.made_at == NOW.replace(tzinfo=None)
