"""The command line, run in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.cli import main
from tests.end_to_end.serving import serving
from tests.schools.built import Built


@pytest.fixture
def diary(capfd: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Return a function that runs one command and returns exit code, stdout and stderr."""

    def run(*arguments: object) -> tuple[int, str, str]:
        capfd.readouterr()
        code = main([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        return code, out, err

    return run


@pytest.fixture
def public(tmp_path: Path) -> Path:
    """Return the folder that a web server shows."""
    folder = tmp_path / "public"
    folder.mkdir()
    return folder


@pytest.fixture
def school(built: Built, tmp_path: Path, public: Path) -> Iterator[Path]:
    """Yield a built school that publishes to that folder, and whose address is the web server's."""
    folder = built.copy(tmp_path / "school")
    with serving(public) as address:
        settings = folder / "site.yaml"
        text = settings.read_text(encoding="utf-8")
        text = text.replace('  to: ""', f"  to: folder:{public}").replace("http://localhost:8000", address)
        settings.write_text(text, encoding="utf-8")
        yield folder
