"""What tests of the regulations look at: the pages a family opens, papers, registers and the deadline radar."""

from __future__ import annotations

import contextlib
import io
import json
import re
import shutil
from argparse import Namespace
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import openpyxl

from generator.cli import main
from generator.commands.inputs import Inputs, load_inputs
from generator.commands.registers import open_register
from generator.commands.registers_export import register_tables_of
from generator.commands.report_deadlines import DeadlineReport, report_deadlines
from generator.reports.deadlines.values import Matter, Tally
from generator.sealing.codes import parse_link_key
from generator.sealing.envelope import open_envelope
from tests.schools import cast
from tests.schools.built import Built, build_with_codes, copy_example

EXAMPLE_DAY = "2026-11-19T18:30"
AUTUMN = "2026-10-24T12:00"
"""The day after the first quarter, early enough for the absences of its last day."""
WEEK = "2026-W43"
NEWCOMER = "Берёзкина Лариса Юрьевна"
"""In autumn her application is five days old; those of the others are from September."""
SPACE = "\N{NO-BREAK SPACE}"


def text_of(html: str) -> str:
    """Return the text that a reader sees or hears, spaces folded."""
    bare = re.sub(r"<(style|script)>.*?</\1>", "", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", bare)).split())


def part(html: str, view: str) -> str:
    """Return the HTML of one view of a diary (`week`, `marks`, `finals`, `absences`, `calendar`, `more`)."""
    inside = html.partition(f'<section class="view" id="d-{view}"')[2]
    assert inside, f"the page has no view {view}"
    return re.split(r'<section class="view" |<footer', inside)[0]


@dataclass(frozen=True)
class Ground:
    """A built school, and what its people do at the command line."""

    school: Built

    @property
    def folder(self) -> Path:
        """Return the site folder."""
        return self.school.folder

    def run(self, *command: object) -> tuple[int, str, str]:
        """Run one command and return exit code, stdout, stderr."""
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = main([*map(str, command), "--site", str(self.folder)])
        return code, out.getvalue(), err.getvalue()

    def done(self, *command: object) -> str:
        """Run one command that must end well, and return what it printed."""
        code, out, err = self.run(*command)
        assert code == 0, err
        return out

    def asked(self, *command: object) -> object:
        """Run one command that must end well, and return its JSON."""
        return json.loads(self.done(*command, "--format", "json"))

    def id_of(self, recipient: str) -> str:
        """Return the register's id of a recipient, with or without a code."""
        people = self.asked("access", "list")
        assert isinstance(people, list)
        return next(str(one["recipient_id"]) for one in people if one["recipient"] == recipient)

    def family(self, recipient: str) -> str:
        """Return the family page that a recipient's letter opens."""
        code = self.school.of(recipient)
        address = str(code["link"]).partition("/f/")[2].partition("#")[0]
        return self._opened(self.school.site / "f" / address, code)

    def diary(self, recipient: str, pupil: cast.Pupil) -> str:
        """Return a child's diary, reached as the recipient reaches it: by the family page's link."""
        hrefs = re.findall(r'href="\.\./\.\./(d/[0-9a-f]{32}/index\.html)"', self.family(recipient))
        pages = (self._opened(self.school.site / href, self.school.of(recipient)) for href in hrefs)
        name = f"{pupil.given_name.split()[0]} {pupil.family_name}"
        return next(page for page in pages if unescape(page).partition("<h1>")[2].startswith(name))

    def _opened(self, path: Path, code: dict[str, object]) -> str:
        return open_envelope(path.read_bytes(), parse_link_key(str(code["link"]))).text

    def inputs(self) -> Inputs:
        """Return what a command would gather."""
        return load_inputs(Namespace(site=self.folder, now="", format="text"))

    def register(self, name: str) -> list[dict[str, str]]:
        """Return the lines of one register, column by column, as the staff sees it."""
        inputs = self.inputs()
        with inputs.folder.locked(), open_register(inputs) as register:
            table = next(one for one in register_tables_of(inputs, register) if one.name == name)
        return [dict(zip(table.columns, row, strict=True)) for row in table.rows]

    def radar(self) -> DeadlineReport:
        """Return the deadline radar at the school's time."""
        inputs = self.inputs()
        with inputs.folder.locked(), open_register(inputs) as register:
            return report_deadlines(inputs, register, workers=1, quiet=True)

    def tally(self, matter: Matter) -> Tally:
        """Return how one rule stands."""
        return self.radar().school.matters[matter]

    def paper(self, name: str, folder: str = WEEK) -> str:
        """Return the HTML of a document in `output/print`."""
        return (self.folder / "output" / "print" / folder / name).read_text(encoding="utf-8")

    def staff(self, name: str) -> str:
        """Return the HTML of a page of the staff's reports."""
        return (self.folder / "output" / "staff" / name).read_text(encoding="utf-8")

    def change(self, old: str, new: str) -> None:
        """Change the settings."""
        path = self.folder / "site.yaml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def fill(self, recipient: str, **cells: str) -> None:
        """Write cells of a recipient's rows of the families file, as a secretary would; `_` stands for a space."""
        path = self.folder / "content/families.xlsx"
        book = openpyxl.load_workbook(path)
        sheet = book.active
        assert sheet is not None
        heads = [str(cell.value) for cell in sheet[1]]
        rows = [
            r for r in range(2, sheet.max_row + 1) if sheet.cell(r, heads.index("получатель") + 1).value == recipient
        ]
        assert rows
        for row in rows:
            for head, value in cells.items():
                sheet.cell(row, heads.index(head.replace("_", " ")) + 1).value = value
        book.save(path)

    def add(self, table: str, line: str) -> None:
        """Add a line to one of the school's own tables."""
        with (self.folder / "content/exports/tables" / f"{table}.csv").open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")


def autumn_school(folder: Path, cache: Path) -> Built:
    """Make the example school as it is on the day after the first quarter, with everything done that is due.

    Families were told, the codes handed over, the pages published, the week's papers printed and handed over.
    """
    copy_example(folder)
    shutil.copytree(cache, folder / "private" / "cache")
    before = Ground(Built(folder, []))
    before.change(f"today: {EXAMPLE_DAY}", f"today: {AUTUMN}")
    before.change('  to: ""', f"  to: folder:{folder.parent / 'public'}")
    before.fill(NEWCOMER, дата_заявления="19.10.2026", дата_согласия="19.10.2026")
    pupil = cast.SINGLE_5B
    before.add("exams", f"{pupil.name};5Б;Математика;;Диагностика;22.10.2026;5;23.10.2026 15:10")
    ground = Ground(build_with_codes(folder))
    every = [str(code["recipient_id"]) for code in ground.school.codes]
    for command in (
        (
            "record",
            "informed",
            "--class",
            "5Б",
            "--class",
            "8А",
            "--way",
            "родительское собрание",
            "--on",
            "2026-09-03",
        ),
        ("access", "handed", *every),
        ("publish", "--no-verify"),
        ("print", "--week", WEEK),
        ("print", "handed", "5Б", "8А"),
        ("print", "absences", "--day", "2026-09-15"),
        ("report", "--workers", "1"),
    ):
        ground.done(*command)
    return ground.school


def steps(make: Callable[[], Built], kept: Path) -> Built:
    """Return a school that is made once: its codes are kept in a file beside it."""
    if not kept.exists():
        built = make()
        kept.write_text(json.dumps([str(built.folder), built.codes]), encoding="utf-8")
    folder, codes = json.loads(kept.read_text(encoding="utf-8"))
    return Built(Path(folder), codes)
