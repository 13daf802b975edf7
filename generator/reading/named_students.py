"""Whether a text names a student: a last look before a text is published in clear, or goes to other families.

A student counts as named where the family name stands within three words of the given name, in either order and in
any Russian case, or beside the given name's initial («Петрова И.»). A part of a double name is enough. Case, ё,
stress marks, invisible characters and the marks of Markdown do not count.

What it can't see: a family name or a given name alone, pet names («Ваня»), names in other letters (transliterated,
with Latin look-alikes), a misspelt name, name and family name more than three words apart, and whoever is known by
something else («победитель из 8А»). What it sees too much of: a namesake of a student, a teacher for example; then
the text has to say it otherwise. Family names of two letters count in their plain form only.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.model.school import Student

_NEAR = 3
_SHORT_STEM = 3
# Endings of Russian nouns and adjectives (the declension of names is theirs); "" is the name as it stands.
_ENDING = re.compile(
    "[аяуюоеыиьй]?|[оеыи]й|[аяоеыи]м|[аяыи]х|[оеую]ю|[ыиое]е|[ая]я|[ое]в|[иь][яюеи]|[ое]го|[ое]му|[аяыи]ми"
    "|[иь]е[йюм]|[иь]я[мх]|[иь]ями"
)
_LONGEST = 4
_DROPPED = frozenset("аяуюоеыиьй")
_FLEETING = frozenset("ео")
# what a reader does not see: stress marks, soft hyphens, zero-width characters, Markdown's emphasis and escapes
_UNSEEN = dict.fromkeys(map(ord, "\u0300\u0301\u00ad\u200b\u200c\u200d\u2060\ufeff*_`~\\'’ʼ´"))
_TARGET = re.compile(r"\]\([^\s)]*")  # where a link leads stands between its words and the next ones
_WORD = re.compile(r"[^\W\d]+(\.?)")


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    line: int
    is_initial: bool


class StudentNames:
    """The names of all students, to be looked for in texts."""

    def __init__(self, students: Iterable[Student]) -> None:
        """Index the stems of the family names: a text has few words, a school many students."""
        self._given: dict[str, list[frozenset[str]]] = {}
        for student in students:
            given = frozenset(_parts(student.given_name))
            for stem in {stem for part in _parts(student.family_name) for stem in _stems(part)}:
                self._given.setdefault(stem, []).append(given)

    def find(self, text: str, reader: Student | None = None) -> list[int]:
        """Return the lines, counted from 0, in which the family name of a named student stands; each once.

        The family name of the only reader, who may be named to themselves, is not looked for.
        """
        words = list(_words(text))
        own = {stem for part in _parts(reader.family_name) for stem in _stems(part)} if reader else set()
        return sorted({word.line for place, word in enumerate(words) if self._is_named(words, place, own)})

    def _is_named(self, words: list[_Word], place: int, own: set[str]) -> bool:
        family = words[place].text
        near = words[max(0, place - _NEAR) : place] + words[place + 1 : place + 1 + _NEAR]
        initial = _initial_beside(words, place)
        for given in (names for stem in _beginnings(family) - own for names in self._given.get(stem, ())):
            stems = {stem for name in given for stem in _stems(name)}
            if any(not stems.isdisjoint(_beginnings(word.text)) for word in near):
                return True
            if initial and any(name.startswith(initial) for name in given):
                return True
        return False


def _initial_beside(words: list[_Word], place: int) -> str:
    """Return the first of the initials that touch a family name: «Петрова И. А.» and «И. А. Петрова» give «и»."""
    if place + 1 < len(words) and words[place + 1].is_initial:
        return words[place + 1].text
    first = place
    while first > 0 and words[first - 1].is_initial:
        first -= 1
    return words[first].text if first < place else ""


def _words(text: str) -> Iterator[_Word]:
    for number, line in enumerate(text.split("\n")):
        seen = _fold(html.unescape(_TARGET.sub("] ", line)))
        for match in _WORD.finditer(seen):
            word = match[0].rstrip(".")
            yield _Word(word, number, is_initial=len(word) == 1 and bool(match[1]))


def _parts(name: str) -> list[str]:
    return [word.text for word in _words(name)]


def _fold(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text.translate(_UNSEEN)).casefold()
    return folded.replace("ё", "е")


def _stems(name: str) -> set[str]:
    """Return what the cases of a name have in common: «Павел» is павел, павл; «Мария» is мария, мари, мар.

    A stem has three letters or more, that of a name of three letters two («Ева», «Цой»).
    """
    if len(name) < _SHORT_STEM:
        return {name}
    stems = {name}
    if name[-1] in _DROPPED:
        stems.add(name[:-1])
        if name[-2] in _DROPPED:
            stems.add(name[:-2])
    elif name[-2] in _FLEETING:
        stems |= {name[:-2] + name[-1], f"{name[:-2]}ь{name[-1]}"}
    return {stem for stem in stems if len(stem) >= min(_SHORT_STEM, len(name) - 1)}


def _beginnings(word: str) -> set[str]:
    """Return what may be the stem of a word: the word without each ending it has."""
    lengths = range(min(_LONGEST, len(word) - 1) + 1)
    return {word[: len(word) - n] for n in lengths if _ENDING.fullmatch(word, len(word) - n)}
