"""`diary print forms`: the office's forms as sheets to print, blank or with the names of a class."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from generator.commands.folder import write_atomically
from generator.commands.inputs import Inputs, load_inputs
from generator.commands.looks import load_looks
from generator.commands.plaintext import mark_plaintext
from generator.commands.school import class_names, read_school
from generator.errors import ProblemsError, UsageError
from generator.model.school import Group, School, Student
from generator.reading.joining.folding import fold_class
from generator.register.place import make_private_folder
from generator.rendering.paper.forms import FORM_KINDS, Blank, FormKind, render_form
from generator.rendering.paper.informing import INFORMING_KINDS, InformingKind, Service, render_informing
from generator.rules.clocks.profile import is_soft, profile_on


def run(options: argparse.Namespace) -> int:
    """`diary print forms [KIND …] [--class 6Б]`: print the paths of what was made."""
    inputs = load_inputs(options)
    with inputs.folder.locked():
        paths = make_forms(inputs, options.kinds, options.group)
    names = [path.relative_to(inputs.folder.root).as_posix() for path in paths]
    sys.stdout.write((json.dumps({"forms": names}) if options.format == "json" else "\n".join(names)) + "\n")
    return 0


def make_forms(inputs: Inputs, kinds: Sequence[str] = (), group: str = "") -> list[Path]:
    """Write one document for every kind (none named: all) into `output/print/forms`, and return the paths.

    With the title of a class every document holds a sheet for each of its students, and without named kinds poster and
    leaflet, which are for everybody, are not made. Raises UsageError `unknown-form`,
    `no-such-class`; ProblemsError when the exports can't be read.
    """
    everything: tuple[FormKind | InformingKind, ...] = FORM_KINDS if group else (*INFORMING_KINDS, *FORM_KINDS)
    chosen = [_kind(name) for name in kinds] or everything
    school = inputs.settings.school.name
    blanks, suffix = [Blank(school)], ""
    if group:
        found, name, students = _class_of(inputs, group)
        blanks = [_blank(school, found, student) for student in students]
        suffix = f"-{name}"
    look = load_looks(inputs).main
    folder = inputs.folder.print / "forms"
    mark_plaintext(inputs.folder.print)
    make_private_folder(folder)
    paths = []
    for kind in dict.fromkeys(chosen):
        if isinstance(kind, InformingKind):
            name, text = kind.value, render_informing(look, kind, service_of(inputs))
        else:
            name, text = f"{kind}{suffix}", render_form(look, kind, blanks)
        paths.append(folder / f"{name}.html")
        write_atomically(paths[-1], text.encode(), mode=0o600)
    return paths


def service_of(inputs: Inputs) -> Service:
    """Return what families are told of the service (A1.1), by the rules that hold on this day.

    Where the levels of the school have different limits for marks (A5.2), the longest is told: none is promised more.
    """
    profile = profile_on(inputs.settings.rules, inputs.now.date())
    return Service(
        address=inputs.settings.site.address,
        regulation=profile.regulation,
        code_days=profile.code_days,
        marks_days=max(profile.levels),
        term_days=profile.term_days,
        absence_hours=profile.absence_hours,
        exam_hours=profile.exam_hours,
        working_days=is_soft(profile),
    )


def _kind(name: str) -> FormKind | InformingKind:
    known: dict[str, FormKind | InformingKind] = {kind.value: kind for kind in INFORMING_KINDS}
    known.update({kind.value: kind for kind in FORM_KINDS})
    if name in known:
        return known[name]
    hint = f"there are {', '.join(known)}"
    raise UsageError("unknown-form", f"there is no form {name}", hint=hint)


def _class_of(inputs: Inputs, title: str) -> tuple[Group, str, list[Student]]:
    """Return a class by its title, what its files are called, and who is in it today in the order of class lists."""
    loaded = read_school(inputs, inputs.folder.cache, quiet=True)
    if loaded.problems:
        raise ProblemsError(loaded.problems)
    found = _named(loaded.school, title)
    today = inputs.now.date()
    members = [s for s in loaded.school.students_of(found.id) if s.end is None or s.end >= today]
    if not members:
        raise UsageError("no-such-class", f"nobody is in the class {found.title} today")
    return found, class_names(loaded.school)[found.id], members


def _named(school: School, title: str) -> Group:
    asked = fold_class(title)
    for group in school.classes():
        if fold_class(group.title) == asked:
            return group
    hint = f"there are {', '.join(group.title for group in school.classes())}"
    raise UsageError("no-such-class", f"there is no class {title}", hint=hint)


def _blank(school: str, group: Group, student: Student) -> Blank:
    return Blank(school, student.name, group.title, student.birth_date)
