"""Whom an export is about, by its own word and by that of the settings: the class, the student, the term, the year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.errors import ReadError
from generator.model.entries import PersonRef
from generator.origin import Origin
from generator.reading.about import NOBODY, About
from generator.reading.joining.folding import fold_class, fold_name
from generator.reading.reader import Ignored, Reading
from generator.reading.words.terms import is_same_term
from generator.reading.words.titles import quoted_class


def no_student(origin: Origin, or_else: str = "") -> ReadError:
    """Return the error of what does not say whose it is, when the settings don't either.

    `or_else` is another way to say it, which the hint tells as well.
    """
    return _nothing("no-student", "student", "student", origin, or_else)


def no_class(origin: Origin, or_else: str = "") -> ReadError:
    """Return the error of what does not say its class, when the settings don't either; `or_else` as above."""
    return _nothing("no-class", "class", "group", origin, or_else)


def no_term(origin: Origin, or_else: str = "") -> ReadError:
    """Return the error of what does not say its term, when the settings don't either; `or_else` as above."""
    return _nothing("no-term", "term", "term", origin, or_else)


def _nothing(slug: str, what: str, key: str, origin: Origin, or_else: str) -> ReadError:
    hint = f"say it in site.yaml: journals.{key}, or {{{key}}} in journals.path{or_else and f'; or {or_else}'}"
    return ReadError(slug, f"nothing says which {what} this is about", origin=origin, hint=hint)


def another_class(about: About, origin: Origin, *said: str) -> ReadError | None:
    """Return the error of what names classes, and not the one of the settings; they may spell it differently."""
    named = [fold_class(title) for title in said if title]
    if not about.group or not named or fold_class(about.group) in named:
        return None
    return _another("another-class", "class", "group", origin, _both(said, about.group))


def _both(said: Iterable[str], asked: str) -> str:
    """Return what the file and the settings say; "" when one of the two does not look like a class."""
    in_file, in_settings = ", ".join(filter(None, map(quoted_class, said))), quoted_class(asked)
    return f": {in_file} in the file, {in_settings} in site.yaml" if in_file and in_settings else ""


def another_student(about: About, origin: Origin, said: PersonRef) -> ReadError | None:
    """Return the error of what names another student than the settings; the name it says may be without the end."""
    asked = about.student
    if asked.id and said.id:
        return _another("another-student", "student", "student", origin) if asked.id != said.id else None
    whole, short = fold_name(asked.name), fold_name(said.name)
    if not whole or not short or f"{whole} ".startswith(f"{short} "):
        return None
    return _another("another-student", "student", "student", origin)


def another_term(about: About, origin: Origin, *said: str) -> ReadError | None:
    """Return the error of what names terms, and not the one of the settings; «I четверть» is «1 четверть»."""
    named = [title for title in said if title]
    if not about.term or not named or any(is_same_term(title, about.term) for title in named):
        return None
    return _another("another-term", "term", "term", origin)


def another_year(origin: Origin, said: int, asked: int) -> ReadError:
    """Return the error of what is about another school year than the settings; years are those of the first day."""
    hint = "take last year's exports away; the school year is set under calendar in site.yaml"
    both = f"{said}/{said + 1} in the file, {asked}/{asked + 1} in site.yaml"
    return ReadError("another-year", f"this is about another school year: {both}", origin=origin, hint=hint)


def _another(slug: str, what: str, key: str, origin: Origin, both: str = "") -> ReadError:
    hint = f"the file lies in the wrong folder, or journals.{key} or journals.path in site.yaml is wrong"
    message = f"this is about another {what} than the settings say{both}"
    return ReadError(slug, message, origin=origin, hint=hint)


def without_nobody(found: Iterable[Reading]) -> Iterator[Reading]:
    """Leave out entries without a student or a class: that either is not known is an error of its own, said once."""
    for entry in found:
        if isinstance(entry, ReadError | Ignored) or (
            getattr(entry, "person", None) != NOBODY and getattr(entry, "group", "?")
        ):
            yield entry
