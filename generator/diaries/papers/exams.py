"""The slips of exams that have a result."""

from __future__ import annotations

from collections import Counter

from generator.diaries.diary import Diary
from generator.diaries.papers.lines import ExamSlip
from generator.diaries.papers.student import paper_student


def exam_slips(diary: Diary) -> tuple[tuple[str, ExamSlip], ...]:
    """Return a slip for every exam with a result, each with its period as `PaperLine` has it.

    That is `2026-11-18/Алгебра`, `-` for an unknown day. The second exam of one subject on one day, announced ones
    counted, is `2026-11-18/Алгебра/2`: the register would take it for the first one's slip printed again.
    """
    student = paper_student(diary)
    seen: Counter[str] = Counter()
    slips = []
    for exam in diary.exams:
        period = f"{exam.day or '-'}/{exam.subject}"
        seen[period] += 1
        if exam.result is not None:
            name = period if seen[period] == 1 else f"{period}/{seen[period]}"
            slips.append((name, ExamSlip(student, diary.as_of, exam)))
    return tuple(slips)
