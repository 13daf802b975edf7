"""run.py in a copy of the project that has a stand-in program and one small library, without any network."""

from __future__ import annotations

import ast
import base64
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

RUN = Path(__file__).resolve().parents[2] / "run.py"
PROGRAM = """
import json, sys
import pebble

def main():
    print(json.dumps([sys.argv, sys.prefix, pebble.WORD], ensure_ascii=True))
    return int(sys.argv[2]) if sys.argv[1:2] == ["end"] else None
"""


def wheel(folder: Path, version: str) -> str:
    """Write the library `pebble` as a wheel and return its line for a lock."""
    path = folder / f"pebble-{version}-py3-none-any.whl"
    info = f"pebble-{version}.dist-info"
    members = {
        "pebble.py": f"WORD = {version!r}\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: pebble\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    records = [
        f"{name},sha256={base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip('=')},{len(text)}"
        for name, text in members.items()
    ]
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in {**members, f"{info}/RECORD": "\n".join([*records, f"{info}/RECORD,,"])}.items():
            archive.writestr(name, text)
    return f"pebble=={version} \\\n    --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


class Copy:
    """A project with a space and Cyrillic in its path, started from another folder, with pip and no network."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "Школа № 5" / "дневник"
        self.elsewhere = folder / "elsewhere"
        self.wheels = folder / "wheels"
        for new in (self.root / "generator", self.elsewhere, self.wheels):
            new.mkdir(parents=True)
        shutil.copy(RUN, self.root)
        (self.root / "generator" / "__init__.py").touch()
        (self.root / "generator" / "cli.py").write_text(PROGRAM, encoding="utf-8")
        self.lock("1")

    def lock(self, version: str) -> None:
        line = wheel(self.wheels, version)
        for name in ("requirements.txt", "requirements-dev.txt"):
            (self.root / name).write_text(line, encoding="utf-8")

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        without_uv = [part for part in os.environ["PATH"].split(os.pathsep) if not shutil.which("uv", path=part)]
        offline = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": self.wheels.as_uri(), "PIP_CONFIG_FILE": os.devnull}
        environment = {**os.environ, **offline, "PATH": os.pathsep.join(without_uv), "PYTHONUTF8": "1"}
        command = [getattr(sys, "_base_executable", sys.executable), str(self.root / "run.py"), *arguments]
        return subprocess.run(
            command,
            cwd=self.elsewhere,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            timeout=110,
            check=False,
        )


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path)


@pytest.fixture(scope="module")
def run() -> ModuleType:
    spec = importlib.util.spec_from_file_location("run", RUN)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.long
def test_the_first_start_installs_the_second_only_runs_and_a_changed_lock_is_followed(copy: Copy):
    (copy.root / ".venv" / "bin").mkdir(parents=True)  # what an interrupted first start leaves behind
    first = copy.run("show", "а б")
    assert first.returncode == 0, first.stderr
    assert ast.literal_eval(first.stdout) == [["diary", "show", "а б"], str(copy.root / ".venv"), "1"]
    assert "Making .venv" in first.stderr
    second = copy.run("end", "10")
    assert (second.returncode, second.stderr) == (10, "")

    copy.lock("2")
    good = (copy.root / "requirements.txt").read_text(encoding="utf-8")
    (copy.root / "requirements.txt").write_text(good.replace("sha256:", "sha256:0000")[:-5] + "\n", encoding="utf-8")
    refused = copy.run("show")
    assert (refused.returncode, refused.stdout) == (69, "")
    assert "a downloaded file is not the one that the lock names" in refused.stderr

    (copy.root / "requirements.txt").write_text(good, encoding="utf-8")
    copy.root = copy.root.rename(copy.root.parent / "moved")
    assert ast.literal_eval(copy.run("show").stdout) == [["diary", "show"], str(copy.root / ".venv"), "2"]


@pytest.mark.long
def test_a_damaged_library_is_repaired_by_itself(copy: Copy):
    assert copy.run("show").returncode == 0
    for library in (copy.root / ".venv").rglob("pebble.py"):
        library.unlink()
    repaired = copy.run("show")
    assert repaired.returncode == 0, repaired.stderr
    assert "pebble in .venv is damaged" in repaired.stderr


@pytest.mark.long
def test_without_a_way_to_the_libraries_it_says_so_and_does_not_run(copy: Copy):
    for path in copy.wheels.iterdir():
        path.unlink()
    refused = copy.run("show")
    assert (refused.returncode, refused.stdout) == (69, "")
    assert "the libraries cannot be fetched" in refused.stderr
    assert not (copy.root / ".venv" / "installed").exists()


def test_the_file_parses_on_python_3_8_and_has_no_other_imports_before_the_version_is_checked():
    tree = ast.parse(RUN.read_text(encoding="utf-8"), feature_version=(3, 8))
    before = [node for node in tree.body if node.lineno < next(n.lineno for n in tree.body if isinstance(n, ast.If))]
    names = [alias.name for node in before if isinstance(node, ast.Import) for alias in node.names]
    assert names == ["os", "sys"]


@pytest.mark.skipif(not shutil.which("python3.8"), reason="no python3.8 here to be refused")
def test_an_older_python_gets_a_sentence():
    old = subprocess.run(["python3.8", str(RUN), "build"], capture_output=True, encoding="utf-8", check=False)
    if "Python 3.11 or newer" not in old.stderr and old.returncode == 127:
        pytest.skip("python3.8 is only a name here")
    assert (old.returncode, old.stdout) == (69, "")
    assert old.stderr.startswith("family-diary needs Python 3.11 or newer, and this is 3.8.")


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("getaddrinfo failed", "cannot be fetched"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "not the one that the lock names"),
        ("OSError: [Errno 28] No space left on device", "the disk is full"),
        ("Error: No module named ensurepip", "the part of Python"),
    ],
)
def test_installers_are_translated(run: ModuleType, printed: str, meant: str):
    assert meant in run.meaning(f"lines before\n{printed}\nlines after")


def test_an_unknown_failure_shows_its_end(run: ModuleType, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as ended:
        run.explain("one\ntwo\nsomething new")
    assert ended.value.code == 69
    assert capsys.readouterr().err.endswith("  one\n  two\n  something new\n")
