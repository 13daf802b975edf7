"""What is built is valid HTML, by the Nu validator (npm package vnu-jar, needs Java); in the long tier."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from generator.errors import WrongCodeError
from generator.sealing.base64url import decode
from generator.sealing.envelope import open_envelope
from tests.schools.built import Built

pytestmark = pytest.mark.long
SHELL = '<!DOCTYPE html>\n<html lang="ru"><head><meta charset="utf-8"><title>-</title></head><body>{}</body></html>'


@pytest.fixture(scope="module")
def validator(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    if not (shutil.which("java") and shutil.which("npm")):
        pytest.skip("BROWSER MISSING: the Nu validator (java and npm)")
    folder = tmp_path_factory.mktemp("vnu")
    subprocess.run(["npm", "install", "--silent", "--ignore-scripts", "--prefix", folder, "vnu-jar"], check=True)
    (jar,) = folder.rglob("vnu.jar")
    return ["java", "-jar", str(jar), "--errors-only"]


def opened(built: Built) -> dict[str, str]:
    """Return every page that some recipient's link opens, as a document."""
    found: dict[str, str] = {}
    for code in built.codes:
        key = decode(str(code["link"]).partition("#k=")[2])
        for file in built.site.glob("[df]/*/index.html"):
            try:
                found[file.parent.name] = SHELL.format(open_envelope(file.read_bytes(), key).text)
            except WrongCodeError:
                continue
    return found


def test_every_page_is_valid_html_sealed_and_opened(built: Built, validator: list[str], tmp_path: Path) -> None:
    pages = opened(built)
    assert len(pages) > 30
    for name, html in pages.items():
        (tmp_path / f"{name}.html").write_text(html, encoding="utf-8")
    sealed = [built.site / "index.html", *(next(built.site.glob(f"{kind}/*/index.html")) for kind in "df")]
    checked = subprocess.run(
        [*validator, *sealed, *tmp_path.glob("*.html")], capture_output=True, text=True, check=False
    )
    assert checked.stderr == ""
