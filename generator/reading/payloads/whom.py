"""Whom payloads are about when they name neither their student nor their class: the settings say it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.errors import ReadError
from generator.origin import Origin
from generator.reading.about import NOBODY, About
from generator.reading.joining.folding import fold_class, fold_name
from generator.reading.reader import Ignored, Reading


def no_student(origin: Origin) -> ReadError:
    """Return the error of a payload that does not say whose it is, when the settings don't either."""
    hint = "say it in site.yaml: journals.student, or a folder {student} in journals.path"
    return ReadError("no-student", "nothing says which student this file is about", origin=origin, hint=hint)


def no_class(origin: Origin) -> ReadError:
    """Return the error of a payload that does not say its class, when the settings don't either."""
    hint = "say it in site.yaml: journals.group, or a folder {group} in journals.path"
    return ReadError("no-class", "nothing says which class this file is about", origin=origin, hint=hint)


def another_class(about: About, said: str, origin: Origin) -> ReadError | None:
    """Return the error of a file that names another class than the settings; they may spell one differently."""
    if not said or not about.group or fold_class(said) == fold_class(about.group):
        return None
    hint = "the file lies in the wrong folder, or journals.group in site.yaml is wrong"
    return ReadError("another-class", "this is about another class than the settings say", origin=origin, hint=hint)


def another_term(about: About, said: Iterable[str], origin: Origin) -> ReadError | None:
    """Return the error of a file that names terms, and not the one of the settings."""
    named = [fold_name(title) for title in said]
    if not about.term or not named or fold_name(about.term) in named:
        return None
    hint = "the file lies in the wrong folder, or journals.term in site.yaml is wrong"
    return ReadError("another-term", "this is about another term than the settings say", origin=origin, hint=hint)


def without_nobody(found: Iterable[Reading]) -> Iterator[Reading]:
    """Leave out entries without a student or a class: that either is not known is an error of its own, said once."""
    for entry in found:
        if isinstance(entry, ReadError | Ignored) or (
            getattr(entry, "person", None) != NOBODY and getattr(entry, "group", "?")
        ):
            yield entry
