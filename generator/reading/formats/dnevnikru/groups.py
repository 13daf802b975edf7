"""Дневник.ру: which group a lesson of the partners' schedule is of, and what a payload says of classes."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from generator.errors import ReadError
from generator.reading.payloads.items import Item


class Groups:
    """Which group a lesson is of, from the works of the payload; never a guess between two."""

    def __init__(self, days: list[Item], only_group: str) -> None:
        """Look through the works; `only_group` is the one class that other files of the export speak of, or ""."""
        self._of_lesson: dict[str, set[str]] = defaultdict(set)
        self._of_subject: dict[str, set[str]] = defaultdict(set)
        self._all: set[str] = set()
        self._only = only_group
        for work in (work for day in days for name in ("works", "homeworks") for work in day.items(name)):
            group = work.id("eduGroup")
            if group:
                self._of_lesson[work.id("lesson")].add(group)
                self._of_subject[work.id("subjectId")].add(group)
                self._all.add(group)

    def of(self, lesson: Item, subject: str) -> str:
        """Return the group of a lesson."""
        named = lesson.id("group") or lesson.id("eduGroup")
        if named:
            return named
        for groups in (self._of_lesson[lesson.id("id")], self._of_subject[subject], self._all, {self._only} - {""}):
            if len(groups) == 1:
                return next(iter(groups))
        hint = (
            "the file names groups only by works; put the list of the class's students into the same archive, "
            "or say the class with journals.group in site.yaml"
        )
        raise ReadError("no-group", "nothing says which group this lesson is of", origin=lesson.origin(), hint=hint)


def group_of_students(payloads: list[Any]) -> str:
    """Return the id of the one class whose list of students is among the payloads, or ""."""
    found = {
        Item("", "", payload["group"]).id("id")
        for payload in payloads
        if isinstance(payload, dict) and "students" in payload and isinstance(payload.get("group"), dict)
    }
    return next(iter(found)) if len(found) == 1 else ""
