"""The wiring of the panel over a real site folder."""

from __future__ import annotations

import json
import re
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.commands import panel
from generator.commands.panel import Wiring, open_desk
from generator.errors import DiaryError
from tests.schools.built import ROOT

BROKEN = ROOT / "tests/exports/broken"


@pytest.fixture
def wiring(fresh: Path) -> Iterator[Wiring]:
    with open_desk(Namespace(site=fresh, now="", format="text")) as made:
        yield made


def exports(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.ci
def test_a_refresh_builds_tells_its_stages_and_is_noted(wiring: Wiring, fresh: Path) -> None:
    told: list[tuple[str, int, int]] = []
    before = wiring.look()
    assert (before.runs, before.diaries, before.new_files > 0) == ((), None, True)
    wiring.refresh(lambda *step: told.append(step))
    told_stages = list(dict.fromkeys(stage for stage, _, _ in told))
    assert told_stages == [*panel.STAGES, "papers", "reports"], "the example has families on paper"
    assert all(done <= total for _, done, total in told)
    after = wiring.look()
    assert [(run.what, run.ok, run.problems) for run in after.runs] == [("tick", True, 0)]
    assert after.new_files == 0
    assert after.cards[0].id == "card-codes"
    assert (fresh / "output/site/index.html").is_file()


@pytest.mark.ci
def test_an_export_that_came_again_is_new_until_the_next_refresh(wiring: Wiring, fresh: Path) -> None:
    wiring.refresh(lambda *_: None)
    place = fresh / "content/exports/tables/remarks.csv"
    assert wiring.receive("remarks.csv", place.read_bytes()) == ()
    assert wiring.look().new_files == 1
    wiring.refresh(lambda *_: None)
    assert wiring.look().new_files == 0


@pytest.mark.ci
def test_a_refresh_that_fails_is_noted_by_places_only(wiring: Wiring, fresh: Path) -> None:
    (fresh / "content/exports/tables/marks-8А.csv").write_bytes((BROKEN / "bad-mark/marks.csv").read_bytes())
    with pytest.raises(DiaryError):
        wiring.refresh(lambda *_: None)
    (line,) = (fresh / "output/logs/runs.jsonl").read_text(encoding="utf-8").splitlines()
    found = json.loads(line)
    assert (found["ok"], found["exit"]) == (False, 1)
    assert {"slug": "bad-value", "place": "content/exports/tables/marks-8А.csv:2:5"} in found["problems"]
    assert [problem.slug for problem in wiring.check()].count("bad-value") >= 1


def test_a_fault_of_the_program_is_told_in_words_and_reported(
    wiring: Wiring, fresh: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (fresh / "private").mkdir(exist_ok=True)
    monkeypatch.setattr(panel, "tick", lambda *_: 1 / 0)
    with pytest.raises(DiaryError) as caught:
        wiring.refresh(lambda *_: None)
    (problem,) = wiring.desk.explain(caught.value)
    assert problem.slug == "program-fault"
    assert "ZeroDivisionError" in next((fresh / "private").glob("crash-*.txt")).read_text(encoding="utf-8")


def test_settings_that_broke_are_a_problem_and_the_page_lives_on(wiring: Wiring, fresh: Path) -> None:
    (fresh / "site.yaml").write_text("school: [", encoding="utf-8")
    assert wiring.look().school
    with pytest.raises(DiaryError) as caught:
        wiring.check()
    assert wiring.desk.explain(caught.value)[0].file == "site.yaml"


@pytest.mark.parametrize(
    ("name", "content", "slug"),
    [
        ("x.csv", b"hello", "unknown-format"),
        ("x.xlsx", b"PK\x03\x04", "broken-archive"),
        ("report.xlsx", (BROKEN / "mark-became-a-date/report.xlsx").read_bytes(), "excel-date"),
        ("marks.csv", (BROKEN / "bad-date/marks.csv").read_bytes(), "bad-value"),
        ("empty.csv", b"", "nothing-to-read"),
        ("README.md", b"# read", "nothing-to-read"),
        ("~$8A.xlsx", b"x", "nothing-to-read"),
    ],
)
def test_what_is_not_understood_is_told_and_changes_nothing(
    wiring: Wiring, fresh: Path, name: str, content: bytes, slug: str
) -> None:
    before = exports(fresh / "content")
    problems = wiring.receive(name, content)
    assert slug in {problem.slug for problem in problems}
    assert {problem.level for problem in problems} == {"error"}
    assert exports(fresh / "content") == before


def test_an_export_replaces_the_one_of_its_name_wherever_that_lies(wiring: Wiring, fresh: Path) -> None:
    place = fresh / "content/exports/tables/remarks.csv"
    assert wiring.receive("REMARKS.csv", place.read_bytes() + b"\r\n") == ()
    assert place.read_bytes().endswith(b"\r\n\r\n") or place.read_bytes().endswith(b"\n\r\n")
    assert not list(place.parent.glob(".*"))


def test_a_name_that_several_exports_have_is_not_guessed(wiring: Wiring, fresh: Path) -> None:
    other = fresh / "content/exports/5Б/remarks.csv"
    content = (fresh / "content/exports/tables/remarks.csv").read_bytes()
    other.write_bytes(content)
    assert [problem.slug for problem in wiring.receive("remarks.csv", content + b"\n")] == ["which-export"]
    assert other.read_bytes() == content


def test_a_file_that_the_settings_do_not_read_is_stored_with_a_question(wiring: Wiring, fresh: Path) -> None:
    content = (fresh / "content/exports/tables/remarks.csv").read_bytes()
    (problem,) = wiring.receive("remarks-new.csv", content)
    assert (problem.level, problem.slug) == ("warning", "export-left-out")
    assert (fresh / "content/exports/remarks-new.csv").read_bytes() == content


def test_the_report_of_the_last_publication_is_shown(wiring: Wiring, fresh: Path) -> None:
    logs = fresh / "output/logs"
    logs.mkdir(parents=True)
    note = {"slug": "no-erasure", "level": "warning", "message": "m", "path": ""}
    found = {"at": "2026-11-19T09:00:00+05:00", "generation": 7, "host": "sftp", "written": 3, "deleted": 1,
             "bytes": 2_000_000, "verified": True, "notes": [note]}  # fmt: skip
    (logs / "publish-2026-11-19T085900_0500.json").write_text("{", encoding="utf-8")
    (logs / "publish-2026-11-19T090000_0500.json").write_text(json.dumps(found), encoding="utf-8")
    sent = wiring.look().publication
    assert sent
    assert (sent.generation, sent.sent, sent.deleted, sent.verified) == (7, 3, 1, True)
    assert sent.findings[0].level == "note"
    text = wiring.desk.report(wiring.look())
    assert re.search(r"выпуск №.7", text)
    assert "2,0" in text
