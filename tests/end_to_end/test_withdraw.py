"""`diary withdraw`: mother, father and two children, from the consent to the act of destruction (152-FZ art. 9, B1.1)."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import urllib.error
import urllib.request
from argparse import Namespace
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import openpyxl
import pytest

from generator.commands import withdraw as verb
from generator.commands.inputs import Inputs, load_inputs
from generator.commands.paper_state import load_state, owed_now
from generator.commands.readers import read_standing
from generator.commands.registers import open_register
from generator.commands.school import read_school
from generator.errors import ReadError
from generator.model.acts import ActKind
from generator.rules.access import PaperReason
from generator.rules.papers import paper_cases
from generator.sealing.base64url import decode
from tests.schools.built import Built

pytestmark = pytest.mark.ci

Run = Callable[..., tuple[int, str, str]]

MOTHER, FATHER = "Ольшанская Вера Степановна", "Родников Илья Петрович"
FIRST = "Родников Егор Ильич"
SECOND_ID = "1000000000000000742"


def fill(folder: Path, change: Callable[[list[dict[str, object]]], None]) -> None:
    """Change rows of the families file, as a secretary would."""
    book = openpyxl.load_workbook(folder / "content/families.xlsx")
    sheet = book.active
    assert sheet is not None
    heads = [str(cell.value) for cell in sheet[1]]
    rows = [dict(zip(heads, values, strict=True)) for values in sheet.iter_rows(min_row=2, values_only=True)]
    change(rows)
    for number, row in enumerate(rows, start=2):
        for column, head in enumerate(heads, start=1):
            sheet.cell(number, column).value = row[head]
    book.save(folder / "content/families.xlsx")


def add_father(rows: list[dict[str, object]]) -> None:
    """Let the father read about the second child as well."""
    mothers = next(row for row in rows if row["получатель"] == MOTHER and row["код ученика"] == SECOND_ID)
    fathers = next(row for row in rows if row["получатель"] == FATHER)
    same = {"получатель": FATHER, "кем приходится": "отец", "код получателя": fathers["код получателя"]}
    rows.append({**mothers, **same, "номер заявления": "2026-091"})


@dataclass
class Family:
    """A mother and a father with two children, published; keys as in the links of their letters."""

    school: Path
    public: Path
    address: str
    diary: Run
    keys: dict[str, str]
    ids: dict[str, str]
    children: tuple[str, str]

    def opened(self, person: str) -> dict[str, str]:
        """Return what a person's key opens on the host: path → text, family page and diaries."""
        found = {}
        for path in sorted([*self.public.glob("d/*/index.html"), *self.public.glob("f/*/index.html")]):
            code, out, _ = self.diary("open", path, "--key", self.keys[person])
            if code == 0:
                found[path.relative_to(self.public).as_posix()] = out
        return found

    def diaries(self, person: str) -> set[str]:
        """Return the addresses of the diaries that a person's key opens on the host."""
        return {path.split("/")[1] for path in self.opened(person) if path.startswith("d/")}

    def linked(self, person: str) -> set[str]:
        """Return the addresses to which a person's family page leads."""
        (page,) = [text for path, text in self.opened(person).items() if path.startswith("f/")]
        return set(re.findall(r"d/([0-9a-f]{32})/", page))

    def page(self, student: str) -> str:
        """Return the present address of a student's page."""
        return self.asked("SELECT address FROM students WHERE number = ?", student)

    def page_id(self, student: str) -> str:
        """Return the permanent id inside a student's page."""
        return self.asked("SELECT page_id FROM students WHERE number = ?", student)

    def asked(self, statement: str, student: str) -> str:
        connection = sqlite3.connect(self.school / "private/register.sqlite")
        try:
            return str(connection.execute(statement, (int(student[1:]),)).fetchone()[0])
        finally:
            connection.close()

    def status(self, path: str) -> int:
        """Return what the web server answers."""
        try:
            with urllib.request.urlopen(f"{self.address}/{path}") as answer:  # noqa: S310  this computer's own server
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code

    def withdraw(self, person: str, student: str, *more: str) -> dict[str, object]:
        """Withdraw and return the result."""
        command = ("withdraw", self.ids[person], student, *more, "--site", self.school, "--format", "json")
        code, out, err = self.diary(*command)
        assert code == 0, err
        result = json.loads(out)
        assert isinstance(result, dict)
        return result

    def publish(self) -> None:
        """Publish, with a look at the public address."""
        code, out, err = self.diary("publish", "--site", self.school, "--format", "json")
        assert code == 0, err
        assert json.loads(out)["verified"] is not False

    def acts(self) -> list[dict[str, object]]:
        """Return what `withdraw --acts` lists."""
        code, out, err = self.diary("withdraw", "--acts", "--site", self.school, "--format", "json")
        assert code == 0, err
        found = json.loads(out)
        assert isinstance(found, list)
        return found

    def inputs(self) -> Inputs:
        return load_inputs(Namespace(site=self.school, now="", format="text"))


@pytest.fixture
def family(built: Built, school: Path, public: Path, diary: Run) -> Family:
    fill(school, add_father)
    people = json.loads(diary("access", "list", "--site", school, "--format", "json")[1])
    ids = {one["recipient"]: one["recipient_id"] for one in people}
    first = next(
        s["student_id"] for p in people if p["recipient"] == MOTHER for s in p["students"] if FIRST in s["student"]
    )
    second = next(
        s["student_id"] for p in people if p["recipient"] == MOTHER for s in p["students"] if FIRST not in s["student"]
    )
    assert diary("build", "--site", school)[0] == 0
    assert diary("publish", "--site", school)[0] == 0
    settings = (school / "site.yaml").read_text(encoding="utf-8")
    address = re.search(r"address: (http\S+)", settings)
    assert address
    keys = {person: str(built.of(person)["link"]).partition("#k=")[2] for person in (MOTHER, FATHER)}
    return Family(school, public, address[1], diary, keys, ids, (first, second))


def raw(folder: Path) -> bytes:
    """Return all bytes of all files of the register."""
    return b"".join(path.read_bytes() for path in sorted((folder / "private").glob("register.sqlite*")))


def shown(sheet: Path) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", sheet.read_text(encoding="utf-8").partition("<body>")[2])).split())


def test_a_mother_leaves_one_child_and_then_the_other_while_the_father_goes_on(family: Family) -> None:
    first, second = family.children
    old, other = family.page(first), family.page(second)
    inside = family.page_id(first)
    assert family.diaries(MOTHER) == family.linked(MOTHER) == {old, other}
    assert family.diaries(FATHER) >= {old, other}

    result = family.withdraw(MOTHER, first, "--document", "заявление № 7")
    assert result["key_erased"] is False
    new = family.page(first)
    assert new != old
    assert family.page_id(first) == inside
    assert family.acts()[0]["gone_at"] == ""
    family.publish()
    assert family.status(f"d/{old}/index.html") == 404
    assert family.status(f"d/{new}/index.html") == 200
    assert family.diaries(MOTHER) == family.linked(MOTHER) == {other}
    assert FIRST.split()[1] not in family.opened(MOTHER)[next(p for p in family.opened(MOTHER) if p.startswith("f/"))]
    assert family.diaries(FATHER) >= {new, other}
    assert family.linked(FATHER) == family.diaries(FATHER)
    assert old not in family.linked(FATHER)
    page = family.public / f"d/{new}/index.html"
    opened = json.loads(family.diary("open", page, "--key", family.keys[FATHER], "--format", "json")[1])
    assert opened["page"] == inside
    (act,) = family.acts()
    assert act["gone_at"]
    assert act["seen_at"]

    mothers_page = next(path for path in family.opened(MOTHER) if path.startswith("f/"))
    key = decode(family.keys[MOTHER])
    letter = family.school / f"output/letters/{family.ids[MOTHER]}.html"
    fathers_letter = family.school / f"output/letters/{family.ids[FATHER]}.html"
    assert letter.is_file()
    assert key in raw(family.school)
    result = family.withdraw(MOTHER, second)
    assert result["key_erased"] is True
    assert key not in raw(family.school)
    assert not letter.exists()
    assert fathers_letter.is_file()
    assert all(family.keys[MOTHER] not in path.read_text("utf-8") for path in letter.parent.glob("*.html"))
    family.publish()
    assert family.status(mothers_page) == 404
    assert family.status(f"d/{other}/index.html") == 404
    assert family.opened(MOTHER) == {}
    assert family.diaries(FATHER) >= {new, family.page(second)}
    assert [bool(act["seen_at"]) for act in family.acts()] == [True, True]


def test_from_that_day_the_family_is_informed_on_paper(family: Family) -> None:
    first, _ = family.children
    family.withdraw(MOTHER, first, "--date", "2026-11-17", "--document", "заявление № 7")
    inputs = family.inputs()
    with open_register(inputs) as register:
        (line,) = register.acts.of([ActKind.CONSENT_WITHDRAWN])
        assert (line.pair, str(line.day)) == ((first, family.ids[MOTHER]), "2026-11-17")
        assert (line.document, line.detail) == ("заявление № 7", {"act": "1"})
        decisions = read_standing(inputs, read_school(inputs, inputs.folder.cache, quiet=True), register).decisions
    (case,) = [
        c for c in paper_cases(decisions, "list") if (c.student_id, c.recipient_id) == (first, family.ids[MOTHER])
    ]
    assert (case.reason, str(case.since)) == (PaperReason.WITHDRAWN, "2026-11-17")
    assert case in decisions.paper
    # the build kept it for the lists and the panel: this week's extract is owed
    assert case in load_state(inputs.folder).cases
    with open_register(inputs) as register:
        owed = owed_now(inputs, register, load_state(inputs.folder)).weeks
    assert [o.week for o in owed if (o.student_id, o.recipient_id) == (first, family.ids[MOTHER])] == ["2026-W47"]


def test_a_later_consent_opens_again_and_only_with_a_new_code(family: Family) -> None:
    for student in family.children:
        family.withdraw(MOTHER, student)
    left = {family.page(student) for student in family.children}

    def agree(rows: list[dict[str, object]]) -> None:
        for row in rows:
            if row["получатель"] == MOTHER:
                row["дата согласия"] = "20.11.2026"

    fill(family.school, agree)
    settings = family.school / "site.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(re.sub(r"today: 2026-11-19", "today: 2026-11-20", text), encoding="utf-8")
    assert settings.read_text(encoding="utf-8") != text
    assert family.diary("build", "--site", family.school)[0] == 0
    family.publish()
    assert family.opened(MOTHER) == {}
    code, out, err = family.diary("access", "issue", family.ids[MOTHER], "--site", family.school, "--format", "json")
    assert code == 0, err
    family.keys[MOTHER] = str(json.loads(out)[0]["link"]).partition("#k=")[2]
    family.publish()
    assert family.diaries(MOTHER) == left


def test_a_reissue_lifts_a_withdrawal_for_the_named_student_only(family: Family) -> None:
    first, second = family.children
    for student in family.children:
        family.withdraw(MOTHER, student)
    person = family.ids[MOTHER]
    assert family.diary("access", "reissue", person, "--site", family.school)[0] == 2
    command = ("access", "reissue", person, "--student", second, "--site", family.school, "--format", "json")
    code, out, err = family.diary(*command)
    assert code == 0, err
    family.keys[MOTHER] = str(json.loads(out)[0]["link"]).partition("#k=")[2]
    family.publish()
    assert family.diaries(MOTHER) == {family.page(second)}
    assert family.page(first) not in family.linked(MOTHER)


def test_a_build_that_fails_is_told_loudly_and_the_next_one_makes_it_right(
    family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = family.children
    old = family.page(first)

    def fail(*_: object, **__: object) -> None:
        raise ReadError("unreadable", "the disk is gone")

    with monkeypatch.context() as patch:
        patch.setattr(verb, "build", fail)
        code, out, err = family.diary("withdraw", family.ids[MOTHER], first, "--site", family.school)
    assert code == 1
    assert "act 1" in out
    assert "THE PAGES ARE STILL AS THEY WERE" in err
    # what lies there is still the old page: publishing it completes no act
    family.publish()
    assert family.diaries(MOTHER) == {old, family.page(second)}
    assert family.acts()[0]["gone_at"] == ""
    code, _, err = family.diary("withdraw", family.ids[MOTHER], first, "--site", family.school)
    assert (code, "already-withdrawn" in err) == (5, True)

    assert family.diary("build", "--site", family.school)[0] == 0
    family.publish()
    assert family.diaries(MOTHER) == {family.page(second)}
    assert family.status(f"d/{old}/index.html") == 404
    assert family.acts()[0]["gone_at"] != ""


def test_a_power_cut_after_the_register_leaves_nothing_that_the_next_command_does_not_finish(
    family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = decode(family.keys[MOTHER])
    letter = family.school / f"output/letters/{family.ids[MOTHER]}.html"
    family.withdraw(MOTHER, family.children[0])

    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, suppress(KeyboardInterrupt):
        patch.setattr(verb, "_follow", cut)
        assert family.diary("withdraw", family.ids[MOTHER], family.children[1], "--site", family.school)[0] == 130
    assert letter.is_file()
    acts = family.acts()
    assert not letter.exists()
    assert key not in raw(family.school)
    assert all((family.school / str(act["sheet"])).is_file() for act in acts)


def test_exports_that_cannot_be_read_do_not_stand_in_the_way_of_a_withdrawal(family: Family) -> None:
    families = family.school / "content/families.xlsx"
    kept = families.read_bytes()
    families.write_bytes(b"not a workbook")
    key = decode(family.keys[MOTHER])
    for student, erased in zip(family.children, (False, True), strict=True):
        code, out, err = family.diary(
            "withdraw", family.ids[MOTHER], student, "--site", family.school, "--format", "json"
        )
        assert code == 1
        assert "THE PAGES ARE STILL" in err
        assert json.loads(out.splitlines()[0])["key_erased"] is erased
    assert key not in raw(family.school)
    families.write_bytes(kept)
    assert family.diary("build", "--site", family.school)[0] == 0
    family.publish()
    assert family.opened(MOTHER) == {}


def test_the_act_says_what_was_destroyed_and_which_backups_still_hold_it(family: Family, tmp_path: Path) -> None:
    first, second = family.children
    old = family.page(first)
    assert family.diary("backup", tmp_path / "autumn.backup", "--site", family.school)[0] == 0
    family.withdraw(MOTHER, first, "--document", "заявление № 7", "--reason", "<переезд>")
    assert family.diary("backup", tmp_path / "later.backup", "--site", family.school)[0] == 0
    (act,) = family.acts()
    person = family.ids[MOTHER]
    assert act["sheet"] == f"output/staff/acts/1-{person}-{first}.html"
    sheet = family.school / str(act["sheet"])
    text = shown(sheet)
    for part in (MOTHER, FIRST, person, first, f"d/{old}/index.html", "заявление № 7", "<переезд>", "согласие отозвано",
                 "удаление файла", "страница переехала", "autumn.backup", "Хранится до"):  # fmt: skip
        assert part in text, part
    assert "<переезд>" not in sheet.read_text(encoding="utf-8")
    for part in (
        "later.backup",
        FATHER,
        family.ids[FATHER] + " ",
        str(tmp_path),
        "Ключ доступа",
        "на хостинге страницы",
    ):
        assert part not in text, part
    family.publish()
    family.acts()
    assert "на хостинге страницы больше нет" in shown(sheet)
    family.withdraw(MOTHER, second)
    text = shown(family.school / f"output/staff/acts/2-{person}-{second}.html")
    for part in (
        "Ключ доступа",
        f"output/letters/{person}.html",
        "Семейная страница f/",
        "later.backup",
        "ключ уничтожен",
    ):
        assert part in text, part


def test_a_page_that_a_host_still_answers_for_is_looked_at_until_it_is_gone(family: Family) -> None:
    first, _ = family.children
    path = f"d/{family.page(first)}/index.html"
    kept = (family.public / path).read_bytes()
    family.withdraw(MOTHER, first)
    assert family.diary("publish", "--no-verify", "--site", family.school)[0] == 0
    (act,) = family.acts()
    assert (bool(act["gone_at"]), act["seen_at"]) == (True, "")
    # a cache on the way, or a host that brings back what was deleted
    (family.public / path).parent.mkdir(exist_ok=True)
    (family.public / path).write_bytes(kept)
    for _ in range(2):
        code, _, err = family.diary("publish", "--site", family.school)
        assert code == 9
        assert f"{path}: a deleted page is still answered" in err
        assert family.acts()[0]["seen_at"] == ""
    (family.public / path).unlink()
    family.publish()
    assert family.acts()[0]["seen_at"] != ""


@pytest.mark.skipif(os.name != "posix", reason="POSIX permission bits")
def test_acts_are_for_the_staff_alone(family: Family) -> None:
    result = family.withdraw(MOTHER, family.children[0])
    sheet = family.school / str(result["sheet"])
    assert sheet.stat().st_mode & 0o777 == 0o600
    assert (sheet.parent / "PLAINTEXT-NEVER-PUBLISH.txt").is_file()
    assert (sheet.parent.parent / "PLAINTEXT-NEVER-PUBLISH.txt").is_file()


def test_what_cannot_be_withdrawn_is_said_and_nothing_changes(family: Family) -> None:
    first, _ = family.children
    person = family.ids[MOTHER]
    before = family.page(first)
    for command, status, slug in (
        ((person,), 2, "usage"),
        (("R999", first), 5, "unknown-recipient"),
        ((person, "S999"), 5, "unknown-student"),
        ((person, "R1"), 5, "unknown-student"),
        (("R1", first), 5, "no-such-pair"),
        ((person, first, "--date", "2026-11-20"), 2, "withdrawal-date"),
        ((person, first, "--date", "2025-11-18"), 2, "withdrawal-date"),
        ((person, first, "--date", "18.11"), 2, "bad-day"),
        ((person, first, "--now", "2026-11-18"), 2, "now-refused"),
    ):
        code, _, err = family.diary("withdraw", *command, "--site", family.school)
        assert code == status, (command, err)
        assert f"[{slug}]" in err
    assert family.page(first) == before
    assert family.acts() == []
