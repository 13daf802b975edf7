from __future__ import annotations

import os
import pickle
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

from generator.rendering.environment import source_text
from generator.rendering.look import Look
from generator.rendering.styles import diary_script, diary_styles, lock_styles
from generator.rendering.words import Words


def test_the_environment_is_made_once_for_equal_looks(look):
    copy = pickle.loads(pickle.dumps(look))  # noqa: S301 (our own bytes)
    assert copy.environment() is look.environment()


def test_other_words_make_another_environment(look, english):
    other = Look(look.folders, english, look.school_name, look.contact)
    assert other.environment() is not look.environment()


def test_a_changed_template_makes_another_environment(tmp_path: Path):
    (tmp_path / "a.html").write_text("one", encoding="utf-8")
    look = Look((tmp_path,), Words("en", {}), "", "")
    before = look.environment()
    assert before.get_template("a.html").render() == "one"
    (tmp_path / "a.html").write_text("two", encoding="utf-8")
    os.utime(tmp_path / "a.html", ns=(1, 1))
    assert look.environment() is not before
    assert look.environment().get_template("a.html").render() == "two"


def test_style_sheets_and_script_come_from_the_template_folders(environment):
    styles = [*lock_styles(environment), *diary_styles(environment)]
    assert source_text(environment, "diary/diary.css") in styles
    assert "function openDiary(root, head, actions)" in diary_script(environment)


def test_script_and_styles_keep_to_what_old_browsers_know(environment):
    styles = re.sub(
        r"/\*.*?\*/", "", "\n".join([*lock_styles(environment), *diary_styles(environment)]), flags=re.DOTALL
    )
    for new in ("inset:", "clamp(", " gap:", "light-dark(", ":has("):
        assert new not in styles, new
    script = diary_script(environment)
    for new in ("?.", "??", "replaceAll", ".at(", "structuredClone", "||=", ".flat("):
        assert new not in script, new


def test_the_regulation_of_a_day_is_the_last_that_has_begun(look):
    dated = replace(look, regulations=((date.min, "А"), (date(2026, 9, 1), "Б")))
    assert [dated.regulation_on(date(2026, 8, 31)), dated.regulation_on(date(2026, 9, 1))] == ["А", "Б"]
    assert look.regulation_on(date(2026, 9, 1)) == ""
