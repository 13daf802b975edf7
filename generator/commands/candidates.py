"""Who might be told of news: the families file, the register and the publications, one `Candidate` per recipient."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from generator.commands.inputs import Inputs
from generator.commands.readers import Standing
from generator.model.families import FamilyRow, Notify, PlacedRow
from generator.notifying.digest import Candidate
from generator.register import mailings
from generator.register.register import Register
from generator.rules.mailing import contact_documented, mailing_consented


@dataclass(frozen=True, slots=True)
class _Wish:
    """What one row says about messages. `changed`: the generation that brought the student's diary."""

    channel: str
    address: str = field(repr=False)
    language: str
    reader: bool
    consented: bool
    documented: bool
    changed: int

    @property
    def weight(self) -> tuple[bool, ...]:
        """Order wishes by how far they get: of several rows the best one gives the reason why nobody is told."""
        return (bool(self.channel), self.reader, self.consented, self.documented)


def gather_candidates(inputs: Inputs, register: Register, standing: Standing) -> tuple[Candidate, ...]:
    """Return every recipient of the families file, in the order of their ids."""
    rows: dict[str, list[PlacedRow]] = defaultdict(list)
    for decision in standing.decisions.rows:
        rows[decision.placed.recipient_id].append(decision.placed)
    wish = _wishing(inputs, register, standing)
    told, today = register.mailings.told(), register.mailings.of_day(inputs.now.date())
    live = register.keks()
    found = []
    for recipient_id in sorted(rows, key=lambda one: (len(one), one)):
        chosen, changed = _choose([wish(placed) for placed in rows[recipient_id]])
        record = today.get(recipient_id)
        found.append(
            Candidate(
                recipient_id,
                chosen.channel,
                chosen.address,
                chosen.language,
                reader=chosen.reader,
                consented=chosen.consented,
                documented=chosen.documented,
                live_code=recipient_id in live,
                changed=changed,
                told=told.get(recipient_id, 0),
                told_today=record is not None and record.state != mailings.LATER,
            )
        )
    return tuple(found)


def _choose(wishes: Sequence[_Wish]) -> tuple[_Wish, int]:
    """Return the wish that counts, and the newest change among the diaries that may be written about at all.

    A child without a consent to mailings gives no occasion, even if the same person is told about another one.
    """
    allowed = [wish for wish in wishes if all(wish.weight)]
    if allowed:
        return allowed[0], max(wish.changed for wish in allowed)
    best = max(wishes, key=lambda wish: wish.weight)
    return best, best.changed


def _wishing(inputs: Inputs, register: Register, standing: Standing) -> Callable[[PlacedRow], _Wish]:
    pages = standing.addresses
    changed, acts, today = register.publications.diaries(), register.access_events(), inputs.now.date()
    children = standing.decisions.children

    def wish(placed: PlacedRow) -> _Wish:
        row = placed.row
        return _Wish(
            channel="" if row.notify is Notify.NONE else row.notify.value,
            address=_address(row),
            language=row.language or inputs.settings.site.language,
            reader=placed.student_id in children.get(placed.recipient_id, ()),
            consented=mailing_consented(placed, acts, today),
            documented=contact_documented(placed),
            changed=changed.get(pages[placed.student_id], 0),
        )

    return wish


def _address(row: FamilyRow) -> str:
    return {Notify.EMAIL: row.email, Notify.SMS: row.phone}.get(row.notify, "")
