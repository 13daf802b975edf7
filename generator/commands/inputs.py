"""What every verb begins with: the settings, the clock, the templates and words, and digests of them."""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import generator
from generator import __version__, strict_yaml
from generator.commands.folder import SiteFolder
from generator.errors import ReadError, RenderError, SettingsError, UsageError
from generator.origin import Origin
from generator.settings.load import load_settings
from generator.settings.sections import Settings

STAGING = ".restore"
PACKAGE = Path(generator.__file__).parent


@dataclass(frozen=True, slots=True)
class Inputs:
    """The folder, its settings, and the school's present time (without a zone; `zone` is the school's)."""

    folder: SiteFolder
    settings: Settings
    settings_bytes: bytes
    now: datetime
    zone: ZoneInfo

    @property
    def moment(self) -> datetime:
        """Return the present time with its zone, for registers and logs."""
        return self.now.replace(tzinfo=self.zone)

    @property
    def stamp(self) -> str:
        """Return the present time with its offset from UTC, to the second."""
        return self.moment.isoformat(timespec="seconds")


def load_inputs(options: argparse.Namespace) -> Inputs:
    """Read `site.yaml` and decide what time it is: `--now`, the example school's day, or the clock."""
    folder = SiteFolder(options.site.resolve())
    if (folder.root / STAGING).exists():
        # A restore was cut off by a power failure: it is completed before anything else is looked at.
        from generator.commands.restore import finish_restore  # noqa: PLC0415 (hardly ever needed)

        finish_restore(folder.root)
    folder.check()
    content = folder.settings.read_bytes()
    try:
        settings = load_settings(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        origin, hint = Origin("site.yaml"), "save it as UTF-8"
        raise SettingsError("not-utf8", "the settings are not UTF-8 text", origin=origin, hint=hint) from None
    zone = ZoneInfo(settings.school.timezone)
    return Inputs(folder, settings, content, _now(options.now, settings, zone), zone)


def _now(asked: str, settings: Settings, zone: ZoneInfo) -> datetime:
    if asked:
        try:
            found = datetime.fromisoformat(asked)
        except ValueError:
            message = f"--now {asked} is not a date or a date with a time"
            raise UsageError("bad-now", message, hint="write 2026-11-19 or 2026-11-19T18:30") from None
        return found.astimezone(zone).replace(tzinfo=None) if found.tzinfo else found
    return settings.example.today or datetime.now(zone).replace(tzinfo=None)


def refuse_now(options: argparse.Namespace, verb: str) -> None:
    """Refuse `--now` where an invented time would stand in the register."""
    if options.now:
        raise UsageError("now-refused", f"{verb} can't be run as if it were another time")


def built_in(name: str) -> Path:
    """Return a folder of package data: inside the installed package, else beside it in a checkout."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name


def template_folders(folder: SiteFolder) -> tuple[Path, ...]:
    """Return the folders templates are looked up in: the school's own first, if it has one."""
    built = built_in("templates")
    return tuple(dict.fromkeys(path for path in (folder.templates, built) if path.is_dir()))


def load_words(folders: Iterable[Path], language: str) -> strict_yaml.Value:
    """Return the parsed words of a language, from the first folder that has them."""
    for folder in folders:
        path = folder / "words" / f"{language}.yaml"
        if path.is_file():
            return strict_yaml.load(path.read_text(encoding="utf-8"), f"templates/words/{path.name}", RenderError).value
    raise RenderError("no-words", f"there is no file of words for the language {language}")


def digest_folders(folders: Iterable[Path]) -> str:
    """Return a digest of all files below these folders."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def program_digest() -> str:
    """Return a digest of the program itself: the version, and the state of every source file."""
    digest = hashlib.sha256(__version__.encode())
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix in {".py", ".js"}:
            stat = path.stat()
            digest.update(f"{path.relative_to(PACKAGE)}{stat.st_size}{stat.st_mtime_ns}".encode())
    return digest.hexdigest()


def read_optional(path: Path) -> bytes:
    """Return the bytes of a file, b"" when there is none."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        origin = Origin(path.name)
        raise ReadError("unreadable", f"the file can't be read: {error.strerror}", origin=origin) from error
