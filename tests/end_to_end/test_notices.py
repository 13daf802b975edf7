"""Notices and help from the site folder to the front page, and what a faulty one stops."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from tests.schools import cast
from tests.schools.built import copy_example

Run = Callable[..., tuple[int, str, str]]
NAMING = "---\ntitle: Победа\naudience: public\n---\n\nПоздравляем!\nПервое место у Василисы Кедровой.\n"


def front(folder: Path) -> str:
    return (folder / "output/site/index.html").read_text(encoding="utf-8")


def test_a_notice_goes_to_the_front_page_and_a_changed_one_changes_nothing_else(tmp_path: Path, diary: Run) -> None:
    folder = copy_example(tmp_path / "school")
    assert diary("build", "--site", folder, "--workers", 1)[0] == 0
    html = front(folder)
    assert "Родительские собрания" in html
    assert "Если удобнее на бумаге" in html
    assert html.index("Родительские собрания") < html.index("Если удобнее на бумаге")
    assert html.count("<h1") == 1
    assert ".board h2{" in html

    notice = folder / "content/notices/2026-12-01.md"
    notice.write_text("---\ntitle: Каток\ndate: 2026-12-01\naudience: public\n---\n", encoding="utf-8")
    (folder / "content/notices/8А.md").write_text("---\ntitle: Тайна\naudience: [8А]\n---\n", encoding="utf-8")
    code, out, _ = diary("build", "--site", folder, "--workers", 1, "--format", "json")
    assert code == 0
    assert '"written": 1' in out
    html = front(folder)
    assert html.index("Каток") < html.index("Родительские собрания")
    assert "Тайна" not in html


def test_a_public_notice_that_names_a_student_stops_the_build_and_the_site_stays(tmp_path: Path, diary: Run) -> None:
    folder = copy_example(tmp_path / "school")
    assert diary("build", "--site", folder, "--workers", 1)[0] == 0
    before = front(folder)
    assert cast.SIBLING_8A.family_name == "Кедрова"
    (folder / "content/notices/win.md").write_text(NAMING, encoding="utf-8")
    (folder / "content/pages/help.md").write_text("Код <b>важен</b>", encoding="utf-8")
    for verb in ("check", "build"):
        code, _, err = diary(verb, "--site", folder, "--workers", 1)
        assert code == 4
        assert "content/notices/win.md:7: error" in err
        assert "[notice-names-student]" in err
        assert "content/pages/help.md:1: error" in err
        assert "[raw-html]" in err
        assert "Кедров" not in err
    assert front(folder) == before


def test_a_school_without_notices_and_help_has_a_bare_front_page(tmp_path: Path, diary: Run) -> None:
    folder = copy_example(tmp_path / "school")
    for name in ("notices", "pages"):
        shutil.rmtree(folder / "content" / name)
    assert diary("build", "--site", folder, "--workers", 1)[0] == 0
    assert "board" not in front(folder)
