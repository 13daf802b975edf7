"""Where verdicts are counted: tallies, weeks, and the worst lines of each matter."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import NamedTuple, TypeVar

from generator.model.papers import week_name
from generator.reports.deadlines.values import Line, Matter, Tally
from generator.rules.deadlines import Deadline, Done, Verdict

MOST_LINES = 200
"""Of one matter in one class."""

SEVERITY = {Verdict.BROKEN: 0, Verdict.AT_RISK: 1, Verdict.UNPROVEN: 2, Verdict.OPEN: 3, Verdict.MET: 4}


_NEVER = datetime(9999, 12, 31)  # noqa: DTZ001  all times are the school's, without a zone


class Judged(NamedTuple):
    """A verdict with what a line says of its times."""

    verdict: Verdict
    due: datetime | None = None
    done: datetime | None = None
    bound: bool = False
    seconds: int | None = None


def judge(deadline: Deadline, now: datetime) -> Judged:
    """Return how a deadline stands."""
    standing = deadline.standing(now)
    done = deadline.done.at if deadline.done else None
    return Judged(standing.verdict, deadline.due, done, standing.bound, int(standing.margin.total_seconds()))


def judge_done(bare: Deadline, done: Done | None, now: datetime, looked: datetime | None = None) -> Judged:
    """Return how a deadline stands that was made undone; `dataclasses.replace` takes longer than the verdict."""
    return judge(Deadline(bare.rule, bare.start, bare.amber, bare.due, done, looked or bare.looked), now)


class Tallies:
    """Counts verdicts of one class, or of the school."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._by: Counter[tuple[Matter, str, Verdict]] = Counter()
        self._weeks: Counter[tuple[Matter, str, Verdict]] = Counter()
        self._lines: defaultdict[Matter, list[tuple[int, datetime, Callable[[], Line]]]] = defaultdict(list)
        self._week_of: dict[date, str] = {}

    def add(self, matter: Matter, teacher_id: str, judged: Judged, count: int, line: Callable[[], Line]) -> None:
        """Count `count` things; `line` makes their line, if it is asked for."""
        self.met(matter, teacher_id, judged, count)
        if judged.verdict is not Verdict.MET:
            self._lines[matter].append((SEVERITY[judged.verdict], judged.due or _NEVER, line))

    def met(self, matter: Matter, teacher_id: str, judged: Judged, count: int) -> None:
        """Count `count` things without a line."""
        self._by[matter, teacher_id, judged.verdict] += count
        if judged.due:
            self._weeks[matter, self._week(judged.due.date()), judged.verdict] += count

    @property
    def by(self) -> dict[tuple[Matter, str], Tally]:
        """Return the tallies by matter and teacher."""
        return _tallies(self._by)

    @property
    def weeks(self) -> dict[tuple[Matter, str], Tally]:
        """Return the tallies by matter and the ISO week in which things were due."""
        return _tallies(self._weeks)

    def lines(self, most: int = MOST_LINES) -> tuple[tuple[Line, ...], dict[Matter, int]]:
        """Return the worst lines of each matter, the longest due first, and how many more there are."""
        found: list[Line] = []
        cut: dict[Matter, int] = {}
        for matter in Matter:
            waiting = self._lines.get(matter, [])
            waiting.sort(key=lambda one: one[:2])
            found += [make() for _, _, make in waiting[:most]]
            if len(waiting) > most:
                cut[matter] = len(waiting) - most
        return tuple(found), cut

    def _week(self, day: date) -> str:
        week = self._week_of.get(day)
        if week is None:
            week = self._week_of[day] = week_name(day)
        return week


def _tallies(counts: Mapping[tuple[Matter, str, Verdict], int]) -> dict[tuple[Matter, str], Tally]:
    kept: defaultdict[tuple[Matter, str], dict[str, int]] = defaultdict(dict)
    for (matter, other, verdict), count in counts.items():
        kept[matter, other][verdict.value] = count
    return {key: Tally(**found) for key, found in sorted(kept.items())}


K = TypeVar("K")


def added(tallies: Iterable[tuple[K, Tally]]) -> dict[K, Tally]:
    """Return the sums of tallies with the same key."""
    found: dict[K, Tally] = {}
    for key, tally in tallies:
        found[key] = found[key] + tally if key in found else tally
    return found
