"""Makes the exports of the tests that are not plain text to begin with, and those with a fault.

    python -m tests.exports.make_exports

Each function returns the files of one kind by path below `tests/exports`. The same bytes on every machine; a test
makes them again and compares.
"""

from __future__ import annotations

from pathlib import Path

from tests.exports import make_broken, make_good

HERE = Path(__file__).parent


def files() -> dict[str, bytes]:
    """Return all files by path."""
    return {**make_good.files(), **make_broken.files()}


def main() -> None:
    """Write the files."""
    for name, content in files().items():
        path = HERE / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


if __name__ == "__main__":
    main()
