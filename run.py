#!/usr/bin/env python3
"""Start here: `python3 run.py build` (on Windows `py run.py build`).

    run.py VERB …                      hands everything over to the program, `diary VERB …`
    run.py test [--long] [options]     runs the tests; options go to pytest
    run.py repair                      throws .venv away and makes it anew

On first use, and whenever the lock changed, the libraries are installed into `.venv` beside this file: exactly the
versions of `requirements.txt`, checked against their digests (for `test` also `requirements-dev.txt`). `uv` does it
when it is on the path, else `venv` and `pip`. Nothing outside the folder is touched. `.venv/installed` says what is in
it, and is written last. A folder without it counts as half-made.

Only the standard library is used, and the file parses on Python 3.8, so that older versions get a sentence. Exit codes
are the program's or pytest's; 69 means that `.venv` could not be made, 130 an interruption.
"""

from __future__ import annotations

import os
import sys

if sys.version_info < (3, 11):  # noqa: UP036  older versions do start this file; that is what the sentence is for
    sys.stderr.write(
        f"family-diary needs Python 3.11 or newer, and this is {sys.version.split()[0]}.\n"
        "Install a newer one beside it and start this with it, for example: python3.11 run.py build\n"
    )
    sys.exit(69)

import hashlib
import time
from pathlib import Path

TYPE_CHECKING = False  # importing typing, or subprocess at this place, would make every start slower
if TYPE_CHECKING:
    from typing import IO, NoReturn

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "installed"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
BASE = str(getattr(sys, "_base_executable", None) or sys.executable)
LOCKS = {"runtime": ROOT / "requirements.txt", "dev": ROOT / "requirements-dev.txt"}
FRESH = "FAMILY_DIARY_FRESH"  # set right after an installation: a repair is tried once and not for ever

REASONS = {
    "the part of Python that makes .venv is missing": ("ensurepip is not available", "No module named ensurepip"),
    "the disk is full": ("No space left on device", "WinError 112"),
    "a downloaded file is not the one that the lock names": ("DO NOT MATCH THE HASHES", "Hash mismatch"),
    "writing into .venv is not permitted": ("Permission denied", "Access is denied", "WinError 5]"),
    "the libraries cannot be fetched; is there a way to the Internet (proxy, firewall)?": (
        *("Failed to establish a new connection", "Connection refused", "Network is unreachable", "timed out"),
        *("name resolution", "getaddrinfo failed", "dns error", "error sending request", "from versions: none"),
    ),
    "a library of the lock does not exist for this version of Python": ("No matching distribution found",),
}
"""What installers print, behind what it means."""


def main(arguments: list[str]) -> int:
    """Make `.venv` ready for the verb, then go on in the Python inside it."""
    level = "dev" if arguments[:1] == ["test"] else "runtime"
    inside = VENV.exists() and VENV.samefile(sys.prefix)
    if arguments[:1] == ["repair"]:
        if inside:
            return start(BASE, arguments)
        prepare(level, anew=True)
        return 0
    if inside:
        return run_inside(level, arguments)
    ready = is_ready(level)
    if not ready:
        prepare(level)
    return start(str(PYTHON), arguments, fresh=not ready)


def run_inside(level: str, arguments: list[str]) -> int:
    """Run the verb in this process; a library that is gone sends us back to the Python below, which repairs."""
    fresh = os.environ.pop(FRESH, "")
    if not is_ready(level) and not fresh:
        return start(BASE, arguments)
    try:
        if level == "dev":
            return test(arguments[1:])
        from generator.cli import main as diary

        sys.argv = ["diary", *arguments]
        return diary() or 0
    except ImportError as error:
        library = (error.name or "generator").partition(".")[0]
        if library == "generator" or fresh:
            raise
        say(f"The library {library} in .venv is damaged; making .venv anew.")
        STAMP.unlink(missing_ok=True)
        return start(BASE, arguments)


def test(arguments: list[str]) -> int:
    """Run pytest from the project's folder: the whole suite on several cores, anything narrower on one."""
    import pytest

    os.chdir(ROOT)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # else every worker translates every test anew
    long, own = "--long" in arguments, [argument for argument in arguments if argument != "--long"]
    tier = "long or ci" if long else "not long" if os.environ.get("CI") == "true" else "not long and not ci"
    chosen = [] if "-m" in own else ["-m", tier]
    spread = [] if own or long else ["-n", str(min(os.cpu_count() or 1, 4) + 1)]
    return int(pytest.main([*chosen, *spread, *own]))


def start(python: str, arguments: list[str], *, fresh: bool = False) -> int:
    """Go on in another Python; returns only on Windows, where one process cannot become another."""
    command = [python, str(ROOT / "run.py"), *arguments]
    environment = {name: value for name, value in os.environ.items() if name not in {FRESH, "__PYVENV_LAUNCHER__"}}
    if fresh:
        environment[FRESH] = "1"
    if not WINDOWS:
        os.execve(python, command, environment)
    import subprocess

    process = subprocess.Popen(command, env=environment)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:  # the process below got it as well, and decides
            continue


def is_ready(level: str) -> bool:
    """Tell whether `.venv` holds what the locks say, for a Python that is still the same."""
    return PYTHON.exists() and set(stamp_lines(level)) <= set(read(STAMP).splitlines())


def stamp_lines(level: str) -> list[str]:
    """Return what the stamp must say: the Python behind `.venv`, and the digest of each lock."""
    lines = [f"python {PYTHON.resolve()}"]
    for name in ["runtime", "dev"] if level == "dev" else ["runtime"]:
        # Of lines, so that an editor's or git's line ends do not make another lock.
        content = b"\n".join(LOCKS[name].read_bytes().splitlines())
        lines.append(f"{name} {hashlib.sha256(content).hexdigest()}")
    return lines


def prepare(level: str, *, anew: bool = False) -> None:
    """Bring `.venv` to the state of the locks: by installing into it, or by making it anew."""
    try:
        with wait_for_turn():
            if is_ready(level) and not anew:
                return
            stamp = read(STAMP)
            level = "dev" if "\ndev " in stamp else level
            same_python = f"python {PYTHON.resolve()}\n"
            if anew or not PYTHON.exists() or not stamp.startswith(same_python):
                make_anew(level)
            else:
                STAMP.write_text(same_python, encoding="utf-8")
                failure = install(level, with_uv=bool(uv()))
                if failure and meaning(failure):
                    explain(failure)
                elif failure:
                    make_anew(level)
            link_project()
            STAMP.write_text("\n".join([*stamp_lines(level), ""]), encoding="utf-8")
    except PermissionError as error:
        advice = "Close programs that use the folder, or copy the project into a folder of your own."
        refuse(f"writing is not permitted: {error.filename or VENV}", advice)
    except OSError as error:
        refuse(f"{error.strerror or error}: {error.filename or VENV}")


def make_anew(level: str) -> None:
    """Remove `.venv`, make an empty one and install into it: with uv, and if that fails, with venv and pip."""
    import shutil
    from importlib.util import find_spec

    ways = []
    if uv():
        ways.append([uv(), "venv", "--quiet", "--no-project", "--python", BASE, str(VENV)])
    if find_spec("ensurepip"):
        ways.append([BASE, "-m", "venv", str(VENV)])
    if not ways:
        name = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        refuse(next(iter(REASONS)), f"On Debian and Ubuntu: sudo apt install {name}")
    failure = ""
    for command in ways:
        if VENV.exists():
            shutil.rmtree(VENV)
        failure = run_quietly("Making .venv, only this once", command) or install(level, with_uv=command[0] == uv())
        if not failure:
            return
    explain(failure)


def install(level: str, *, with_uv: bool) -> str:
    """Install a lock into `.venv` (dev holds runtime); return nothing, or what the installer printed on failing."""
    if with_uv:
        command = [uv(), "pip", "install", "--quiet", "--compile-bytecode", "--python", str(PYTHON)]
    else:
        command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
    lock = ["--require-hashes", "--requirement", str(LOCKS[level])]
    return run_quietly("Installing the libraries into .venv", [*command, *lock])


def uv() -> str:
    """Return the path of uv, or nothing."""
    from shutil import which

    return which("uv") or ""


def link_project() -> None:
    """Let `.venv` import the project from its folder; by a relative path, so the folder may be moved or renamed."""
    for packages in VENV.glob("Lib/site-packages" if WINDOWS else "lib/python3*/site-packages"):
        (packages / "family-diary.pth").write_text(os.path.relpath(ROOT, packages) + "\n", encoding="ascii")


def run_quietly(words: str, command: list[str]) -> str:
    """Run a command, saying `words` when it takes longer than a second; return what it printed if it failed."""
    import subprocess
    import tempfile

    began = time.monotonic()
    pause = 1.0
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        try:
            while process.poll() is None:
                try:
                    process.wait(pause)
                except subprocess.TimeoutExpired:
                    say(f"{words} …" if pause < 2 else f"  {time.monotonic() - began:.0f} s …")
                    pause = 10.0
        finally:
            process.kill()
            process.wait()
        output.seek(0)
        printed = output.read().decode("utf-8", "replace")
        return (printed or f"exit code {process.returncode}") if process.returncode else ""


def wait_for_turn() -> IO[bytes]:
    """Take the lock that lets one run.py at a time change `.venv`; it ends with the process, however that ends."""
    file = (ROOT / "run.py").open("rb")
    for second in range(1800):
        try:
            if sys.platform == "win32":
                import msvcrt

                file.seek(1 << 30)  # a byte that nobody reads, for Windows really locks it
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            break
        except OSError:
            if second == 1:
                say("Another run.py is installing; waiting for it …")
            time.sleep(1)
    else:
        refuse("another run.py has been installing for half an hour", "End it and start again.")
    return file


def read(path: Path) -> str:
    """Return a small file's text, or nothing when it is not there."""
    return path.read_text(encoding="utf-8") if path.exists() else ""


def meaning(output: str) -> str:
    """Return in plain words why an installer failed, or nothing when its output says nothing known."""
    return next((words for words, needles in REASONS.items() if any(n in output for n in needles)), "")


def explain(output: str) -> NoReturn:
    """End with why an installer failed, and with the end of what it printed."""
    known = meaning(output)
    lines = [line for line in output.splitlines() if line.strip()]
    refuse(known or "the installer failed; this is the end of what it printed", *lines[-3 if known else -15 :])


def refuse(reason: str, *more: str) -> NoReturn:
    """End with the reason; nothing half-made counts as made, so the next start tries again."""
    say(f"family-diary cannot be set up: {reason}")
    for line in more:
        say(f"  {line}")
    sys.exit(69)


def say(words: str) -> None:
    """Tell the person at the terminal; standard output belongs to the program's results."""
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        say("Interrupted.")
        sys.exit(130)
