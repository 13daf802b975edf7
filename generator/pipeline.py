"""The line from exports to sealed files, one short function per arrow.

    exports ─read→ entries ─assemble→ School ─view→ Diary ─render→ text ─seal→ SealedPage

Everything here is a function of its arguments but for the two ends: entries are spooled to disk as they are read, and
sealed files are staged to disk as they are made, because a school's year does not fit into memory together. The unit
of work is a class: `build_class` loads, joins, checks, renders, seals and lets go of one class, in this process or in
another.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path

from generator.diaries.changes import changed, remember
from generator.diaries.class_view import ClassView
from generator.diaries.diary import ChildLine, Diary, Family
from generator.diaries.letters.class_letters import ClassLetters
from generator.diaries.student_view import diaries
from generator.errors import DiaryError, ProblemsError, ReadError
from generator.model.letters import NO_POST, Post
from generator.model.records import GroupRecords
from generator.model.school import School
from generator.products import Page, SealedPage, Site
from generator.reading.joining.assemble import AcrossClasses, Assembly, Limits
from generator.reading.joining.context import Tally
from generator.reading.joining.directory import Directory
from generator.reading.joining.people.elsewhere import classes_elsewhere, with_elsewhere
from generator.reading.spool import Part, Spooled, load_part
from generator.reading.texts.attachments import load_files
from generator.register.seen import pack, unpack
from generator.rendering.diary import DiaryRenderer
from generator.rendering.family import FamilyRenderer
from generator.rendering.look import Look
from generator.rendering.outer import Outer
from generator.rendering.parts.letters import faults_of
from generator.rules.records.sights import look_again, places
from generator.sealing.codes import family_address
from generator.sealing.envelope import seal_bundle, take_envelope
from generator.settings.sections import MarksSection
from generator.sheet_faults import checked


@dataclass(frozen=True, slots=True)
class PageTask:
    """A diary to be made: the student, the page's permanent id and address, and the keys that open it."""

    student_id: str
    page_id: str
    address: str
    keks: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class FamilyTask:
    """A family page to be made: the recipient's only key, their children, its language, how they hear of news."""

    recipient_id: str
    kek: bytes
    children: tuple[ChildLine, ...]
    language: str
    news: str = ""


@dataclass(frozen=True, slots=True)
class Sealing:
    """What sealing needs: the outer page, the school's salt, the time, and the folders with old and new files."""

    outer: Outer
    salt: bytes
    sealed_at: str
    site: Path
    staging: Path


@dataclass(frozen=True, slots=True)
class ClassContext:
    """What the tasks of all classes share. `sealing` None: only check, make nothing. `root` is the site folder."""

    school: School
    directory: Directory
    limits: Limits
    marks: MarksSection
    week_days: int
    look: Look
    grace: timedelta
    sealing: Sealing | None
    root: Path


@dataclass(frozen=True, slots=True)
class ClassTask:
    """A class: its records on disk, the pages to make, texts for families, what the last build sealed them from, and
    what the last builds saw of its marks.
    """

    group_id: str
    parts: tuple[Part, ...]
    pages: tuple[PageTask, ...]
    post: Post = NO_POST
    sealed: str = ""
    intact: bool = False
    seen: bytes = b""


@dataclass(frozen=True, slots=True)
class BundleResult:
    """What came of a bundle: problems, its addresses and those of them that wait in staging, the digest to remember,
    and for a class what the ledger is to remember. `tally`, only of a check: what became of the records of each file.
    """

    name: str
    problems: tuple[DiaryError, ...] = ()
    addresses: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    sealed: str = ""
    seen: bytes = b""
    tally: Tally | None = None


def build_class(context: ClassContext, task: ClassTask) -> BundleResult:
    """Do everything for one class; its plaintext is gone when this returns."""
    tally = None if context.sealing else Tally()
    try:
        records, found = assemble_class(context, task, tally)
        letters = ClassLetters(task.post, load_files(context.root, task.post.all))
        problems: list[DiaryError] = [*found, *faults_of(letters.lines, context.look.words)]
        if problems or context.sealing is None:
            # A check renders as well: a template that fails is a problem of the build, not only of its second half.
            if not problems:
                for _ in render_class(context, records, task.pages, letters, {}):
                    pass
            return BundleResult(task.group_id, tuple(problems), tally=tally)
        seen, sights = unpack(task.seen)
        where = places(records.marks)
        seen = remember(seen, records.marks, records.as_of, context.grace, where)
        # What the pages say depends on the data's own time alone; the build's is only kept, for reports on deadlines.
        built = datetime.fromisoformat(context.sealing.sealed_at).replace(tzinfo=None)
        sights = look_again(sights, records, built, where)
        pages = list(render_class(context, records, task.pages, letters, changed(seen)))
        result = seal_pages(context.sealing, task.group_id, pages, sealed=task.sealed, intact=task.intact)
        return replace(result, seen=pack(seen, sights))
    except ProblemsError as error:
        return BundleResult(task.group_id, error.problems, tally=tally)
    except DiaryError as error:
        return BundleResult(task.group_id, (error,), tally=tally)


def assemble_class(
    context: ClassContext, task: ClassTask, tally: Tally | None = None
) -> tuple[GroupRecords, list[ReadError]]:
    """Load and join the records of a class; among its parts may be those of classes that a student was in before.

    `tally` is told what became of the class's own records.
    """
    told: AcrossClasses = {}
    common = (context.school, context.directory, context.limits)
    classes = {task.group_id: Assembly(*common, task.group_id, tally=tally, told=told)}
    for part in task.parts:
        group_id = context.directory.class_id(context.directory.group_id(part.system, part.group))
        if group_id not in classes:
            classes[group_id] = Assembly(*common, group_id, told=told)
        classes[group_id].add(part.system, load_part(part))
    own = classes.pop(task.group_id)
    # Their problems are told with their own class, and what differs in this one with this: it comes last.
    others = [assembly.records() for assembly in classes.values()]
    return with_elsewhere(own.records(), others, context.school), own.problems


def render_class(
    context: ClassContext,
    records: GroupRecords,
    pages: Sequence[PageTask],
    letters: ClassLetters,
    before: Mapping[str, str],
) -> Iterator[tuple[PageTask, Page]]:
    """Yield the text of every page of a class; raises ProblemsError `sheet-differs` after the last one (B5.6)."""
    view = ClassView(context.school, records, context.marks, context.week_days, before)
    renderer = DiaryRenderer(context.look, context.marks)
    tasks = {page.student_id: page for page in pages}
    students = [s for s in context.school.students_of(records.group_id) if s.id in tasks]
    for diary in checked(diaries(view, students, letters), context.school, records, context.marks):
        page = tasks[diary.student_id]
        yield page, plain_page(page, diary, renderer)


def plain_page(page: PageTask, diary: Diary, renderer: DiaryRenderer) -> Page:
    """Render one diary."""
    return Page(page.page_id, diary.as_of.isoformat(timespec="minutes"), renderer.chunks(diary))


def seal_pages(
    sealing: Sealing, name: str, pages: Sequence[tuple[PageTask, Page]], *, sealed: str, intact: bool
) -> BundleResult:
    """Seal a bundle if anything in it differs from what was sealed last, else give its envelopes a new outer page."""
    digest = bundle_digest(sealing.salt, pages)
    addresses = tuple(page.address for page, _ in pages)
    if digest == sealed and intact:
        files = list(_wrapped_again(sealing, addresses))
    else:
        readers = [(plain, page.keks) for page, plain in pages]
        envelopes = seal_bundle(readers, sealing.salt, sealing.sealed_at)
        sealed_pages = zip(addresses, envelopes, strict=True)
        files = [SealedPage(address, sealing.outer.wrap(envelope)) for address, envelope in sealed_pages]
    return BundleResult(name, (), addresses, stage(sealing.staging, Site(files)), digest)


def _wrapped_again(sealing: Sealing, addresses: Sequence[str]) -> Iterator[SealedPage]:
    """Yield the old envelopes in the new outer page, but for those that already lie in it."""
    for address in addresses:
        old = (sealing.site / address).read_bytes()
        new = sealing.outer.wrap(take_envelope(old))
        if new != old:
            yield SealedPage(address, new)


def seal_families(
    sealing: Sealing, name: str, looks: Mapping[str, Look], tasks: Sequence[FamilyTask], *, sealed: str, intact: bool
) -> BundleResult:
    """Render and seal the family pages, one per recipient; a new mark in a class leaves all of them alone."""
    pages = []
    renderers = {language: FamilyRenderer(look) for language, look in looks.items()}
    for task in tasks:
        hex_address = family_address(task.kek)
        text = renderers[task.language].render(Family(task.recipient_id, task.language, task.children, task.news))
        page = PageTask("", hex_address, f"f/{hex_address}/index.html", (task.kek,))
        pages.append((page, Page(hex_address, "", (text,))))
    return seal_pages(sealing, name, pages, sealed=sealed, intact=intact)


def bundle_digest(salt: bytes, pages: Sequence[tuple[PageTask, Page]]) -> str:
    """Return a digest of all that decides whether a bundle is sealed anew: texts, keys, addresses, salt.

    The padded length follows from the texts, the sealing time is no input.
    """
    digest = hashlib.sha256(salt)
    for page, plain in pages:
        head = (page.address, plain.page_id, plain.as_of, len(page.keks), [len(chunk) for chunk in plain.chunks])
        digest.update(repr(head).encode())
        for kek in sorted(page.keks):
            digest.update(kek)
        for chunk in plain.chunks:
            digest.update(chunk.encode())
    return digest.hexdigest()


def stage(staging: Path, site: Site) -> tuple[str, ...]:
    """Write files where they wait until all are made, and return their addresses. Only a `Site` gets this far."""
    for address, file in site.items():
        path = staging / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
    return tuple(site)


def parts_by_class(
    school: School, directory: Directory, spooled: Sequence[Spooled]
) -> tuple[Mapping[str, list[Part]], list[Part]]:
    """Sort the parts of all exports into classes, with those of other classes that their students are or were in.

    Parts of groups that no directory entry explains are returned too.
    """
    classes: dict[str, list[Part]] = {}
    unknown = []
    for export in spooled:
        for part in export.parts:
            class_id = directory.class_id(directory.group_id(part.system, part.group))
            if class_id:
                classes.setdefault(class_id, []).append(part)
            else:
                unknown.append(part)
    own = {class_id: tuple(parts) for class_id, parts in classes.items()}
    for class_id, others in classes_elsewhere(school).items():
        classes[class_id] = [*own.get(class_id, ()), *chain.from_iterable(own.get(one, ()) for one in sorted(others))]
    return classes, unknown
