"""Which recommendations and notices stand in whose diary, and in which order."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from generator.diaries.letters.class_letters import NO_LETTERS, ClassLetters
from generator.diaries.letters.lines import RemarkLine
from generator.model import entries as e
from generator.model.letters import Attachment, Letter, Post
from generator.origin import Origin
from tests.unit.diaries.test_student_view import both
from tests.unit.reading.joining.builders import at, lesson

PLACE = Origin("content/recommendations/a.md", line=5)
FILE = Attachment(PLACE, "<a.png>", "content/recommendations/a.png", "image/png", 3, "00", 4, 5)


def letter(title: str, day: date | None = None, student: str = "", groups: tuple[str, ...] = ("8а",)) -> Letter:
    return Letter(PLACE, title, day, "Громов", "Физика", student, () if student else groups, "Текст", (FILE,))


def lines(*letters: Letter) -> ClassLetters:
    return ClassLetters(Post(letters, letters), {FILE.path: b"png"})


def test_the_newest_comes_first_and_what_has_no_date_last():
    shown = lines(letter("А"), letter("Б", date(2026, 11, 1)), letter("В", date(2026, 11, 2)), letter("Г"))
    assert [line.title for line in shown.letters_for("x:1", {"8а"})] == ["В", "Б", "А", "Г"]
    assert [line.title for line in shown.notices_for("x:1", {"8а"})] == ["В", "Б", "А", "Г"]


def test_a_line_brings_its_files_by_the_address_in_the_text():
    (line,) = lines(letter("А")).letters_for("x:1", {"8а"})
    assert (line.author, line.subject, line.body) == ("Громов", "Физика", "Текст")
    assert [tuple(file) for file in line.files] == [("<a.png>", "a.png", "image/png", b"png", 4, 5)]
    assert "Текст" not in repr(line)
    assert "png" not in repr(line)


def test_a_text_for_many_is_one_line_for_all_of_them():
    shown = lines(letter("А"))
    assert shown.letters_for("x:1", {"8а"})[0] is shown.letters_for("x:2", {"8а"})[0]


STUDENTS = st.sampled_from(["x:1", "x:2"])
GROUPS = st.frozensets(st.sampled_from(["8а", "8б", "а1"]), min_size=1)
LETTERS = st.builds(letter, st.text(max_size=3), st.none(), st.sampled_from(["", "x:1", "x:2"]), GROUPS.map(tuple))


@given(st.lists(LETTERS, max_size=6), STUDENTS, GROUPS)
def test_nobody_reads_what_is_for_another_student_or_another_group(letters, student, groups):
    shown = [line.title for line in lines(*letters).letters_for(student, groups)]
    assert shown == [
        each.title
        for each in letters
        if (each.student_id == student if each.student_id else bool(groups & set(each.group_ids)))
    ]


def test_a_diary_has_no_letters_unless_some_are_delivered():
    diary = both([])["Ким"]
    assert (diary.letters, diary.notices, diary.remarks) == ((), (), ())
    assert NO_LETTERS.lines == ()


def test_remarks_are_those_of_the_student_and_the_newest_comes_first():
    told = [
        e.RemarkEntry(at(), e.PersonRef("1"), "8А", date(2026, 9, day), text, kind, "Фомин А. Г.", subject)
        for day, text, kind, subject in (
            (14, "Нет формы", e.RemarkKind.REMARK, "Химия"),
            (16, "За помощь", e.RemarkKind.PRAISE, ""),
        )
    ]
    found = both([lesson("Химия", date(2026, 9, 14), 1), *told])
    assert found["Ким"].remarks == (
        RemarkLine(date(2026, 9, 16), "За помощь", "praise", "Фомин А. Г.", ""),
        RemarkLine(date(2026, 9, 14), "Нет формы", "remark", "Фомин А. Г.", "Химия"),
    )
    assert found["Цой"].remarks == ()
