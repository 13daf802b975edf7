"""Letters on disk: `output/letters/R12.html`. Such a file *is* the code, and exists nowhere else.

A letter and the register's row must come to be together, on two media that share no transaction. The order is:

1. the letter is written, down to the disk, under a waiting name that carries the address of the family page;
2. the key is committed to the register;
3. the letter gets its proper name.

Interrupted after 1: the waiting letter has no row; it was never shown to anybody and is removed. Interrupted after 2:
the row exists and the waiting letter carries its address, so it is given its proper name. Hence no code is ever lost,
and no letter with a proper name lacks its row. `settle_letters` does both, before every act on codes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path

from generator.commands.access_desk import Desk, IssuedCode, LetterText, Progress
from generator.commands.plaintext import mark_plaintext
from generator.errors import RenderError
from generator.register.place import write_private_file
from generator.register.records import CodeRecord
from generator.sealing.codes import derive_kek, draw_code, family_address, group_digits, link_key

_WAITING = ".waiting"


Commit = Callable[[str, bytes, datetime], None]
"""Enters the key of a recipient's new code into the register."""


def draw_letters(
    desk: Desk, children: Mapping[str, Sequence[str]], commit: Commit, progress: Progress | None
) -> list[IssuedCode]:
    """Draw a code for every recipient, derive its key (about 80 ms, several at once), and place letter after letter.

    When something fails, the letters placed so far are whole and valid, and the rest has no code.
    """
    codes = {recipient_id: draw_code(desk.groups) for recipient_id in children}
    salt = desk.register.salt
    issued: dict[str, IssuedCode] = {}
    with _written("output/letters"):
        mark_plaintext(desk.letters)
    with ThreadPoolExecutor() as pool:
        waiting = {pool.submit(derive_kek, code, salt): recipient_id for recipient_id, code in codes.items()}
        try:
            for done, future in enumerate(as_completed(waiting), start=1):
                recipient_id, kek = waiting[future], future.result()
                letter = _letter(desk, recipient_id, children[recipient_id], codes[recipient_id], kek)
                enter = partial(commit, recipient_id, kek, desk.now)
                place_letter(desk.letters, recipient_id, desk.render(letter), kek, enter)
                students = tuple(desk.pupil_text(student) for student in children[recipient_id])
                issued[recipient_id] = IssuedCode(recipient_id, letter.recipient, students, letter.code, letter.link)
                if progress:
                    progress(done, len(codes))
        finally:
            pool.shutdown(cancel_futures=True)
    return [issued[recipient_id] for recipient_id in codes]


def _letter(desk: Desk, recipient_id: str, children: Sequence[str], code: str, kek: bytes) -> LetterText:
    pupils = tuple(desk.pupils[student] for student in children)
    link = f"{desk.address.rstrip('/')}/f/{family_address(kek)}/index.html#k={link_key(kek)}"
    return LetterText(
        recipient_id, desk.recipient_name(recipient_id), pupils, group_digits(code), link, desk.language(recipient_id)
    )


def letter_path(folder: Path, recipient_id: str) -> Path:
    """Return where a recipient's letter lies until it is handed over."""
    return folder / f"{recipient_id}.html"


def place_letter(folder: Path, recipient_id: str, text: str, kek: bytes, commit: Callable[[], None]) -> Path:
    """Write a letter (0600) around the commit of its key; see the module for the order and why."""
    waiting = folder / f"{recipient_id}.{family_address(kek)}{_WAITING}"
    with _written(f"the letter for {recipient_id}"):
        write_private_file(waiting, text.encode())
        try:
            commit()
        except BaseException:
            waiting.unlink(missing_ok=True)
            raise
        return waiting.replace(letter_path(folder, recipient_id))


@contextmanager
def _written(what: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        hint = "is the disk full, or the old letter open in another program? then run the same command again"
        message = f"{what} can't be written: {error.strerror}"
        raise RenderError("letter-unwritable", message, hint=hint) from error


def settle_letters(folder: Path, keks: Mapping[str, bytes]) -> None:
    """Finish what was interrupted: name waiting letters whose key is live, remove the others."""
    for waiting in sorted(folder.glob(f"*{_WAITING}")):
        recipient_id, _, address = waiting.name.removesuffix(_WAITING).partition(".")
        kek = keks.get(recipient_id)
        if kek is not None and family_address(kek) == address:
            waiting.replace(letter_path(folder, recipient_id))
        else:
            waiting.unlink()


def remove_letter(folder: Path, recipient_id: str) -> bool:
    """Remove a letter; say whether there was one."""
    path = letter_path(folder, recipient_id)
    there = path.is_file()
    path.unlink(missing_ok=True)
    return there


def leftover_letters(folder: Path, codes: Iterable[CodeRecord], keep_days: int, now: datetime) -> tuple[str, ...]:
    """Return the recipients whose letter still lies there more than `keep_days` days after the code was issued."""
    found = {
        code.recipient_id
        for code in codes
        if (now.date() - code.issued_at.date()).days > keep_days and letter_path(folder, code.recipient_id).is_file()
    }
    return tuple(sorted(found, key=lambda recipient: (len(recipient), recipient)))
