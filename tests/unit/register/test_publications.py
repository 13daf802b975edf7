from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from generator.errors import RegisterError
from generator.register.publications import PublicationRecord
from generator.register.register import Register

NOW = datetime(2026, 11, 26, 16, 30, tzinfo=timezone(timedelta(hours=5)))


@pytest.fixture
def register(tmp_path):
    (tmp_path / "private").mkdir(mode=0o700)
    with Register.create(tmp_path / "private/register.sqlite", who="test") as found:
        yield found


def publication(generation: int) -> PublicationRecord:
    return PublicationRecord(generation, NOW, "sftp", 3, 1, 4096, None, "2026-09-01 strict", "d" * 64)


def test_before_the_first_publication_there_is_nothing(register):
    assert register.publications.last() is None
    assert register.publications.key() is None
    assert register.publications.diaries() == {}


def test_the_key_is_kept_once_and_for_ever(register):
    register.publications.keep_key(b"k" * 32)
    assert register.publications.key() == b"k" * 32
    with pytest.raises(RegisterError, match="refuses"):
        register.publications.keep_key(b"x" * 32)


def test_the_latest_publication_and_what_each_diary_came_with(register):
    register.publications.add(publication(1))
    register.publications.keep_diaries(1, {"a" * 32: "one", "b" * 32: "two", "c" * 32: "three"})
    register.publications.add(replace(publication(2), written=0))
    register.publications.add(publication(2))
    register.publications.keep_diaries(2, {"b" * 32: "changed", "c" * 32: "three"})
    assert register.publications.last() == publication(2)
    assert register.publications.diaries() == {"a" * 32: 1, "b" * 32: 2, "c" * 32: 1}
    register.publications.verify(2, NOW)
    assert register.publications.last().verified_at == NOW


def test_a_publication_of_an_older_program_names_neither_profile_nor_digest(register):
    register.publications.add(replace(publication(1), profile="", digest=""))
    (found,) = register.publications.all()
    assert (found.profile, found.digest) == ("", "")


def test_acts_are_counted_since_the_last_time(register):
    register.keep_backup_key(b"k" * 32, b"s" * 16, NOW)
    count = register.publications.acts_since
    assert count(None, ("backup-code-set",)) == 1
    assert count(NOW, ("backup-code-set",)) == 1
    assert count(NOW + timedelta(seconds=1), ("backup-code-set",)) == 0
    assert count(None, ("revoked", "withdrawn")) == 0
