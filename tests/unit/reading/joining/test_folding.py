import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.reading.joining.folding import fold_class, fold_name, split_name


@pytest.mark.parametrize("written", ["10А", "10 А", "10-а", "10 «А»", "10A", '10 "a"', "10\xa0А"])
def test_all_spellings_of_a_class_are_one(written: str) -> None:
    assert fold_class(written) == fold_class("10А")


def test_different_classes_stay_different() -> None:
    assert len({fold_class(title) for title in ("10А", "10Б", "1А", "8 Кадетский", "8К")}) == 5


def test_a_name_is_compared_without_yo_case_and_spaces() -> None:
    assert fold_name("Королёва  Алёна\xa0Петровна") == fold_name("королева алена петровна")
    assert fold_name("О’Коннор") == fold_name("О'Коннор")


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold_name(fold_name(text)) == fold_name(text)
    assert fold_class(fold_class(text)) == fold_class(text)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Иванов Пётр Сергеевич", ("Иванов", "Пётр", "Сергеевич")),
        ("Алиева Лейла Анар кызы", ("Алиева", "Лейла", "Анар кызы")),
        ("Ким  Ли", ("Ким", "Ли", "")),
        ("Одно", ("Одно", "", "")),
    ],
)
def test_a_name_is_split_into_family_given_and_patronymic(name: str, parts: tuple[str, str, str]) -> None:
    assert split_name(name) == parts
