"""`site.yaml` to `Settings`, all problems at once, each with its line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches
from typing import Any

from generator.errors import DiaryError, ProblemsError, SettingsError
from generator.settings import sections
from generator.settings.checks import contradictions, contradictions_of_rules
from generator.settings.keys import Key
from generator.settings.kinds import WrongValueError
from generator.settings.rule_keys import RULE, profile, usual
from generator.settings.schema import JOURNAL, LATER, SECTIONS
from generator.strict_yaml import Document, Path, Value, load


def load_settings(text: str, name: str = "site.yaml") -> sections.Settings:
    """Read the text of a `site.yaml`; `name` is what origins print.

    Raises `ProblemsError` with everything that is wrong (slugs `unknown-setting`, `missing-setting`, `bad-setting`,
    and those of `strict_yaml.load`).
    """
    document = load(text, name)
    reading = _Reading(document)
    found = reading.all_sections()
    if not reading.problems:
        settings = _settings(found)
        reading.problems += [
            SettingsError("bad-setting", message, origin=document.origin(path), hint=hint)
            for path, message, hint in (*contradictions(settings), *contradictions_of_rules(found["rules"]))
        ]
    if reading.problems:
        raise ProblemsError(reading.problems)
    return settings


def _settings(found: dict[str, Any]) -> sections.Settings:
    marks = dict(found["marks"])
    lowest, highest = marks.pop("scale")
    return sections.Settings(
        school=sections.SchoolSection(**found["school"]),
        site=sections.SiteSection(**found["site"]),
        example=sections.ExampleSection(**found["example"]),
        calendar=sections.CalendarSection(**found["calendar"]),
        journals=tuple(sections.JournalSection(**item) for item in found["journals"]),
        marks=sections.MarksSection(lowest=lowest, highest=highest, **marks),
        rules=_profiles(found["rules"], found["paper"]["regulation"]),
        access=sections.AccessSection(**found["access"]),
        paper=sections.PaperSection(**found["paper"]),
        letters=sections.LettersSection(**found["letters"]),
        publish=sections.PublishSection(**found["publish"]),
        schedule=sections.ScheduleSection(**found["schedule"]),
        notify=sections.NotifySection(**found["notify"]),
        official=sections.OfficialSection(**found["official"]),
    )


def _profiles(items: list[dict[str, Any]], paper_regulation: str) -> tuple[sections.RuleProfile, ...]:
    """Return the profiles by their first day; what was before the first is the two regulations as they are."""
    since_ever = [] if any(item["from"] == date.min for item in items) else [usual()]
    profiles = [profile(item, paper_regulation) for item in (*since_ever, *items)]
    return tuple(sorted(profiles, key=lambda found: found.start))


class _Reading:
    """One pass over a document by the schema."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.problems: list[DiaryError] = []

    def all_sections(self) -> dict[str, Any]:
        """Return the values by section and key; what is wrong is left out and told in `problems`."""
        whole = self.document.value
        if not isinstance(whole, dict):
            self._problem("bad-setting", "sections with their keys are expected here", ())
            return {}
        for name in whole:
            if name not in SECTIONS and name not in {"journals", "rules"}:
                self._unknown((name,), [*SECTIONS, "journals", "rules"])
        found: dict[str, Any] = {
            name: self._section((name,), whole.get(name, {}), keys) for name, keys in SECTIONS.items()
        }
        found["journals"] = self._list("journals", whole.get("journals", []), JOURNAL, "files: …")
        found["rules"] = self._list("rules", whole.get("rules", []), RULE, "from: 2026-09-01")
        return found

    def _list(self, name: str, value: Value, keys: tuple[Key, ...], example: str) -> list[dict[str, Any]]:
        if not value:
            if name == "journals":
                self._problem("missing-setting", "journals names no files", (name,), "name the journal's exports")
            return []
        if not isinstance(value, list):
            self._problem("bad-setting", f"{name} is a list", (name,), f"begin each item with a dash: - {example}")
            return []
        return [self._section((name, position), item, keys) for position, item in enumerate(value)]

    def _section(self, path: Path, value: Value, keys: tuple[Key, ...]) -> dict[str, Any]:
        written = {} if value == "" else value
        if not isinstance(written, dict):
            self._problem("bad-setting", f"{_title(path)} is a section with keys of its own", path, "write key: value")
            return {}
        names = [key.name for key in keys]
        for name in written:
            if name not in names:
                self._unknown((*path, name), names)
        found: dict[str, Any] = {}
        for key in keys:
            self._key((*path, key.name), written.get(key.name, key.default), key, found)
        return found

    def _key(self, path: Path, value: Value | None, key: Key, found: dict[str, Any]) -> None:
        if value is None:
            self._problem("missing-setting", f"{_title(path)} is not set", path[:-1], key.sentence)
            return
        try:
            found[key.name] = key.kind(value)
        except WrongValueError as wrong:
            self._problem("bad-setting", f"{_title(path)}: {wrong.message}", path + wrong.below, wrong.hint)

    def _unknown(self, path: Path, names: Sequence[str]) -> None:
        name = str(path[-1])
        if len(path) == 1 and name in LATER:
            message, hint = f"nothing reads the section {name} yet", "remove it until a later version knows it"
        else:
            message, hint = f"there is no setting {_title(path)}", _nearest(path, names)
        origin = self.document.key_origin(path)
        self.problems.append(SettingsError("unknown-setting", message, origin=origin, hint=hint))

    def _problem(self, slug: str, message: str, path: Path, hint: str = "") -> None:
        self.problems.append(SettingsError(slug, message, origin=self.document.origin(path), hint=hint))


def _title(path: Path) -> str:
    """Return `journals[2].files`, counted from one as people count."""
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def _nearest(path: Path, names: Sequence[str]) -> str:
    """Return a hint that names the setting most likely meant: a similar name here, or the same name elsewhere."""
    name = str(path[-1])
    if near := get_close_matches(name, names, n=1, cutoff=0.6):
        return f"did you mean {_title((*path[:-1], near[0]))}?"
    elsewhere = [f"{section}.{name}" for section, keys in SECTIONS.items() if name in {key.name for key in keys}]
    if elsewhere:
        return f"did you mean {elsewhere[0]}?"
    return f"known here: {', '.join(names)}"
