"""Which papers were made for families and which of them were handed over: the proof that paper is given (A4.2, B2.6).

Made and handed over are two dates. A paper that nobody has yet is printed again at will and stays one row; once it is
handed over it stays as it was, and other contents are a new paper. A hand-over that was noted by mistake can be taken
back, and the log tells both. The texts of papers are not kept here, only the check code that stands on each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from generator.errors import RegisterError
from generator.model.papers import PaperLine, PaperRecord, Product, monday_of
from generator.register.database import Database, Value
from generator.register.log import noting
from generator.register.records import recipient_number, student_number

MADE, HANDED, TAKEN_BACK, NO_LESSONS = "papers-made", "paper-handed", "paper-taken-back", "no-lessons"
"""Kinds of the log's lines."""

_SELECT = (
    "SELECT number, student, recipient, product, period, class, ground, code, issue, made_at, first_made_at,"
    " handed_on, handed_to FROM papers"
)
_SAME = "student = ? AND recipient IS ? AND product = ? AND period = ?"
_LOOKALIKES = str.maketrans("OILАВЕКМНОРСТХ", "011ABEKMH0PCTX")
"""Crockford's base32 has no O, I and L; and whoever reads a code may type a Russian letter of the same shape."""


class Papers:
    """The papers of a register."""

    def __init__(self, database: Database, who: str) -> None:
        """Use an open register's database; `who` stands in the log."""
        self._database = database
        self._who = who

    # Made

    def next_issue(self) -> int:
        """Return the number of the next printing: one more than that of the last; it is taken by `keep`."""
        return int(self._database.rows("SELECT ifnull(max(issue), 0) + 1 FROM printings")[0][0])

    def keep(self, issue: int, lines: Sequence[PaperLine], now: datetime) -> None:
        """Enter papers that were made, all or none; a printing may come in several calls, class by class.

        The newest paper about the same thing decides: not handed over, this one takes its place and number; handed
        over with the same code, nothing changes; with another code, a new paper is entered.
        Raises RegisterError `register-refused` for a student or recipient that is not known.
        """
        with self._database.transaction():
            self._database.write(
                "INSERT INTO printings (issue, made_at) VALUES (?, ?) ON CONFLICT DO NOTHING", (issue, _stamp(now))
            )
            for line in lines:
                self._keep(issue, line, now)
            counts = Counter(str(line.product) for line in lines)
            detail = ", ".join(f"{product} {count}" for product, count in sorted(counts.items()))
            noting(self._database, self._who, now)(MADE, None, None, f"issue {issue}: {detail or 'nothing'}")

    def _keep(self, issue: int, line: PaperLine, now: datetime) -> None:
        same = self._same(line)
        before = same[-1] if same else None
        if before and before.is_handed and before.line.code == line.code:
            return
        printed = (line.class_title, line.ground, line.code, issue, _stamp(now))
        if before and not before.is_handed:
            self._database.write(
                "UPDATE papers SET class = ?, ground = ?, code = ?, issue = ?,"
                " first_made_at = ifnull(first_made_at, made_at), made_at = ? WHERE number = ?",
                (*printed, before.number),
            )
            return
        self._database.write(
            "INSERT INTO papers (student, recipient, product, period, class, ground, code, issue, made_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*_subject(line), *printed),
        )

    # Handed over

    def hand(self, numbers: Sequence[int], on: date, to: str, now: datetime) -> tuple[PaperRecord, ...]:
        """Note that papers were handed over on a day, all or none; `to` "": to the recipient in person.

        Returns them as they are now. Raises RegisterError `paper-unknown`, `paper-already-handed`,
        `paper-handed-too-early`: before the day on which the paper was first made, or on a day to come.
        """
        with self._database.transaction():
            note = noting(self._database, self._who, now)
            for paper in self._numbered(numbers):
                _refuse_hand_over(paper, on, now)
                self._database.write(
                    "UPDATE papers SET handed_on = ?, handed_to = ? WHERE number = ?",
                    (on.isoformat(), to, paper.number),
                )
                note(HANDED, *_subject(paper.line)[:2], _detail(paper, on))
            return self._numbered(numbers)

    def take_back(self, numbers: Sequence[int], now: datetime) -> tuple[PaperRecord, ...]:
        """Undo hand-overs that were noted by mistake, all or none; return the papers that stand for them now.

        Where a newer paper about the same thing is there, it takes the place of the one taken back, as it would have
        without the mistake. Raises RegisterError `paper-unknown`, `paper-not-handed`.
        """
        with self._database.transaction():
            note = noting(self._database, self._who, now)
            standing = []
            for paper in self._numbered(numbers):
                if paper.handed_on is None:
                    raise RegisterError("paper-not-handed", f"paper {paper.number} has not been handed over")
                note(TAKEN_BACK, *_subject(paper.line)[:2], _detail(paper, paper.handed_on))
                standing.append(self._take_back(paper))
            # of two taken back at once, the one that gave way is not there any more
            return self._numbered([number for number in dict.fromkeys(standing) if self._rows("number = ?", number)])

    def _take_back(self, paper: PaperRecord) -> int:
        newer = [found for found in self._same(paper.line) if found.number > paper.number]
        if not newer:
            self._database.write("UPDATE papers SET handed_on = NULL, handed_to = '' WHERE number = ?", (paper.number,))
            return paper.number
        first = _stamp(paper.first_made_at or paper.made_at)
        self._database.write("DELETE FROM papers WHERE number = ?", (paper.number,))
        self._database.write("UPDATE papers SET first_made_at = ? WHERE number = ?", (first, newer[0].number))
        return newer[0].number

    # What there is

    def all(self) -> tuple[PaperRecord, ...]:
        """Return every paper, oldest first."""
        return self._rows("TRUE")

    def of(self, product: Product, period: str) -> tuple[PaperRecord, ...]:
        """Return the papers of a kind about a week, term, exam or day, oldest first."""
        return self._rows("product = ? AND period = ?", str(product), period)

    def unhanded(self) -> tuple[PaperRecord, ...]:
        """Return the papers that nobody has yet, oldest first."""
        return self._rows("handed_on IS NULL")

    def find(self, code: str) -> tuple[PaperRecord, ...]:
        """Return the papers with a check code, oldest first, as a person types it: `k7q4-2m9t`, O for 0, I for 1."""
        typed = "".join(sign for sign in code.upper().translate(_LOOKALIKES) if sign.isalnum())
        return self._rows("code = ?", typed)

    # Weeks without lessons

    def note_no_lessons(self, week: str, class_title: str, now: datetime) -> None:
        """Note once that a class had no lessons in a week (`2026-W45`), so that no extract was due."""
        monday_of(week)
        with self._database.transaction():
            if (week, class_title) in self.weeks_without_lessons():
                return
            self._database.write(
                "INSERT INTO weeks_without_lessons (week, class, noted_at) VALUES (?, ?, ?)",
                (week, class_title, _stamp(now)),
            )
            noting(self._database, self._who, now)(NO_LESSONS, None, None, f"{week} {class_title}")

    def weeks_without_lessons(self) -> set[tuple[str, str]]:
        """Return (week, class) of what was noted."""
        return {
            (str(week), str(title))
            for week, title in self._database.rows("SELECT week, class FROM weeks_without_lessons")
        }

    def _same(self, line: PaperLine) -> tuple[PaperRecord, ...]:
        return self._rows(_SAME, *_subject(line))

    def _numbered(self, numbers: Iterable[int]) -> tuple[PaperRecord, ...]:
        found: list[PaperRecord] = []
        for number in dict.fromkeys(numbers):
            paper = self._rows("number = ?", number)
            if not paper:
                hint = "papers are named by the numbers in the delivery register"
                raise RegisterError("paper-unknown", f"there is no paper {number}", hint=hint)
            found += paper
        return tuple(found)

    def _rows(self, condition: str, *values: Value) -> tuple[PaperRecord, ...]:
        return tuple(
            _record(*row) for row in self._database.rows(f"{_SELECT} WHERE {condition} ORDER BY number", values)
        )


def _record(  # noqa: PLR0917  the columns of one row
    number: int,
    student: int,
    recipient: int | None,
    product: str,
    period: str,
    title: str,
    ground: str,
    code: str,
    issue: int,
    made_at: str,
    first_made_at: str | None,
    handed_on: str | None,
    handed_to: str,
) -> PaperRecord:
    recipient_id = "" if recipient is None else f"R{recipient}"
    return PaperRecord(
        number=number,
        line=PaperLine(f"S{student}", recipient_id, Product(product), period, title, ground, code),
        issue=issue,
        made_at=datetime.fromisoformat(made_at),
        handed_on=date.fromisoformat(handed_on) if handed_on else None,
        handed_to=handed_to,
        first_made_at=datetime.fromisoformat(first_made_at) if first_made_at else None,
    )


def _subject(line: PaperLine) -> tuple[int, int | None, str, str]:
    recipient = recipient_number(line.recipient_id) if line.recipient_id else None
    return (student_number(line.student_id), recipient, str(line.product), line.period)


def _refuse_hand_over(paper: PaperRecord, on: date, now: datetime) -> None:
    if paper.handed_on is not None:
        hint = "if that was a mistake, take it back first"
        message = f"paper {paper.number} was handed over on {paper.handed_on}"
        raise RegisterError("paper-already-handed", message, hint=hint)
    made = (paper.first_made_at or paper.made_at).date()
    if not made <= on <= now.date():
        message = f"paper {paper.number} was made on {made}: it can't have been handed over on {on}"
        raise RegisterError("paper-handed-too-early", message, hint="from that day on, and no later than today")


def _detail(paper: PaperRecord, on: date) -> str:
    return f"{paper.number} {paper.line.product} {paper.line.period} {on.isoformat()}"


def _stamp(now: datetime) -> str:
    return now.isoformat(timespec="seconds")
