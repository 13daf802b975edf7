"""Folded forms: how names of classes, people and subjects are compared. They are never shown."""

from __future__ import annotations

import re
from functools import lru_cache

_LOOKALIKES = str.maketrans("abcehkmoptxy", "авсенкмортху")
_NOT_CLASS = re.compile(r"[\s\-–—_.«»\"'“”„]+")
_SPACES = re.compile(r"\s+")
_APOSTROPHES = str.maketrans("’ʼ`´", "''''")


@lru_cache(maxsize=10_000)
def fold_class(title: str) -> str:
    """Fold the title of a class: «10 А», «10-а», `10A` with a Latin letter and «10 "А"» are one class."""
    return _NOT_CLASS.sub("", title.casefold()).translate(_LOOKALIKES).replace("ё", "е")


def fold_school(name: str) -> str:
    """Fold the name of a school: case, ё, spaces, quotes and dashes do not count."""
    return _NOT_CLASS.sub("", name.casefold()).replace("ё", "е")


@lru_cache(maxsize=50_000)
def fold_name(name: str) -> str:
    """Fold a person's or subject's name: case, ё, kinds of space and apostrophe do not count."""
    return _SPACES.sub(" ", name.casefold().replace("ё", "е").translate(_APOSTROPHES)).strip()


def short_name(folded: str) -> str:
    """Return family and given name of a folded name, without patronymic."""
    return " ".join(folded.split(" ", 2)[:2])


def split_name(name: str) -> tuple[str, str, str]:
    """Split «Фамилия Имя Отчество» at spaces; whatever follows the second word is the patronymic («Анар кызы»)."""
    family, _, rest = _SPACES.sub(" ", name).strip().partition(" ")
    given, _, patronymic = rest.partition(" ")
    return family, given, patronymic
