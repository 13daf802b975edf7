"""Laws of access: nothing that closes ever opens, separated parents never meet, order does not matter."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from generator.model.families import AccessEvent, AccessEventKind, FamilyRow, Form, PlacedRow, Role
from generator.origin import Origin
from generator.rules.access import Standing, decide
from generator.rules.recipients import join_rows

TODAY = date(2026, 11, 19)
STUDENTS = ["S1", "S2", "S3"]
RECIPIENTS = ["R1", "R2", "R3", "R4"]

days = st.integers(-30, 30).map(lambda n: TODAY + timedelta(days=n))
maybe_day = st.none() | days
consents = st.sampled_from(["required", "law"])


@st.composite
def placed_rows(draw):
    pairs = draw(st.lists(st.sampled_from([(s, r) for s in STUDENTS for r in RECIPIENTS]), unique=True, max_size=8))
    return [draw(one_row(line, *pair)) for line, pair in enumerate(pairs, start=2)]


@st.composite
def one_row(draw, line, student, recipient):
    applied = draw(maybe_day)
    row = FamilyRow(
        Origin("families.csv", line=line), student, "", "", recipient, recipient,
        role=draw(st.sampled_from(Role)),
        application_no="17" if applied else "",
        application_date=applied,
        form=draw(st.sampled_from(Form)),
        consent_date=draw(maybe_day),
        consent_withdrawn=draw(maybe_day),
        refusal_date=draw(maybe_day),
        valid_to=draw(maybe_day),
    )  # fmt: skip
    return PlacedRow(row, student, recipient)


@st.composite
def acts(draw):
    kinds = draw(st.lists(st.sampled_from(AccessEventKind), max_size=5))
    return [
        AccessEvent(number, kind, draw(st.sampled_from(RECIPIENTS)), draw(st.sampled_from(["", *STUDENTS])), draw(days))
        for number, kind in enumerate(kinds, start=1)
    ]


def open_pairs(rows, events, consent="required"):
    found = decide(rows, STUDENTS, events, TODAY, consent)
    pairs = {(student, recipient) for student, readers in found.readers.items() for recipient in readers}
    assert pairs == {(student, recipient) for recipient, own in found.children.items() for student in own}
    return pairs


@given(placed_rows(), acts(), consents, st.data())
def test_adding_a_refusal_or_withdrawal_to_a_row_never_opens_anything(rows, events, consent, data):
    before = open_pairs(rows, events, consent)
    if not rows:
        return
    index = data.draw(st.integers(0, len(rows) - 1))
    field = data.draw(st.sampled_from(["refusal_date", "consent_withdrawn"]))
    old = getattr(rows[index].row, field)
    # A second refusal can only be written over the first one; a later one is never milder.
    day = data.draw(days.filter(lambda d: old is None or d >= old))
    stricter = replace(rows[index], row=replace(rows[index].row, **{field: day}))
    assert open_pairs([*rows[:index], stricter, *rows[index + 1 :]], events, consent) <= before


@given(placed_rows(), acts(), st.sampled_from(RECIPIENTS), st.sampled_from(["", *STUDENTS]), days)
def test_a_closing_act_in_the_register_never_opens_anything(rows, events, recipient, student, day):
    before = open_pairs(rows, events)
    for kind in (AccessEventKind.REVOKED, AccessEventKind.WITHDRAWN):
        after = open_pairs(rows, [*events, AccessEvent(len(events) + 1, kind, recipient, student, day)])
        assert after <= before


@given(placed_rows(), acts(), st.sampled_from(RECIPIENTS))
def test_after_a_revocation_today_nobody_reads_with_an_older_consent(rows, events, recipient):
    after = [*events, AccessEvent(len(events) + 1, AccessEventKind.REVOKED, recipient, "", TODAY)]
    assert not {pair for pair in open_pairs(rows, after) if pair[1] == recipient}


@given(placed_rows(), acts(), consents, st.randoms())
def test_the_order_of_rows_does_not_matter(rows, events, consent, random):
    shuffled = list(rows)
    random.shuffle(shuffled)
    turned = list(events)
    random.shuffle(turned)
    assert decide(shuffled, STUDENTS, turned, TODAY, consent) == decide(rows, STUDENTS, events, TODAY, consent)


@given(placed_rows(), acts(), consents)
def test_nobody_reads_without_a_row_of_their_own(rows, events, consent):
    assert open_pairs(rows, events, consent) <= {placed.pair for placed in rows}


@given(placed_rows(), acts(), st.data())
def test_taking_a_row_away_never_opens_anything(rows, events, data):
    before = open_pairs(rows, events)
    kept = [placed for placed in rows if data.draw(st.booleans())]
    assert open_pairs(kept, events) <= before


@given(placed_rows(), acts())
def test_asking_for_consent_never_opens_anything(rows, events):
    assert open_pairs(rows, events, "required") <= open_pairs(rows, events, "law")


@given(placed_rows(), acts(), consents)
def test_a_student_without_readers_is_listed_and_the_others_are_not(rows, events, consent):
    found = decide(rows, STUDENTS, events, TODAY, consent)
    assert sorted([*found.readers, *found.without]) == STUDENTS
    assert all(d.standing is Standing.VALID for d in found.rows if d.placed.recipient_id in
               found.readers.get(d.placed.student_id, ()))  # fmt: skip


# Joining rows into recipients

names = st.sampled_from(["анна", "пётр", "ида"])
values = st.sampled_from(["", "", "1", "2"])


@st.composite
def family_rows(draw):
    count = draw(st.integers(0, 8))
    return [
        FamilyRow(Origin("f", line=n), str(n), "", "", (name := draw(names)), name, recipient_id=draw(values),
                  phone=draw(values), email=draw(values))
        for n in range(count)
    ]  # fmt: skip


@given(family_rows())
def test_two_names_are_never_one_recipient_whatever_contacts_they_share(rows):
    clusters, _ = join_rows(rows)
    assert sorted(index for cluster in clusters for index in cluster) == list(range(len(rows)))
    assert all(len({rows[index].name_key for index in cluster}) == 1 for cluster in clusters)


@given(family_rows())
def test_namesakes_without_a_common_contact_are_never_one_recipient(rows):
    clusters, _ = join_rows(rows)
    for cluster in clusters:
        for index in cluster:
            others = [rows[other] for other in cluster if other != index]
            mine = rows[index]
            assert not others or any(
                value and value == other_value
                for other in others
                for value, other_value in (
                    (mine.phone, other.phone), (mine.email, other.email), (mine.recipient_id, other.recipient_id),
                )
            )  # fmt: skip


@given(family_rows(), st.randoms())
def test_the_order_of_rows_does_not_change_who_is_one_recipient(rows, random):
    order = list(range(len(rows)))
    random.shuffle(order)
    clusters, problems = join_rows(rows)
    turned, turned_problems = join_rows([rows[index] for index in order])
    assert {frozenset(c) for c in clusters} == {frozenset(order[i] for i in c) for c in turned}
    assert {p.origin for p in problems} == {p.origin for p in turned_problems}
