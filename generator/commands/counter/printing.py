"""Printing from the panel: the week's papers and the call list, and the papers that lie ready, to be opened.

The panel hands out what lies below `output/print` and `output/staff`, and nothing else. Letters with codes are not
among it: a code goes from the letter's file to paper and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path, PurePosixPath

from generator.commands.counter.office import Office
from generator.commands.folder import SiteFolder
from generator.commands.inputs import Inputs
from generator.commands.papers import USUAL, make_papers, usual_paper
from generator.commands.print_calls import make_calls
from generator.commands.print_verbs import usual_week
from generator.commands.registers import open_register
from generator.model.papers import monday_of
from generator.panel.desk import Paper
from generator.panel.state import Lead
from generator.progress import Tell

STAGES = ("reading", "papers")
KINDS: Mapping[str, str] = {
    ".html": "text/html",
    ".css": "text/css",
    ".csv": "text/csv",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""What is handed out, by the ending of its name; anything else stays on the disk."""
_SHOWN = 5


def print_week(inputs: Inputs, tell: Tell) -> None:
    """Make the papers of the usual week. Raises DiaryError."""
    with inputs.folder.locked(), open_register(inputs) as register:
        wanted = usual_paper(inputs, usual_week(inputs.now.date()), USUAL)
        # One process: those of a pool would be copies of a server with threads.
        make_papers(inputs, register, wanted, workers=1, quiet=True, tell=tell)


def print_calls(inputs: Inputs, tell: Tell) -> None:
    """Make the day's call list. Raises DiaryError."""
    tell("reading", 0, 1)
    with inputs.folder.locked(), open_register(inputs) as register:
        make_calls(inputs, register, inputs.now.date(), quiet=True)
    tell("papers", 1, 1)


JOBS: Mapping[str, Callable[[Inputs, Tell], None]] = {"week": print_week, "calls": print_calls}


def find_paper(folder: SiteFolder, name: str) -> Paper | None:
    """Return a paper by its path `print/…` or `staff/…`, None for whatever lies elsewhere or is of no known kind."""
    place, _, rest = name.partition("/")
    root = {"print": folder.print, "staff": folder.staff}.get(place)
    path = PurePosixPath(rest)
    kind = KINDS.get(path.suffix)
    if root is None or kind is None or not _is_plain(rest):
        return None
    try:
        found = root.joinpath(*path.parts).resolve()
        # A link that leads out of the folder is none of our papers.
        return Paper(kind, found.read_bytes()) if found.is_relative_to(root.resolve()) else None
    except (OSError, ValueError):
        return None


def _is_plain(rest: str) -> bool:
    """Say whether every part of a path is a plain name: no way up, no other disk, no hidden file, no stream."""
    return all(part and not part.startswith(".") and not set(part) & set("\\:\0") for part in rest.split("/"))


def printed(office: Office) -> tuple[Lead, ...]:
    """Return the newest papers below `output/print`: the index of a printing, or the day's call list."""
    folder = office.inputs.folder.print
    found = sorted(_documents(folder), key=lambda path: path.stat().st_mtime, reverse=True)[:_SHOWN]
    return tuple(_lead(office, path.relative_to(folder)) for path in found)


def _documents(folder: Path) -> Iterator[Path]:
    for name in ("index.html", "calls.html"):
        yield from folder.glob(f"*/{name}")


def _lead(office: Office, path: Path) -> Lead:
    name = path.parent.name
    text = office.t("print.folder_other", name=name)
    is_list = path.name == "calls.html"
    if is_list and (day := _day(name)):
        text = office.t("print.folder_calls", day=office.words.day(day))
    elif monday := _monday(name):
        last = monday + timedelta(days=office.inputs.settings.calendar.week_days - 1)
        text = office.t("print.folder", days=office.words.span(monday, last))
    # The index leads to the papers of the classes; only a single document is printed at one go.
    return Lead(f"papers/print/{path.as_posix()}", text, prints=is_list)


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(name)
    except ValueError:
        return None


def _monday(name: str) -> date | None:
    try:
        return monday_of(name)
    except ValueError:
        return None
