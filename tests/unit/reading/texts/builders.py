"""A small school for texts, and small files."""

from __future__ import annotations

import struct
from datetime import date
from pathlib import Path

from generator.model.school import Group, Membership, School, Student, Subject
from generator.reading.texts.attachments import Limits

LIMITS = Limits(2048, 4096)
ANNA = Student("x:1", ("x:1", "y:8а/кедрова анна"), "Кедрова", "Анна", "Ильинична", "8а")
PYOTR = Student("x:2", ("x:2",), "Соснов", "Пётр", "", "8а")
FIRST = Student("x:3", ("x:3",), "Липов", "Лев", "", "8б")
SECOND = Student("x:4", ("x:4",), "Липов", "Лев", "", "8б")


def school() -> School:
    groups = [Group("8а", "8А"), Group("8б", "8Б"), Group("а1", "8А англ. 1", "8а"), Group("а2", "англ", "8а"),
              Group("б2", "англ", "8б")]  # fmt: skip
    return School(
        name="Школа",
        year_start=date(2026, 9, 1),
        year_end=date(2027, 5, 26),
        terms=(),
        holidays=(),
        bells=(),
        groups={group.id: group for group in groups},
        students={student.id: student for student in (ANNA, PYOTR, FIRST, SECOND)},
        teachers={},
        subjects={"физика": Subject("физика", "Физика", "Физ.")},
        memberships=(Membership("x:1", "а1"),),
        teachings=(),
    )


def png(width: int = 3, height: int = 2, more: int = 0) -> bytes:
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", width, height) + b"\x08\x02\0\0\0" + b"\0" * more


PDF = b"%PDF-1.4\n%%EOF\n"


def write(root: Path, files: dict[str, str | bytes], folder: str = "recommendations") -> Path:
    place = root / "content" / folder
    place.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (place / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def letter(body: str = "Текст", **changes: str) -> str:
    keys = {"title": "Дроби", "group": "8А", "author": "Громов Павел", "date": "2026-11-12", "subject": "физика"}
    keys = {key: value for key, value in (keys | changes).items() if value}
    return "\n".join(["---", *(f"{key}: {value}" for key, value in keys.items()), "---", body])
