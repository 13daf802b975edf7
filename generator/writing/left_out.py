"""What an export has no words for: counted by class and subject, so that a school can look it up in its journal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from generator.model.records import Exam, GroupRecords, Homework, Mark, TermMark
from generator.model.school import School


class LeftOut(NamedTuple):
    """One kind of record that isn't written: what it is and why, in constant words, its class and its subject.

    `counts`: averages are counted from it, so those of what was written differ.
    """

    what: str
    why: str
    class_title: str
    subject: str
    counts: bool = False

    @classmethod
    def of(
        cls, what: str, why: str, school: School, records: GroupRecords, one: Exam | Homework | Mark | TermMark
    ) -> LeftOut:
        """Say it of a record of a class."""
        counts = isinstance(one, Mark) and one.counts and one.value is not None
        return cls(what, why, school.groups[records.group_id].title, school.subjects[one.subject_id].title, counts)


Lost = Counter[LeftOut]


def sentences(lost: Lost) -> Iterator[str]:
    """Say what was left out, class by class, and that averages differ if it counts."""
    for what, why in sorted({(one.what, one.why) for one in lost}):
        mine = {one: count for one, count in sorted(lost.items()) if (one.what, one.why) == (what, why)}
        yield f"  left out: {sum(mine.values())} {what} ({why})"
        for title in dict.fromkeys(one.class_title for one in mine):
            subjects = Counter[str]()
            for one, count in mine.items():
                if one.class_title == title:
                    subjects[one.subject] += count
            yield f"    {title}: " + ", ".join(f"{subject} {count}" for subject, count in subjects.items())
    if any(one.counts for one in lost):
        yield "  averages will differ from the journal's: marks that count in them are among what was left out"


def as_json(lost: Lost) -> list[dict[str, str | int | bool]]:
    """Say the same to a program."""
    return [
        {
            "what": one.what,
            "why": one.why,
            "class": one.class_title,
            "subject": one.subject,
            "counts": one.counts,
            "count": count,
        }
        for one, count in sorted(lost.items())
    ]
