"""«Записи»: informing, deferrals, results of exams, agreed channels and settled requests, as short forms."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from generator.commands.counter.office import SOURCE, Done, Office, Sent
from generator.commands.counter.rolls import Roll, find_one
from generator.commands.counter.waiting import load_waiting
from generator.commands.record_acts import (
    Clerk,
    close_applications,
    note_contact,
    note_deferral,
    note_exam_received,
    note_informed,
)
from generator.commands.record_options import CHANNELS
from generator.errors import UsageError
from generator.model.acts import Act, ActKind, holding
from generator.panel.pages import Field, Form, Option, Page, Said
from generator.reading.joining.folding import fold_name
from generator.register.register import Register

CORRECT = "correct"
_SHOWN = 12
_KINDS = frozenset(
    {ActKind.INFORMED, ActKind.DEFERRAL, ActKind.EXAM_RECEIVED, ActKind.CONTACT, ActKind.APPLICATION_CLOSED}
)


def show(office: Office, sent: Sent) -> Page:
    """Return the forms, and what was entered last, to be corrected."""
    roll = office.roll()
    with office.reading() as register:
        people = _recipients(register)
        last = _last(office, register)
        names = {**register.acts.student_names(), **{r.id: r.name for r in register.recipients().values()}}
    asked = sent.first("act")
    makers: Mapping[str, Callable[[Office, Sent, Roll, list[Option]], tuple[Field, ...]]] = {
        "deferral": _deferral, "exam": _exam, "informed": _informed, "contact": _contact, "closed": _closed,
    }  # fmt: skip
    forms = [
        _form(office, name, make(office, sent if name == asked else Sent(), roll, people))
        for name, make in makers.items()
    ]
    if last:
        forms.append(_correction(office, sent if asked == CORRECT else Sent(), last, names))
    return Page(office.t("record.title"), office.t("record.about"), parts=tuple(forms))


def act(office: Office, sent: Sent) -> Done:
    """Enter an act, or correct one. Raises DiaryError, and then nothing was entered."""
    asked = sent.first("act")
    roll = office.roll()
    with office.changing() as register:
        clerk = Clerk(register, SOURCE, office.inputs.moment, lambda: roll.school)
        if asked == CORRECT:
            number, reason = sent.first("number"), sent.first("why")
            if not reason:
                raise _unsaid("what is wrong with the entry")
            register.acts.correct(int(number) if number.isdigit() else 0, reason, SOURCE, office.inputs.moment)
            return Done((Said("ok", office.t("record.corrected", number=number)),))
        acts = _enter(office, sent, clerk, roll)
    return Done((Said("ok", office.t("record.done", n=len(acts))),))


def _last(office: Office, register: Register) -> list[Act]:
    """Return what was entered here last and holds; what belongs to a row that waits is taken back with the row."""
    waiting = {number for row in load_waiting(office.inputs.folder) for number in row.acts}
    own = [act for act in holding(register.acts.all()) if act.source is SOURCE and act.kind in _KINDS]
    return [act for act in own if act.number not in waiting][-_SHOWN:]


def _enter(office: Office, sent: Sent, clerk: Clerk, roll: Roll) -> tuple[Act, ...]:
    asked, on = sent.first("act"), sent.day("on", office.today)
    if asked == "deferral":
        until = sent.day_or_none("until")
        if until is None:
            raise _unsaid("the day to which the mark is put off")
        return note_deferral(clerk, students=_students(sent, roll), subject=sent.first("subject"),
                             term=sent.first("term"), until=until, order=sent.first("order"), on=on)  # fmt: skip
    if asked == "exam":
        return note_exam_received(
            clerk, classes=_classes(sent), students=_students(sent, roll), subject=sent.first("subject"),
            title=sent.first("exam"), day=sent.day_or_none("exam_day"),
            received_at=sent.moment("received", office.inputs.moment),
        )  # fmt: skip
    if asked == "informed":
        return note_informed(clerk, classes=_classes(sent), students=_students(sent, roll), way=sent.first("way"),
                             on=on, document=sent.first("document"))  # fmt: skip
    labels = {option.value: option.value.rpartition(" ")[2] for option in _recipients(clerk.register)}
    who = [find_one(sent.first("person"), labels, {id_: id_ for id_ in labels.values()})]
    if asked == "contact":
        channel, document = sent.first("channel"), sent.first("document")
        return note_contact(clerk, recipients=who, channel=channel, document=document, on=on)
    if asked == "closed":
        return close_applications(clerk, recipients=who, students=(), document=sent.first("document"), on=on)
    raise UsageError("nobody-named", "no form of this page asks this", hint="open the page again")


def _unsaid(what: str) -> UsageError:
    return UsageError("text-missing", f"{what} is not said", hint="the register must say it in a few words")


def _students(sent: Sent, roll: Roll) -> list[str]:
    """Return the register's id of the student that was named, [] for none. Raises UsageError `not-built-yet`."""
    text = sent.first("student")
    if not text:
        return []
    pupil = roll.find(text)
    if not pupil.id:
        hint = "bring the diaries up to date once, then enter it"
        raise UsageError("not-built-yet", f"no build has seen {pupil.name} yet", hint=hint)
    return [pupil.id]


def _classes(sent: Sent) -> list[str]:
    return [title] if (title := sent.first("group")) else []


def _recipients(register: Register) -> list[Option]:
    people = sorted(register.recipients().values(), key=lambda one: (fold_name(one.name), len(one.id), one.id))
    return [Option(f"{one.name}, {one.id}", "") for one in people]


def _form(office: Office, name: str, fields: tuple[Field, ...]) -> Form:
    texts = {key: office.t(f"record.{name}.{key}") for key in ("title", "about")}
    return Form(name, office.t("record.button"), texts["title"], texts["about"], (), fields)


def _who(office: Office, sent: Sent, roll: Roll, *, by_class: bool) -> tuple[Field, ...]:
    student = office.field(sent, "student", options=roll.options(), required=not by_class, pair=by_class)
    if not by_class:
        return (student,)
    options = [Option("", office.t("choices.no_class")), *(Option(g.title, g.title) for g in roll.school.classes())]
    return (office.field(sent, "group", "choice", options=options, pair=True), student)


def _subject(office: Office, sent: Sent, roll: Roll) -> Field:
    titles = sorted({subject.title for subject in roll.school.subjects.values()})
    return office.field(sent, "subject", options=[Option(title, "") for title in titles], required=True, pair=True)


def _deferral(office: Office, sent: Sent, roll: Roll, _: list[Option]) -> tuple[Field, ...]:
    terms = [Option(title, title) for title in dict.fromkeys(term.title for term in roll.school.terms)]
    return (
        *_who(office, sent, roll, by_class=False),
        _subject(office, sent, roll),
        office.field(sent, "term", "choice", options=terms, pair=True),
        office.field(sent, "until", "date", required=True, pair=True),
        office.field(sent, "order", required=True, pair=True, hint=True),
        office.day_field(sent, "on"),
    )


def _exam(office: Office, sent: Sent, roll: Roll, _: list[Option]) -> tuple[Field, ...]:
    now = office.inputs.now.isoformat(timespec="minutes")
    return (
        *_who(office, sent, roll, by_class=True),
        _subject(office, sent, roll),
        office.field(sent, "exam", required=True, pair=True, hint=True),
        office.day_field(sent, "exam_day", empty=True, pair=True),
        office.field(sent, "received", "datetime-local", default=now, required=True, pair=True),
    )


def _informed(office: Office, sent: Sent, roll: Roll, _: list[Option]) -> tuple[Field, ...]:
    return (
        *_who(office, sent, roll, by_class=True),
        office.field(sent, "way", required=True, pair=True, hint=True),
        office.field(sent, "document", pair=True),
        office.day_field(sent, "on"),
    )


def _contact(office: Office, sent: Sent, _: Roll, people: list[Option]) -> tuple[Field, ...]:
    channels = [Option(name, office.t(f"choices.channel.{name}")) for name in CHANNELS]
    return (
        office.field(sent, "person", options=people, required=True),
        office.field(sent, "channel", "choice", options=channels, pair=True),
        office.field(sent, "document", required=True, pair=True),
        office.day_field(sent, "on"),
    )


def _closed(office: Office, sent: Sent, _: Roll, people: list[Option]) -> tuple[Field, ...]:
    return (
        office.field(sent, "person", options=people, required=True),
        office.field(sent, "document", required=True, pair=True),
        office.day_field(sent, "on", pair=True),
    )


def _correction(office: Office, sent: Sent, last: list[Act], names: Mapping[str, str]) -> Form:
    options = [Option(str(one.number), _line(office, one, names)) for one in reversed(last)]
    fields = (
        office.field(sent, "number", "choice", options=options),
        office.field(sent, "why", required=True),
    )
    about = office.t("record.correct.about")
    return Form(CORRECT, office.t("record.correct.button"), office.t("record.correct.title"), about, (), fields)


def _line(office: Office, one: Act, names: Mapping[str, str]) -> str:
    whose = one.class_title or names.get(one.student_id or one.recipient_id, "")
    kind = office.words.text(f"registers.kind.{one.kind.value}")
    day = office.words.day(one.day) if one.day else ""
    return f"{one.number}. " + ", ".join(part for part in (kind, whose, one.detail.get("subject", ""), day) if part)
