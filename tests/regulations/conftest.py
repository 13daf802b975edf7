"""The example school as a family and the school's staff meet it, today and on the day after the first quarter."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from filelock import FileLock

from tests.regulations.ground import Ground, autumn_school, steps
from tests.schools.built import Built


@pytest.fixture
def today(built: Built) -> Ground:
    """Return the built example school; nothing may be changed."""
    return Ground(built)


@pytest.fixture
def mine(own: Built) -> Ground:
    """Return a copy of it that a test may change."""
    return Ground(own)


@pytest.fixture(scope="session")
def autumn(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Ground:
    """Return the school on the day after the first quarter, with all that is due done; nothing may be changed.

    It is made once for all workers.
    """
    base = tmp_path_factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = base / "autumn" / "school"
    with FileLock(base / "autumn.lock"):
        cache = Path(built.folder) / "private" / "cache"
        return Ground(steps(lambda: autumn_school(folder, cache), base / "autumn" / "codes.json"))
