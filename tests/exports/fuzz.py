"""Damaged and hostile bytes, and what a function does with them: does it raise, hang, or fill the memory?

    found = watch("tests.exports.all_readers:read_with_all", mutations(content, seed=1, count=100))
    assert found == []

Everything runs in one process of its own, so that a hang can be ended and memory counted from a clean start: the peak
of resident memory (`ru_maxrss`) above that after the imports. A peak never falls, so the inputs are taken by what they
may use, the least first: nothing that an earlier one used hides what a later one uses too much.
"""

from __future__ import annotations

import io
import random
import signal
import subprocess
import sys
import tempfile
import time
import traceback
import zipfile
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path

from tests.exports.workbooks import archive_of

BASE = 100 * 2**20
TIMES = 20
"""What the program promises: at most 100 MB and 20 times the unpacked size."""
ROOT = Path(__file__).parents[2]


def mutations(content: bytes, *, seed: int, count: int) -> Iterator[bytes]:
    """Yield damaged copies: cut off, with changed bytes, with a piece doubled, removed or wiped. Of a zip also such
    whose parts are damaged and packed well again, which comes further than damage of the zip.
    """
    dice = random.Random(seed)  # noqa: S311 (no secret)
    parts = parts_of(content)
    for _ in range(count):
        if parts and dice.random() < 0.7:
            name = dice.choice(sorted(parts))
            yield archive_of({**parts, name: damaged(parts[name], dice)}, compress=True)
        else:
            yield damaged(content, dice)


def noise(start: bytes, *, seed: int, count: int, size: int = 600) -> Iterator[bytes]:
    """Yield random bytes behind a beginning that tells a kind."""
    dice = random.Random(seed)  # noqa: S311 (no secret)
    for _ in range(count):
        yield start + dice.randbytes(dice.randrange(size))


def parts_of(content: bytes) -> dict[str, bytes]:
    """Return what is in a zip by name, nothing if it is none."""
    if not content.startswith(b"PK"):
        return {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except Exception:  # noqa: BLE001 (damage)
        return {}


def damaged(content: bytes, dice: random.Random) -> bytes:
    """Return a scratched copy."""
    changed = bytearray(content)
    for _ in range(dice.choice((1, 1, 2, 8, 40))):
        if not changed:
            break
        at = dice.randrange(len(changed))
        end = min(len(changed), at + dice.choice((1, 4, 64, 1024)))
        what = dice.randrange(7)
        if what == 0:
            del changed[at:]
        elif what == 1:
            del changed[at:end]
        elif what == 2:
            changed[at:at] = changed[at:end] * dice.choice((1, 2, 50))
        elif what == 3:
            changed[at:end] = bytes(end - at) if dice.random() < 0.5 else b"\xff" * (end - at)
        else:
            changed[at] = dice.choice((dice.randrange(256), ord("<"), ord("9"), changed[at] ^ 1))
    return bytes(changed)


def unpacked_size(content: bytes) -> int:
    """Return how many bytes come out of a zip, or how many there are."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return max(len(content), sum(info.file_size for info in archive.infolist()))
    except Exception:  # noqa: BLE001 (damage)
        return len(content)


def watch(function: str, contents: Iterable[bytes], *, seconds: float = 20) -> list[str]:
    """Give all contents to `module:function` (which takes bytes) in a process of its own; return what went wrong.

    `seconds` is what one of them may take, in time of the processor: others may use the machine, too.
    """
    inputs = sorted(set(contents), key=lambda content: (unpacked_size(content), content))
    with tempfile.TemporaryDirectory() as folder:
        for number, content in enumerate(inputs):
            (Path(folder) / f"{number:06}").write_bytes(content)
        command = [sys.executable, "-m", "tests.exports.fuzz", function, folder, str(seconds)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        lines = done.stdout.splitlines()
        if done.returncode or lines[-1:] != ["done"]:
            lines.append(f"ended with {done.returncode}: {done.stderr[-300:]}")
        return [line for line in lines if line != "done"]


def main(function: str, folder: str, seconds: str) -> None:
    """Run the function on the files of a folder and print what it does wrong."""
    import resource  # not on Windows, where this isn't run

    module, _, name = function.partition(":")
    call = getattr(import_module(module), name)
    call(b"")
    resource.setrlimit(resource.RLIMIT_AS, (4 * 2**30, 4 * 2**30))
    before = _peak()
    for path in sorted(Path(folder).iterdir()):
        content = path.read_bytes()
        # The alarm ends the process; the last line of stderr says where it was.
        print(f"at {path.name}", file=sys.stderr, flush=True)  # noqa: T201 (read by `watch`)
        signal.setitimer(signal.ITIMER_PROF, float(seconds))
        began = time.process_time()
        try:
            call(content)
        except BaseException as error:  # noqa: BLE001 (a panic of a library is no Exception)
            print(f"{path.name} ({content[:40]!r}…): raises {type(error).__name__}: {error}{_where(error)}", flush=True)  # noqa: T201 (read by `watch`)
        signal.setitimer(signal.ITIMER_PROF, 0)
        used = _peak() - before
        if used > BASE + TIMES * unpacked_size(content):
            mb = used // 2**20
            print(f"{path.name} ({content[:40]!r}…): {mb} MB for {unpacked_size(content)} bytes", flush=True)  # noqa: T201 (read by `watch`)
            break
        if time.process_time() - began > float(seconds) / 2:
            print(f"{path.name} ({content[:40]!r}…): takes {time.process_time() - began:.1f} s", flush=True)  # noqa: T201 (read by `watch`)
    print("done", flush=True)  # noqa: T201 (read by `watch`)


def _where(error: BaseException) -> str:
    """Return the last places of the program on the way to an error."""
    frames = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)]
    return f" at {' < '.join(frames[:-5:-1])}"


def _peak() -> int:
    """Return the most memory that this program has held, in bytes.

    `ru_maxrss` also counts the process that started it, before it became this one, which may have been a large one.
    """
    status = Path("/proc/self/status")
    if status.exists():
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM")) * 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    main(*sys.argv[1:])
