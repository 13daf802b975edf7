"""What is refused before the first write, because it looks like a mistake with consequences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.errors import SuspiciousError
from generator.publishing.manifest import FileState, Found
from generator.publishing.plan import Plan

_FEW = 20
_SHARE = 20  # one in so many, 5 %


@dataclass(frozen=True, slots=True)
class Allowed:
    """What a person has said yes to, each with its exact number: a wrong number is refused like none.

    `deletes`: how many pages may go at once; `adopt`: how many files of an unknown site are taken over; `overtake`:
    the generation that the host is ahead with. `explained`: pages whose going the register explains.
    """

    deletes: int = 0
    adopt: int = 0
    overtake: int = 0
    explained: int = 0


NOTHING_ALLOWED = Allowed()


def check_site(local: Mapping[str, FileState]) -> None:
    """Refuse a site that can't be whole. Raises SuspiciousError `site-empty`."""
    if "index.html" not in local:
        raise SuspiciousError(
            "site-empty", "there is no site to publish: the front page is missing", hint="diary build"
        )


def check_found(found: Found, school: str, latest: int, allowed: Allowed) -> None:
    """Refuse a host that holds another site, or a later state of ours.

    Raises SuspiciousError `other-school`, `not-our-site` or `older-generation`.
    """
    manifest = found.manifest
    if manifest is None:
        if found.strangers and len(found.strangers) != allowed.adopt:
            count = len(found.strangers)
            raise SuspiciousError(
                "not-our-site",
                f"{count} files lie there that look like a diary's, and we did not publish them",
                hint=f"another school's site? Look there; --adopt {count} replaces and deletes them",
            )
        return
    if manifest.school != school:
        raise SuspiciousError(
            "other-school",
            f"the site of the school {manifest.school} lies there",
            hint="publish.to in site.yaml leads to another school, or school.id was changed",
        )
    if manifest.generation > latest and manifest.generation != allowed.overtake:
        raise SuspiciousError(
            "older-generation",
            f"the host holds generation {manifest.generation}, and this computer knows only {latest}",
            hint="another computer has published since, or an old backup was restored; "
            f"if this folder is the right one: --overtake {manifest.generation}",
        )


def check_plan(plan: Plan, found: Found, allowed: Allowed) -> None:
    """Refuse to delete more pages than a normal day explains. Raises SuspiciousError `too-many-deletes`."""
    if found.manifest is None:
        return
    pages = sum(1 for path in found.manifest.files if path.endswith("index.html"))
    going = len(plan.revoked)
    if going > max(_FEW, pages // _SHARE) + allowed.explained and going != allowed.deletes:
        raise SuspiciousError(
            "too-many-deletes",
            f"{going} of {pages} pages would go from the host",
            hint=f"was the build whole? If they shall go: --allow-deletes {going}",
        )
