"""How a person at the counter is found by what was typed."""

from __future__ import annotations

import pytest

from generator.commands.counter.rolls import find_one
from generator.errors import UsageError

LABELS = {
    "Бекова Айгерим Талант кызы, 8А": 1,
    "Бекова Алина, 5Б": 2,
    "Ёлкина Софья, 8А": 3,
    "Ёлкин Софрон, 8А": 4,
}
IDS = {"S1": 1, "S2": 2, "S12": 3}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Бекова Айгерим Талант кызы, 8А", 1),
        ("бекова 8а", 1),
        ("5б бек", 2),
        ("елкина", 3),
        ("S12", 3),
        ("s1", 1),
        ("Софрон", 4),
    ],
)
def test_a_label_an_id_or_the_beginnings_of_its_words_find_one(text: str, found: int) -> None:
    assert find_one(text, LABELS, IDS) == found


@pytest.mark.parametrize(
    ("text", "slug"),
    [("бекова", "several-meant"), ("8А", "several-meant"), ("S9", "nobody-meant"), ("", "nobody-meant"),
     ("екова", "nobody-meant"), (" , ", "nobody-meant")],
)  # fmt: skip
def test_nobody_is_guessed(text: str, slug: str) -> None:
    with pytest.raises(UsageError) as caught:
        find_one(text, LABELS, IDS)
    assert caught.value.slug == slug
