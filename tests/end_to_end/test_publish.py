"""`diary publish`: the example school on a web server of this computer, as a parent would find it."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]


def found(out: str) -> dict[str, object]:
    parsed = json.loads(out)
    assert isinstance(parsed, dict)
    return parsed


def site_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_site_is_published_seen_at_its_address_and_then_nothing_is_left_to_do(
    school: Path, public: Path, diary: Run
) -> None:
    assert diary("build", "--site", school)[0] == 0
    code, out, err = diary("publish", "--site", school, "--format", "json")
    report = found(out)
    assert code == 0, err
    assert report["verified"] is True
    built = site_of(school / "output/site")
    there = site_of(public)
    assert {path: there[path] for path in built} == built
    assert {path for path in there if path not in built and not path.startswith(".diary/")} == {".htaccess"}
    assert [note["slug"] for note in report["notes"]] == ["no-backup"]  # type: ignore[index, attr-defined]  # JSON
    code, out, _ = diary("publish", "--site", school, "--format", "json")
    assert (code, found(out)["written"], found(out)["generation"]) == (0, 0, 1)
    assert list((school / "output/logs").glob("publish-*.json"))


@pytest.mark.ci
def test_nothing_that_only_publishing_knows_is_readable_on_the_host(school: Path, public: Path, diary: Run) -> None:
    diary("build", "--site", school)
    assert diary("publish", "--site", school)[0] == 0
    (manifest,) = (public / ".diary").iterdir()
    content = manifest.read_bytes()
    assert b"index.html" not in content
    assert b"generation" not in content


def test_a_revoked_page_is_gone_within_the_run_and_its_going_needs_no_word(
    school: Path, public: Path, diary: Run
) -> None:
    diary("build", "--site", school)
    assert diary("publish", "--site", school)[0] == 0
    before = set(site_of(public))
    assert diary("access", "revoke", "R1", "--site", school)[0] == 0
    code, out, err = diary("publish", "--site", school, "--format", "json")
    report = found(out)
    assert code == 0, err
    gone = before - set(site_of(public))
    assert gone
    assert set(report["plan"]["revoked"]) <= gone  # type: ignore[index]  # JSON


@pytest.mark.ci
def test_an_address_that_shows_something_else_is_told_and_ends_with_9(school: Path, public: Path, diary: Run) -> None:
    diary("build", "--site", school)
    settings = school / "site.yaml"
    elsewhere = school.parent / "elsewhere"
    text = settings.read_text(encoding="utf-8").replace(f"folder:{public}", f"folder:{elsewhere}")
    settings.write_text(text, encoding="utf-8")
    diary("build", "--site", school)
    code, out, _ = diary("publish", "--site", school, "--format", "json")
    assert code == 9
    assert found(out)["verified"] is False
    assert any(note["slug"] == "site-missing" for note in found(out)["notes"])  # type: ignore[attr-defined, index]  # JSON


@pytest.mark.ci
def test_the_dry_run_prints_the_plan_and_writes_nothing(school: Path, public: Path, diary: Run) -> None:
    diary("build", "--site", school)
    code, out, _ = diary("publish", "--site", school, "--dry-run", "--format", "json")
    assert code == 0
    plan = found(out)["plan"]
    assert len(plan["pages"]) == len(
        [path for path in site_of(school / "output/site") if path.startswith(("d/", "f/"))]
    )  # type: ignore[index]  # JSON
    assert site_of(public) == {}


@pytest.mark.ci
def test_the_invented_school_is_published_on_this_computer_only(school: Path, diary: Run) -> None:
    settings = school / "site.yaml"
    text = settings.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith("  to: folder:"))
    settings.write_text(text.replace(line, "  to: sftp://school@host.example/www"), encoding="utf-8")
    diary("build", "--site", school)
    code, _, err = diary("publish", "--site", school)
    assert code == 2
    assert "example-published" in err


@pytest.mark.ci
def test_the_site_is_not_published_into_its_own_folder(school: Path, diary: Run) -> None:
    settings = school / "site.yaml"
    text = settings.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith("  to: folder:"))
    for target in ("output/print", ".", ".."):
        settings.write_text(text.replace(line, f"  to: folder:{target}"), encoding="utf-8")
        diary("build", "--site", school)
        code, _, err = diary("publish", "--site", school)
        assert code == 2
        assert "publish-into-itself" in err


@pytest.mark.ci
@pytest.mark.skipif(os.name != "posix", reason="on Windows links are for administrators")
def test_nothing_is_published_where_letters_or_papers_lie_in_clear(
    school: Path, public: Path, tmp_path: Path, diary: Run
) -> None:
    diary("build", "--site", school)
    letters = tmp_path / "letters"
    shutil.copytree(school / "output/letters", letters)
    deep = public / "old/output"
    deep.parent.mkdir(parents=True)
    deep.symlink_to(tmp_path)
    (public / "letters").symlink_to(letters)
    for link in (public / "letters", deep):
        code, _, err = diary("publish", "--site", school)
        assert code == 2
        assert "publish-plaintext" in err
        assert str(letters) in err or str(link) in err
        assert not (public / "index.html").exists()
        link.unlink()
    assert diary("publish", "--site", school)[0] == 0

    settings = school / "site.yaml"
    text = settings.read_text(encoding="utf-8")
    (tmp_path / "www").symlink_to(letters)
    settings.write_text(text.replace(f"folder:{public}", f"folder:{tmp_path / 'www'}"), encoding="utf-8")
    before = sorted(letters.iterdir())
    diary("build", "--site", school)
    code, _, err = diary("publish", "--site", school)
    assert (code, sorted(letters.iterdir())) == (2, before)
    assert "publish-plaintext" in err


def test_a_site_that_was_edited_after_the_build_is_not_published(school: Path, public: Path, diary: Run) -> None:
    diary("build", "--site", school)
    (school / "output/site/index.html").write_text("<p>hello", encoding="utf-8")
    code, _, err = diary("publish", "--site", school)
    assert code == 8
    assert "site-changed" in err
    assert site_of(public) == {}
