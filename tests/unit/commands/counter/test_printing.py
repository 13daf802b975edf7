"""The panel hands out papers that lie ready, and nothing else of this computer."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.commands.counter.printing import find_paper
from generator.commands.folder import SiteFolder


@pytest.fixture
def folder(tmp_path: Path) -> SiteFolder:
    site = tmp_path / "school"
    for name in ("output/print/2026-W47/index.html", "output/print/2026-W47/8А week.html", "output/staff/acts/1.html",
                 "output/letters/R1.html", "output/site/index.html", "output/print/2026-W47/.hidden.html",
                 "output/print/notes.txt", "private/secret.html", "output/print-other/x.html"):  # fmt: skip
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    return SiteFolder(site)


@pytest.mark.parametrize("name", ["print/2026-W47/index.html", "print/2026-W47/8А week.html", "staff/acts/1.html"])
def test_a_paper_that_lies_ready_is_handed_out(folder: SiteFolder, name: str) -> None:
    paper = find_paper(folder, name)
    assert paper is not None
    assert (paper.kind, paper.content.decode()) == ("text/html", f"output/{name}")


@pytest.mark.parametrize(
    "name",
    [
        "", "print", "print/", "print/2026-W47", "print/2026-W47/none.html", "print/notes.txt",
        "letters/R1.html", "site/index.html", "private/secret.html", "print/2026-W47/.hidden.html",
        "print/../letters/R1.html", "print/2026-W47/../../letters/R1.html", "print/..", "print/./2026-W47/index.html",
        "../private/secret.html", "print/../../private/secret.html", "print//2026-W47/index.html",
        "print/..\\letters\\R1.html", "print/2026-W47\\index.html", "print/C:/x.html", "print/2026-W47/index.html:s.html",
        "print/\0.html", "/etc/passwd.html", "print//etc/hosts.html", "print/../print-other/x.html", "PRINT/x.html",
    ],
)  # fmt: skip
def test_whatever_is_no_paper_stays_where_it_is(folder: SiteFolder, name: str) -> None:
    assert find_paper(folder, name) is None


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
def test_a_link_that_leads_out_of_the_folder_is_none(folder: SiteFolder) -> None:
    (folder.print / "out.html").symlink_to(folder.private / "secret.html")
    (folder.print / "away").symlink_to(folder.letters)
    assert find_paper(folder, "print/out.html") is None
    assert find_paper(folder, "print/away/R1.html") is None
