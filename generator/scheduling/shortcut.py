"""A shortcut on the desktop that opens the panel.

On Linux a `.desktop` entry. On Windows a `.cmd`: a `.url` can only open an address, and the panel has to be started
first; a `.lnk` is a binary format that takes a library to write. The window of the `.cmd` is the running panel, and
closing it ends the panel.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from generator.scheduling.timers import Job, TimerFile, refuse_unusual

_RESERVED = re.compile(r"""[\s"'\\><~|&;$*?#()`%]""")


def desktop_entry(job: Job, name: str) -> str:
    """Return a desktop entry (freedesktop.org; nothing newer than version 1.0 is used).

    Raises UsageError `path-unusable`.
    """
    # The program's name in Exec may hold no "=", and escapes of % and $ in it are read differently by desktops.
    refuse_unusual((job.python,), '=%$`\\"')
    refuse_unusual((job.folder, job.site), "")
    exec_line = " ".join(_exec_word(part) for part in (str(job.python), *job.arguments("panel")))
    lines = [
        "[Desktop Entry]",
        "Type=Application",
        "Version=1.0",
        f"Name={_value(name)}",
        f"Comment={_value(job.school_name)}",
        f"Exec={_value(exec_line)}",
        f"Path={_value(str(job.folder))}",
        "Icon=x-office-calendar",
        "Terminal=false",
        "Categories=Office;",
    ]
    return "\n".join(lines) + "\n"


def _exec_word(text: str) -> str:
    """Quote one argument of Exec ("The Exec key")."""
    if _RESERVED.search(text):
        text = '"' + re.sub(r'(["`$\\])', r"\\\1", text) + '"'
    return text.replace("%", "%%")


def _value(text: str) -> str:
    """Escape a value of the file itself ("Possible value types"): backslashes, and so those of Exec, stand twice."""
    return text.replace("\\", "\\\\").replace("\n", "\\n")


def command_file(job: Job) -> str:
    """Return a `.cmd` that runs the panel, in UTF-8 with the ends of lines that Windows wants."""
    refuse_unusual((job.python, job.folder, job.site), '"')
    words = " ".join(_cmd_word(part) for part in (str(job.python), *job.arguments("panel")))
    # Without the code page Cyrillic paths would be read as if they were of the year 1981.
    lines = ["@echo off", "chcp 65001 >nul", f"cd /d {_cmd_word(str(job.folder))}", words, "if errorlevel 1 pause"]
    return "".join(line + "\r\n" for line in lines)


def _cmd_word(text: str) -> str:
    # Between quotes only % still means something in a batch file, and twice it stands for itself. A backslash before
    # the closing quote would escape it for Python.
    plain = re.fullmatch(r"[A-Za-z0-9_-]+", text)
    doubled = text.replace("%", "%%")
    last = "\\" if doubled.endswith("\\") else ""
    return doubled if plain else f'"{doubled}{last}"'


def shortcut_files(job: Job, name: str, home: Path) -> tuple[TimerFile, ...]:
    """Return the shortcuts of this computer: on the desktop if there is one, on Linux also in the menu."""
    desktop = desktop_folder(home)
    if sys.platform == "win32":
        return (TimerFile(desktop / f"{name}.cmd", command_file(job).encode()),) if desktop else ()
    entry = desktop_entry(job, name).encode()
    menu = TimerFile(home / ".local" / "share" / "applications" / f"{job.name}.desktop", entry)
    # A desktop starts only what may be executed.
    return (menu, TimerFile(desktop / f"{job.name}.desktop", entry, 0o755)) if desktop else (menu,)


def desktop_folder(home: Path) -> Path | None:
    """Return the folder of the desktop, which has another name in each language; None where there is none."""
    if sys.platform == "win32":
        import winreg  # noqa: PLC0415 (only there)

        place = r"Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, place) as key:
            found = Path(winreg.ExpandEnvironmentStrings(str(winreg.QueryValueEx(key, "Desktop")[0])))
    else:
        found = _named_by_xdg(home) or home / "Desktop"
    return found if found.is_dir() else None


def _named_by_xdg(home: Path) -> Path | None:
    try:
        text = (home / ".config" / "user-dirs.dirs").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    named = re.search(r'^XDG_DESKTOP_DIR="(.+)"$', text, re.MULTILINE)
    # A desktop that was switched off is called by the name of the home folder itself.
    found = Path(named[1].replace("$HOME", str(home))) if named else home
    return found if found != home else None
