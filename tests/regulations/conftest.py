"""The example school as a family and the school's staff meet it, today and on the day after the first quarter."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock

from tests.regulations.ground import Ground, autumn_school, steps
from tests.schools.built import Built


@pytest.fixture(scope="session")
def today(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Ground:
    """Return the built example school; nothing may be changed.

    Every worker has one of its own: two commands at once in one folder refuse each other.
    """
    return own_ground(built, tmp_path_factory)


def own_ground(school: Built, factory: pytest.TempPathFactory) -> Ground:
    """Return a copy of a school for this worker."""
    return Ground(replace(school, folder=school.copy(factory.mktemp("ground") / "school")))


@pytest.fixture
def mine(own: Built) -> Ground:
    """Return a copy of it that a test may change."""
    return Ground(own)


@pytest.fixture(scope="session")
def autumn(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Ground:
    """Return the school on the day after the first quarter, with all that is due done; nothing may be changed.

    It is made once for all workers, and each takes a copy.
    """
    base = tmp_path_factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = base / "autumn" / "school"
    with FileLock(base / "autumn.lock"):
        cache = Path(built.folder) / "private" / "cache"
        made = steps(lambda: autumn_school(folder, cache), base / "autumn" / "codes.json")
        return own_ground(made, tmp_path_factory)
