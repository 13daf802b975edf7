"""Makes the exports of the tests that are not plain text to begin with, and those with a fault.

    python -m tests.exports.make_exports

Every module `make_<something>.py` beside this one has a function `files()` that returns files by path below
`tests/exports`, good and broken ones. The same bytes on every machine; a test makes them again and compares.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

HERE = Path(__file__).parent


def files() -> dict[str, bytes]:
    """Return all files by path."""
    names = sorted(path.stem for path in HERE.glob("make_*.py") if path.stem != Path(__file__).stem)
    return {
        name: content for module in names for name, content in import_module(f"tests.exports.{module}").files().items()
    }


def main() -> None:
    """Write the files."""
    for name, content in files().items():
        path = HERE / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


if __name__ == "__main__":
    main()
