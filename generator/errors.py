"""The errors a person can mend, each with a slug, a sentence, a place and a hint.

    content/exports/9A.csv:41:7: error: mark "7" is not on the scale 1 to 5 [bad-value]
      hint: the scale is set under marks.scale in site.yaml

Everything that is not a `DiaryError` is a fault of the program. The subclass says which exit code the command ends
with (see `EXIT_CODES` in `cli.py`); the slug says what to look up in `docs/reference/errors.md`.
`describe_without_people()` is what unattended runs log: place and slug, never the sentence, because a sentence may
quote a cell, and of a place only initials where it may bear a name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import ClassVar

from generator.origin import NOWHERE, Origin, without_names


class DiaryError(Exception):
    """A problem with its slug (kebab-case), message, origin and hint."""

    exit_code: ClassVar[int] = 1

    def __init__(self, slug: str, message: str, *, origin: Origin = NOWHERE, hint: str = "") -> None:
        """Keep the four parts; the message is one sentence without a full stop."""
        super().__init__(message)
        self.slug = slug
        self.message = message
        self.origin = origin
        self.hint = hint

    def __reduce__(self) -> tuple[object, ...]:
        """Cross a process boundary with all four parts."""
        return (_rebuild, (type(self), self.slug, self.message, self.origin, self.hint))

    def describe(self, level: str = "error") -> str:
        """Return the message for a person, with place and hint."""
        place = f"{self.origin}: " if self.origin.file else ""
        text = f"{place}{level}: {self.message} [{self.slug}]"
        return f"{text}\n  hint: {self.hint}" if self.hint else text

    def describe_without_people(self, level: str = "error") -> str:
        """Return place and slug only; names of people in names of files are masked."""
        place = f"{without_names(str(self.origin))}: " if self.origin.file else ""
        return f"{place}{level} [{self.slug}]"


def as_json(problem: DiaryError) -> dict[str, str]:
    """Return a problem as plain values, as every verb prints it for programs."""
    return {"slug": problem.slug, "message": problem.message, "place": str(problem.origin), "hint": problem.hint}


def _rebuild(kind: type[DiaryError], slug: str, message: str, origin: Origin, hint: str) -> DiaryError:
    return kind(slug, message, origin=origin, hint=hint)


class ReadError(DiaryError):
    """A fault in an export or the families file. Readers yield it and go on."""


class UsageError(DiaryError):
    """The command line asks for something that makes no sense."""

    exit_code = 2


class SettingsError(DiaryError):
    """A fault in `site.yaml`."""

    exit_code = 3


class RenderError(DiaryError):
    """A template failed or made something a page may not hold."""

    exit_code = 4


class SealError(DiaryError):
    """A page could not be sealed or opened."""

    exit_code = 4


class RegisterError(DiaryError):
    """The register cannot be read, or says no."""

    exit_code = 5


class HostError(DiaryError):
    """A host refuses for good: no right, a wrong password, an unknown key, a full disk."""

    exit_code = 7


class HostRetryError(DiaryError):
    """A host did not do it now, but may do it later: a cut connection, a busy server."""

    exit_code = 6


class VerifyError(DiaryError):
    """The site was published, and what the public address shows is not what was sent."""

    exit_code = 9


class SuspiciousError(DiaryError):
    """Refused because it looks like a mistake with consequences (many families vanished, an old backup)."""

    exit_code = 8


class WrongCodeError(DiaryError):
    """No slot of the page opens with this code or key."""

    exit_code = 10


class BusyError(DiaryError):
    """Another run holds the lock of this site folder."""

    exit_code = 75


class ProblemsError(DiaryError):
    """All problems of a run at once, sorted by place."""

    def __init__(self, problems: Iterable[DiaryError]) -> None:
        """Sort and keep the problems; the command line exits with the highest code among them."""
        self.problems = tuple(sorted(problems, key=lambda p: (*p.origin.sort_key(), p.slug)))
        super().__init__("problems", f"{len(self.problems)} problems")

    def __reduce__(self) -> tuple[object, ...]:
        """Cross a process boundary with all problems."""
        return (ProblemsError, (self.problems,))

    def describe(self, level: str = "error") -> str:
        """Return all problems, one below the other; of those that repeat in one file, the first few."""
        return "\n".join(tell_all(self.problems, lambda problem: problem.describe(level)))

    def describe_without_people(self, level: str = "error") -> str:
        """Return places and slugs only, as many as `describe` tells."""
        told = tell_all(self.problems, lambda problem: problem.describe_without_people(level), without_names)
        return "\n".join(told)


_SHOWN = 3


def tell_all(
    problems: Iterable[DiaryError],
    tell: Callable[[DiaryError], str],
    place: Callable[[str], str] = str,
) -> Iterator[str]:
    """Yield what to print of all problems: faults of whole files first, and of one fault in many cells of a file the
    first places and how many more there are. `place` makes the last place fit to be printed.
    """
    alike: dict[tuple[str, str, str], list[DiaryError]] = {}
    for problem in sorted(problems, key=lambda p: bool(p.origin.line or p.origin.column)):
        alike.setdefault((problem.origin.file, problem.slug, problem.message), []).append(problem)
    for (file, _, _), found in alike.items():
        yield from map(tell, found[:_SHOWN])
        if file and len(found) > _SHOWN:
            yield f"  and {len(found) - _SHOWN} more like it in this file, the last at {place(str(found[-1].origin))}"
        elif len(found) > _SHOWN:
            yield f"  and {len(found) - _SHOWN} more like it"
