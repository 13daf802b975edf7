"""Whom a public text names: in every case and order, and whom it doesn't."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.school import Student
from generator.reading.named_students import StudentNames
from tests.schools import cast

CONTENT = Path(__file__).resolve().parents[3] / "content"
EVERYBODY = (*cast.CLASS_8A, *cast.CLASS_5B)


def student(family: str, given_name: str, patronymic: str = "") -> Student:
    return Student("x:1", ("x:1",), family, given_name, patronymic, "8А")


def finds(text: str, *people: tuple[str, str]) -> bool:
    return bool(StudentNames(student(*person) for person in people).find(text))


@pytest.mark.parametrize(
    ("family", "given_name", "text"),
    [
        ("Родников", "Егор", "Родников Егор"),
        ("Родников", "Егор", "Егор Ильич Родников"),
        ("Родников", "Егор", "поздравляем ЕГОРА РОДНИКОВА"),
        ("Родников", "Егор", "кубок вручён Родникову (8А) Егору"),
        ("Родников", "Егор", "вместе с Егором и Анной Родниковыми"),
        ("Родников", "Егор", "Родников Е. И."),
        ("Родников", "Егор", "Е.И. Родников"),
        ("Родников", "Егор", "**Родников**,\nЕгор"),
        ("Родников", "Егор", "Родн\u00adиков Его\u0301р"),
        ("Родников", "Егор", "| Родников | Егор |"),
        ("Родников", "Егор", "[Родников](https://school.example/news/2026/11/19) Егор"),
        ("Родников", "Егор", "Родников&nbsp;Егор"),
        ("Вымышленский", "Пётр", "Вымышленскому Петру"),
        ("Ёлкина", "Марфа", "о Марфе Елкиной"),
        ("Журавлёв", "Тихон", "Тихоном Журавлевым"),
        ("Абрикосова-Ветрова", "Злата", "Злате Абрикосовой-Ветровой"),
        ("Абрикосова-Ветрова", "Злата", "Злата Ветрова"),
        ("Д'Артова", "Жанна", "Жанне Д’Артовой"),
        ("Щукин", 'Лев "Лёва"', "Льва Щукина"),
        ("Щукин", 'Лев "Лёва"', "Лёвой Щукиным"),
        ("Скобкин", "Артемий<3", "Артемием Скобкиным"),
        ("Толстая", "Мария", "Марией Толстой"),
        ("Воробей", "Илья", "Илье Воробью"),
        ("Кравец", "Павел", "Павлу Кравцу"),
        ("Ким", "Юлия", "Юлии Ким"),
        ("Цой", "Ева", "Евы Цоя"),
        ("Ли", "Анна", "Анне Ли"),
        ("Shishkin", "Robert", "to Robert Shishkin"),
    ],
)
def test_a_student_is_named(family, given_name, text):
    assert finds(text, (family, given_name))


@pytest.mark.parametrize(
    ("family", "given_name", "text"),
    [
        ("Родников", "Егор", "Родников здесь много"),
        ("Родников", "Егор", "Егор пришёл"),
        ("Родников", "Егор", "Егор пришёл к началу урока с водой родников"),
        ("Родников", "Егор", "Родникова И. Е."),
        ("Родников", "Егор", "Родниковский Егор"),
        ("Кедрова", "Ольга", "Кедровая роща, Ольгинский переулок"),
        ("Зорина", "Алиса", "Зорина а также другие"),
        ("Зорина", "Ия", "Зорина и другие"),
        ("Ли", "Анна", "Анна Лист"),
        ("Сова", "Анна", "Анна Петровна, совет школы"),
        ("Родников", "", "Родников Егор"),
        ("", "Егор", "Родников Егор"),
    ],
)
def test_nobody_is_named(family, given_name, text):
    assert not finds(text, (family, given_name))


def test_two_students_who_share_a_family_name_are_told_apart_by_the_given_one():
    assert not finds("Родникова Анна", ("Родников", "Егор"), ("Родникова", "Дарина"))
    assert finds("Дариной Родниковой", ("Родников", "Егор"), ("Родникова", "Дарина"))


def test_every_line_is_named_once():
    names = StudentNames([student("Родников", "Егор")])
    assert names.find("Родников Егор, Егор Родников\n\nнет\nЕгору Родникову") == [0, 3]


@given(st.sampled_from(EVERYBODY), st.text(max_size=40), st.text(max_size=40), st.booleans())
def test_a_full_name_is_found_wherever_it_stands(pupil, before, after, given_first):
    names = StudentNames([student(pupil.family_name, pupil.given_name)])
    pair = [pupil.family_name, pupil.given_name]
    text = " ".join(reversed(pair) if given_first else pair)
    assert names.find(f"{before} {text} {after}")


def test_the_texts_of_the_example_school_name_nobody():
    names = StudentNames(student(pupil.family_name, pupil.given_name) for pupil in EVERYBODY)
    for name in ("notices/2026-11-16-parents-evening.md", "pages/help.md"):
        assert names.find((CONTENT / name).read_text(encoding="utf-8")) == []
