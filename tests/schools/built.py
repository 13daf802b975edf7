"""The example school, copied to a folder, built and given codes."""

from __future__ import annotations

import contextlib
import io
import json
import shutil
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from filelock import FileLock

from generator.cli import main
from generator.commands.inputs import Inputs, load_inputs
from generator.sealing import codes

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Built:
    """A site folder that was built, and the result of `access issue`."""

    folder: Path
    codes: list[dict[str, object]]

    @property
    def site(self) -> Path:
        """Return what would be published."""
        return self.folder / "output" / "site"

    def copy(self, target: Path) -> Path:
        """Return a copy of the folder that a test may change."""
        shutil.copytree(self.folder, target, symlinks=True)
        return target

    def of(self, recipient: str) -> dict[str, object]:
        """Return the code of a recipient by name."""
        return next(code for code in self.codes if code["recipient"] == recipient)


def shared_school(base: Path, typed: str) -> Built:
    """Return the built example school below `base`; of several processes the first one makes it, for all."""
    folder, codes_file = base / "example" / "school", base / "example" / "codes.json"
    with FileLock(base / "example.lock"):
        if not codes_file.exists():
            built = build_with_codes(copy_example(folder), typed=typed)
            codes_file.write_text(json.dumps(built.codes), encoding="utf-8")
    return Built(folder, json.loads(codes_file.read_text(encoding="utf-8")))


def copy_example(target: Path) -> Path:
    """Copy what makes the repository a site folder; nothing that was built."""
    target.mkdir(parents=True, exist_ok=True)
    shutil.copytree(ROOT / "content", target / "content", ignore=shutil.ignore_patterns("register.id"))
    shutil.copyfile(ROOT / "site.yaml", target / "site.yaml")
    return target


@contextlib.contextmanager
def quick_keys() -> Iterator[None]:
    """Derive keys from codes in one round instead of 600,000: such a code opens nothing in a browser, its link does."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(codes, "ROUNDS", 1)
        yield


def build_with_codes(folder: Path, *, typed: str = "") -> Built:
    """Build a site folder and issue codes for everybody who may read.

    The code of the recipient `typed` is the first one and can be typed: a real derivation takes 0.1 s, so the other
    codes come from `quick_keys` and are good for their links only.
    """
    _printed(folder, "build", "--workers", "1")
    issued = []
    if typed:
        people = json.loads(_printed(folder, "access", "list", "--format", "json"))
        recipient = next(one["recipient_id"] for one in people if one["recipient"] == typed)
        issued += json.loads(_printed(folder, "access", "issue", recipient, "--format", "json"))
    with quick_keys():
        issued += json.loads(_printed(folder, "access", "issue", "--format", "json"))
    return Built(folder, issued)


def _printed(folder: Path, *command: str) -> str:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        assert main([*command, "--site", str(folder)]) == 0
    return out.getvalue()


def inputs_of(built: Built) -> Inputs:
    """Return the inputs as a command would gather them."""
    return load_inputs(Namespace(site=built.folder, now="", format="text"))
