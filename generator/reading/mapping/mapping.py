"""A mapping file: what a school says about the layout and the codes of its exports, in YAML.

    codes:
      lesson: {Я: absent_ill, "+": ignore}
      final: {Н: not_assessed}
    layouts:
      - kind: grid
        …

`codes` holds for whatever reader the item of `journals` has. Meanings are those of our own tables: kinds of absence,
the words for marks without a number, or `ignore`. `layouts` makes the reader `mapped` read the school's own tables.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.errors import DiaryError, ProblemsError, ReadError
from generator.model.kinds import AbsenceKind, MarkKind
from generator.origin import Origin
from generator.reading.mapping.keys import read_layout
from generator.reading.mapping.layouts import Layout
from generator.reading.mapping.nodes import NO_SPACE, Node, lacks_space, near
from generator.reading.meaning import Codes, Meaning, fold_code
from generator.strict_yaml import load

_MEANINGS = {
    "ignore": Meaning(),
    **{kind.value: Meaning(absence=kind) for kind in AbsenceKind},
    **{kind.value: Meaning(mark=kind) for kind in MarkKind if kind not in {MarkKind.NUMERIC, MarkKind.TEXT}},
    # an absence and a mark: which of the two depends on the column, and both say the same there
    "exempt": Meaning(AbsenceKind.EXEMPT, MarkKind.EXEMPT),
}
"""The words of a mapping file."""

MAX_SIZE = 256 * 2**10
"""Bytes of a mapping file: a document with its places takes a hundred times its size."""
SECTIONS = ("codes", "layouts")
CODE_COLUMNS = ("lesson", "final")


@dataclass(frozen=True, slots=True)
class Mapping:
    """What a mapping file says. `name` is its path, "" for none.

    `is_of_tables`: it says, or tries to say, how tables are laid out. While something is wrong with that, there are no
    `layouts`, and the exports are nobody else's all the same. `is_faulty`: something is wrong with
    it or it is not there; that was told, and an export that no reader knows because of it is not told as well.
    """

    name: str = ""
    lesson_codes: Codes = field(default_factory=dict)
    final_codes: Codes = field(default_factory=dict)
    layouts: tuple[Layout, ...] = ()
    is_of_tables: bool = False
    is_faulty: bool = False


NO_MAPPING = Mapping()


def read_mapping(name: str, content: bytes) -> tuple[Mapping, list[DiaryError]]:
    """Read a mapping file; `name` is what origins print. Everything that is wrong comes back at once."""
    if len(content) > MAX_SIZE:
        message = f"the mapping file is larger than {MAX_SIZE // 2**10} KiB"
        hint = "a mapping is a page of text; probably journals.mapping in site.yaml names another file"
        return Mapping(name, is_faulty=True), [ReadError("mapping-too-large", message, origin=Origin(name), hint=hint)]
    try:
        document = load(content.decode("utf-8-sig"), name, ReadError)
    except UnicodeDecodeError:
        message, hint = "the mapping file is not UTF-8 text", "save it as UTF-8"
        return Mapping(name, is_faulty=True), [ReadError("bad-encoding", message, origin=Origin(name), hint=hint)]
    except ProblemsError as error:
        is_of_tables = b"\nlayouts:" in b"\n" + content
        return Mapping(name, is_of_tables=is_of_tables, is_faulty=True), list(error.problems)
    problems: list[DiaryError] = []
    whole = Node(document, (), document.value, problems).known(SECTIONS)
    by_column = whole["codes"].known(CODE_COLUMNS) if "codes" in whole else {}
    codes = {column: _codes(node) for column, node in by_column.items()}
    layouts = _layouts(whole["layouts"]) if "layouts" in whole else ()
    is_of_tables = "layouts" in whole
    by_kind = codes.get("lesson", {}), codes.get("final", {})
    return Mapping(name, *by_kind, layouts, is_of_tables, is_faulty=bool(problems)), problems


def _layouts(node: Node) -> tuple[Layout, ...]:
    before = len(node.problems)
    found = [read_layout(item) for item in node.items()]
    if not found:
        node.bad("no layout stands here", "leave layouts out, or say how a table is laid out")
    # With a part of them tables would be said not to fit that do.
    return tuple(layout for layout in found if layout) if len(node.problems) == before else ()


def _codes(node: Node) -> Codes:
    found: dict[str, Meaning] = {}
    for code, child in node.pairs().items():
        meaning = _MEANINGS.get(child.value) if isinstance(child.value, str) else None
        if meaning is None and lacks_space(code, child.value):
            child.bad(*NO_SPACE)
        elif meaning is None:
            word = child.value if isinstance(child.value, str) else ""
            child.bad("this is no meaning of a code", near(word, _MEANINGS))
        elif found.setdefault(fold_code(code), meaning) != meaning:
            child.bad("this code has another meaning already", "capital and small letters are the same code")
    return found
