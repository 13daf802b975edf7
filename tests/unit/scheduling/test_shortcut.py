from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from pathlib import Path, PurePosixPath, PureWindowsPath

from generator.scheduling.shortcut import command_file, desktop_entry, desktop_folder, shortcut_files
from tests.unit.scheduling.jobs import LINUX, WINDOWS, golden, program


def test_the_desktop_entry_is_what_it_was():
    assert desktop_entry(LINUX, "Дневник") == golden("diary.desktop")


def test_the_words_of_exec_are_read_back_as_they_are():
    """By the two steps of the specification: the file's escapes, then the quotes of Exec and its field codes."""
    entry = dict(line.split("=", 1) for line in desktop_entry(LINUX, "Дневник").splitlines()[1:])
    line = entry["Exec"].replace("\\\\", "\\")
    parts = re.findall(r'"((?:\\.|[^"\\])*)"|(\S+)', line)
    words = [re.sub(r'\\(["`$\\])', r"\1", quoted) or plain for quoted, plain in parts]
    assert [word.replace("%%", "%") for word in words] == [str(LINUX.python), *LINUX.arguments("panel")]


def test_the_program_that_desktops_use_takes_the_entry(tmp_path: Path):
    validate = program("desktop-file-validate", "desktop-file-utils")
    file = tmp_path / "diary.desktop"
    file.write_text(desktop_entry(LINUX, "Дневник"), encoding="utf-8")
    done = subprocess.run([validate, file], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_command_file_of_windows_is_what_it_was():
    assert command_file(WINDOWS).replace("\r\n", "\n") == golden("panel.cmd")


def test_the_command_file_has_no_percent_sign_alone_and_no_quote_that_a_backslash_eats():
    text = command_file(replace(WINDOWS, folder=PureWindowsPath("D:\\"), site=PureWindowsPath("D:\\")))
    assert '--site "D:\\\\"' in text
    assert "%" not in command_file(WINDOWS).replace("%%", "")


def test_the_shortcut_lies_on_the_desktop_of_whatever_name_and_in_the_menu(tmp_path: Path):
    (tmp_path / ".config").mkdir()
    (tmp_path / ".config/user-dirs.dirs").write_text('# made\nXDG_DESKTOP_DIR="$HOME/Рабочий стол"\n')
    assert desktop_folder(tmp_path) is None
    menu = shortcut_files(LINUX, "Дневник", tmp_path)
    assert [file.path.relative_to(tmp_path).as_posix() for file in menu] == [
        ".local/share/applications/diary-school-0.desktop"
    ]
    (tmp_path / "Рабочий стол").mkdir()
    on_desktop = shortcut_files(LINUX, "Дневник", tmp_path)[1]
    assert on_desktop.path == tmp_path / "Рабочий стол/diary-school-0.desktop"
    assert on_desktop.mode == 0o755


def test_a_simple_path_needs_no_quotes():
    job = replace(LINUX, python=PurePosixPath("/usr/bin/python3"), site=PurePosixPath("/srv/school"))
    assert "Exec=/usr/bin/python3 -m generator panel --site /srv/school\n" in desktop_entry(job, "Diary")
