"""«Вручение»: papers that lie ready and letters with codes are ticked when they are in the family's hands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from generator.commands.access import hand
from generator.commands.access_letters import letter_path
from generator.commands.access_verbs import open_desk
from generator.commands.counter.office import Done, Office, Sent
from generator.errors import UsageError
from generator.model.papers import PaperLine, PaperRecord, Product, monday_of
from generator.panel.pages import Form, Page, Said, Tick, Ticks
from generator.reading.joining.folding import fold_name
from generator.register.register import Register

PAPERS, LETTERS, BACK = "papers", "letters", "back"
_DAYS_BACK = 14
"""How long a hand-over stays on the page to be taken back; later `diary print` and the register tell of it."""


def show(office: Office, sent: Sent) -> Page:
    """Return the page with everything that lies ready."""
    with office.reading() as register:
        names = _names(register)
        ready = register.papers.unhanded()
        letters = _letters(office, register)
        handed = [paper for paper in register.papers.all() if _is_recent(office, paper)]
    forms = [_papers(office, sent, ready, names), _letters_form(office, sent, letters, names)]
    if handed:
        forms.append(_back(office, sent, handed, names))
    parts = tuple(form for form in forms if form.ticks)
    return Page(office.t("hand.title"), office.t("hand.about" if parts else "hand.nothing"), parts=parts)


def act(office: Office, sent: Sent) -> Done:
    """Record a hand-over, or take one back. Raises UsageError `nothing-ticked`, `day-unclear`, RegisterError."""
    asked = sent.first("act")
    ticked = sent.all(asked) if asked in {PAPERS, LETTERS, BACK} else ()
    if not ticked:
        raise UsageError("nothing-ticked", "nothing is ticked", hint="tick what was handed over")
    if asked == LETTERS:
        return _hand_letters(office, sent, ticked)
    numbers = [int(number) for number in ticked if number.isascii() and number.isdigit()]
    with office.changing() as register:
        if asked == BACK:
            register.papers.take_back(numbers, office.inputs.moment)
            return Done((Said("ok", office.t("hand.taken_back", n=len(numbers))),))
        on = sent.day("on", office.today)
        done = register.papers.hand(numbers, on, sent.first("to"), office.inputs.moment)
    return Done((Said("ok", office.t("hand.done", n=len(done), day=office.words.day(on))),))


def _hand_letters(office: Office, sent: Sent, recipients: Sequence[str]) -> Done:
    with office.changing() as register:
        done = hand(open_desk(office.inputs, register), recipients, sent.first("to"))
    return Done((Said("ok", office.t("hand.letters_done", n=len(done))),))


def _names(register: Register) -> dict[str, str]:
    recipients = {recipient.id: recipient.name for recipient in register.recipients().values()}
    return {**register.acts.student_names(), **recipients}


def _letters(office: Office, register: Register) -> list[str]:
    """Return the recipients with a code that was not handed over and whose letter lies ready."""
    folder = office.inputs.folder.letters
    waiting = [code.recipient_id for code in register.codes() if code.live and code.handed_at is None]
    names = register.recipients()
    return sorted(
        (one for one in waiting if letter_path(folder, one).is_file()), key=lambda one: fold_name(names[one].name)
    )


def _is_recent(office: Office, paper: PaperRecord) -> bool:
    return paper.handed_on is not None and paper.handed_on >= office.today - timedelta(days=_DAYS_BACK)


def _papers(office: Office, sent: Sent, ready: Iterable[PaperRecord], names: dict[str, str]) -> Form:
    fields = (office.day_field(sent, "on", pair=True), office.field(sent, "to", pair=True, hint=True))
    ticks = _by_class(office, sent, PAPERS, ready, names)
    return Form(PAPERS, office.t("hand.button"), office.t("hand.papers"), "", ticks, fields)


def _letters_form(office: Office, sent: Sent, letters: Sequence[str], names: dict[str, str]) -> Form:
    ticked = sent.all(LETTERS)
    ticks = tuple(Tick(one, names.get(one, ""), one, one in ticked) for one in letters)
    groups = (Ticks(LETTERS, office.t("hand.all_letters"), ticks),) if ticks else ()
    fields = (office.field(sent, "to", hint=True),)
    about = office.t("hand.letters_about")
    return Form(LETTERS, office.t("hand.letters_button"), office.t("hand.letters"), about, groups, fields)


def _back(office: Office, sent: Sent, handed: Iterable[PaperRecord], names: dict[str, str]) -> Form:
    ticks = _by_class(office, sent, BACK, handed, names)
    return Form(BACK, office.t("hand.back_button"), office.t("hand.back"), office.t("hand.back_about"), ticks)


def _by_class(
    office: Office, sent: Sent, name: str, papers: Iterable[PaperRecord], names: dict[str, str]
) -> tuple[Ticks, ...]:
    ticked = sent.all(name)
    classes: defaultdict[str, list[Tick]] = defaultdict(list)
    for paper in papers:
        number, line = str(paper.number), paper.line
        label = names.get(line.student_id, line.student_id)
        classes[line.class_title].append(Tick(number, label, _detail(office, paper, names), number in ticked))
    return tuple(
        Ticks(name, title, tuple(sorted(ticks, key=lambda tick: (fold_name(tick.label), tick.detail))))
        for title, ticks in sorted(classes.items(), key=lambda item: (len(item[0]), item[0]))
    )


def _detail(office: Office, paper: PaperRecord, names: dict[str, str]) -> str:
    """Say what it is, for whom, and when it was handed over."""
    line = paper.line
    what = office.t(f"hand.products.{line.product.value}", days=_days(office, line))
    recipient = names.get(line.recipient_id, "")
    handed = office.t("hand.handed_on", day=office.words.day(paper.handed_on)) if paper.handed_on else ""
    return "; ".join(part for part in (what, recipient, handed, paper.handed_to) if part)


def _days(office: Office, line: PaperLine) -> str:
    """Return the days that a paper is about; the sheet of a term is named without them."""
    if line.product is Product.TERM:
        return ""
    if line.product is Product.WEEK:
        monday = monday_of(line.period)
        return office.words.span(monday, monday + timedelta(days=office.inputs.settings.calendar.week_days - 1))
    return office.words.day(date.fromisoformat(line.period.partition("/")[0]))
