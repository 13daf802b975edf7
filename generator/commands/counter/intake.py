"""«Приём заявления»: what a family brings is entered into the register, and the row for the families file is shown.

Nothing in the program writes that file. The row is read by the reader of the file itself before it is entered, so a
row that is shown is one that a build takes.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from generator.commands.counter.office import SOURCE, Done, Office, Sent
from generator.commands.counter.rolls import Pupil, Roll
from generator.commands.counter.rows import CHOICES, COLUMNS, read_row, shown_cells, write_cells
from generator.commands.counter.waiting import WaitingRow, keep_waiting, load_waiting, settle_waiting
from generator.commands.readers import read_standing
from generator.commands.school import read_school
from generator.errors import DiaryError, UsageError
from generator.model.acts import Act, ActLine
from generator.model.families import FamilyRow, PlacedRow
from generator.panel.pages import Field, Form, Kind, Option, Page, Row, Said
from generator.reading.joining.folding import fold_name
from generator.register.acts.families import acts_of
from generator.register.register import Register

TAKE, DROP = "take", "drop"


def show(office: Office, sent: Sent) -> Page:
    """Return the form, and the rows that wait."""
    form = _form(office, sent if sent.first("act") != DROP else Sent(), office.roll())
    waiting = [waiting_row(office, row) for row in reversed(load_waiting(office.inputs.folder))]
    return Page(office.t("intake.title"), office.t("intake.about"), parts=(*waiting, form))


def act(office: Office, sent: Sent) -> Done:
    """Take a row in, or take one back that was a mistake. Raises DiaryError, and then nothing was entered."""
    if sent.first("act") == DROP:
        return _drop(office, sent)
    roll = office.roll()
    pupil = roll.find(sent.first("student"))
    cells = write_cells(sent, pupil, roll)
    row = read_row(office, cells, roll.school)
    with office.changing() as register:
        student_id = pupil.id or _enter_pupils(office, register)[pupil.key]
        taken = _take(office, register, _Taken(row, student_id, pupil, cells))
        met = _settle(office, register)
    if any(one.key == taken.key for one in met):
        return Done((Said("ok", office.t("intake.there", recipient=row.recipient)),))
    # The page shows every row that waits, and this one first.
    return Done((Said("ok", office.t("intake.done", recipient=row.recipient, student=pupil.name)),))


class _Taken(NamedTuple):
    row: FamilyRow
    student_id: str
    pupil: Pupil
    cells: dict[str, str]


def _take(office: Office, register: Register, taken: _Taken) -> WaitingRow:
    """Enter the acts and let the row wait: both or none."""
    row, folder = taken.row, office.inputs.folder
    recipient_id = _known(register, taken)
    lines = acts_of([PlacedRow(row, taken.student_id, recipient_id)], {})
    if not lines:
        hint = "fill in the application, the consent, the refusal, or contacts"
        raise UsageError("intake-empty", "the row says nothing that a register keeps", hint=hint)
    with register.transaction():
        acts = register.acts.add([_line(register, line, row) for line in lines], SOURCE, office.inputs.moment)
        waiting = WaitingRow(
            acts=tuple(one.number for one in acts),
            student_id=taken.student_id,
            student=taken.pupil.name,
            class_title=taken.pupil.class_title,
            recipient=row.recipient,
            name_key=row.name_key,
            application_no=row.application_no,
            at=office.today.isoformat(),
            cells=taken.cells,
        )
        others = [one for one in load_waiting(folder) if one.key != waiting.key]
        keep_waiting(folder, [*others, waiting])
    return waiting


def _known(register: Register, taken: _Taken) -> str:
    """Return the register's id of the recipient, "" while no build has seen them beside this student."""
    found = [
        act.recipient_id
        for act in register.acts.all()
        if act.student_id == taken.student_id and act.recipient_id and _is_named(register, act, taken.row.recipient)
    ]
    return found[-1] if found else ""


def _is_named(register: Register, act: Act, name: str) -> bool:
    return fold_name(register.recipients()[act.recipient_id].name) == fold_name(name)


def _line(register: Register, line: ActLine, row: FamilyRow) -> ActLine:
    detail = dict(line.detail) if line.recipient_id else {**line.detail, "recipient": row.recipient}
    named = replace(line, detail=detail)
    return replace(named, earlier=register.acts.again(named, SOURCE))


def _enter_pupils(office: Office, register: Register) -> dict[str, str]:
    """Enter the students as a build would, and return the school's identities with the register's ids."""
    students = list(read_school(office.inputs, office.inputs.folder.cache, quiet=True).school.students.values())
    records = register.resolve_students([(s.keys, s.name) for s in students], office.inputs.moment)
    return {student.id: records[student.id].id for student in students}


def _settle(office: Office, register: Register) -> tuple[WaitingRow, ...]:
    """Look whether the file has the row already; a file that can't be read just now is looked at by the next build."""
    try:
        loaded = read_school(office.inputs, office.inputs.folder.cache, quiet=True)
        with register.rehearsal():
            standing = read_standing(office.inputs, loaded, register, allow_vanished=True)
    except DiaryError:
        return ()
    return settle_waiting(office.inputs.folder, [decision.placed for decision in standing.decisions.rows])


def _drop(office: Office, sent: Sent) -> Done:
    """Take back what was taken in by mistake: its acts are corrected, the row waits no more."""
    folder = office.inputs.folder
    with office.changing() as register:
        waiting = load_waiting(folder)
        gone = [row for row in waiting if _name(row) == sent.first("row")]
        if not gone:
            raise UsageError("row-gone", "this row does not wait any more", hint="look at the page again")
        with register.transaction():
            for number in gone[0].acts:
                register.acts.correct(number, office.t("intake.mistake"), SOURCE, office.inputs.moment)
            keep_waiting(folder, [row for row in waiting if row not in gone])
    return Done((Said("ok", office.t("intake.dropped", recipient=gone[0].recipient)),))


def _name(row: WaitingRow) -> str:
    return "-".join(str(number) for number in row.acts)


def waiting_row(office: Office, row: WaitingRow) -> Row:
    """Return a row that waits, in the columns of the school's own file, to be copied and printed."""
    fields = (Field("row", "", "hidden", _name(row)),)
    away = Form(DROP, office.t("intake.drop"), fields=fields)
    about = office.t("intake.copy_about")
    title = office.t("intake.row", recipient=row.recipient, student=row.student, class_title=row.class_title)
    return Row(title, shown_cells(office, row.cells), about, away)


def _form(office: Office, sent: Sent, roll: Roll) -> Form:
    fields = [_field(office, sent, roll, name) for name in ("student", *COLUMNS)]
    return Form(
        TAKE, office.t("intake.button"), office.t("intake.form"), office.t("intake.form_about"), (), tuple(fields)
    )


def _field(office: Office, sent: Sent, roll: Roll, name: str) -> Field:
    if name == "student":
        return office.field(sent, name, options=roll.options(), required=True, hint=True)
    if name in CHOICES:
        options = tuple(Option(value, office.t(f"choices.{name}.{value or 'none'}")) for value in CHOICES[name])
        return office.field(sent, name, "choice", options=options, pair=True)
    if name in {"application_channel", "relation"}:
        words = office.t(f"suggest.{name}").split("|")
        return office.field(sent, name, options=[Option(word, "") for word in words], pair=name == "relation")
    if name.endswith("_date"):
        today = office.today.isoformat() if name == "application_date" else ""
        return office.field(sent, name, "date", default=today, pair=True)
    kinds: dict[str, Kind] = {"phone": "tel", "email": "email"}
    is_recipient = name == "recipient"
    kind = kinds.get(name, "text")
    pair = name not in {"recipient", "contact_doc"}
    return office.field(sent, name, kind, required=is_recipient, pair=pair, hint=is_recipient)
