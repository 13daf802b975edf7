"""What several papers say of a student alike: whose they are, where a subject stands."""

from __future__ import annotations

from decimal import Decimal

from generator.diaries.diary import Average, Diary, SubjectMarks
from generator.diaries.papers.lines import PaperStudent

_NONE = Decimal(0)


def paper_student(diary: Diary) -> PaperStudent:
    """Return whose paper it is."""
    return PaperStudent(diary.family_name, diary.given_name, diary.patronymic, diary.class_title)


def shown_average(marks: SubjectMarks) -> Average | None:
    """Return our average or, where there is none, the journal's, the weighted one first; `count` 0 tells it is that."""
    if marks.average is not None:
        return marks.average
    weighted = marks.source_weighted_average
    value = weighted if weighted is not None else marks.source_average
    return None if value is None else Average(value, weighted is not None, 0, _NONE, _NONE)
