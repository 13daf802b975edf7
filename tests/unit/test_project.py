"""What holds for the whole project: sizes, the list of errors, the lock, and what may stand in a tracked file."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GENERATOR = ROOT / "generator"
MODULES = sorted(GENERATOR.rglob("*.py"))
CODE = [*MODULES, ROOT / "run.py"]

LINES_OF_A_MODULE = 300
LINES_OF_A_FUNCTION = 40
FILES_OF_A_ROOM = 12
CROWDED = {"formats", "commands"}

CYRILLIC = re.compile("[А-Яа-яЁё]")
JOURNALS_WORDS = ("reading/", "model/", "register/", "writing/", "rules/", "settings/schema.py")
"""Where the Russian words of journals and of families' files are recognised or written."""

HOSTS = {
    *(
        "localhost",
        "127.0.0.1",
        "www.w3.org",
        "www.rfc-editor.org",
        "datatracker.ietf.org",
        "schemas.openxmlformats.org",
        "schemas.microsoft.com",
        "purl.oclc.org",
    ),
    *(
        "docs.python.org",
        "sqlite.org",
        "github.com",
        "creativecommons.org",
        "purl.org",
        "purl.imsglobal.org",
        "www.imsglobal.org",
        "www.paratype.ru",
    ),
}
"""Hosts that a tracked file may name: standards, licences, and this machine. Schools' hosts are invented ones."""
INVENTED = re.compile(r"(?:^|\.)(?:example|test|invalid|localhost)(?:\.(?:org|com|net))?$|^[^.]*$|…|[<>{}$*]")


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [path for name in listed.stdout.decode().split("\0") if name and (path := ROOT / name).is_file()]


def texts() -> Iterator[tuple[Path, str]]:
    """Yield the tracked files that are text."""
    for path in tracked():
        content = path.read_bytes()
        if b"\0" not in content:
            yield path.relative_to(ROOT), content.decode("utf-8", "replace")


@cache
def nodes(path: Path) -> list[ast.AST]:
    """Return all nodes of a module's syntax tree."""
    return list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in nodes(path):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_no_module_is_longer_than_300_lines():
    counted = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in CODE}
    assert {name: count for name, count in counted.items() if count > LINES_OF_A_MODULE} == {}


def test_no_function_is_longer_than_40_lines():
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}: {length}"
        for path in CODE
        for node in functions(path)
        if (length := (node.end_lineno or 0) - node.lineno + 1) > LINES_OF_A_FUNCTION
    ]
    assert found == []


def test_a_room_holds_at_most_a_dozen_files():
    rooms = Counter(path.parent for path in MODULES if path.name != "__init__.py" and path.parent.name not in CROWDED)
    assert {str(room.relative_to(ROOT)): n for room, n in rooms.items() if n > FILES_OF_A_ROOM} == {}


@cache
def slugs_in_code() -> dict[str, str]:
    """Return slug -> place: the first argument of every call of a class that ends in Error and is not Python's own."""
    found = {}
    for path in MODULES:
        for node in nodes(path):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            first = node.args[0]
            word = first.value if isinstance(first, ast.Constant) else None
            if name.endswith("Error") and isinstance(word, str) and re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", word):
                found[word] = f"{path.relative_to(ROOT)}:{node.lineno}"
    return found


@cache
def documented_slugs() -> list[str]:
    text = (ROOT / "docs/reference/errors.md").read_text(encoding="utf-8")
    return re.findall(r"^## ([a-z0-9-]+)$", text, re.MULTILINE)


@cache
def words_of_the_generator() -> set[str]:
    """Return every string literal of the package: a slug may reach its error through a table."""
    return {
        node.value
        for path in MODULES
        for node in nodes(path)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_every_error_has_a_paragraph():
    missing = {slug: place for slug, place in slugs_in_code().items() if slug not in documented_slugs()}
    assert missing == {}


def test_every_paragraph_belongs_to_an_error():
    assert [slug for slug in documented_slugs() if slug not in words_of_the_generator()] == []


def test_the_paragraphs_are_sorted_and_none_stands_twice():
    assert documented_slugs() == sorted(set(documented_slugs()))


def test_the_words_a_person_sees_come_from_the_language_files():
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.value[:40]!r}"
        for path in MODULES
        if not path.relative_to(GENERATOR).as_posix().startswith(JOURNALS_WORDS)
        for node in literals(path)
        if CYRILLIC.search(node.value)
    ]
    assert found == []


def literals(path: Path) -> Iterator[ast.Constant]:
    """Yield the string literals of a module without its docstrings."""
    docstrings = {id(node.value) for node in nodes(path) if isinstance(node, ast.Expr)}
    for node in nodes(path):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node


def test_no_tracked_file_names_a_folder_of_somebodys_machine():
    pattern = re.compile(r"(?<![\w./~-])/(?:root|work|workspace|builds)/[\w.]")
    own = str(ROOT)
    found = [
        f"{path}: {line.strip()[:100]}"
        for path, text in texts()
        for line in text.splitlines()
        if path != Path(__file__).relative_to(ROOT) and (own in line or pattern.search(line))
    ]
    assert found == []


def test_tracked_files_name_only_hosts_of_standards_and_invented_ones():
    found = {
        f"{path}: {host}"
        for path, text in texts()
        for host in re.findall(r"https?://([^/\s\"'`)>:?#,;\\]+)", text)
        if host.lower() not in HOSTS and not INVENTED.search(host.lower())
    }
    assert sorted(found) == []


def test_no_private_key_lies_in_the_repository():
    assert [str(path) for path, text in texts() if re.search(r"-----BEGIN [A-Z ]*PRIVATE KEY-----", text)] == []


def test_nothing_that_was_made_is_tracked():
    made = ("private/", ".venv/", "dist/", "output/", "uv.lock")
    names = [path.relative_to(ROOT).as_posix() for path in tracked()]
    assert [name for name in names if name.startswith(made) and name != "output/README.md"] == []


def locked(name: str) -> dict[str, list[str]]:
    """Return pin -> digests of a lock."""
    pins: dict[str, list[str]] = {}
    pin = ""
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
        if re.match(r"[a-z0-9]", line):
            pin = line.rstrip(" \\")
            pins[pin] = []
        elif found := re.match(r"    --hash=sha256:([0-9a-f]{64})", line):
            pins[pin].append(found[1])
    return pins


def test_the_locks_hold_pins_with_digests_and_no_address():
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "://" not in text
        assert not re.search(r"^\s*-(?!-hash)", text, re.MULTILINE)
        assert all("==" in pin and digests for pin, digests in locked(name).items())


def test_the_lock_of_the_tests_holds_the_lock_of_the_program():
    def bare(pin: str) -> str:
        """A tool may ask for an extra of a library that the program uses plainly."""
        return re.sub(r"\[.*\]", "", pin.split(" ;", maxsplit=1)[0])

    versions = {bare(pin): digests for pin, digests in locked("requirements-dev.txt").items()}
    assert {pin for pin, digests in locked("requirements.txt").items() if versions.get(bare(pin)) != digests} == set()


def test_the_locks_hold_every_dependency_of_the_project():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for name, wanted in (
        ("requirements.txt", project["dependencies"]),
        ("requirements-dev.txt", project["optional-dependencies"]["dev"]),
    ):
        pinned = {pin.partition("==")[0] for pin in locked(name)}
        assert {re.match(r"[\w-]+", line)[0].lower() for line in wanted} <= pinned


def test_the_locks_pin_the_extras_that_libraries_ask_for():
    """Else pip looks for another release of `coverage[toml]` than the pinned `coverage`, and refuses it."""
    pins = {pin.partition("==")[0] for name in ("requirements.txt", "requirements-dev.txt") for pin in locked(name)}
    wanted = {
        f"{found[1].lower()}[{found[2]}]"
        for pin in pins
        for line in (requirements_of(pin) or [])
        if "extra ==" not in line and (found := re.match(r"([\w.-]+)\[([\w,-]+)\]", line))
    }
    assert wanted - pins == set()
    assert wanted


def requirements_of(pin: str) -> list[str] | None:
    """Return what an installed library asks for; None for one that this system does not need."""
    try:
        return metadata.requires(pin.partition("[")[0])
    except metadata.PackageNotFoundError:
        return None
