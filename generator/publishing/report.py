"""What a publication did, as one JSON object: paths of the site and counts, never a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.publishing.host import Traits
from generator.publishing.plan import Plan


@dataclass(frozen=True, slots=True)
class Note:
    """Something a person should know: slug, level (`error` or `warning`), a sentence, and a path ("": none)."""

    slug: str
    level: str
    message: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """`generation` is what the host holds now; `at` an ISO time; `seconds` by stage. `bytes` were sent.

    `verified` None: nobody looked; `dry` True: only the plan was made.
    """

    generation: int
    at: str
    host: str
    plan: Plan
    written: int = 0
    deleted: int = 0
    bytes: int = 0
    retries: int = 0
    seconds: Mapping[str, float] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    verified: bool | None = None
    dry: bool = False

    def as_json(self) -> dict[str, object]:
        """Return what is written to the log and printed with `--format json`."""
        plan = self.plan
        return {
            "generation": self.generation,
            "at": self.at,
            "host": self.host,
            "dry": self.dry,
            "plan": {
                "revoked": list(plan.revoked),
                "assets": list(plan.assets),
                "pages": list(plan.pages),
                "shared": list(plan.shared),
                "old": list(plan.old),
                "already sent": len(plan.done),
                "bytes": plan.bytes,
            },
            "written": self.written,
            "deleted": self.deleted,
            "bytes": self.bytes,
            "retries": self.retries,
            "seconds": {name: round(value, 3) for name, value in self.seconds.items()},
            "verified": self.verified,
            "notes": [{"slug": n.slug, "level": n.level, "message": n.message, "path": n.path} for n in self.notes],
        }


def promises(traits: Traits) -> tuple[Note, ...]:
    """Return in words what a host can't promise."""
    notes = []
    if not traits.immediate_erase:
        text = "what is deleted there can still be found for some time: only the encryption protects it"
        notes.append(Note("no-erasure", "warning", text))
    if not traits.atomic_replace:
        text = "while a page is replaced, a reader may for a moment find none or a part of it and has to load it again"
        notes.append(Note("no-atomic-replace", "warning", text))
    if not traits.exclusive_create:
        text = "two computers that publish at the same moment can't be told apart: publish from one only"
        notes.append(Note("no-exclusive-create", "warning", text))
    return tuple(notes)
