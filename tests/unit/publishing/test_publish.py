"""A publication brings the host to the state of the site, in the right order, and stops before harm."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from generator.errors import BusyError, HostError, HostRetryError, SuspiciousError
from generator.publishing.guards import Allowed
from generator.publishing.host import Traits
from generator.publishing.hosts.memory import MemoryHost, Shelf
from generator.publishing.manifest import read_manifest
from generator.publishing.publish import prepare, publish
from tests.unit.publishing.ground import BOX, NAMES, job, opener, pages, visible

DIARY = "d/{:032x}/index.html".format


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def journal(tmp_path):
    return tmp_path / "publish.jsonl"


def generation(shelf: Shelf) -> int:
    found = read_manifest(MemoryHost(shelf), NAMES, BOX).manifest
    assert found is not None
    return found.generation


def test_the_first_publication_brings_the_whole_site(shelf, journal):
    site = pages(3)
    report = publish(job(site, opener(shelf), journal))
    assert visible(shelf) == site
    assert (report.written, report.deleted, report.generation) == (len(site), 0, 1)
    assert NAMES.lock not in shelf.files
    assert not journal.exists()


def test_nothing_changed_writes_nothing(shelf, journal):
    publish(job(pages(3), opener(shelf), journal))
    before = dict(shelf.files)
    report = publish(job(pages(3), opener(shelf), journal, latest=1))
    assert shelf.files == before
    assert (report.written, report.generation) == (0, 1)


def test_only_what_changed_is_sent_and_at_most_six_files_more(shelf, journal):
    publish(job(pages(30), opener(shelf), journal))
    written: list[str] = []

    class Counting(MemoryHost):
        def write(self, path: str, content: bytes) -> None:
            written.append(path)
            super().write(path, content)

    site = {**pages(30), DIARY(4): b"changed", DIARY(5): b"changed too"}
    publish(job(site, lambda: Counting(shelf), journal, latest=1))
    assert visible(shelf) == site
    assert sorted(set(written) & set(site)) == [DIARY(4), DIARY(5)]
    assert len(written) <= 2 + 6


def test_revoked_pages_go_first_then_assets_pages_what_leads_to_them_and_the_manifest(shelf, journal):
    publish(job({**pages(3), DIARY(9): b"left"}, opener(shelf), journal))
    order: list[str] = []

    class Watching(MemoryHost):
        def write(self, path: str, content: bytes) -> None:
            order.append(path)
            super().write(path, content)

        def delete(self, paths: Iterable[str]) -> None:
            kept = list(paths)
            order.extend(f"-{path}" for path in kept)
            super().delete(kept)

    site = {**pages(3, "2"), "a/4567.css": b"new", "index.html": b"front 2"}
    publish(job(site, lambda: Watching(shelf), journal, latest=1, connections=1))
    seen = [entry for entry in order if entry.lstrip("-") != NAMES.lock]
    assert seen == [f"-{DIARY(9)}", "a/4567.css", DIARY(0), DIARY(1), DIARY(2), "index.html", NAMES.manifest]


def test_a_page_that_stays_after_its_deletion_stops_the_run(shelf, journal):
    publish(job(pages(3), opener(shelf), journal))

    class Lying(MemoryHost):
        def delete(self, paths: Iterable[str]) -> None:
            super().delete(path for path in paths if not path.startswith("d/"))

    site = {path: content for path, content in pages(3).items() if path != DIARY(0)}
    with pytest.raises(HostError) as caught:
        publish(job(site, lambda: Lying(shelf), journal, latest=1))
    assert caught.value.slug == "still-there"


def test_a_dry_run_writes_nothing_and_has_the_same_plan(shelf, journal):
    plan = prepare(job(pages(3), opener(shelf), journal)).plan
    assert shelf.files == {}
    assert publish(job(pages(3), opener(shelf), journal)).plan == plan


def test_assets_stay_for_two_generations_after_their_last_use(shelf, journal):
    publish(job(pages(1), opener(shelf), journal))
    for number in range(2, 6):
        site = {path: content for path, content in pages(1, str(number)).items() if path != "a/0123.css"}
        publish(job(site, opener(shelf), journal, latest=number - 1))
        assert ("a/0123.css" in shelf.files) == (number < 4), number


class Failing(MemoryHost):
    """Fails every third write for the moment."""

    count = 0

    def write(self, path: str, content: bytes) -> None:
        Failing.count += 1
        if Failing.count % 3 == 0:
            raise HostRetryError("host-unreachable", "cut")
        super().write(path, content)


def test_a_cut_connection_is_made_again_and_the_call_repeated(shelf, journal, monkeypatch):
    monkeypatch.setattr("generator.publishing.wrappers.retry.pause", lambda _: None)
    site = pages(20)
    report = publish(job(site, lambda: Failing(shelf), journal))
    assert visible(shelf) == site
    assert report.retries > 0


def test_a_permanent_error_ends_it_at_once_and_the_next_run_sends_only_the_rest(shelf, journal):
    class Full(MemoryHost):
        left = 10

        def write(self, path: str, content: bytes) -> None:
            if path.startswith("d/"):
                Full.left -= 1
                if Full.left < 0:
                    raise HostError("host-refused", "full")
            super().write(path, content)

    site = pages(30)
    with pytest.raises(HostError):
        publish(job(site, lambda: Full(shelf), journal))
    assert NAMES.lock not in shelf.files
    there = {path for path in visible(shelf) if path.startswith("d/")}
    report = publish(job(site, opener(shelf), journal))
    assert visible(shelf) == site
    assert report.written == len(site) - len(there) - 1  # one asset was there too
    assert generation(shelf) == 1


def test_a_deferred_host_is_flushed_after_each_stage(shelf, journal):
    waiting: dict[str, bytes | None] = {}

    class Deferred(MemoryHost):
        def __init__(self) -> None:
            super().__init__(shelf, Traits(True, True, False, False, 1, deferred=True))

        def write(self, path: str, content: bytes) -> None:
            waiting[path] = content

        def delete(self, paths: Iterable[str]) -> None:
            waiting.update(dict.fromkeys(paths))

        def flush(self) -> None:
            for path, content in waiting.items():
                MemoryHost.delete(self, [path]) if content is None else MemoryHost.write(self, path, content)
            waiting.clear()

    report = publish(job(pages(3), Deferred, journal))
    assert visible(shelf) == pages(3)
    assert {note.slug for note in report.notes} == {"no-erasure"}


def slug(error: type[Exception], wanted: object) -> str:
    with pytest.raises(error) as caught:
        publish(wanted)  # type: ignore[arg-type]  # a job
    return caught.value.slug  # type: ignore[attr-defined]  # all of ours have one


def test_an_empty_build_is_refused(shelf, journal):
    assert slug(SuspiciousError, job({}, opener(shelf), journal)) == "site-empty"


def test_a_truncated_build_is_refused_before_the_first_write(shelf, journal):
    publish(job(pages(100), opener(shelf), journal))
    before = dict(shelf.files)
    few = job(pages(20), opener(shelf), journal, latest=1)
    assert slug(SuspiciousError, few) == "too-many-deletes"
    assert shelf.files == before


@pytest.mark.parametrize(("allowed", "goes"), [(Allowed(deletes=80), True), (Allowed(deletes=79), False),
                                               (Allowed(explained=60), True), (Allowed(explained=59), False)])  # fmt: skip
def test_only_the_exact_number_or_what_the_register_explains_lets_pages_go(shelf, journal, allowed, goes):
    publish(job(pages(100), opener(shelf), journal))
    wanted = job(pages(20), opener(shelf), journal, latest=1, allowed=allowed)
    if goes:
        assert publish(wanted).deleted == 80
    else:
        assert slug(SuspiciousError, wanted) == "too-many-deletes"


def test_an_older_computer_is_refused_until_the_generation_is_named(shelf, journal):
    publish(job(pages(3), opener(shelf), journal, latest=6))
    old = {"latest": 3}
    assert slug(SuspiciousError, job(pages(3, "2"), opener(shelf), journal, **old)) == "older-generation"
    wrong = job(pages(3, "2"), opener(shelf), journal, allowed=Allowed(overtake=6), **old)
    assert slug(SuspiciousError, wrong) == "older-generation"
    publish(job(pages(3, "2"), opener(shelf), journal, allowed=Allowed(overtake=7), **old))
    assert generation(shelf) == 8


def test_another_schools_site_is_refused(shelf, journal):
    publish(job(pages(3), opener(shelf), journal))
    assert slug(SuspiciousError, job(pages(3), opener(shelf), journal, school="school-1")) == "other-school"


def test_an_unknown_site_is_taken_over_only_by_its_exact_number(shelf, journal):
    MemoryHost(shelf).write(DIARY(77), b"somebody else's")
    MemoryHost(shelf).write("robots.txt", b"the host's own")
    assert slug(SuspiciousError, job(pages(2), opener(shelf), journal)) == "not-our-site"
    publish(job(pages(2), opener(shelf), journal, allowed=Allowed(adopt=1)))
    assert visible(shelf) == {**pages(2), "robots.txt": b"the host's own"}


def test_a_manifest_that_does_not_open_stops_everything(shelf, journal):
    publish(job(pages(2), opener(shelf), journal))
    MemoryHost(shelf).write(NAMES.manifest, b"tampered")
    assert slug(SuspiciousError, job(pages(2), opener(shelf), journal)) == "manifest-damaged"


def test_a_host_that_can_not_say_stops_everything(shelf, journal):
    class Silent(MemoryHost):
        def read(self, path: str) -> bytes | None:
            raise HostError("host-refused", f"no answer about {path}")

    assert slug(HostError, job(pages(2), lambda: Silent(shelf), journal)) == "host-refused"
    assert shelf.files == {}


def test_two_publications_at_once_are_one(shelf, journal):
    MemoryHost(shelf).write(NAMES.lock, b'{"owner": "else", "lease": 120, "at": 9999999999}')
    assert slug(BusyError, job(pages(2), opener(shelf), journal)) == "host-locked"
    assert visible(shelf) == {}


def test_strange_files_of_the_host_are_never_deleted(shelf, journal):
    for path in (".well-known/acme", "robots.txt", "images/logo.png"):
        MemoryHost(shelf).write(path, b"kept")
    publish(job(pages(2), opener(shelf), journal))
    publish(job(pages(2, "2"), opener(shelf), journal, latest=1))
    assert {".well-known/acme", "robots.txt", "images/logo.png"} <= set(shelf.files)


def test_a_run_that_dies_behind_the_manifest_finds_the_host_no_further_than_itself(shelf, journal):
    begun: list[int] = []

    class Dying(MemoryHost):
        def write(self, path: str, content: bytes) -> None:
            super().write(path, content)
            if path == NAMES.manifest and begun:
                raise KeyboardInterrupt  # the host has it, and nobody hears of it

    with pytest.raises(KeyboardInterrupt):
        publish(job(pages(3), lambda: Dying(shelf), journal, begin=begun.append))
    assert begun == [1]
    assert generation(shelf) == 1
    report = publish(job(pages(3), opener(shelf), journal, latest=begun[-1]))
    assert (report.written, report.generation) == (0, 1)
