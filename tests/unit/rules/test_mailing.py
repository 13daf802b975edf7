from datetime import date

import pytest

from generator.model.families import AccessEvent, AccessEventKind, FamilyRow, PlacedRow
from generator.origin import NOWHERE
from generator.rules.mailing import contact_documented, mailing_consented

TODAY = date(2026, 11, 26)
OCTOBER = date(2026, 10, 1)
NOVEMBER = date(2026, 11, 1)


def placed(**more) -> PlacedRow:
    return PlacedRow(FamilyRow(NOWHERE, "1", "", "", "Анна", "анна", **more), "S1", "R1")


def act(kind=AccessEventKind.WITHDRAWN, recipient="R1", student="S1", on=NOVEMBER) -> AccessEvent:
    return AccessEvent(1, kind, recipient, student, on)


def test_without_its_own_consent_nobody_is_written_to():
    assert not mailing_consented(placed(consent_date=OCTOBER), (), TODAY)
    assert mailing_consented(placed(mailing_consent_date=OCTOBER), (), TODAY)
    assert mailing_consented(placed(mailing_consent_date=TODAY), (), TODAY)
    assert not mailing_consented(placed(mailing_consent_date=date(2026, 11, 27)), (), TODAY)


@pytest.mark.parametrize("column", ["consent_withdrawn", "refusal_date"])
def test_what_is_taken_back_ends_it_until_a_new_consent_to_mailings(column):
    assert not mailing_consented(placed(mailing_consent_date=OCTOBER, **{column: NOVEMBER}), (), TODAY)
    assert not mailing_consented(placed(mailing_consent_date=NOVEMBER, **{column: NOVEMBER}), (), TODAY)
    # a later consent to access is none to mailings
    row = placed(mailing_consent_date=OCTOBER, consent_date=TODAY, **{column: NOVEMBER})
    assert not mailing_consented(row, (), TODAY)
    assert mailing_consented(placed(mailing_consent_date=TODAY, **{column: NOVEMBER}), (), TODAY)


def test_a_withdrawal_in_the_register_counts_like_one_in_the_file():
    row = placed(mailing_consent_date=OCTOBER)
    assert not mailing_consented(row, [act()], TODAY)
    assert not mailing_consented(row, [act(student="")], TODAY)
    assert mailing_consented(row, [act(student="S2"), act(recipient="R2")], TODAY)
    assert mailing_consented(row, [act(AccessEventKind.REVOKED), act(AccessEventKind.REISSUED)], TODAY)
    assert mailing_consented(placed(mailing_consent_date=TODAY), [act()], TODAY)


def test_a_contact_needs_its_document():
    assert contact_documented(placed(contact_doc="заявление № 3"))
    assert not contact_documented(placed(contact_doc=" "))
