"""`diary access …` at the command line: gather what the acts need, act, bring the site up to date, say what was done.

After an act that opens or closes an access the site is built at once: a new code opens pages as soon as they are
published, a revoked one is left out of every page it had.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict

from generator.commands.access import hand, list_access
from generator.commands.access import issue as issue_codes
from generator.commands.access import reissue as reissue_codes
from generator.commands.access import revoke as revoke_codes
from generator.commands.access_desk import AccessLine, Desk, IssuedCode, LetterText, Pupil
from generator.commands.build import build
from generator.commands.idle_rows import idle_rows, idle_text
from generator.commands.inputs import Inputs, load_inputs, refuse_now
from generator.commands.looks import Looks, load_looks
from generator.commands.readers import read_standing
from generator.commands.registers import open_register
from generator.commands.school import read_school
from generator.errors import DiaryError, ProblemsError
from generator.register.register import Register
from generator.rendering.letter import Letter, LetterStudent, render_letter


@contextmanager
def _desk(options: argparse.Namespace) -> Iterator[tuple[Inputs, Desk]]:
    refuse_now(options, "access")
    inputs = load_inputs(options)
    with inputs.folder.locked(), open_register(inputs) as register:
        yield inputs, open_desk(inputs, register)


def open_desk(inputs: Inputs, register: Register) -> Desk:
    """Read the school and the families file, and lay out everything an act on access works with."""
    loaded = read_school(inputs, inputs.folder.cache)
    if loaded.problems:
        raise ProblemsError(loaded.problems)
    standing = read_standing(inputs, loaded, register)
    school, settings = loaded.school, inputs.settings
    pupils = {
        standing.students[s.id].id: Pupil(s.name, school.groups[s.group_id].title) for s in school.students.values()
    }
    pupils.update({id_: Pupil(one.student.name, one.group.title) for id_, one in standing.kept.items()})
    looks = load_looks(inputs)
    return Desk(
        register=register,
        decisions=standing.decisions,
        consent=settings.access.consent,
        pupils=pupils,
        letters=inputs.folder.letters,
        address=settings.site.address,
        groups=settings.access.groups,
        render=lambda text: _letter(inputs, looks, text),
        now=inputs.moment,
    )


def _letter(inputs: Inputs, looks: Looks, text: LetterText) -> str:
    look = looks.by_language[text.language] if text.language else looks.main
    letter = Letter(
        recipient=text.recipient,
        students=tuple(LetterStudent(pupil.name, pupil.class_title) for pupil in text.pupils),
        code=text.code,
        link=text.link,
        site_address=inputs.settings.site.address,
        school=inputs.settings.school.name,
        contact=inputs.settings.school.contact,
        date=inputs.now.date(),
    )
    return render_letter(look.environment(), look.words, letter)


def issue(options: argparse.Namespace) -> int:
    """`diary access issue`: the only time codes are shown, besides the letters."""
    with _desk(options) as (inputs, desk):
        # Told before the build: should that fail, the codes are valid all the same.
        _say_codes(issue_codes(desk, options.recipients, _progress), options)
        sys.stderr.write(idle_text(idle_rows(desk.decisions)))
        build(inputs, desk.register, quiet=True)
    return 0


def reissue(options: argparse.Namespace) -> int:
    """`diary access reissue`."""
    with _desk(options) as (inputs, desk):
        _say_codes(reissue_codes(desk, options.recipients, options.student, progress=_progress), options)
        build(inputs, desk.register, quiet=True)
    return 0


def revoke(options: argparse.Namespace) -> int:
    """`diary access revoke`: needs neither exports nor families file, so that nothing stands in its way."""
    refuse_now(options, "access")
    inputs = load_inputs(options)
    with inputs.folder.locked(), open_register(inputs) as register:
        done = revoke_codes(register, inputs.folder.letters, options.recipients, inputs.moment, options.reason)
        _say(options, {"revoked": done}, f"revoked: {', '.join(done)}")
        try:
            build(inputs, register, quiet=True)
        except DiaryError:
            sys.stderr.write("THE PAGES ARE STILL AS THEY WERE: mend what follows, then `diary build` and publish\n")
            raise
    return 0


def handed(options: argparse.Namespace) -> int:
    """`diary access handed`."""
    with _desk(options) as (_, desk):
        done = hand(desk, options.recipients, options.to)
    return _say(options, {"handed": done}, f"handed over: {', '.join(done)}")


def show(options: argparse.Namespace) -> int:
    """`diary access list`."""
    inputs = load_inputs(options)
    with inputs.folder.locked(), open_register(inputs) as register:
        lines = list_access(open_desk(inputs, register))
    return _say(options, [asdict(line) for line in lines], "\n".join(map(_line, lines)) or "nobody yet")


def _line(line: AccessLine) -> str:
    state = {"issued": line.issued_at[:10], "handed": line.handed_at[:10]}.get(line.code, "")
    students = "; ".join(f"{s.student_id} {s.student}: {s.standing}" for s in line.students)
    letter = ", letter in output/letters" if line.letter else ""
    return f"{line.recipient_id}  {line.recipient}  [{line.code} {state}{letter}]  {students}".replace(" ]", "]")


def _progress(done: int, total: int) -> None:
    if total > 12 and sys.stderr.isatty():
        sys.stderr.write(f"\r{done} of {total} codes" + ("\n" if done == total else ""))


def _say_codes(codes: Sequence[IssuedCode], options: argparse.Namespace) -> None:
    found = [asdict(code) for code in codes]
    text = "\n".join(f"{c.recipient_id}  {c.recipient}  {c.code}" for c in codes)
    place = "letters lie in output/letters (several together in all.html)"
    count = f"{len(codes)} codes; {place}: print them, hand them over, `diary access handed`"
    _say(options, found, f"{text}\n{count}" if codes else "nobody waits for a code")


def _say(options: argparse.Namespace, found: object, text: str) -> int:
    sys.stdout.write((json.dumps(found, ensure_ascii=False) if options.format == "json" else text) + "\n")
    sys.stdout.flush()
    return 0
