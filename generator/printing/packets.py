"""The September packet of one class: who teaches each student, and what the school year looks like (B2.5e, B2.5f)."""

from __future__ import annotations

from dataclasses import dataclass

from generator.diaries.diary import Diary
from generator.diaries.papers.student import paper_student
from generator.errors import DiaryError, ProblemsError
from generator.pipeline import ClassContext
from generator.printing.classes import PaperJob, PrintTask, class_diaries, load_class
from generator.rendering.paper.packet import Packet


@dataclass(frozen=True, slots=True)
class PacketResult:
    """The packets of a class in the order of the class list, one for each recipient, or what is wrong."""

    group_id: str
    packets: tuple[Packet, ...] = ()
    problems: tuple[DiaryError, ...] = ()


def packets_of_class(context: ClassContext, task: PrintTask) -> PacketResult:
    """Return the packets of one class."""
    try:
        view, letters = load_class(context, task)
    except ProblemsError as error:
        return PacketResult(task.group_id, problems=error.problems)
    except DiaryError as error:
        return PacketResult(task.group_id, problems=(error,))
    made = [
        _packet(diary, job)
        for _, diary in class_diaries(view, letters, task.jobs)
        for job in task.jobs
        if job.student_id == diary.student_id
    ]
    return PacketResult(task.group_id, tuple(made))


def _packet(diary: Diary, job: PaperJob) -> Packet:
    return Packet(
        student=paper_student(diary),
        recipient=job.recipient,
        as_of=diary.as_of,
        year_start=diary.year_start,
        year_end=diary.year_end,
        teachers=diary.teachers,
        terms=diary.terms,
        holidays=diary.holidays,
        bells=diary.bells,
    )
