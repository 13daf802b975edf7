import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.notifying.parts import Length, sms_length


@pytest.mark.parametrize(
    ("text", "wide", "units", "parts"),
    [
        ("", False, 0, 1),
        ("a" * 160, False, 160, 1),
        ("a" * 161, False, 161, 2),
        ("a" * 306, False, 306, 2),
        ("a" * 307, False, 307, 3),
        ("€" * 80, False, 160, 1),
        ("€" * 81, False, 162, 2),
        ("a" * 152 + "€" + "a" * 152, False, 306, 3),
        ("я" * 70, True, 70, 1),
        ("я" * 71, True, 71, 2),
        ("я" * 134, True, 134, 2),
        ("я" * 135, True, 135, 3),
        ("😀" * 35, True, 70, 1),
        ("😀" * 36, True, 72, 2),
        ("a" * 100 + "я", True, 101, 2),
        ("{}[]~|^\\", False, 16, 1),
        ("`", True, 1, 1),
        ("ç", True, 1, 1),
        ("Ç", False, 1, 1),
        ("Новые оценки: https://d.sch12.example/p/9f2c6", True, 45, 1),
    ],
)
def test_lengths(text, wide, units, parts):
    assert sms_length(text) == Length(wide, units, parts)


TEXTS = st.lists(st.sampled_from(["a" * 50, "€", "я", "😀", "a"]), max_size=12).map("".join)


@given(TEXTS, TEXTS)
def test_more_text_is_never_fewer_parts(text, more):
    assert sms_length(text + more).parts >= sms_length(text).parts


@given(TEXTS)
def test_no_part_is_overfull(text):
    found = sms_length(text)
    assert found.units <= (67 if found.wide else 153) * found.parts or found.units <= (70 if found.wide else 160)
