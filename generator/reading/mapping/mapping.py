"""A mapping file: what a school says about the columns and codes of its exports, in YAML.

    codes:
      lesson: {Я: absent_ill, "+": ignore}
      final: {Н: not_assessed}

`codes` holds for whatever reader the item of `journals` has. Meanings are those of our own tables: kinds of absence,
the words for marks without a number, or `ignore`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.errors import DiaryError, ProblemsError, ReadError
from generator.model.kinds import AbsenceKind, MarkKind
from generator.origin import Origin
from generator.reading.meaning import Codes, Meaning, fold_code
from generator.strict_yaml import Document, Path, Value, load

_MEANINGS = {
    "ignore": Meaning(),
    **{kind.value: Meaning(absence=kind) for kind in AbsenceKind},
    **{kind.value: Meaning(mark=kind) for kind in MarkKind if kind not in {MarkKind.NUMERIC, MarkKind.TEXT}},
    # an absence and a mark: which of the two depends on the column, and both say the same there
    "exempt": Meaning(AbsenceKind.EXEMPT, MarkKind.EXEMPT),
}
"""The words of a mapping file."""


@dataclass(frozen=True, slots=True)
class Mapping:
    """What a mapping file says. `name` is its path, "" for none."""

    name: str = ""
    lesson_codes: Codes = field(default_factory=dict)
    final_codes: Codes = field(default_factory=dict)


NO_MAPPING = Mapping()


def read_mapping(name: str, content: bytes) -> tuple[Mapping, list[DiaryError]]:
    """Read a mapping file; `name` is what origins print. Everything that is wrong comes back at once."""
    try:
        document = load(content.decode("utf-8-sig"), name, ReadError)
    except UnicodeDecodeError:
        message, hint = "the mapping file is not UTF-8 text", "save it as UTF-8"
        return NO_MAPPING, [ReadError("bad-encoding", message, origin=Origin(name), hint=hint)]
    except ProblemsError as error:
        return NO_MAPPING, list(error.problems)
    problems: list[DiaryError] = []
    whole = document.value if isinstance(document.value, dict) else {}
    problems += [
        _bad(document, (key,), "nothing reads this section", "known is codes") for key in whole if key != "codes"
    ]
    codes = {column: _codes(document, ("codes", column), problems) for column in ("lesson", "final")}
    return Mapping(name, codes["lesson"], codes["final"]), problems


def _codes(document: Document, path: Path, problems: list[DiaryError]) -> Codes:
    node: Value = document.value
    for key in path:
        node = node.get(str(key), {}) if isinstance(node, dict) else {}
    if not isinstance(node, dict):
        problems.append(_bad(document, path, "expected codes with their meanings", "{Я: absent_ill}"))
        return {}
    found = {}
    for code, word in node.items():
        meaning = _MEANINGS.get(word) if isinstance(word, str) else None
        if meaning is None:
            hint = "known are " + ", ".join(_MEANINGS)
            problems.append(_bad(document, (*path, code), "this is no meaning of a code", hint))
        else:
            found[fold_code(code)] = meaning
    return found


def _bad(document: Document, path: Path, message: str, hint: str) -> ReadError:
    return ReadError("bad-mapping", message, origin=document.key_origin(path), hint=hint)
