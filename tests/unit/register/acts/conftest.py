from pathlib import Path

import pytest

from generator.register import Register
from tests.unit.register.acts.ground import people


@pytest.fixture
def register(tmp_path: Path):
    with Register.create(tmp_path / "private" / "register.sqlite", who="Секретарь") as made:
        people(made)
        yield made
