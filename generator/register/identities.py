"""Permanent ids, given at first sight and never changed: students by the keys of the exports, recipients by pairs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from generator.errors import RegisterError
from generator.model.years import REGISTER_KEY
from generator.register.database import Database
from generator.register.records import RecipientClaim, StudentRecord, recipient_number, student_number

Note = Callable[[str, int | None, int | None, str], None]
"""Adds a line to the log: kind, student, recipient, detail."""

Draw = Callable[[int], bytes]

CONFLICT_HINT = "settle in content/aliases.csv who is who; the register never joins or splits students by itself"


def resolve_students(
    database: Database, students: Sequence[tuple[tuple[str, ...], str]], draw: Draw, note: Note
) -> dict[str, StudentRecord]:
    """Return first key → record. A student is found by any known key; new keys are added, new students entered."""
    owners = {str(key): number for key, number in database.rows("SELECT key, student FROM student_keys")}
    known = {
        number: StudentRecord(f"S{number}", str(page), str(address))
        for number, page, address in database.rows("SELECT number, page_id, address FROM students")
    }
    claimed: dict[int, str] = {}
    records: dict[str, StudentRecord] = {}
    for keys, name in students:
        numbers = sorted({owners[key] for key in keys if key in owners})
        if len(numbers) > 1:
            _refuse_conflict(keys, owners)
        new_keys = [key for key in keys if key not in owners]
        _refuse_unknown(new_keys)
        number = numbers[0] if numbers else _enter_student(database, name, draw, known, note)
        if number in claimed:
            message = f"«{claimed[number]}» and «{keys[0]}» are both the student S{number} of the register"
            raise RegisterError("identity-conflict", message, hint=CONFLICT_HINT)
        claimed[number] = keys[0]
        for key in new_keys:
            database.write("INSERT INTO student_keys (key, student) VALUES (?, ?)", (key, number))
            owners[key] = number
        if numbers and new_keys:
            note("student-key-added", number, None, ", ".join(new_keys))
        records[keys[0]] = known[number]
    return records


def _refuse_conflict(keys: Sequence[str], owners: Mapping[str, int]) -> None:
    places = " and ".join(f"«{key}» (S{owners[key]})" for key in keys if key in owners)
    message = f"the exports say that {places} are one student, the register knows them as different ones"
    raise RegisterError("identity-conflict", message, hint=CONFLICT_HINT)


def _refuse_unknown(new_keys: Sequence[str]) -> None:
    for key in new_keys:
        if key.startswith(REGISTER_KEY):
            student = key.removeprefix(REGISTER_KEY)
            message = f"content/aliases.csv names {student}, who is in no closed year of the register"
            raise RegisterError("identity-conflict", message, hint="`diary year show --class CLASS` prints the ids")


def _enter_student(database: Database, name: str, draw: Draw, known: dict[int, StudentRecord], note: Note) -> int:
    page_id, address = draw(16).hex(), draw(16).hex()
    statement = "INSERT INTO students (name, page_id, address) VALUES (?, ?, ?)"
    number = database.write(statement, (name, page_id, address))
    known[number] = StudentRecord(f"S{number}", page_id, address)
    note("student-entered", number, None, "")
    return number


def resolve_recipients(database: Database, claims: Sequence[RecipientClaim], note: Note) -> dict[tuple[str, str], str]:
    """Return (student id, name key) → recipient id.

    A known pair keeps its recipient whatever the contacts say now. A new pair becomes the recipient of its cluster,
    the earliest if the register knows several, or a new one.
    """
    known = {
        (student, str(name)): recipient
        for student, name, recipient in database.rows("SELECT student, name_key, recipient FROM recipient_rows")
    }
    clusters: dict[int, list[RecipientClaim]] = defaultdict(list)
    for claim in claims:
        clusters[claim.cluster].append(claim)
    for members in clusters.values():
        numbers = [known[pair] for claim in members if (pair := _pair(claim)) in known]
        number = min(numbers, default=0)
        for claim in members:
            pair = _pair(claim)
            if pair in known:
                continue
            if not number:
                number = database.write("INSERT INTO recipients (name) VALUES (?)", (claim.name,))
                note("recipient-entered", None, number, "")
            database.write("INSERT INTO recipient_rows (student, name_key, recipient) VALUES (?, ?, ?)",
                           (*pair, number))  # fmt: skip
            note("recipient-row-entered", pair[0], number, "")
            known[pair] = number
    return {(claim.student_id, claim.name_key): f"R{known[_pair(claim)]}" for claim in claims}


def _pair(claim: RecipientClaim) -> tuple[int, str]:
    return (student_number(claim.student_id), claim.name_key)


def family_view(database: Database) -> dict[tuple[str, str], str]:
    """Return (student id, recipient id) → digest of the row, as the last run saw the families file."""
    rows = database.rows("SELECT student, recipient, digest FROM family_view")
    return {(f"S{student}", f"R{recipient}"): str(digest) for student, recipient, digest in rows}


def remember_view(
    database: Database, view: Mapping[tuple[str, str], str], vanished: Sequence[tuple[str, str]], note: Note
) -> None:
    """Put a new view of the families file in place of the last one; vanished pairs are noted."""
    database.write("DELETE FROM family_view")
    for (student, recipient), digest in sorted(view.items()):
        values = (student_number(student), recipient_number(recipient), digest)
        database.write("INSERT INTO family_view (student, recipient, digest) VALUES (?, ?, ?)", values)
    for student, recipient in vanished:
        note("family-row-vanished", student_number(student), recipient_number(recipient), "")
