"""Which rows are one recipient."""

import pytest

from generator.model.families import FamilyRow
from generator.origin import Origin
from generator.rules.recipients import check_rows, join_rows


def row(line: int, name: str, **more: str) -> FamilyRow:
    return FamilyRow(Origin("families.csv", line=line), "", "", "", name, name, **more)


def joined(*rows: FamilyRow) -> list[tuple[int, ...]]:
    clusters, problems = join_rows(rows)
    assert problems == ()
    return list(clusters)


@pytest.mark.parametrize("contact", [{"phone": "+79001234567"}, {"email": "a@b.example"}, {"recipient_id": "G1"}])
def test_one_name_with_one_contact_is_one_recipient(contact):
    assert joined(row(1, "анна", **contact), row(2, "пётр"), row(3, "анна", **contact)) == [(0, 2), (1,)]


def test_an_equal_name_alone_is_not_enough():
    assert joined(row(1, "анна"), row(2, "анна"), row(3, "анна", phone="+7900"), row(4, "анна", phone="+7901")) == [
        (0,), (1,), (2,), (3,)
    ]  # fmt: skip


def test_one_contact_under_two_names_is_two_recipients():
    assert joined(row(1, "анна", phone="+7900"), row(2, "пётр", phone="+7900")) == [(0,), (1,)]


def test_contacts_join_in_a_chain():
    rows = [row(1, "анна", phone="+7900"), row(2, "анна", phone="+7900", email="a@b"), row(3, "анна", email="a@b")]
    assert joined(*rows) == [(0, 1, 2)]


def test_two_recipient_ids_keep_namesakes_with_one_phone_apart():
    assert joined(row(1, "анна", phone="+7900", recipient_id="G1"), row(2, "анна", phone="+7900", recipient_id="G2")) == [
        (0,), (1,)
    ]  # fmt: skip


@pytest.mark.parametrize(
    "rows",
    [
        [row(1, "а", phone="+7", recipient_id="1"), row(2, "а", phone="+7"), row(3, "а", phone="+7", recipient_id="2")],
        [row(1, "а", phone="+7", recipient_id="1"), row(2, "а", phone="+7", email="e"), row(3, "а", email="e", recipient_id="2")],
    ],
    ids=["one contact", "in a chain"],
)  # fmt: skip
def test_a_row_between_two_recipient_ids_is_refused(rows):
    _, problems = join_rows(rows)
    assert [(problem.slug, problem.origin.line) for problem in problems] == [("recipient-doubtful", 2)]


def test_one_recipient_id_under_two_names_is_an_error_with_both_places():
    found = list(check_rows([(row(1, "анна", recipient_id="G1"), "a"), (row(7, "анна п", recipient_id="G1"), "b")]))
    assert [(p.slug, str(p.origin)) for p in found] == [("recipient-id-two-names", "families.csv:7")]
    assert "families.csv:1" in found[0].message


def test_one_student_and_recipient_in_two_rows_is_an_error_with_both_places():
    found = list(check_rows([(row(1, "анна"), "a"), (row(2, "анна"), "b"), (row(9, "анна"), "a")]))
    assert [(p.slug, str(p.origin)) for p in found] == [("row-twice", "families.csv:9")]
    assert "families.csv:1" in found[0].message
