"""Digests of what decides a bundle's pages: the second door of a build, asked before anything is loaded or rendered."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from generator.pipeline import ClassContext, ClassTask, FamilyTask


def families_inputs(tasks: Sequence[FamilyTask], shared: str) -> str:
    """Return a digest of everything that decides the family pages, before any is rendered."""
    digest = hashlib.sha256(shared.encode())
    for task in tasks:
        digest.update(repr((task.recipient_id, task.children, task.language, task.news)).encode() + task.kek)
    return digest.hexdigest()


def class_inputs(context: ClassContext, task: ClassTask, shared: str) -> str:
    """Return a digest of everything that decides a class's pages, cheaply: nothing is loaded.

    `shared` is the digest of what all classes depend on (settings, words, templates, program, calendar).
    """
    school = context.school
    members = {s.id for s in school.students.values() if s.group_id == task.group_id}
    slice_of_school = (
        [g for g in school.groups.values() if task.group_id in (g.id, g.parent_id)],
        [s for s in school.students.values() if s.id in members],
        [m for m in school.memberships if m.student_id in members],
        [t for t in school.teachings if context.directory.class_id(t.group_id) == task.group_id],
        [part.digest for part in task.parts],
        [(p.student_id, p.page_id, p.address, [hashlib.sha256(k).hexdigest() for k in p.keks]) for p in task.pages],
        [(kind, letter, letter.body) for kind in ("letters", "notices") for letter in getattr(task.post, kind)],
    )
    return hashlib.sha256(f"{shared}{slice_of_school!r}".encode()).hexdigest()
