"""Which work a mark is for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from generator.model.records import Mark, Work


class Works:
    """The works of a class, found by what its marks say."""

    def __init__(self, works: Sequence[Work], test_types: Iterable[str]) -> None:
        """Index the works; `test_types` are the types of work that count as tests, in any case."""
        self._by_id = {work.id: work for work in works if work.id}
        of_lesson: dict[str, list[Work]] = defaultdict(list)
        for work in works:
            of_lesson[work.lesson_id].append(work)
        self._by_lesson = {lesson: found[0] for lesson, found in of_lesson.items() if lesson and len(found) == 1}
        self._tests = frozenset(word.casefold() for word in test_types)

    def of(self, mark: Mark) -> Work | None:
        """Return the work of a mark: by its id; where the journal has no ids, the only work of the mark's lesson."""
        return self.of_place(mark.work_id, mark.lesson_id)

    def of_place(self, work_id: str, lesson_id: str) -> Work | None:
        """Return the work of a mark that says these two."""
        return self._by_id.get(work_id) if work_id else self._by_lesson.get(lesson_id)

    def is_test(self, work: Work) -> bool:
        """Say whether a work counts as a test."""
        return work.is_test or work.type.casefold() in self._tests
