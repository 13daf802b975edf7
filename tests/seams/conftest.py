"""The hosts of `tests/hosts/kinds.py`, each with its running server, for every suite that tries all of them."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.hosts.kinds import KINDS, Ground
from tests.hosts.servers.process import NotHereError

QUICK = {"memory", "folder"}
"""The kinds of the quick tier; CI and the long tier try all."""


def marked(kind: str) -> object:
    return pytest.param(kind, marks=[*([] if kind in QUICK else [pytest.mark.ci])])


@pytest.fixture(scope="session", params=[marked(kind) for kind in sorted(KINDS)])
def ground(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    start = contextmanager(KINDS[request.param])
    try:
        with start(tmp_path_factory.mktemp(request.param)) as found:
            yield found
    except NotHereError as missing:
        if os.environ.get("CI") == "true":
            pytest.fail(f"{request.param}: {missing}")
        pytest.skip(f"{request.param}: {missing}")


@pytest.fixture
def name() -> str:
    return f"t{uuid.uuid4().hex[:12]}"
