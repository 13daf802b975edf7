"""The elements of an aSc file, flat and with their lines: nothing in such a file depends on what lies in what.

Read with the expat of the standard library, which knows windows-1251 by its Python name. A document type is refused at
its first character, so no entity is ever declared, in whatever encoding.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.parsers import expat

from generator.errors import ReadError
from generator.origin import Origin

MAX_ELEMENTS = 300_000
"""A school of 100 classes has some 20,000."""

_AGAIN = "export it again: File, Export, aSc Timetables XML"
_XML_ERROR_UNKNOWN_ENCODING = 18


class Element(NamedTuple):
    """One element: where it begins (line and column, from 1 on) and its attributes."""

    line: int
    column: int
    attributes: dict[str, str]

    def get(self, name: str) -> str:
        """Return an attribute without spaces around it, "" when it is missing."""
        return self.attributes.get(name, "").strip()

    def ids(self, name: str) -> tuple[str, ...]:
        """Return an attribute that lists ids."""
        return tuple(filter(None, (part.strip() for part in self.get(name).split(","))))


@dataclass(slots=True)
class Elements:
    """All elements of a file by their name; `by_id` for those that others point to."""

    place: str
    found: dict[str, list[Element]] = field(default_factory=lambda: defaultdict(list))

    def each(self, name: str) -> list[Element]:
        """Return the elements of a name in the order of the file."""
        return self.found.get(name, [])

    def by_id(self, name: str) -> dict[str, Element]:
        """Return the elements of a name that have an id."""
        return {element.get("id"): element for element in self.each(name) if element.get("id")}

    def origin(self, element: Element, attribute: str = "") -> Origin:
        """Return the place of an element, or of one of its attributes."""
        return Origin(self.place, "", element.line, attribute or element.column)


class _RefusedError(Exception):
    """The file declares a document type, or has too many elements."""

    def __init__(self, slug: str, message: str) -> None:
        super().__init__(message)
        self.slug = slug
        self.message = message


def read_elements(place: str, content: bytes) -> Elements | ReadError:
    """Return the elements of a file, or why it cannot be read: `xml-entities`, `xml-too-large`, `bad-xml`."""
    elements = Elements(place)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    count = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if count > MAX_ELEMENTS:
            raise _RefusedError("xml-too-large", f"the file has more than {MAX_ELEMENTS} elements")
        elements.found[name.casefold()].append(
            Element(parser.CurrentLineNumber, parser.CurrentColumnNumber + 1, attributes)
        )

    def doctype(*_: object) -> None:
        raise _RefusedError("xml-entities", "the file declares a document type, which no timetable does")

    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(content, True)  # noqa: FBT003 (the name of the parameter differs between versions)
    except _RefusedError as refused:
        return ReadError(refused.slug, refused.message, origin=Origin(place, "", parser.CurrentLineNumber), hint=_AGAIN)
    except (expat.ExpatError, ValueError, LookupError) as error:
        return _bad_xml(place, parser, error)
    return elements


def _bad_xml(place: str, parser: expat.XMLParserType, error: Exception) -> ReadError:
    origin = Origin(place, "", parser.ErrorLineNumber or 1)
    if getattr(error, "code", 0) == _XML_ERROR_UNKNOWN_ENCODING or isinstance(error, LookupError):
        message = "the encoding that the first line names is not known"
        return ReadError("bad-encoding", message, origin=origin, hint=_AGAIN)
    message = "this is where it stops being XML"
    return ReadError("bad-xml", message, origin=origin, hint=f"the file is cut off or was changed by hand; {_AGAIN}")
