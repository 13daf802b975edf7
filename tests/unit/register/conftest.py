from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from generator.register import Register

NOW = datetime(2026, 11, 19, 15, 4, 5, tzinfo=ZoneInfo("Asia/Yekaterinburg"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "private" / "register.sqlite"


@pytest.fixture
def register(path: Path):
    with Register.create(path, who="Секретарь") as made:
        yield made
