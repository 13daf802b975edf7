"""Acts that only people know, checked and entered. No argument parsing here: the panel enters the same.

Every function takes a `Clerk` and returns the acts that it entered, all or none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeVar

from generator.errors import RegisterError, UsageError
from generator.model.acts import Act, ActKind, ActLine, Source, holding
from generator.model.school import School
from generator.reading.joining.folding import fold_class, fold_name
from generator.register.register import Register

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Clerk:
    """What acts are entered with: the register, where the person stands, the present time with the school's zone.

    `school` reads the school; it is asked only for acts that name a class, a subject or a term.
    """

    register: Register
    source: Source
    now: datetime
    school: Callable[[], School]


def note_informed(
    clerk: Clerk, *, classes: Sequence[str], students: Sequence[str], way: str, on: date, document: str = ""
) -> tuple[Act, ...]:
    """Note that families were told of the service (A1.1), one act for each class (title) and student (`S12`).

    Raises UsageError `nobody-named`, `text-missing`, `no-such-class`, `day-to-come`; RegisterError `unknown-student`.
    """
    line = ActLine(
        kind=ActKind.INFORMED, day=_past(on, clerk), document=document, detail={"way": _written(way, "the way")}
    )
    return _enter(clerk, _for_each(clerk, line, classes, students))


def note_deferral(
    clerk: Clerk, *, students: Sequence[str], subject: str, term: str, until: date, order: str, on: date
) -> tuple[Act, ...]:
    """Note that a term's mark is put off to `until` by an `order` of the day `on` (B5.5). Why is not kept.

    Raises UsageError `nobody-named`, `text-missing`, `no-such-subject`, `no-such-term`, `day-to-come`,
    `deferral-ends-early`; RegisterError `unknown-student`.
    """
    school = clerk.school()
    if until < _past(on, clerk):
        raise UsageError("deferral-ends-early", f"the mark is put off to {until}, before the order of {on}")
    detail = {**_subject(school, subject), **_term(school, term), "until": until.isoformat()}
    line = ActLine(kind=ActKind.DEFERRAL, day=on, document=_written(order, "the order"), detail=detail)
    return _enter(clerk, _for_each(clerk, line, (), students))


def note_exam_received(
    clerk: Clerk,
    *,
    classes: Sequence[str],
    students: Sequence[str],
    subject: str,
    title: str,
    day: date | None,
    received_at: datetime,
) -> tuple[Act, ...]:
    """Note when results of an exam came to the school (B6.1); `day` is that of the exam, `received_at` has a zone.

    Raises UsageError `nobody-named`, `text-missing`, `no-such-class`, `no-such-subject`, `day-to-come`;
    RegisterError `unknown-student`.
    """
    if received_at > clerk.now:
        raise _to_come(received_at.isoformat(sep=" ", timespec="minutes"))
    if day and day > received_at.date():
        raise UsageError("exam-after-its-results", f"the exam is on {day}, its results came before that")
    detail = {
        **_subject(clerk.school(), subject),
        "title": _written(title, "the exam"),
        "received_at": received_at.isoformat(timespec="minutes"),
    }
    line = ActLine(kind=ActKind.EXAM_RECEIVED, day=day, detail=detail)
    return _enter(clerk, _for_each(clerk, line, classes, students))


def note_contact(clerk: Clerk, *, recipients: Sequence[str], channel: str, document: str, on: date) -> tuple[Act, ...]:
    """Note that recipients agreed on a channel in a document (B7.1, B7.2); addresses stay in the families file.

    Raises UsageError `nobody-named`, `text-missing`, `day-to-come`; RegisterError `unknown-recipient`.
    """
    _check_recipients(clerk, recipients)
    line = ActLine(
        kind=ActKind.CONTACT,
        day=_past(on, clerk),
        document=_written(document, "the document"),
        detail={"agreed": channel},
    )
    return _enter(clerk, _somebody([replace(line, recipient_id=one) for one in dict.fromkeys(recipients)]))


def close_applications(
    clerk: Clerk, *, recipients: Sequence[str], students: Sequence[str], document: str, on: date
) -> tuple[Act, ...]:
    """Note that requests are settled (A1.3): all open ones of these recipients, about these students where named.

    Raises UsageError `nobody-named`, `text-missing`, `no-open-application`, `day-to-come`; RegisterError
    `unknown-student`, `unknown-recipient`.
    """
    _check_recipients(clerk, recipients)
    _check_students(clerk, students)
    _somebody([*recipients, *students])
    found = [
        act
        for act in holding(clerk.register.acts.all())
        if act.kind is ActKind.APPLICATION
        and (not recipients or act.recipient_id in recipients)
        and (not students or act.student_id in students)
    ]
    if not found:
        hint = "requests stand in the families file and are entered by the next build; `diary record list application`"
        raise UsageError("no-open-application", "there is no open request of these persons", hint=hint)
    line = ActLine(kind=ActKind.APPLICATION_CLOSED, day=_past(on, clerk), document=_written(document, "the document"))
    closed = [replace(line, student_id=a.student_id, recipient_id=a.recipient_id, earlier=a.number) for a in found]
    return clerk.register.acts.add(closed, clerk.source, clerk.now)


def _enter(clerk: Clerk, lines: Iterable[ActLine]) -> tuple[Act, ...]:
    acts = clerk.register.acts
    with clerk.register.transaction():
        return acts.add([replace(line, earlier=acts.again(line, clerk.source)) for line in lines],
                        clerk.source, clerk.now)  # fmt: skip


def _for_each(clerk: Clerk, line: ActLine, classes: Sequence[str], students: Sequence[str]) -> list[ActLine]:
    _check_students(clerk, students)
    titles = _classes(clerk.school(), classes) if classes else ()
    lines = [replace(line, class_title=title) for title in titles]
    return _somebody([*lines, *(replace(line, student_id=student) for student in dict.fromkeys(students))])


def _somebody(found: list[T]) -> list[T]:
    if not found:
        raise UsageError("nobody-named", "nobody is named", hint="name a class, a student (S12) or a recipient (R3)")
    return found


def _check_students(clerk: Clerk, students: Iterable[str]) -> None:
    known = clerk.register.acts.student_names()
    for student in students:
        if student not in known:
            hint = "students are named by the ids that `diary access list` shows, like S12"
            raise RegisterError("unknown-student", f"there is no student {student}", hint=hint)


def _check_recipients(clerk: Clerk, recipients: Iterable[str]) -> None:
    known = clerk.register.recipients()
    for recipient in recipients:
        if recipient not in known:
            hint = "recipients are named by the ids that `diary access list` shows, like R12"
            raise RegisterError("unknown-recipient", f"there is no recipient {recipient}", hint=hint)


def _classes(school: School, titles: Iterable[str]) -> tuple[str, ...]:
    known = {fold_class(group.title): group.title for group in school.classes()}
    for title in titles:
        if fold_class(title) not in known:
            hint = f"the classes are {', '.join(known.values())}"
            raise UsageError("no-such-class", f"the school has no class {title}", hint=hint)
    return tuple(dict.fromkeys(known[fold_class(title)] for title in titles))


def _subject(school: School, asked: str) -> Mapping[str, str]:
    for subject in school.subjects.values():
        if asked == subject.id or fold_name(asked) in (fold_name(subject.title), fold_name(subject.short)):
            return {"subject": subject.title, "subject_id": subject.id}
    hint = f"the subjects are {', '.join(sorted(subject.title for subject in school.subjects.values()))}"
    raise UsageError("no-such-subject", f"the school has no subject {asked}", hint=hint)


def _term(school: School, asked: str) -> Mapping[str, str]:
    for term in school.terms:
        if asked == term.id or fold_name(asked) == fold_name(term.title):
            return {"term": term.title, "term_id": term.id}
    hint = f"the terms are {', '.join(dict.fromkeys(term.title for term in school.terms))}"
    raise UsageError("no-such-term", f"the school has no term {asked}", hint=hint)


def _past(day: date, clerk: Clerk) -> date:
    if day > clerk.now.date():
        raise _to_come(day.isoformat())
    return day


def _to_come(when: str) -> UsageError:
    return UsageError("day-to-come", f"{when} is still to come", hint="a register says what has happened")


def _written(text: str, what: str) -> str:
    if not text.strip():
        raise UsageError("text-missing", f"{what} is not said", hint="the register must say it in a few words")
    return " ".join(text.split())
