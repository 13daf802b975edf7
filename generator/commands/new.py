"""`diary new FOLDER`: a commented site folder, empty or filled with the invented school."""

from __future__ import annotations

import argparse
import re
import shutil
import sys
from pathlib import Path

from generator.commands.inputs import PACKAGE
from generator.errors import UsageError

IGNORED = """# Keys, codes and everything made by the program stay out of git.
private/
output/
archive/
content/register.id
"""
OWN = (
    ("name", "My school"),
    ("id", "school"),
    ("timezone", "Europe/Moscow"),
    ("own_origin", "false"),
    ("min_marks_often", "5"),
)
"""Keys whose value in the example is the invented school's own, with what stands in a new folder."""
FOLDERS = ("content/exports", "content/recommendations", "content/notices", "content/pages", "output")


def run(options: argparse.Namespace) -> int:
    """`diary new`: refuse a folder that holds anything, make everything else."""
    folder = Path(options.folder or options.site).resolve()
    if folder.exists() and any(folder.iterdir()):
        hint = "name a new folder; `new` never changes one that holds something"
        raise UsageError("folder-not-empty", f"{folder} is not empty", hint=hint)
    folder.mkdir(parents=True, exist_ok=True)
    settings, content = _example()
    if options.example:
        shutil.copyfile(settings, folder / "site.yaml")
        shutil.copytree(content, folder / "content", ignore=shutil.ignore_patterns("register.id"))
    else:
        (folder / "site.yaml").write_text(own_settings(settings.read_text(encoding="utf-8")), encoding="utf-8")
        _blank_content(content, folder)
    for name in FOLDERS:
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / ".gitignore").write_text(IGNORED, encoding="utf-8")
    sys.stderr.write(f"made {folder}\n")
    return 0


def _example() -> tuple[Path, Path]:
    """Return the settings and content of the example school: inside the wheel, or those of the checkout."""
    inside = PACKAGE / "example"
    root = inside if inside.is_dir() else PACKAGE.parent
    return root / "site.yaml", root / "content"


def own_settings(example: str) -> str:
    """Return the example's commented settings made ready for a real school.

    No invented clock, address, portal, act or choice of the invented school: where it chose, the default stands. One
    `journals` item takes whatever is dropped into the folder.
    """
    text = re.sub(r"(?m)^example:\n(?:^[ #].*\n)*\n?", "", example)
    text = re.sub(r"(?m)^(  (?:address|journal|portal|act|contact|regulation):).*$", r'\1 ""', text)
    for key, value in OWN:
        text = re.sub(rf"(?m)^(  {key}:).*$", rf"\1 {value}", text, count=1)
    # The first line says in its second sentence that the school is invented.
    text = re.sub(r"\A(#[^.\n]*\.)[^\n]*", r"\1", text)
    return re.sub(r"(?m)^journals:\n(?:^  .*\n)+", "journals:\n  - files: [content/exports/**/*]\n", text)


def _blank_content(content: Path, folder: Path) -> None:
    """Bring the families file with its headings and drop-down lists, and no row."""
    from generator.writing.families import blank_families  # noqa: PLC0415 (the library is needed only here)

    (folder / "content").mkdir()
    (folder / "content" / "families.xlsx").write_bytes(blank_families((content / "families.xlsx").read_bytes()))
    (folder / "content" / "aliases.csv").write_text("kind;source;source_id_or_name;group;is\n", encoding="utf-8")
