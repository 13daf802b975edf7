"""Fields as Сетевой город writes them: marks that are numbers or texts, «---Не указана---»."""

from __future__ import annotations

import re

from generator.reading.payloads.items import Item

_NOTHING = re.compile(r"-*\s*не указан[аоы]?\s*-*", re.IGNORECASE)
_MARK_FIELDS = ("mark", "abbr", "shortName", "name", "value")
_SET_FIELDS = ("markDate", "setDate", "markSetDate", "dateSet", "gradeDate", "gradeSetDate")


def title_of(item: Item, field: str) -> str:
    """Return a text in one line; what stands for an empty one is empty."""
    text = item.text(field)
    return "" if _NOTHING.fullmatch(text) else text


def homework_of(item: Item, field: str) -> str:
    """Return the text of homework with its lines, "" when there is none."""
    text = item.fields.get(field)
    return text.strip() if isinstance(text, str) and not _NOTHING.fullmatch(text.strip()) else ""


def mark_text(item: Item, field: str) -> str:
    """Return the text of a mark: a number (4.0 is 4), a text, or an object that has it in one of several fields."""
    if isinstance(item.fields.get(field), dict):
        inner = item.item(field)
        return next((text for name in _MARK_FIELDS if (text := _number_or_text(inner, name))), "")
    return _number_or_text(item, field)


def _number_or_text(item: Item, field: str) -> str:
    value = item.fields.get(field)
    return str(int(value)) if isinstance(value, float) and value.is_integer() else item.text(field)


def comment_of(item: Item, field: str) -> str:
    """Return a comment, which is a text or an object with a `name`."""
    value = item.fields.get(field)
    return item.item(field).text("name") if isinstance(value, dict) else item.text(field)


def set_field(item: Item) -> str:
    """Return which field says when a mark was set: it has had six names."""
    return next((name for name in _SET_FIELDS if item.text(name)), _SET_FIELDS[0])
