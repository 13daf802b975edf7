"""`diary print …` at the command line: the week for families on paper, the proof that it was handed over, and lists."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict, replace
from datetime import date, timedelta

from generator.commands.inputs import Inputs, load_inputs, refuse_now
from generator.commands.paper_state import load_state, owed_now
from generator.commands.papers import USUAL, PapersResult, Wanted, make_papers, usual_paper
from generator.commands.print_hand import hand_papers
from generator.commands.registers import open_register
from generator.errors import UsageError
from generator.model.papers import PaperRecord, Product, monday_of, week_name
from generator.rendering.paper.format import FORMATS
from generator.rules.papers import OwedPaper

_THURSDAY = 3


def run(options: argparse.Namespace) -> int:
    """`diary print`: everything that families on paper are owed."""
    inputs = load_inputs(options)
    with inputs.folder.locked(), open_register(inputs) as register:
        result = make_papers(inputs, register, _wanted(options, inputs), workers=options.workers)
    return _say(options, _as_json(result), _sentences(result))


def _wanted(options: argparse.Namespace, inputs: Inputs) -> Wanted:
    products = frozenset(map(Product, options.what)) or USUAL
    week = asked_week(options.week) if options.week else usual_week(inputs.now.date())
    if monday_of(week) > inputs.now.date():
        hint = "a week's papers say what has happened; without --week it is this week or the last one"
        raise UsageError("week-to-come", f"the week {week} has not begun", hint=hint)
    wanted = replace(usual_paper(inputs, week, products), everyone=options.all, classes=tuple(options.classes))
    if options.on:
        wanted = replace(wanted, form=FORMATS[options.on].with_binder(inputs.settings.paper.binder_mm))
    return replace(wanted, order="plain") if options.plain else wanted


def asked_week(text: str) -> str:
    """Return the ISO week of `2026-W47` or of a date in it. Raises UsageError `bad-week`."""
    try:
        return week_name(monday_of(text) if "W" in text else date.fromisoformat(text))
    except ValueError:
        raise UsageError("bad-week", f"{text} is no week", hint="write 2026-W47, or a day of it") from None


def usual_week(today: date) -> str:
    """Return the week whose papers are wanted on a day: from Thursday on this one, before it the last one."""
    return week_name(today if today.weekday() >= _THURSDAY else today - timedelta(days=7))


def _sentences(result: PapersResult) -> str:
    lines = [f"printing {result.issue}: {result.papers} papers in {result.folder}"]
    lines += [f"  {f.name}: {f.papers} papers, {f.sheets} sheets" for f in result.files if f.class_title]
    if result.without_lessons:
        lines.append(f"no lessons this week, noted in the register: {', '.join(result.without_lessons)}")
    if result.papers:
        lines.append(f"open {result.folder / 'index.html'} in a browser and print; then: diary print handed CLASS")
    return "\n".join(lines)


def _as_json(result: PapersResult) -> dict[str, object]:
    return {
        "issue": result.issue,
        "folder": str(result.folder),
        "papers": result.papers,
        "files": [asdict(file) for file in result.files],
        "without_lessons": list(result.without_lessons),
    }


def handed(options: argparse.Namespace) -> int:
    """`diary print handed`: a class, a student or a recipient has the papers."""
    refuse_now(options, "print handed")
    inputs = load_inputs(options)
    with inputs.folder.locked(), open_register(inputs) as register:
        done = hand_papers(
            register,
            options.who,
            week=asked_week(options.week) if options.week else "",
            products=frozenset(Product(name) for name in options.what),
            on=asked_day(options.on, inputs),
            to=options.to,
            now=inputs.moment,
        )
    text = "\n".join(f"{_place(record)}: handed over {record.handed_on}" for record in done)
    return _say(options, [_record(record) for record in done], text)


def listing(options: argparse.Namespace) -> int:
    """`diary print list`: what was made and handed over, and what families are still owed."""
    inputs = load_inputs(options)
    with inputs.folder.locked(), open_register(inputs) as register:
        owed = owed_now(inputs, register, load_state(inputs.folder))
        records = register.papers.all()
    found = {
        "owed_weeks": [_owed(paper) for paper in owed.weeks],
        "owed": [_record(record) for record in owed.others],
        "papers": [_record(record) for record in records],
    }
    lines = [
        f"OWED  {p.week}  {p.class_title}  {p.student_id} {p.recipient_id or '-'}  {_standing(p)}" for p in owed.weeks
    ]
    lines += [f"OWED  {_place(record)}: made {record.made_at:%Y-%m-%d}, not handed over" for record in owed.others]
    lines += [
        f"      {_place(r)}: made {r.made_at:%Y-%m-%d}, handed over {r.handed_on}" for r in records if r.is_handed
    ]
    return _say(options, found, "\n".join(lines) or "nothing is owed, nothing was printed yet")


def find(options: argparse.Namespace) -> int:
    """`diary print check`: which paper a check code belongs to."""
    inputs = load_inputs(options)
    with inputs.folder.locked(), open_register(inputs) as register:
        records = register.papers.find(options.code)
    if not records:
        hint = "eight letters and digits at the foot of a paper; one that everybody got is not kept in the register"
        raise UsageError("unknown-check-code", f"no paper has the check code {options.code}", hint=hint)
    lines = (f"{_place(r)}: printing {r.issue} of {r.made_at:%Y-%m-%d %H:%M}, {r.line.ground}" for r in records)
    return _say(options, [_record(record) for record in records], "\n".join(lines))


def asked_day(text: str, inputs: Inputs) -> date:
    """Return the date that was asked for, today without one. Raises UsageError `bad-day`."""
    try:
        return date.fromisoformat(text) if text else inputs.now.date()
    except ValueError:
        raise UsageError("bad-day", f"{text} is no date", hint="write 2026-11-20") from None


def _standing(paper: OwedPaper) -> str:
    return f"{'made, not handed over' if paper.is_made else 'not made'} ({paper.urgency.value}, {paper.ground})"


def _place(record: PaperRecord) -> str:
    line = record.line
    return f"{line.period}  {line.class_title}  {line.student_id} {line.recipient_id or '-'}  {line.product.value}"


def _owed(paper: OwedPaper) -> dict[str, object]:
    return {**asdict(paper), "urgency": paper.urgency.value}


def _record(record: PaperRecord) -> dict[str, object]:
    line = record.line
    return {
        "number": record.number,
        "student_id": line.student_id,
        "recipient_id": line.recipient_id,
        "product": line.product.value,
        "period": line.period,
        "class": line.class_title,
        "ground": line.ground,
        "code": line.code,
        "issue": record.issue,
        "made_at": record.made_at.isoformat(),
        "handed_on": record.handed_on.isoformat() if record.handed_on else "",
    }


def _say(options: argparse.Namespace, found: object, text: str) -> int:
    if options.format == "json":
        sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
    else:
        sys.stderr.write(text + "\n")
    return 0
