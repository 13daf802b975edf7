"""The years of a register: results that are only added to, and the closing of a year step by step."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime

from generator.model.years import REGISTER_KEY, Closing, YearResult
from generator.register.database import Database
from generator.register.log import noting
from generator.register.records import student_number
from generator.register.years.content import from_json, to_json

RESULTS, ARCHIVED, CLOSED = "results", "archived", "closed"

YEAR_CLOSED = "year-closed"
"""The word of the log for a closed year."""

_LATEST = (
    "SELECT student, year, class, grade, level, content FROM year_results AS one WHERE {where}"
    " AND revision = (SELECT max(revision) FROM year_results WHERE student = one.student AND year = one.year)"
    " ORDER BY year, student"
)
_CLOSING = "SELECT year, first_day, last_day, state, archive, digest, draws_code FROM year_closings"


class Years:
    """The results and the closings of a register."""

    def __init__(self, database: Database, who: str) -> None:
        """Use an open register's database; `who` stands in the log."""
        self._database = database
        self._who = who

    # Results

    def enter(self, results: Iterable[YearResult], now: datetime) -> int:
        """Enter results; one that says the same as its latest revision is passed over. Returns how many were new."""
        new = 0
        with self._database.transaction():
            for result in results:
                new += self._enter(result, now)
        return new

    def _enter(self, result: YearResult, now: datetime) -> bool:
        number = student_number(result.student_id)
        said = (result.class_title, result.grade, result.level.value if result.level else None, to_json(result))
        latest = self._database.rows(
            "SELECT revision, class, grade, level, content FROM year_results WHERE student = ? AND year = ?"
            " ORDER BY revision DESC LIMIT 1",
            (number, result.year),
        )
        if latest and latest[0][1:] == said:
            return False
        revision = latest[0][0] + 1 if latest else 1
        self._database.write(
            "INSERT INTO year_results (student, year, revision, class, grade, level, content, entered_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (number, result.year, revision, *said, _stamp(now)),
        )
        return True

    def results_of(self, student_id: str) -> tuple[YearResult, ...]:
        """Return the latest revision of every year of a student, the earliest year first."""
        return self._results("student = ?", student_number(student_id))

    def results_in(self, year: str) -> tuple[YearResult, ...]:
        """Return the latest revision of every student in a year."""
        return self._results("year = ?", year)

    def revisions(self, student_id: str, year: str) -> int:
        """Return how many revisions there are of a student's year."""
        statement = "SELECT count(*) FROM year_results WHERE student = ? AND year = ?"
        return int(self._database.rows(statement, (student_number(student_id), year))[0][0])

    def _results(self, where: str, value: str | int) -> tuple[YearResult, ...]:
        rows = self._database.rows(_LATEST.format(where=where), (value,))
        return tuple(
            from_json((f"S{student}", year, title, grade, level), content)
            for student, year, title, grade, level, content in rows
        )

    # Closing

    def closing(self, year: str) -> Closing | None:
        """Return how far the closing of a year has come, None before it."""
        return next(iter(self._closings(" WHERE year = ?", (year,))), None)

    def latest(self) -> Closing | None:
        """Return the closing of the latest year, None before the first one."""
        return next(iter(self._closings(" ORDER BY last_day DESC LIMIT 1")), None)

    def begin(self, closing: Closing, now: datetime) -> None:
        """Note that results were entered; a closing that began before goes on as it was."""
        with self._database.transaction():
            self._database.write(
                "INSERT INTO year_closings (year, first_day, last_day, state, draws_code, at)"
                " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (year) DO NOTHING",
                (closing.year, closing.first_day.isoformat(), closing.last_day.isoformat(), RESULTS,
                 int(closing.draws_code), _stamp(now)),
            )  # fmt: skip

    def note_archive(self, year: str, archive: str, digest: str, now: datetime) -> None:
        """Note that the archive was written and read back: from now on what it holds may go."""
        with self._database.transaction():
            self._database.write(
                "UPDATE year_closings SET state = ?, archive = ?, digest = ?, at = ? WHERE year = ? AND state = ?",
                (ARCHIVED, archive, digest, _stamp(now), year, RESULTS),
            )

    def finish(self, year: str, by_name: Callable[[str], bool], now: datetime) -> None:
        """Erase the ledger of marks, end the identities that are a name in a class, and close the year.

        «8А/Иванов Иван» means somebody else next year, so such keys (`by_name`) are set aside under the year's name;
        every student of the year gets the key `register:S12`, by which content/aliases.csv may name them.
        """
        with self._database.transaction():
            self._database.write("DELETE FROM seen_marks")
            for key, student in self._database.rows("SELECT key, student FROM student_keys ORDER BY key"):
                if by_name(key):
                    self._database.write("DELETE FROM student_keys WHERE key = ?", (key,))
                    self._add_key(f"{year}:{student}:{key}", student)
            for (student,) in self._database.rows(
                "SELECT DISTINCT student FROM year_results WHERE year = ? ORDER BY student", (year,)
            ):
                self._add_key(f"{REGISTER_KEY}S{student}", student)
            statement = "UPDATE year_closings SET state = ?, at = ? WHERE year = ?"
            self._database.write(statement, (CLOSED, _stamp(now), year))
            noting(self._database, self._who, now)(YEAR_CLOSED, None, None, year)

    def keys(self) -> dict[str, tuple[str, ...]]:
        """Return student → every identity by which the exports know them."""
        found: dict[str, list[str]] = {}
        for key, student in self._database.rows("SELECT key, student FROM student_keys ORDER BY key"):
            found.setdefault(f"S{student}", []).append(str(key))
        return {student: tuple(keys) for student, keys in found.items()}

    def addresses(self) -> dict[str, str]:
        """Return student → the address of their page (32 hex digits)."""
        rows = self._database.rows("SELECT number, address FROM students")
        return {f"S{number}": str(address) for number, address in rows}

    def readers(self) -> dict[str, tuple[str, ...]]:
        """Return student → every recipient who ever had a row for them."""
        found: dict[str, list[str]] = {}
        for student, recipient in self._database.rows("SELECT DISTINCT student, recipient FROM recipient_rows"):
            found.setdefault(f"S{student}", []).append(f"R{recipient}")
        return {student: tuple(recipients) for student, recipients in found.items()}

    def _add_key(self, key: str, student: int) -> None:
        self._database.write("INSERT OR IGNORE INTO student_keys (key, student) VALUES (?, ?)", (key, student))

    def _closings(self, more: str, values: tuple[str, ...] = ()) -> tuple[Closing, ...]:
        return tuple(
            Closing(
                year=str(year),
                first_day=date.fromisoformat(first),
                last_day=date.fromisoformat(last),
                state=str(state),
                archive=str(archive),
                digest=str(digest),
                draws_code=bool(draws),
            )
            for year, first, last, state, archive, digest, draws in self._database.rows(_CLOSING + more, values)
        )


def _stamp(now: datetime) -> str:
    return now.isoformat(timespec="seconds")
