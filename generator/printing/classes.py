"""What printing any paper of a class begins with: its records, loaded and joined, and whose papers are wanted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from generator.diaries.class_view import ClassView
from generator.diaries.diary import Diary
from generator.diaries.letters.class_letters import ClassLetters
from generator.diaries.student_view import diaries
from generator.errors import ProblemsError
from generator.model.letters import NO_POST, Post
from generator.model.papers import Product
from generator.pipeline import ClassContext, ClassTask, assemble_class
from generator.reading.spool import Part
from generator.reading.texts.attachments import load_files

Kept = Mapping[tuple[Product, str], str]
"""Papers that need no printing: product and period → the check code they were made with."""


@dataclass(frozen=True, slots=True)
class PaperJob:
    """One recipient's papers about one student.

    `student_id` is the school's identity, `register_id` and `recipient_id` are the register's (`S…`, `R…` or "").
    """

    student_id: str
    register_id: str
    recipient_id: str = ""
    recipient: str = field(default="", repr=False)
    ground: str = ""
    application_no: str = ""
    application_date: date | None = None
    refusal_date: date | None = None
    phone: str = field(default="", repr=False)
    kept: Kept = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PrintTask:
    """A class: its records on disk, texts for families, and whose papers to make."""

    group_id: str
    parts: tuple[Part, ...]
    jobs: tuple[PaperJob, ...]
    post: Post = NO_POST


def load_class(context: ClassContext, task: PrintTask) -> tuple[ClassView, ClassLetters]:
    """Load and join a class's records; raises ProblemsError when something in them is wrong."""
    records, found = assemble_class(context, ClassTask(task.group_id, task.parts, ()))
    if found:
        raise ProblemsError(found)
    view = ClassView(context.school, records, context.marks, context.week_days)
    return view, ClassLetters(task.post, load_files(context.root, task.post.all))


def class_diaries(view: ClassView, letters: ClassLetters, jobs: Sequence[PaperJob]) -> Iterator[tuple[int, Diary]]:
    """Yield the diaries of the students of these jobs, with their places in the class list, counted from 1."""
    wanted = {job.student_id for job in jobs}
    listed = view.school.students_of(view.group.id)
    chosen = [(number, student) for number, student in enumerate(listed, start=1) if student.id in wanted]
    made = diaries(view, [student for _, student in chosen], letters)
    yield from zip((number for number, _ in chosen), made, strict=True)
