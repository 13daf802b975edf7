from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator import strict_yaml
from generator.rendering.environment import make_environment
from generator.rendering.words import Words

TEMPLATES = Path(__file__).resolve().parents[3] / "templates"


def load_words(language: str) -> Words:
    name = f"words/{language}.yaml"
    table: Any = strict_yaml.load((TEMPLATES / name).read_text(encoding="utf-8"), name).value
    return Words(language, table)


@pytest.fixture(scope="session")
def russian() -> Words:
    return load_words("ru")


@pytest.fixture(scope="session")
def english() -> Words:
    return load_words("en")


@pytest.fixture(scope="session")
def environment(russian):
    return make_environment([TEMPLATES], russian)
