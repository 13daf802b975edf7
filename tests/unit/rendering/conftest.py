from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "golden" / "rendering"))

from invented import TEMPLATES, load_words

from generator.rendering.environment import make_environment
from generator.rendering.look import Look
from generator.rendering.words import Words
from tests.unit.rendering.on_device import Device


@pytest.fixture(scope="session")
def russian() -> Words:
    return load_words("ru")


@pytest.fixture(scope="session")
def english() -> Words:
    return load_words("en")


@pytest.fixture(scope="session")
def environment(russian):
    return make_environment([TEMPLATES], russian)


@pytest.fixture(scope="session")
def look(russian) -> Look:
    return Look((TEMPLATES,), russian, "Школа № 12", "Секретарь: (3400) 00-00-12")


@pytest.fixture
def device(chromium) -> Iterator[Device]:
    made = Device(chromium().context.browser)
    yield made
    made.context.close()
    assert made.faults == []
