"""A whole publication on every kind of host: first, changed, revoked, and killed in the middle of it."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.errors import DiaryError
from generator.publishing.host import TEMPORARY, Open
from generator.publishing.publish import Job, publish
from tests.hosts.kinds import Ground
from tests.unit.publishing.ground import NAMES, job, pages

PAGES = 60


def site(version: int, count: int = PAGES) -> dict[str, bytes]:
    made = pages(count, str(version))
    return {path: content + b" " * 20_000 + content for path, content in made.items()}


def visible(opened: Open) -> dict[str, bytes | None]:
    host = opened()
    try:
        paths = [found.path for found in host.list("") if not found.path.startswith(".diary/")]
        return {path: host.read(path) for path in paths}
    finally:
        host.close()


def test_first_changed_and_revoked(ground: Ground, name: str, tmp_path: Path):
    opened, journal = ground.open_at(name), tmp_path / "journal"
    first = publish(job(site(1), opened, journal))
    assert visible(opened) == site(1)
    assert first.written == len(site(1))
    changed = {
        **site(1),
        **{path: content for path, content in site(2).items() if path < "d/0000000000000000000000000000001"},
    }
    del changed[max(path for path in changed if path.startswith("d/"))]
    second = publish(job(changed, opened, journal, latest=1))
    assert visible(opened) == changed
    assert second.deleted == 1
    third = publish(job(changed, opened, journal, latest=2))
    assert (third.written, third.deleted) == (0, 0)


@pytest.mark.ci
@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
def test_killed_at_random_points_every_page_is_whole_and_the_next_run_ends_it(
    ground: Ground, name: str, tmp_path: Path
):
    if not ground.lasting or not ground.forks:
        pytest.skip("a forked process can't use this host; tests/end_to_end/test_every_host.py kills the command")
    opened, journal = ground.open_at(name), tmp_path / "journal"
    begun = time.perf_counter()
    publish(job(site(0), opened, journal))
    whole = time.perf_counter() - begun
    luck, killed = random.Random(20261126), 0  # noqa: S311  the same points in every run
    versions: list[Mapping[str, bytes]] = [site(0)]
    kills = 20 if whole < 0.5 else 6  # slow hosts are killed more often in the long tier
    for version in range(1, kills + 1):
        versions.append(site(version))
        now = job(site(version), opened, journal, latest=version)
        killed += _publish_and_kill(now, luck.random() * whole)
        for path, content in visible(opened).items():
            if not path.endswith(TEMPORARY):
                assert content in [known[path] for known in versions], path
        host = opened()
        host.delete([NAMES.lock])  # as when its lease is over
        host.flush()
        host.close()
    assert killed > 2
    last = publish(job(versions[-1], opened, journal, latest=kills + 1))
    assert visible(opened) == versions[-1]
    assert last.plan.revoked == ()


def _publish_and_kill(now: Job, after: float) -> bool:
    """Publish in a process of its own and kill it after some seconds; say whether it was still at work."""
    child = os.fork()
    if not child:
        try:
            publish(now)
        except DiaryError:
            os._exit(3)
        finally:
            os._exit(0)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)
