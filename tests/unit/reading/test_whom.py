from __future__ import annotations

import pytest

from generator.model.entries import PersonRef
from generator.origin import Origin
from generator.reading.about import NOTHING, About
from generator.reading.whom import another_class, another_student, another_term, another_year, no_class

HERE = Origin("a.json")
ASKED = About(group="8 А", student=PersonRef("", "Ёлкина Анна Ивановна"), term="I четверть")


def test_another_spelling_is_not_another_class_or_term() -> None:
    assert another_class(ASKED, HERE, "8-а") is None
    assert another_term(ASKED, HERE, "2 четверть", "1 четверть") is None


def test_another_class_or_term_is_an_error_and_what_is_not_said_is_none() -> None:
    errors = (another_class(ASKED, HERE, "8Б"), another_term(ASKED, HERE, "2 четверть"))
    assert [error and error.slug for error in errors] == ["another-class", "another-term"]
    assert another_class(ASKED, HERE, "") is None
    assert another_term(NOTHING, HERE, "2 четверть") is None


def test_the_message_names_what_the_file_and_the_settings_say() -> None:
    error = another_class(ASKED, HERE, "8Б", "Иванова Ия")
    assert error is not None
    assert error.message.endswith(": «8Б» in the file, «8 А» in site.yaml")
    assert another_year(HERE, 2025, 2026).message.endswith(": 2025/2026 in the file, 2026/2027 in site.yaml")


@pytest.mark.parametrize("said", ["Нилов Пётр", "5 Нилов", "Н", "8Нил"])
def test_what_does_not_look_like_a_class_is_never_quoted(said: str) -> None:
    error = another_class(ASKED, HERE, said)
    assert error is not None
    assert said not in error.message


@pytest.mark.parametrize("said", [PersonRef("386", "Елкина Анна"), PersonRef("386", ""), PersonRef("", "")])
def test_a_name_may_be_said_without_its_end(said: PersonRef) -> None:
    assert another_student(ASKED, HERE, said) is None


@pytest.mark.parametrize("said", [PersonRef("", "Ёлкина Анн"), PersonRef("386", "Нилов Пётр")])
def test_another_name_is_another_student_and_no_message_shows_it(said: PersonRef) -> None:
    error = another_student(ASKED, HERE, said)
    assert error is not None
    assert error.slug == "another-student"
    assert said.name not in error.describe()


def test_ids_say_more_than_names() -> None:
    asked = About(student=PersonRef("386"))
    assert another_student(asked, HERE, PersonRef("386", "Нилов Пётр")) is None
    assert another_student(asked, HERE, PersonRef("387", "Ёлкина Анна")) is not None


def test_the_hint_tells_every_way_to_say_it() -> None:
    assert "; or put it beside" in no_class(HERE, "put it beside").hint
