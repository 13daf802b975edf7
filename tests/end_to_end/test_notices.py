"""Notices and help from the site folder to the front page, and what a faulty one stops."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.schools import cast

pytestmark = pytest.mark.ci

Run = Callable[..., tuple[int, str, str]]
NAMING = "---\ntitle: Победа\naudience: public\n---\n\nПоздравляем!\nПервое место у Василисы Кедровой.\n"


def front(folder: Path) -> str:
    return (folder / "output/site/index.html").read_text(encoding="utf-8")


def test_a_notice_goes_to_the_front_page_and_a_changed_one_changes_nothing_else(fresh: Path, diary: Run) -> None:
    assert diary("build", "--site", fresh, "--workers", 1)[0] == 0
    html = front(fresh)
    assert "Родительские собрания" in html
    assert "Если удобнее на бумаге" in html
    assert html.index("Родительские собрания") < html.index("Если удобнее на бумаге")
    assert html.count("<h1") == 1
    assert ".board h2{" in html

    notice = fresh / "content/notices/2026-12-01.md"
    notice.write_text("---\ntitle: Каток\ndate: 2026-12-01\naudience: public\n---\n", encoding="utf-8")
    (fresh / "content/notices/8А.md").write_text("---\ntitle: Тайна\naudience: [8А]\n---\n", encoding="utf-8")
    code, out, _ = diary("build", "--site", fresh, "--workers", 1, "--format", "json")
    assert code == 0
    assert '"written": 1' in out
    html = front(fresh)
    assert html.index("Каток") < html.index("Родительские собрания")
    assert "Тайна" not in html


@pytest.mark.ci
def test_a_public_notice_that_names_a_student_stops_the_build_and_the_site_stays(fresh: Path, diary: Run) -> None:
    assert diary("build", "--site", fresh, "--workers", 1)[0] == 0
    before = front(fresh)
    assert cast.SIBLING_8A.family_name == "Кедрова"
    (fresh / "content/notices/win.md").write_text(NAMING, encoding="utf-8")
    (fresh / "content/pages/help.md").write_text("Код <b>важен</b>", encoding="utf-8")
    for verb in ("check", "build"):
        code, _, err = diary(verb, "--site", fresh, "--workers", 1)
        assert code == 4
        assert "content/notices/win.md:7: error" in err
        assert "[notice-names-student]" in err
        assert "content/pages/help.md:1: error" in err
        assert "[raw-html]" in err
        assert "Кедров" not in err
    assert front(fresh) == before


@pytest.mark.ci
def test_a_school_without_notices_and_help_has_a_bare_front_page(fresh: Path, diary: Run) -> None:
    for name in ("notices", "pages"):
        shutil.rmtree(fresh / "content" / name)
    assert diary("build", "--site", fresh, "--workers", 1)[0] == 0
    assert "board" not in front(fresh)
