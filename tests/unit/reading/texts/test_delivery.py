"""Which class gets which text."""

from __future__ import annotations

from generator.model.notices import Notice
from generator.origin import Origin
from generator.reading.texts.delivery import read_posts
from tests.unit.reading.texts.builders import LIMITS, letter, png, school, write


def notice(*audience: str, body: str = "Да") -> Notice:
    return Notice(Origin("content/notices/a.md", line=5), "Каток", None, audience, body)


def test_every_class_gets_its_own_texts_and_no_other(tmp_path):
    write(tmp_path, {"a.md": letter(), "b.md": letter(student="x:3", group=""), "c.md": letter(group="8А англ. 1")})
    posts, problems = read_posts(tmp_path, school(), [notice("8б"), notice("public"), notice("8А", "8Б")], LIMITS)
    assert problems == []
    assert {key: [len(post.letters), len(post.notices)] for key, post in posts.items()} == {"8а": [2, 1], "8б": [1, 2]}


def test_a_text_is_for_its_student_or_its_group_only(tmp_path):
    write(tmp_path, {"a.md": letter(), "b.md": letter(student="x:1", group=""), "c.md": letter(group="8А англ. 1")})
    letters = read_posts(tmp_path, school(), [], LIMITS)[0]["8а"].letters
    assert [each.is_for("x:1", {"8а", "а1"}) for each in letters] == [True, True, True]
    assert [each.is_for("x:2", {"8а"}) for each in letters] == [True, False, False]
    assert [each.is_for("", {"8б", ""}) for each in letters] == [False, False, False]


def test_a_notice_for_a_class_that_is_not_there_is_delivered_to_nobody(tmp_path):
    assert read_posts(tmp_path, school(), [notice("9А")], LIMITS) == ({}, [])


def test_a_notice_brings_the_files_beside_it_and_no_others(tmp_path):
    write(tmp_path, {"a.png": png()}, "notices")
    write(tmp_path, {"b.png": png()})
    posts, problems = read_posts(tmp_path, school(), [notice("8А", body="![x](a.png) ![y](b.png)")], LIMITS)
    assert [file.path for file in posts["8а"].notices[0].files] == ["content/notices/a.png"]
    assert [(problem.slug, problem.origin.line) for problem in problems] == [("attachment-missing", 5)]


def test_the_files_of_one_diary_have_a_limit_together(tmp_path):
    write(tmp_path, {"a.png": png(more=1900), "b.png": png(more=1800)})
    for_all, own = letter("![x](a.png) ![x](b.png)"), letter("да\n![x](b.png)", student="x:1", group="")
    write(tmp_path, {"1.md": for_all})
    assert read_posts(tmp_path, school(), [], LIMITS)[1] == []
    write(tmp_path, {"2.md": own})
    (problem,) = read_posts(tmp_path, school(), [], LIMITS)[1]
    assert (problem.slug, str(problem.origin)) == ("attachments-too-large", "content/recommendations/1.md:8")
    assert problem.message == "the files of one diary have 6 kB together, more than 4"
    assert "site.attachments_kb" in problem.hint


def test_files_of_different_students_are_not_counted_together(tmp_path):
    write(tmp_path, {"a.png": png(more=2000)})
    text = "![x](a.png) ![x](a.png)"
    write(tmp_path, {f"{n}.md": letter(text, student=f"x:{n}", group="") for n in (1, 2)})
    posts, problems = read_posts(tmp_path, school(), [], LIMITS)
    assert len(posts["8а"].letters) == 2
    assert problems == []
