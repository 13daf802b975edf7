"""What the families file newly says, as acts; and the laws of it."""

from dataclasses import fields
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.acts import Act, ActKind, ActLine, Source, holding
from generator.model.families import Notify, RefusalGround
from generator.register.acts.families import acts_of, is_ward, mask_email, mask_phone, said_before
from tests.unit.register.acts.ground import FATHER, MOTHER, NOW, applied, placed

DAY = date(2026, 10, 30)


def entered(lines, acts: tuple[Act, ...] = ()) -> tuple[Act, ...]:
    """Return the acts with these lines after them, as the register numbers them."""
    made = [
        Act(number=number, at=NOW, who="", source=Source.FAMILIES,
            **{field.name: getattr(line, field.name) for field in fields(ActLine)})
        for number, line in enumerate(lines, start=len(acts) + 1)
    ]  # fmt: skip
    return (*acts, *made)


def after(rows, acts: tuple[Act, ...] = ()) -> tuple[Act, ...]:
    """Return the acts as they are when a build has seen these rows."""
    return entered(acts_of(rows, said_before(acts)), acts)


def kinds(acts) -> list[str]:
    return [act.kind.value for act in acts]


def test_a_first_row_gives_its_application_and_consent():
    application, consent = after([applied()])
    assert (application.kind, application.day, application.pair) == (ActKind.APPLICATION, DAY, ("S1", MOTHER))
    assert application.detail == {"number": "17", "channel": "ЕПГУ", "form": "electronic", "relation": "мать"}
    assert (consent.document, consent.detail) == ("вх. 40", {"purpose": "diary", "relation": "мать"})


def test_a_changed_date_or_document_is_a_new_act_that_follows_the_old_one():
    acts = after([applied(consent_doc="вх. 41")], after([applied()]))
    assert kinds(acts) == ["application", "consent", "consent"]
    assert (acts[2].document, acts[2].earlier) == ("вх. 41", 2)
    acts = after([applied(consent_doc="вх. 41", application_date=DAY + timedelta(days=1))], acts)
    assert (acts[3].kind, acts[3].earlier) == (ActKind.APPLICATION, 1)
    assert [act.number for act in holding(acts)] == [3, 4]


def test_a_date_that_was_changed_and_changed_back_is_two_acts_more():
    acts = after([applied()])
    for day in (DAY + timedelta(days=1), DAY):
        acts = after([applied(consent_date=day)], acts)
    assert [(act.day, act.earlier) for act in acts if act.kind is ActKind.CONSENT] == [
        (DAY, 0),
        (DAY + timedelta(days=1), 2),
        (DAY, 3),
    ]


def test_withdrawal_and_refusal_with_its_ground():
    row = applied(
        consent_withdrawn=DAY + timedelta(days=5),
        refusal_date=DAY + timedelta(days=6),
        refusal_ground=RefusalGround.NO_ACCESS,
        refusal_doc="вх. 52",
    )
    acts = after([row], after([applied()]))
    assert kinds(acts[2:]) == ["consent-withdrawn", "refusal"]
    assert (acts[3].detail["ground"], acts[3].document) == ("no_access", "вх. 52")


def test_a_refusal_that_was_taken_out_of_the_file_is_an_act_too():
    acts = after([placed("S1", MOTHER, refusal_date=DAY)])
    acts = after([placed("S1", MOTHER)], acts)
    assert (acts[1].kind, acts[1].detail, acts[1].earlier) == (ActKind.ERASED, {"of": "refusal"}, 1)
    assert holding(acts) == ()
    assert after([placed("S1", MOTHER)], acts) == acts
    back = after([placed("S1", MOTHER, refusal_date=DAY)], acts)
    assert [(act.kind, act.number) for act in holding(back)] == [(ActKind.REFUSAL, 3)]


def test_one_consent_for_each_purpose():
    acts = after([applied(mailing_consent_date=DAY)])
    assert [act.detail["purpose"] for act in acts if act.kind is ActKind.CONSENT] == ["diary", "mailing"]
    acts = after([applied()], acts)
    assert acts[-1].detail == {"of": "consent", "purpose": "mailing"}
    assert [act.detail["purpose"] for act in holding(acts) if act.kind is ActKind.CONSENT] == ["diary"]


def test_contacts_are_kept_masked_with_their_document():
    row = placed(
        "S1", MOTHER, email="anna@mail.example", phone="+79001234541", contact_doc="анкета 3", notify=Notify.SMS
    )
    (act,) = after([row])
    assert (act.kind, act.document) == (ActKind.CONTACT, "анкета 3")
    assert act.detail == {"email": "a…@m….example", "phone": "…41", "agreed": "sms"}
    assert "anna@" not in str(act.content())
    assert "9001234" not in str(act.content())


def test_masks_show_too_little_to_write_or_call():
    assert (mask_email(""), mask_phone("")) == ("", "")
    assert mask_email("a@b.c.example") == "a…@b….example"


@pytest.mark.parametrize("relation", ["опекун", "Опекун (бабушка)", "попечитель", "приёмная мать", "guardian"])
def test_a_wards_guardian_is_noted(relation):
    row = applied(relation=relation)
    assert is_ward(row.row)
    assert {act.detail["ward"] for act in after([row])} == {"yes"}


@pytest.mark.parametrize("relation", ["", "мать", "отец", "бабушка", "father"])
def test_a_parent_has_no_ward(relation):
    assert not is_ward(applied(relation=relation).row)


def test_a_relation_written_otherwise_is_no_new_act_but_becoming_a_guardian_is():
    acts = after([applied()])
    assert after([applied(relation="Мама")], acts) == acts
    assert kinds(after([applied(relation="опекун")], acts)) == ["application", "consent"] * 2


def test_a_row_that_left_the_file_gives_nothing():
    acts = after([applied(), applied("S2")])
    assert after([applied()], acts) == acts


def test_the_first_file_is_entered_by_day():
    rows = [applied("S2", application_date=DAY + timedelta(days=3)), applied("S1", FATHER, consent_date=None)]
    assert [act.day for act in after(rows)] == [DAY, DAY, DAY + timedelta(days=3)]


# Laws

days = st.none() | st.integers(0, 3).map(lambda n: DAY + timedelta(days=n))
few = st.sampled_from(["", "1", "2"])
pairs = [("S1", MOTHER), ("S2", MOTHER), ("S1", FATHER)]


@st.composite
def one_row(draw, student, recipient):
    return placed(
        student, recipient,
        relation=draw(st.sampled_from(["", "мать", "опекун"])),
        application_no=draw(few), application_date=draw(days), consent_date=draw(days), consent_doc=draw(few),
        mailing_consent_date=draw(days), consent_withdrawn=draw(days), refusal_date=draw(days),
        refusal_ground=draw(st.sampled_from(RefusalGround)), refusal_doc=draw(few), valid_to=draw(days), phone=draw(few), contact_doc=draw(few),
    )  # fmt: skip


@st.composite
def files(draw):
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True))
    return [draw(one_row(*pair)) for pair in chosen]


@given(st.lists(files(), min_size=1, max_size=4))
def test_what_was_entered_is_not_entered_again(history):
    acts: tuple[Act, ...] = ()
    for rows in history:
        acts = after(rows, acts)
        assert acts_of(rows, said_before(acts)) == ()


@given(files(), files(), st.data())
def test_the_order_of_rows_does_not_matter(first, second, data):
    acts = after(data.draw(st.permutations(first)))
    assert acts == after(first)
    assert after(data.draw(st.permutations(second)), acts) == after(second, acts)


@given(st.lists(files(), min_size=1, max_size=4))
def test_after_any_history_what_holds_of_the_rows_is_what_a_new_register_would_say(history):
    acts: tuple[Act, ...] = ()
    for rows in history:
        acts = after(rows, acts)
    present = {row.pair for row in history[-1]}

    def said(found):
        return sorted(
            repr((act.kind, act.day, act.pair, act.document, {**act.detail, "relation": ""}))
            for act in holding(found)
            if act.pair in present
        )

    assert said(acts) == said(after(history[-1]))


@given(st.lists(files(), min_size=1, max_size=4))
def test_every_act_of_any_history_has_its_own_fingerprint(history):
    acts: tuple[Act, ...] = ()
    for rows in history:
        acts = after(rows, acts)
    assert len({repr((act.content(), act.earlier)) for act in acts}) == len(acts)
    assert all(act.earlier < act.number for act in acts)
