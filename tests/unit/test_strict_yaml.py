"""YAML as text with places: nothing is guessed, nothing clever is let in, every fault names its line."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator import strict_yaml
from generator.errors import ProblemsError, RenderError, SettingsError
from generator.strict_yaml import load

FAULTS = {
    "a: &x 1\n": "site.yaml:1:4: error: an anchor (&) [yaml-feature]",
    "a: 1\nb: *a\n": "site.yaml:2:4: error: a reference (*) to another place [yaml-feature]",
    "a:\n  <<: {b: 1}\n": "site.yaml:2:3: error: a merge key (<<) [yaml-feature]",
    "a: !!str 5\n": "site.yaml:1:4: error: a tag (!) [yaml-feature]",
    "a: ~\n": "site.yaml:1:4: error: ~ for nothing [yaml-feature]",
    "? [1, 2]\n: 3\n": "site.yaml:1:3: error: a key that is not a word [yaml-feature]",
    "a: 1\nb: 2\na: 3\n": "site.yaml:3:1: error: a is already in line 1 [duplicate-key]",
    "a: 1\n---\nb: 2\n": "site.yaml:2:1: error: a second document begins here [bad-yaml]",
    "ц: 1\nцц: я\x01\n": "site.yaml:2:6: error: a character that no text holds (U+0001) [bad-yaml]",
    "[" * 40: "site.yaml:1:22: error: more than 20 levels inside one another [yaml-feature]",
}


@pytest.fixture(params=["CSafeLoader", "SafeLoader"])
def both_parsers(request, monkeypatch):
    """Run with libyaml's parser and with the pure one."""
    if not hasattr(yaml, request.param):
        pytest.skip("this PyYAML has no libyaml")
    monkeypatch.setattr(strict_yaml, "_LOADER", getattr(yaml, request.param))


@pytest.mark.usefixtures("both_parsers")
@pytest.mark.parametrize(("text", "message"), FAULTS.items())
def test_a_clever_feature_is_refused_with_its_place(text, message):
    with pytest.raises(ProblemsError) as caught:
        load(text, "site.yaml")
    assert message in caught.value.describe().splitlines()


@pytest.mark.usefixtures("both_parsers")
def test_all_faults_are_told_at_once_even_before_a_broken_line():
    with pytest.raises(ProblemsError) as caught:
        load("a: &x 1\na: 2\nb: *x\nc: [1, 2\n", "site.yaml")
    assert [problem.slug for problem in caught.value.problems] == [
        "yaml-feature",
        "duplicate-key",
        "yaml-feature",
        "bad-yaml",
    ]


@pytest.mark.usefixtures("both_parsers")
@pytest.mark.parametrize("word", ["no", "on", "off", "y", "NO", "1e3", "08:30", "0123", "1_000", "2026-09-01", "0x1f"])
def test_a_plain_word_stays_the_text_that_was_written(word):
    assert load(f"a: {word}\n{word}: 1\n", "site.yaml").value == {"a": word, word: "1"}


@pytest.mark.usefixtures("both_parsers")
@pytest.mark.parametrize("text", ["", "\n\n", "# только пояснение\n", "\ufeff"])
def test_an_empty_document_is_an_empty_mapping(text):
    assert load(text, "site.yaml").value == {}


@pytest.mark.usefixtures("both_parsers")
def test_places_are_those_an_editor_shows():
    document = load("\ufeffшкола:\n  имя: А\n  дни: [пн,\n    вт]\n", "site.yaml")
    assert document.value == {"школа": {"имя": "А", "дни": ["пн", "вт"]}}
    assert str(document.key_origin(("школа", "имя"))) == "site.yaml:2:3"
    assert str(document.origin(("школа", "имя"))) == "site.yaml:2:8"
    assert str(document.origin(("школа", "дни", 1))) == "site.yaml:4:5"
    assert str(document.origin(("школа", "нет", "и", "этого"))) == "site.yaml:2:3"


@pytest.mark.usefixtures("both_parsers")
def test_a_tab_gets_a_hint_about_tabs():
    with pytest.raises(ProblemsError) as caught:
        load("a: b\n\tc: d\n", "site.yaml")
    assert "never with tabs" in caught.value.describe()


@pytest.mark.usefixtures("both_parsers")
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: 1\nb:2\nc: 3\n", "site.yaml:2:2: error: no space behind the colon"),
        ("a:\n  - b:в\n    c: 3\n", "site.yaml:2:6: error: no space behind the colon"),
        ("a:\n\tb: 2\n", "site.yaml:2:1: error: a tab"),
        ("a: b: c\n", "a second colon in one line"),
        ("a: 'b\nc: 1\n", "the text ends too early"),
    ],
)
def test_a_fault_of_writing_is_told_in_plain_words(text, said):
    with pytest.raises(ProblemsError) as caught:
        load(text, "site.yaml")
    assert said in caught.value.describe()


@pytest.mark.parametrize("text", ["a: [b\n08:30\n", "a: [b\nhttp://x\n"])
def test_an_address_or_a_time_lacks_no_space(text):
    with pytest.raises(ProblemsError) as caught:
        load(text, "site.yaml")
    assert "no space" not in caught.value.describe()


def test_the_caller_says_what_kind_of_problem_it_is():
    for kind in (SettingsError, RenderError):
        with pytest.raises(ProblemsError) as caught:
            load("a: ~", "words/ru.yaml", kind)
        assert type(caught.value.problems[0]) is kind


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_with_problems(text):
    try:
        load(text, "site.yaml")
    except ProblemsError as error:
        problems = error.problems
    else:
        return
    assert problems


_WORD = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), min_size=1, max_size=12)


@given(st.dictionaries(_WORD, st.lists(_WORD, max_size=4) | _WORD, max_size=6))
def test_what_is_quoted_comes_back_as_it_was(value):
    text = yaml.safe_dump(value, allow_unicode=True, default_style='"')
    assert load(text.replace("!!null", ""), "site.yaml").value == value
