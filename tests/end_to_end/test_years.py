"""Over the 31st of August: a year is closed, the next one begins, and what families hold goes on (B3.1)."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import pytest

from generator.commands import access, year_close
from generator.commands.access_verbs import open_desk
from generator.commands.backup_archive import unpack
from generator.commands.build import BuildResult, build
from generator.commands.registers import open_register
from generator.commands.restore import restore
from generator.commands.year_archive import archive_path
from generator.commands.year_close import ClosingResult, Wanted, close_year
from generator.commands.year_show import show_years
from generator.errors import DiaryError, ProblemsError, SuspiciousError, UsageError, WrongCodeError
from generator.model.acts import ActKind
from generator.reading.joining.people.people import is_by_name
from generator.register.years import years
from generator.sealing.box import open_box
from generator.sealing.codes import parse_link_key
from generator.sealing.envelope import open_envelope
from tests.schools import cast
from tests.schools import two_years as school
from tests.schools.built import Built, inputs_of, quick_keys

pytestmark = pytest.mark.ci

END = "2027-05-27"
SUMMER = "2027-07-10"
AUTUMN = "2027-09-02"

Run = Callable[..., tuple[int, str, str]]


class Crash(BaseException):
    """A power cut: nothing in the program catches it."""


@dataclass(frozen=True)
class Folder:
    """A school's folder, and recipient → key and address of the family page, as their letters say."""

    site: Path
    letters: dict[str, tuple[bytes, str]]

    @property
    def output(self) -> Path:
        return self.site / "output" / "site"

    def build(self, now: str) -> BuildResult:
        inputs = school.at(self.site, now)
        with inputs.folder.locked(), open_register(inputs) as register:
            return build(inputs, register, workers=1, quiet=True)

    def close(self, now: str = END, **wanted: object) -> ClosingResult:
        inputs = school.at(self.site, now)
        with inputs.folder.locked(), open_register(inputs) as register, quick_keys():
            return close_year(inputs, register, Wanted(**wanted), tell_code=lambda _: None, quiet=True)  # type: ignore[arg-type]

    def reads(self, recipient: str) -> dict[str, str]:
        """Return what a recipient opens with the letter: diary's address → its text; nothing without a family page."""
        key, address = self.letters[recipient]
        path = self.output / "f" / address / "index.html"
        if not path.is_file():
            return {}
        family = open_envelope(path.read_bytes(), key).text
        hrefs = [part.partition('"')[0] for part in family.split('href="../../')[1:]]
        return {href: unescape(open_envelope((self.output / href).read_bytes(), key).text) for href in hrefs}

    def only(self, recipient: str) -> tuple[str, str]:
        ((address, text),) = self.reads(recipient).items()
        return address, text


@pytest.fixture(scope="module")
def end_of_year(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """Return the folder at the end of the first year, built and with letters."""
    site = school.first_year(tmp_path_factory.mktemp("years") / "school")
    letters = {}
    inputs = school.at(site, END)
    with quick_keys(), inputs.folder.locked(), open_register(inputs) as register:
        build(inputs, register, workers=1, quiet=True)
        for issued in access.issue(open_desk(inputs, register)):
            address = issued.link.partition("/f/")[2].partition("/")[0]
            letters[issued.recipient] = (parse_link_key(issued.link), address)
        build(inputs, register, workers=1, quiet=True)
    return Folder(site, letters)


@pytest.fixture
def folder(end_of_year: Folder, tmp_path: Path) -> Folder:
    """Return a copy of it that a test may change."""
    shutil.copytree(end_of_year.site, tmp_path / "school")
    return Folder(tmp_path / "school", end_of_year.letters)


@pytest.fixture
def closed(folder: Folder) -> Folder:
    """Return the folder after the closing."""
    folder.close()
    return folder


def next_year(folder: Folder, *rows: tuple[str, ...]) -> None:
    """Bring what the school brings in autumn: dates, lists, the rows of newcomers, and who goes by name only."""
    school.settings(folder.site, 2027)
    school.exports(folder.site, school.SECOND, 2027)
    number = student_of(folder, school.FATHER_BY_NAME)
    school.aliases(folder.site, ("student", "tables", "Уткин Лев Иванович", "6В", number))
    school.families(folder.site, [*school.ROWS[:-1], school.PROMOTED_BY_NAME, school.OF_NEWCOMER, *rows])


def student_of(folder: Folder, recipient: str) -> str:
    connection = sqlite3.connect(folder.site / "private/register.sqlite")
    statement = (
        "SELECT student FROM recipient_rows JOIN recipients ON recipients.number = recipient_rows.recipient"
        " WHERE recipients.name = ? ORDER BY student"
    )
    found = connection.execute(statement, (recipient,)).fetchall()
    connection.close()
    return f"S{found[0][0]}"


def files_of(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file() and path.name != "lock" and "-wal" not in path.name and "-shm" not in path.name
    }


def problems_of(act: Callable[[], object]) -> set[str]:
    with pytest.raises(DiaryError) as caught:
        act()
    error = caught.value
    return {p.slug for p in error.problems} if isinstance(error, ProblemsError) else {error.slug}


# Letters, pages and classes


def test_the_letter_of_last_year_opens_the_same_page_with_the_new_class(closed: Folder) -> None:
    before = closed.reads(school.MOTHER)
    assert any("5\N{NO-BREAK SPACE}«Б»" in text for text in before.values())
    next_year(closed)
    closed.build(AUTUMN)
    after = closed.reads(school.MOTHER)
    assert set(after) == set(before)
    assert any("6\N{NO-BREAK SPACE}«Б»" in text for text in after.values())
    assert not any("5\N{NO-BREAK SPACE}«Б»" in text for text in after.values())


def test_siblings_stay_on_the_one_page_of_their_mother(closed: Folder) -> None:
    before = set(closed.reads(school.MOTHER))
    next_year(closed)
    closed.build(AUTUMN)
    assert len(before) == 2
    assert set(closed.reads(school.MOTHER)) == before


def test_over_the_summer_families_read_what_they_read_last(closed: Folder) -> None:
    before = {name: closed.reads(name) for name in closed.letters}
    assert closed.build(SUMMER).diaries == 5
    assert {name: closed.reads(name) for name in closed.letters} == before
    assert not closed.build(SUMMER).changed


def test_a_row_that_names_the_class_of_last_year_means_the_same_student(closed: Folder) -> None:
    rows = [("", "5Б", "Ивин Пётр", school.MOTHER, "01.09.2026", "", "79000000001"), *school.ROWS[1:]]
    before = set(closed.reads(school.MOTHER))
    next_year(closed)
    school.families(closed.site, [*rows[:-1], school.PROMOTED_BY_NAME])
    closed.build(AUTUMN)
    assert set(closed.reads(school.MOTHER)) == before


# Who left, who came


@pytest.mark.parametrize(
    ("now", "with_day", "without"),
    [("2027-08-30", True, True), ("2027-08-31", True, True), ("2027-09-01", True, False), ("2027-10-15", True, False),
     ("2027-10-16", False, False)],
)  # fmt: skip
def test_the_page_of_a_leaver_ends_with_its_row_and_without_a_day_in_it_on_31_august(
    closed: Folder, now: str, with_day: bool, without: bool
) -> None:
    next_year(closed)
    closed.build(now)
    assert bool(closed.reads(school.OF_LEAVER_WITH_DAY)) is with_day
    assert bool(closed.reads(school.OF_LEAVER)) is without


def test_the_page_of_a_leaver_leaves_the_disk_on_its_day_in_clear_as_well(closed: Folder) -> None:
    address, _ = closed.only(school.OF_LEAVER)
    number = student_of(closed, school.OF_LEAVER)
    next_year(closed)
    closed.build("2027-08-31")
    assert (closed.site / f"private/kept/{number}.json").is_file()
    closed.build("2027-09-01")
    assert not (closed.output / address).exists()
    assert not (closed.site / f"private/kept/{number}.json").exists()


def test_the_register_of_acts_does_not_say_that_the_family_wrote_the_day_of_a_leaver(closed: Folder) -> None:
    next_year(closed)
    closed.build(AUTUMN)
    inputs = school.at(closed.site, AUTUMN)
    with inputs.folder.locked(), open_register(inputs) as register:
        acts = [act for act in register.acts.all() if act.student_id == student_of(closed, school.OF_LEAVER)]
    assert ActKind.CONSENT in {act.kind for act in acts}
    assert {act.detail.get("until", "") for act in acts} == {""}


def test_a_newcomer_gets_a_page_of_their_own(closed: Folder) -> None:
    old = {path.name for path in (closed.output / "d").iterdir()}
    next_year(closed)
    closed.build(AUTUMN)
    inputs = school.at(closed.site, AUTUMN)
    with quick_keys(), inputs.folder.locked(), open_register(inputs) as register:
        (issued,) = access.issue(open_desk(inputs, register))
    assert issued.recipient == school.NEWCOMERS
    closed.build(AUTUMN)
    letter = (parse_link_key(issued.link), issued.link.partition("/f/")[2].partition("/")[0])
    address, text = Folder(closed.site, {school.NEWCOMERS: letter}).only(school.NEWCOMERS)
    assert address.split("/")[1] not in old
    assert "Новиков" in text


# Namesakes


def test_a_row_of_last_year_never_opens_the_diary_of_a_namesake_in_this_years_class(closed: Folder) -> None:
    next_year(closed)
    school.families(closed.site, school.ROWS)
    before = files_of(closed.output)
    assert problems_of(lambda: closed.build(AUTUMN)) == {"row-of-closed-year"}
    assert files_of(closed.output) == before


def test_who_applies_later_by_class_and_name_is_never_taken_for_somebody_of_the_closed_year(closed: Folder) -> None:
    stranger = ("", "5Б", "Ивин Пётр", school.NEWCOMERS, "01.09.2027", "", "")
    next_year(closed, stranger)
    assert problems_of(lambda: closed.build(AUTUMN)) == {"unknown-group"}
    school.settings(closed.site, 2026)
    shutil.rmtree(closed.site / "content/exports")
    school.families(closed.site, [*school.ROWS, (*stranger[:4], "10.06.2027", "", "")])
    (closed.site / "content/aliases.csv").unlink()
    assert problems_of(lambda: closed.build(SUMMER)) == {"unknown-group"}


def test_who_is_known_by_name_goes_on_when_the_school_says_so(closed: Folder) -> None:
    before = closed.only(school.FATHER_BY_NAME)
    next_year(closed)
    closed.build(AUTUMN)
    address, text = closed.only(school.FATHER_BY_NAME)
    assert address == before[0]
    assert "6\N{NO-BREAK SPACE}«В»" in text


def test_without_that_word_the_same_name_in_the_next_class_is_another_person(closed: Folder) -> None:
    old, _ = closed.only(school.FATHER_BY_NAME)
    next_year(closed)
    (closed.site / "content/aliases.csv").unlink()
    new_row = ("", "6В", "Уткин Лев", school.FATHER_BY_NAME, "01.09.2027", "", "")
    school.families(closed.site, [*school.ROWS[:-1], new_row])
    closed.build(AUTUMN)
    assert not closed.reads(school.FATHER_BY_NAME)
    assert not (closed.output / old).exists()


def test_the_closing_writes_down_whom_no_new_list_will_be_known_by(folder: Folder) -> None:
    result = folder.close()
    assert result.by_name == 1
    assert result.aliases is not None
    number = student_of(folder, school.FATHER_BY_NAME)
    lines = result.aliases.read_text(encoding="utf-8-sig").splitlines()
    assert lines[1:] == [f"student;tables;Уткин Лев Иванович;6В;{number}"]


def test_an_alias_to_somebody_the_register_does_not_know_is_refused(closed: Folder) -> None:
    next_year(closed)
    school.aliases(closed.site, ("student", "tables", "Уткин Лев Иванович", "6В", "S999"))
    assert problems_of(lambda: closed.build(AUTUMN)) == {"identity-conflict"}


# Codes in summer


def test_a_code_revoked_in_summer_opens_nothing_and_the_other_reader_goes_on(closed: Folder) -> None:
    mother = closed.reads(school.MOTHER)
    inputs = school.at(closed.site, SUMMER)
    with inputs.folder.locked(), open_register(inputs) as register:
        number = next(r.id for r in register.recipients().values() if r.name == school.OF_LEAVER)
        access.revoke(register, inputs.folder.letters, [number], inputs.moment)
    address, _ = closed.only(school.OF_LEAVER)
    closed.build(SUMMER)
    assert not (closed.output / address).exists()
    assert closed.reads(school.MOTHER) == mother


def test_a_letter_lost_in_summer_can_be_replaced_and_the_old_one_opens_nothing(closed: Folder) -> None:
    address, text = closed.only(school.OF_LEAVER)
    old = closed.letters[school.OF_LEAVER][0]
    inputs = school.at(closed.site, SUMMER)
    with quick_keys(), inputs.folder.locked(), open_register(inputs) as register:
        number = next(r.id for r in register.recipients().values() if r.name == school.OF_LEAVER)
        (issued,) = access.reissue(open_desk(inputs, register), [number])
    closed.build(SUMMER)
    page = (closed.output / address).read_bytes()
    assert unescape(open_envelope(page, parse_link_key(issued.link)).text) == text
    with pytest.raises(WrongCodeError):
        open_envelope(page, old)


# The closing itself


def test_a_dry_run_changes_nothing(folder: Folder) -> None:
    before = files_of(folder.site)
    result = folder.close(dry_run=True)
    assert result.students == 5
    assert files_of(folder.site) == before


@pytest.mark.parametrize("now", ["2027-05-25", "2027-01-01"])
def test_a_year_that_is_not_over_is_closed_on_demand_only(folder: Folder, now: str) -> None:
    assert problems_of(lambda: folder.close(now)) == {"year-not-over"}
    assert folder.close(now, early=True).students == 5


def test_missing_finals_are_named_and_stop_the_closing_until_they_are_overlooked(folder: Folder) -> None:
    path = folder.site / "content/exports/term_marks.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    kept = [x for x in lines if not ("11А" in x and ";year;" in x) and not ("4А" in x and ";term;2;" in x)]
    path.write_text("\n".join([*kept, ""]), encoding="utf-8")
    before = files_of(folder.site / "content")
    with pytest.raises(SuspiciousError) as caught:
        folder.close()
    assert caught.value.slug == "finals-incomplete"
    assert "11А, Математика, the year: 2" in caught.value.message
    assert "4А, Математика, 2 полугодие: 1" in caught.value.message
    assert files_of(folder.site / "content") == before
    assert sum(line.students for line in folder.close(incomplete=True).missing) == 3


def test_the_year_goes_and_what_people_carry_on_stays(closed: Folder) -> None:
    assert sorted(files_of(closed.site / "content")) == ["families.csv", "register.id"]
    assert not (closed.site / "private/cache").exists()


def test_a_closed_year_is_not_closed_twice_nor_begun_again(closed: Folder) -> None:
    assert problems_of(closed.close) == {"year-closed"}
    school.exports(closed.site, school.FIRST, 2026)
    assert problems_of(lambda: closed.build(SUMMER)) == {"year-is-closed"}


def test_what_came_after_the_archive_was_written_stays(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    late = folder.site / "content/exports/late.csv"
    keep = year_close.keep_year

    def and_meanwhile(*arguments: object) -> int:
        late.write_text("x", encoding="utf-8")
        return keep(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(year_close, "keep_year", and_meanwhile)
    assert folder.close().left == ("content/exports/late.csv",)
    assert late.read_text(encoding="utf-8") == "x"


def test_an_archive_that_cannot_be_read_back_removes_nothing(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    write = year_close.write_archive

    def badly(inputs: object, register: object, target: Path, **more: bool) -> object:
        result = write(inputs, register, target, **more)  # type: ignore[arg-type]
        content = bytearray(target.read_bytes())
        content[len(content) // 2] ^= 1
        target.write_bytes(content)
        return result

    before = files_of(folder.site / "content")
    monkeypatch.setattr(year_close, "write_archive", badly)
    assert problems_of(folder.close) == {"archive-differs"}
    assert files_of(folder.site / "content") == before
    monkeypatch.undo()
    assert folder.close().removed == 5


STEPS = [
    "gather", "build", "write_archive", "check_archive", "read_archive", "keep_year", "propose_aliases",
    "remove_archived", "shutil.rmtree", "Years.enter", "Years.begin", "Years.note_archive", "Years.finish",
]  # fmt: skip


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("step", STEPS)
def test_a_closing_that_was_cut_off_is_completed_by_the_next_run(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, step: str, *, after: bool
) -> None:
    before = {name: folder.reads(name) for name in folder.letters}
    owner, _, name = f"year_close.{step}".rpartition(".")
    place = {"year_close": year_close, "year_close.shutil": shutil, "year_close.Years": years.Years}[owner]
    act = getattr(place, name)

    def cut_off(*arguments: object, **more: object) -> object:
        if after:
            act(*arguments, **more)
        raise Crash

    with monkeypatch.context() as patch:
        patch.setattr(place, name, cut_off)
        with pytest.raises(Crash):
            folder.close()
    if (step, after) != ("Years.finish", True):
        folder.close()
    state, archived = after_closing(folder)
    assert state == {"results": 5, "revisions": 1, "closings": ["closed"], "seen": 0, "by_name": 0}
    assert sorted(files_of(folder.site / "content")) == ["families.csv", "register.id"]
    assert "content/exports/term_marks.csv" in archived
    folder.build(SUMMER)
    assert {name: folder.reads(name) for name in folder.letters} == before
    next_year(folder)
    folder.build(AUTUMN)
    assert set(folder.reads(school.MOTHER)) == set(before[school.MOTHER])


def after_closing(folder: Folder) -> tuple[dict[str, object], set[str]]:
    """Return what the register says, and the names in the archive as the register's key opens it."""
    inputs = school.at(folder.site, SUMMER)
    with inputs.folder.locked(), open_register(inputs) as register:
        results = register.years.results_in("2026-2027")
        key = register.backup_key()
        assert key is not None
        box = archive_path(inputs, None, "2026-2027").read_bytes()
        found = {
            "results": len(results),
            "revisions": max(register.years.revisions(r.student_id, r.year) for r in results),
            "closings": [closing.state for closing in [register.years.latest()] if closing],
            "seen": len(register.seen_marks()),
            "by_name": sum(is_by_name(key) for keys in register.years.keys().values() for key in keys
                           if key.startswith("tables:")),
        }  # fmt: skip
        return found, set(unpack(open_box(box, key[0])).files)


def test_nothing_is_built_from_exports_that_are_half_removed(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut_off(*_: object) -> None:
        (folder.site / "content/exports/term_marks.csv").unlink()
        raise Crash

    monkeypatch.setattr(year_close, "remove_archived", cut_off)
    with pytest.raises(Crash):
        folder.close()
    before = files_of(folder.output)
    assert problems_of(lambda: folder.build(SUMMER)) == {"year-half-closed"}
    assert files_of(folder.output) == before


def test_a_code_that_a_cut_off_run_drew_is_drawn_again_so_that_somebody_has_seen_it(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_off(*_: object) -> str:
        raise Crash

    with monkeypatch.context() as patch:
        patch.setattr(year_close, "check_archive", cut_off)
        with pytest.raises(Crash):
            folder.close()
    assert len(folder.close().code.replace(" ", "")) == 32


# The archive


def test_the_diaries_of_a_closed_year_can_be_made_from_its_archive_in_another_folder(
    folder: Folder, tmp_path: Path
) -> None:
    before = {name: set(folder.reads(name)) for name in folder.letters}
    result = folder.close()
    next_year(folder)
    folder.build(AUTUMN)
    other = tmp_path / "other"
    other.mkdir()
    now = school.at(folder.site, AUTUMN).moment
    with quick_keys():
        restore(result.archive, other, result.code, confirm=lambda _: False, now=now)
    again = Folder(other, folder.letters)
    assert again.build(END).diaries == 5
    assert {name: set(again.reads(name)) for name in again.letters} == before
    assert any("5\N{NO-BREAK SPACE}«Б»" in text for text in again.reads(school.MOTHER).values())


# The personal sheet


def test_the_personal_sheet_has_the_closed_year_and_the_running_one(closed: Folder) -> None:
    number = student_of(closed, school.MOTHER)
    next_year(closed)
    closed.build("2028-06-01")
    inputs = school.at(closed.site, "2028-06-01")
    with inputs.folder.locked(), open_register(inputs) as register:
        one = show_years(inputs, register, student_id=number)
        group = show_years(inputs, register, group="6 Б")
    (sheet,) = one.sheets
    assert [(year.year, year.class_title) for year in sheet.years] == [("2026-2027", "5Б"), ("2027-2028", "6Б")]
    assert sheet.running == "2027-2028"
    assert [cell.text if cell else "" for cell in sheet.years[0].rows[0].cells] == ["4", "5", "5"]
    assert one.file == closed.site / f"output/staff/personal/{number}.html"
    assert one.file.stat().st_mode & 0o777 == 0o600
    assert (closed.site / "output/staff/PLAINTEXT-NEVER-PUBLISH.txt").is_file()
    assert group.sheets == one.sheets


def test_between_the_years_the_sheets_of_a_class_of_the_closed_year_can_be_printed(closed: Folder) -> None:
    inputs = school.at(closed.site, SUMMER)
    with inputs.folder.locked(), open_register(inputs) as register:
        assert [sheet.name for sheet in show_years(inputs, register, group="11а").sheets] == [
            "Дубов Олег Ильич", "Ёжикова Нина Львовна",
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "slug"),
    [({}, "which-students"), ({"student_id": "S1", "group": "5Б"}, "which-students"), ({"group": "7Я"}, "no-such-class"),
     ({"student_id": "S999"}, "unknown-student-id"), ({"student_id": "Ивин"}, "unknown-student-id")],
)  # fmt: skip
def test_whom_nobody_knows_has_no_sheet(folder: Folder, asked: dict[str, str], slug: str) -> None:
    inputs = school.at(folder.site, END)
    with inputs.folder.locked(), open_register(inputs) as register, pytest.raises(UsageError) as caught:
        show_years(inputs, register, **asked)
    assert caught.value.slug == slug


# At the command line


def test_the_command_says_what_comes_next(folder: Folder, diary: Run) -> None:
    settings = (folder.site / "site.yaml").read_bytes()
    code, out, err = diary("year", "close", "--dry-run", "--now", END, "--site", folder.site)
    assert (code, out) == (0, "")
    assert "nothing was changed" in err
    assert diary("year", "close", "--now", END, "--site", folder.site)[0] == 2
    text = settings.decode().replace("calendar:", "example:\n  today: 2027-05-26T12:00\ncalendar:")
    (folder.site / "site.yaml").write_text(text, encoding="utf-8")
    with quick_keys():
        code, _, err = diary("year", "close", "--site", folder.site)
    assert code == 0, err
    for said in ("backup code, shown only now", "calendar.year_start", "new exports", "aliases.csv", "valid_to"):
        assert said in err
    assert (folder.site / "site.yaml").read_text(encoding="utf-8") == text
    code, out, _ = diary("year", "show", "--class", "5Б", "--site", folder.site)
    assert (code, out) == (0, "output/staff/personal/5Б.html\n")


def test_a_check_names_who_comes_of_age_and_has_not_applied_alone_yet(folder: Folder, diary: Run) -> None:
    code, out, err = diary("check", "--now", END, "--site", folder.site, "--format", "json")
    assert code == 0, err
    assert json.loads(out)["coming_of_age"] == [{"student": "tables:103", "on": "2027-06-10"}]
    _, _, err = diary("check", "--now", "2027-06-10", "--site", folder.site)
    assert "tables:103 (11А) is of age, 2027-06-10" in err
    assert "tables:104 (11А) comes of age, 2027-07-10" in err
    path = folder.site / "content/families.csv"
    own = "103;;;Дубов Олег Ильич;2;10.06.2027;10.06.2027;;;сам\n"
    path.write_text(path.read_text(encoding="utf-8") + own, encoding="utf-8")
    _, out, _ = diary("check", "--now", "2027-06-10", "--site", folder.site, "--format", "json")
    assert [one["student"] for one in json.loads(out)["coming_of_age"]] == ["tables:104"]


def test_access_goes_on_at_18_until_the_school_acts(folder: Folder) -> None:
    folder.build("2027-06-11")
    assert folder.only(school.OF_LEAVER_WITH_DAY)


def test_the_example_school_is_closed_with_a_proposal_for_everybody_without_an_id(own: Built) -> None:
    inputs = inputs_of(own)
    with inputs.folder.locked(), open_register(inputs) as register, quick_keys():
        wanted = Wanted(early=True, incomplete=True, workers=1)
        result = close_year(inputs, register, wanted, tell_code=lambda _: None, quiet=True)
    assert result.students == len(cast.CLASS_8A) + len(cast.CLASS_5B)
    assert result.missing
    assert result.aliases is not None
    rows = result.aliases.read_text(encoding="utf-8-sig").splitlines()[1:]
    assert [row.split(";")[3] for row in rows] == ["9А"] * len(cast.CLASS_8A)
    assert not result.left
    assert result.kept == len({name for names in cast.EXPECTED_READERS.values() for name in names})


def test_a_damaged_roll_is_said_and_not_passed_over(closed: Folder) -> None:
    (closed.site / "private/kept/roll.json").write_text("{", encoding="utf-8")
    assert problems_of(lambda: closed.build(SUMMER)) == {"kept-unreadable"}
