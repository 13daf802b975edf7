"""What a build promises: the example school from exports to sealed pages."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from jwcrypto import jwe, jwk

from generator.errors import WrongCodeError
from generator.sealing.codes import derive_kek, normalise_code, parse_link_key
from generator.sealing.envelope import open_envelope, read_envelope, take_envelope
from tests.schools import cast
from tests.schools.built import Built, copy_example

Run = Callable[..., tuple[int, str, str]]


def state(site: Path) -> dict[str, tuple[bytes, int]]:
    return {
        path.relative_to(site).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def kek_of(code: dict[str, object]) -> bytes:
    return parse_link_key(str(code["link"]))


def test_a_first_build_makes_the_front_page_and_says_what_comes_next(tmp_path: Path, diary: Run) -> None:
    folder = copy_example(tmp_path / "school")
    code, _, err = diary("build", "--site", folder)
    assert code == 0
    assert "diary access issue" in err
    assert list(state(folder / "output/site")) == ["index.html", "sw.js"]


def test_every_code_opens_its_family_page_and_the_diaries_it_leads_to(built: Built) -> None:
    for code in built.codes:
        kek = kek_of(code)
        address = str(code["link"]).partition("/f/")[2].partition("#")[0]
        family = open_envelope((built.site / "f" / address).read_bytes(), kek)
        hrefs = [part.partition('"')[0] for part in family.text.split('href="../../')[1:]]
        assert hrefs
        assert len(hrefs) == len(code["students"])
        for href in hrefs:
            assert open_envelope((built.site / href).read_bytes(), kek).text


def test_a_typed_code_derives_the_key_of_the_link(built: Built) -> None:
    code = built.codes[0]
    salt = read_envelope(next((built.site / "d").rglob("index.html")).read_bytes()).salt
    assert derive_kek(normalise_code(str(code["code"])), salt) == kek_of(code)


def test_exactly_the_expected_recipients_read_each_diary(built: Built) -> None:
    opened: dict[str, set[str]] = {}
    for code in built.codes:
        kek = kek_of(code)
        for path in (built.site / "d").rglob("index.html"):
            try:
                text = open_envelope(path.read_bytes(), kek).text
            except WrongCodeError:
                continue
            (name,) = (pupil.name for pupil in (*cast.CLASS_8A, *cast.CLASS_5B) if _named(pupil, text))
            opened.setdefault(str(code["recipient"]), set()).add(name)
    assert opened == {recipient: set(students) for recipient, students in cast.EXPECTED_READERS.items()}


def _named(pupil: cast.Pupil, text: str) -> bool:
    heading = unescape(text.partition("<h1>")[2].partition("</h1>")[0])
    return heading == f"{pupil.given_name.split()[0]} {pupil.family_name}"


def test_a_library_that_shares_no_code_with_ours_opens_a_built_page(built: Built) -> None:
    code = built.of(cast.MOTHER_OF_MINOR)
    family = built.site / "f" / str(code["link"]).partition("/f/")[2].partition("#")[0]
    token = jwe.JWE()
    token.deserialize(take_envelope(family.read_bytes()).decode())
    token.decrypt(jwk.JWK(kty="oct", k=str(code["link"]).partition("#k=")[2]))
    assert 'data-kind="family"' in token.payload.decode()


def test_nothing_changed_means_nothing_written(own: Built, diary: Run) -> None:
    before = state(own.site)
    code, _, err = diary("build", "--site", own.folder)
    assert code == 0
    assert "nothing changed" in err
    assert state(own.site) == before


def test_without_the_record_envelopes_are_new_but_every_address_stays(own: Built, diary: Run) -> None:
    before = state(own.site)
    (own.folder / "private/build.json").unlink()
    assert diary("build", "--site", own.folder)[0] == 0
    assert list(state(own.site)) == list(before)


def test_a_change_in_one_class_leaves_the_other_class_and_the_families_alone(own: Built, diary: Run) -> None:
    before = state(own.site)
    path = own.folder / "content/exports/tables/homework-5Б.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("упр. 41", "упр. 42", 1), encoding="utf-8")
    code, _, err = diary("build", "--site", own.folder)
    assert code == 0, err
    after = state(own.site)
    assert list(after) == list(before)
    changed = {name for name in after if after[name] != before[name]}
    readable = {name for names in cast.EXPECTED_READERS.values() for name in names}
    readable &= {pupil.name for pupil in cast.CLASS_5B}
    assert len(changed) == len(readable)
    assert all(name.startswith("d/") for name in changed)


def test_all_diaries_of_a_class_have_one_length(built: Built) -> None:
    lengths = {len(path.read_bytes()) for path in (built.site / "d").rglob("index.html")}
    slots = {len(read_envelope(path.read_bytes()).slots) for path in (built.site / "d").rglob("index.html")}
    assert slots == {4}
    assert len(lengths) <= 2


def test_a_revoked_recipient_reads_nothing_any_more_and_the_others_do(own: Built, diary: Run) -> None:
    gone, *others = own.codes
    code, _, err = diary("access", "revoke", gone["recipient_id"], "--site", own.folder)
    assert code == 0, err
    address = str(gone["link"]).partition("/f/")[2].partition("#")[0]
    assert not (own.site / "f" / address).exists()
    for path in own.site.rglob("index.html"):
        if path.parent != own.site:
            with pytest.raises(WrongCodeError):
                open_envelope(path.read_bytes(), kek_of(gone))
    for other in others:
        family = str(other["link"]).partition("/f/")[2].partition("#")[0]
        assert open_envelope((own.site / "f" / family).read_bytes(), kek_of(other))


def test_a_reissued_code_replaces_the_old_one(own: Built, diary: Run) -> None:
    old = own.codes[0]
    code, out, err = diary("access", "reissue", old["recipient_id"], "--site", own.folder, "--format", "json")
    assert code == 0, err
    (new,) = json.loads(out)
    assert new["code"] != old["code"]
    family = str(new["link"]).partition("/f/")[2].partition("#")[0]
    assert open_envelope((own.site / "f" / family).read_bytes(), kek_of(new))
    with pytest.raises(WrongCodeError):
        open_envelope((own.site / "f" / family).read_bytes(), kek_of(old))


def test_handing_over_removes_the_letter(own: Built, diary: Run) -> None:
    recipient = own.codes[0]["recipient_id"]
    letter = own.folder / f"output/letters/{recipient}.html"
    first_group = str(own.codes[0]["code"])[:4]
    assert first_group in letter.read_text(encoding="utf-8")
    assert diary("access", "handed", recipient, "--site", own.folder)[0] == 0
    assert not letter.exists()
    lines = json.loads(diary("access", "list", "--site", own.folder, "--format", "json")[1])
    assert next(line for line in lines if line["recipient_id"] == recipient)["code"] == "handed"


def test_without_an_address_no_code_is_issued(fresh: Path, diary: Run) -> None:
    settings = fresh / "site.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("address: http://localhost:8000", 'address: ""'), encoding="utf-8")
    code, _, err = diary("access", "issue", "--site", fresh)
    assert code == 3
    assert "[no-site-address]" in err
    assert "hint:" in err


def test_open_decrypts_with_code_and_key_and_refuses_a_wrong_one(built: Built, diary: Run) -> None:
    code = built.codes[0]
    family = built.site / "f" / str(code["link"]).partition("/f/")[2].partition("#")[0]
    assert "d-family" in diary("open", family, "--code", code["code"])[1]
    assert "d-family" in diary("open", family, "--key", str(code["link"]).partition("#k=")[2])[1]
    header = json.loads(diary("open", family, "--header")[1])
    assert header
    status, out, err = diary("open", family, "--key", str(built.codes[1]["link"]).partition("#k=")[2])
    assert (status, out) == (10, "")
    assert "wrong-code" in err


def test_a_key_that_begins_with_a_dash_is_no_option(built: Built, diary: Run) -> None:
    family = next((built.site / "f").rglob("index.html"))
    status, _, err = diary("open", family, "--key", "-" + "A" * 42)
    assert status == 10
    assert "wrong-code" in err


@pytest.mark.ci
def test_a_first_build_can_be_repeated_with_the_same_bytes_in_two_processes(own: Built, diary: Run) -> None:
    before = {name: content for name, (content, _) in state(own.site).items() if name == "index.html"}
    shutil.rmtree(own.folder / "private/cache")
    (own.folder / "private/build.json").unlink()
    assert diary("build", "--site", own.folder, "--workers", "2")[0] == 0
    assert {n: c for n, (c, _) in state(own.site).items() if n == "index.html"} == before


@pytest.mark.skipif(os.name != "posix", reason="POSIX permission bits")
def test_keys_and_letters_are_readable_by_their_owner_only(built: Built) -> None:
    private = built.folder / "private"
    assert private.stat().st_mode & 0o777 == 0o700
    assert (private / "register.sqlite").stat().st_mode & 0o777 == 0o600
    letters = built.folder / "output/letters"
    assert letters.stat().st_mode & 0o777 == 0o700
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in letters.iterdir())


def test_what_every_page_carries_stays_within_36_kilobytes(built: Built) -> None:
    for file in built.site.glob("[df]/*/index.html"):
        content = file.read_bytes()
        assert len(content) - len(take_envelope(content)) <= 36_000
