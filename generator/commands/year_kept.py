"""Writing down the closed year for the time after it: who was in it, their last pages, who is known by name only."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from generator.commands.fingerprint import ROLL
from generator.commands.folder import SiteFolder, write_atomically
from generator.commands.plaintext import mark_plaintext
from generator.errors import DiaryError
from generator.model.years import REGISTER_KEY, Closing, YearResult
from generator.reading.joining.people.aliases import COLUMNS
from generator.reading.joining.people.people import is_by_name
from generator.register.place import make_private_folder, write_private_file
from generator.register.register import Register
from generator.sealing.envelope import Opened, open_envelope

_LAST_GRADE = 11


def keep_year(folder: SiteFolder, register: Register, closing: Closing) -> int:
    """Write `private/kept` anew, whole or not at all, and return how many pages it keeps.

    Pages are taken from `output/site` and opened with the keys of their readers, so exports are not needed.
    """
    results = register.years.results_in(closing.year)
    staging = folder.kept.with_name("kept.new")
    shutil.rmtree(staging, ignore_errors=True)
    make_private_folder(staging)
    _write(staging / ROLL, _roll(register, closing, results))
    readers, keks, addresses = register.years.readers(), register.keks(), register.years.addresses()
    count = 0
    for result in results:
        keys = [keks[r] for r in readers.get(result.student_id, ()) if r in keks]
        opened = _open(folder.site / "d" / addresses[result.student_id] / "index.html", keys)
        if opened:
            _write(staging / f"{result.student_id}.json", {"as_of": opened.as_of, "text": opened.text})
            count += 1
    shutil.rmtree(folder.kept, ignore_errors=True)
    staging.replace(folder.kept)
    return count


def _write(path: Path, found: object) -> None:
    write_private_file(path, json.dumps(found, ensure_ascii=False).encode())


def _roll(register: Register, closing: Closing, results: Sequence[YearResult]) -> dict[str, object]:
    keys = register.years.keys()
    classes = {result.class_title: result.grade for result in results}
    return {
        "year": closing.year,
        "first_day": closing.first_day.isoformat(),
        "last_day": closing.last_day.isoformat(),
        "until": closing.leavers_until.isoformat(),
        "classes": sorted(classes.items()),
        "students": [
            [_keys(result.student_id, keys), [result.family_name, result.given_name, result.patronymic],
             result.class_title]
            for result in results
        ],
    }  # fmt: skip


def _keys(student_id: str, keys: dict[str, tuple[str, ...]]) -> list[str]:
    """Return the identities that hold next year as well: the register's, and those that a journal gave."""
    own = f"{REGISTER_KEY}{student_id}"
    return [own, *(key for key in keys.get(student_id, ()) if not is_by_name(key) and key != own)]


def _open(path: Path, keys: Iterable[bytes]) -> Opened | None:
    """Return what a page says; None when there is none, or none of its readers has a code now."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    for key in keys:
        try:
            return open_envelope(content, key)
        except DiaryError:
            continue
    return None


def propose_aliases(folder: SiteFolder, register: Register, year: str) -> tuple[Path | None, int]:
    """Write down whom next year's lists will not be known by, as rows for content/aliases.csv.

    A journal without ids knows a student as a class and a name, and in the next year that is somebody else. Nobody but
    the school can say who went on; returns the file (None: nobody is concerned) and how many rows it has.
    """
    keys = register.years.keys()
    rows = []
    for result in register.years.results_in(year):
        own = [key for key in keys.get(result.student_id, ()) if not key.startswith(REGISTER_KEY)]
        if own and all(is_by_name(key) for key in own) and (result.grade or 0) < _LAST_GRADE:
            source = own[0].partition(":")[0]
            rows.append(("student", source, result.name, next_class(result), result.student_id))
    if not rows:
        return None, 0
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows([COLUMNS, *rows])
    mark_plaintext(folder.staff)
    path = folder.staff / f"aliases-{year}.csv"
    write_atomically(path, text.getvalue().encode("utf-8-sig"), mode=0o600)
    return path, len(rows)


def next_class(result: YearResult) -> str:
    """Return the title that the class will have if it goes on as it is: «8А» is «9А»."""
    title, grade = result.class_title, str(result.grade)
    return f"{int(grade) + 1}{title.removeprefix(grade)}" if result.grade and title.startswith(grade) else title
