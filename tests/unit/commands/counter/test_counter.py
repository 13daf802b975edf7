"""The pages of the counter over the example school: what is entered, and what stays when it can't be."""

from __future__ import annotations

import re
from argparse import Namespace
from collections.abc import Iterator

import pytest

from generator.commands.counter.waiting import load_waiting
from generator.commands.inputs import load_inputs
from generator.commands.panel import Wiring, open_desk
from generator.commands.registers import open_register
from generator.model.acts import Act, ActKind, Source, holding
from tests.schools.built import Built

TAKEN = {
    "act": "take", "student": "Бекова 8А", "recipient": "Бекова Жанна Игоревна", "relation": "мать",
    "application_no": "2026-077", "application_date": "2026-11-18", "form": "electronic", "notify": "none",
    "refusal_ground": "",
}  # fmt: skip


@pytest.fixture
def wiring(own: Built) -> Iterator[Wiring]:
    with open_desk(options(own)) as made:
        yield made


def options(own: Built) -> Namespace:
    return Namespace(site=own.folder, now="", format="text")


def acts(own: Built) -> tuple[Act, ...]:
    with open_register(load_inputs(options(own))) as register:
        return register.acts.all()


def send(wiring: Wiring, page: str, **fields: str | list[str]) -> tuple[bool, str]:
    given = {name: [value] if isinstance(value, str) else value for name, value in fields.items()}
    shown = wiring.act(page, given, "key")
    assert shown is not None
    return shown.is_done, shown.text


def slugs(text: str) -> list[str]:
    return re.findall(r'class="slug">.*</span>([a-z-]+)<', text)


@pytest.mark.ci
@pytest.mark.parametrize(
    ("changed", "slug"),
    [
        ({"student": "Никто"}, "nobody-meant"),
        ({"student": "8А"}, "several-meant"),
        ({"recipient": ""}, "missing-value"),
        ({"phone": "12"}, "bad-phone"),
        ({"email": "a"}, "bad-email"),
        ({"application_date": ""}, "application-incomplete"),
        ({"application_date": "18.13.2026"}, "bad-date"),
        ({"notify": "email"}, "missing-value"),
        ({"refusal_ground": "refused"}, "missing-value"),
        ({"form": "by hand"}, "bad-choice"),
        ({"application_no": "", "application_date": ""}, "intake-empty"),
        ({"recipient": "Бекова Айгерим Талант кызы", "relation": ""}, "student-as-guardian"),
    ],
)
def test_a_row_that_no_build_would_take_is_not_entered(
    wiring: Wiring, own: Built, changed: dict[str, str], slug: str
) -> None:
    before = acts(own)
    done, text = send(wiring, "intake", **(TAKEN | changed))
    assert (done, slugs(text)) == (False, [slug])
    assert acts(own) == before
    assert load_waiting(load_inputs(options(own)).folder) == ()


@pytest.mark.ci
def test_a_row_is_entered_once_and_what_was_a_mistake_is_corrected(wiring: Wiring, own: Built) -> None:
    folder = load_inputs(options(own)).folder
    assert send(wiring, "intake", **TAKEN)[0]
    (entered,) = [act for act in acts(own) if act.source is Source.PANEL]
    assert (entered.kind, entered.recipient_id) == (ActKind.APPLICATION, "")
    assert entered.detail["recipient"] == "Бекова Жанна Игоревна"
    done, text = send(wiring, "intake", **TAKEN)
    assert (done, slugs(text)) == (False, ["act-already-noted"])
    assert len(load_waiting(folder)) == 1
    assert send(wiring, "intake", act="drop", row=str(entered.number))[0]
    assert load_waiting(folder) == ()
    assert entered not in holding(acts(own))
    assert slugs(send(wiring, "intake", act="drop", row=str(entered.number))[1]) == ["row-gone"]
    assert send(wiring, "intake", **TAKEN)[0], "after a correction it can be taken in again"


@pytest.mark.ci
def test_a_row_that_the_file_has_already_does_not_wait(wiring: Wiring, own: Built) -> None:
    there = {"recipient": "Беков Талант Маратович", "relation": "отец", "application_no": "2026-002",
             "application_date": "2026-09-03"}  # fmt: skip
    done, text = send(wiring, "intake", **(TAKEN | there))
    assert done
    assert "Такая строка в файле семей уже есть" in text
    assert load_waiting(load_inputs(options(own)).folder) == ()


@pytest.mark.ci
def test_a_page_tells_what_stands_in_its_way(wiring: Wiring, own: Built) -> None:
    for path in (own.folder / "content/exports").rglob("*.csv"):
        path.write_bytes(b"nothing that is known")
    shown = wiring.show("intake", "key")
    assert shown is not None
    assert not shown.is_done
    assert slugs(shown.text)
    assert "<form" not in shown.text


@pytest.mark.ci
@pytest.mark.parametrize("act", ["papers", "letters", "back", "other", "on", ""])
def test_nothing_ticked_is_nothing_done(wiring: Wiring, act: str) -> None:
    assert slugs(send(wiring, "hand", act=act)[1]) == ["nothing-ticked"]
    assert slugs(send(wiring, "hand", act="other", other="1")[1]) == ["nothing-ticked"]


@pytest.mark.ci
def test_a_day_that_is_none_or_to_come_is_refused(wiring: Wiring, own: Built) -> None:
    wiring.desk.jobs["week"].run(lambda *_: None)
    with open_register(load_inputs(options(own))) as register:
        number = str(register.papers.unhanded()[0].number)
    assert slugs(send(wiring, "hand", act="papers", papers=number, on="yesterday")[1]) == ["day-unclear"]
    done, text = send(wiring, "hand", act="papers", papers=number, on="2026-12-31")
    assert slugs(text) == ["paper-handed-too-early"]
    assert f'value="{number}" checked' in text, "the tick is kept"
    assert not done


@pytest.mark.ci
def test_an_act_that_is_none_of_the_page_is_refused(wiring: Wiring, own: Built) -> None:
    before = acts(own)
    assert not send(wiring, "record", act="sudo")[0]
    assert not send(wiring, "record", act="correct", number="x", why="y")[0]
    assert acts(own) == before
    assert wiring.act("none", {}, "key") is None
    assert wiring.show("../panel", "key") is None


@pytest.mark.ci
@pytest.mark.parametrize(
    ("fields", "slug"),
    [
        ({"act": "deferral", "student": "Бекова 8А", "subject": "Физика", "term": "2 четверть", "order": "№ 5"},
         "text-missing"),
        ({"act": "deferral", "student": "Бекова 8А", "subject": "Физика", "term": "2 четверть", "until": "2026-12-20"},
         "text-missing"),
        ({"act": "deferral", "student": "", "subject": "Физика", "term": "2 четверть", "until": "2026-12-20",
          "order": "№ 5"}, "nobody-named"),
        ({"act": "deferral", "student": "Бекова 8А", "subject": "Магия", "term": "2 четверть", "until": "2026-12-20",
          "order": "№ 5"}, "no-such-subject"),
        ({"act": "exam", "subject": "Физика", "exam": "пробный"}, "nobody-named"),
        ({"act": "informed", "group": "5Б", "way": ""}, "text-missing"),
        ({"act": "informed", "group": "5Б", "way": "собрание", "on": "2026-12-31"}, "day-to-come"),
        ({"act": "contact", "person": "", "channel": "phone", "document": "лист"}, "nobody-meant"),
        ({"act": "closed", "person": "R1", "document": ""}, "text-missing"),
        ({"act": "correct", "number": "1", "why": ""}, "text-missing"),
        ({"act": "correct", "number": "1", "why": "ошибка"}, "act-of-families"),
    ],
)  # fmt: skip
def test_an_entry_that_says_too_little_is_not_made(
    wiring: Wiring, own: Built, fields: dict[str, str], slug: str
) -> None:
    before = acts(own)
    done, text = send(wiring, "record", **fields)
    assert (done, slugs(text)) == (False, [slug])
    assert acts(own) == before


@pytest.mark.ci
def test_what_an_exam_and_a_meeting_need_is_asked_and_entered(wiring: Wiring, own: Built) -> None:
    assert send(wiring, "record", act="exam", group="8А", subject="Физика", exam="пробный", exam_day="2026-11-17",
                received="2026-11-18T10:00")[0]  # fmt: skip
    assert send(wiring, "record", act="informed", group="5Б", way="собрание", on="2026-11-12")[0]
    assert send(wiring, "record", act="contact", person="R1", channel="phone", document="лист", on="2026-11-12")[0]
    assert send(wiring, "record", act="closed", person="R1", document="ответ № 1", on="2026-11-12")[0]
    entered = [act for act in acts(own) if act.source is Source.PANEL]
    assert [act.kind for act in entered] == [
        ActKind.EXAM_RECEIVED, ActKind.INFORMED, ActKind.CONTACT, ActKind.APPLICATION_CLOSED,
    ]  # fmt: skip
    assert entered[0].detail["received_at"].startswith("2026-11-18T10:00")
    assert slugs(send(wiring, "record", act="exam", subject="Физика", exam="x", received="no")[1]) == ["day-unclear"]
