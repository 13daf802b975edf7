"""The example school, copied to a folder, built and given codes."""

from __future__ import annotations

import contextlib
import io
import json
import shutil
from argparse import Namespace
from dataclasses import dataclass
from pathlib import Path

from generator.cli import main
from generator.commands.inputs import Inputs, load_inputs

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

    def of(self, recipient: str) -> dict[str, object]:
        """Return the code of a recipient by name."""
        return next(code for code in self.codes if code["recipient"] == recipient)


def copy_example(target: Path) -> Path:
    """Copy what makes the repository a site folder; nothing that was built."""
    target.mkdir(parents=True, exist_ok=True)
    shutil.copytree(ROOT / "content", target / "content", ignore=shutil.ignore_patterns("register.id"))
    shutil.copyfile(ROOT / "site.yaml", target / "site.yaml")
    return target


def build_with_codes(folder: Path) -> Built:
    """Build a site folder and issue codes for everybody who may read."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        assert main(["build", "--site", str(folder), "--workers", "1"]) == 0
        assert main(["access", "issue", "--site", str(folder), "--format", "json"]) == 0
    return Built(folder, json.loads(out.getvalue()))


def inputs_of(built: Built) -> Inputs:
    """Return the inputs as a command would gather them."""
    return load_inputs(Namespace(site=built.folder, now="", format="text"))
