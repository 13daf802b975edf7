from __future__ import annotations

import hashlib

import pytest

from generator.errors import DiaryError, SealError, WrongCodeError
from generator.sealing import codes

CODE = "48209155370648291768"


def refusal(text: str) -> DiaryError:
    with pytest.raises(WrongCodeError) as caught:
        codes.normalise_code(text)
    return caught.value


@pytest.mark.parametrize("groups", [5, 6, 7, 8])
def test_a_drawn_code_has_its_groups_and_passes_its_check(groups: int) -> None:
    code = codes.draw_code(groups)
    assert len(code) == 4 * groups
    assert codes.normalise_code(code) == code


@pytest.mark.parametrize("groups", [4, 9, 0])
def test_a_code_shorter_or_longer_than_the_format_allows_is_not_drawn(groups: int) -> None:
    with pytest.raises(SealError, match="5 to 8 groups"):
        codes.draw_code(groups)


def test_a_small_number_keeps_its_leading_zeros(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codes, "draw_below", lambda bound: 7 if bound == 10**19 else -1)
    assert codes.draw_code() == "0" * 18 + "7" + str(codes.damm("0" * 18 + "7"))


def test_drawn_codes_differ() -> None:
    assert len({codes.draw_code() for _ in range(100)}) == 100


def test_the_check_digit_is_that_of_the_published_example() -> None:
    # H. M. Damm's own example: 572 has the check digit 4
    assert codes.damm("572") == 4
    assert codes.damm("5724") == 0


@pytest.mark.parametrize(
    "text",
    ["4820 9155 3706 4829 1768", "4820-9155-3706-4829-1768", "4820 9155–3706—4829−1768\n", "48209155370648291768"],
)
def test_spaces_and_dashes_are_forgiven(text: str) -> None:
    assert codes.normalise_code(text) == CODE


def test_full_width_digits_are_forgiven() -> None:
    assert codes.normalise_code("".join(chr(0xFF10 + int(digit)) for digit in CODE)) == CODE


def test_an_incomplete_code_is_told_from_a_mistyped_one() -> None:
    assert refusal(CODE[:-1]).slug == "code-incomplete"
    assert refusal("").slug == "code-incomplete"
    assert refusal(CODE[:-1] + "9").slug == "code-mistyped"
    assert refusal(CODE[:-1] + "O").slug == "code-mistyped"
    assert refusal("٤" + CODE[1:]).slug == "code-mistyped"


def test_a_refusal_never_repeats_what_was_typed() -> None:
    for text in (CODE[:-1], CODE[:-1] + "9", CODE[:-1] + "O"):
        assert text[:8] not in refusal(text).describe()


def test_digits_are_shown_in_groups_of_four() -> None:
    assert codes.group_digits(CODE) == "4820 9155 3706 4829 1768"


def test_the_key_is_pbkdf2_over_the_digits_alone() -> None:
    salt = bytes(range(16))
    assert codes.derive_kek("4820 9155 3706 4829 1768", salt) == hashlib.pbkdf2_hmac(
        "sha256", CODE.encode(), salt, 600_000
    )


def test_a_link_key_comes_back_from_the_key_the_fragment_and_the_whole_link() -> None:
    kek = bytes(range(32))
    key = codes.link_key(kek)
    assert len(key) == 43
    for text in (key, f"k={key}", f"https://diary.example/f/k=/#k={key}\n"):
        assert codes.parse_link_key(text) == kek


@pytest.mark.parametrize("text", ["", "#k=", "A" * 42, "A" * 42 + "B", "A" * 44, "#k=" + "ж" * 43])
def test_an_incomplete_link_is_refused(text: str) -> None:
    with pytest.raises(WrongCodeError) as caught:
        codes.parse_link_key(text)
    assert caught.value.slug == "link-incomplete"


def test_the_family_address_is_half_of_an_hmac() -> None:
    assert codes.family_address(bytes(32)) == "90e413e382409cc3c7f6ef3c21cda348"


def test_salts_are_sixteen_fresh_bytes() -> None:
    assert len(codes.draw_salt()) == 16
    assert codes.draw_salt() != codes.draw_salt()
