"""`diary notify` from the families file to a mail server and an SMS gateway."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from generator.commands.inputs import Inputs
from generator.commands.notify import notify
from generator.errors import SuspiciousError
from generator.register.mailings import Mailings
from generator.register.publications import PublicationRecord
from generator.register.register import Register
from tests.carriers import mail_server, sms_server
from tests.carriers.mail_server import MailServer
from tests.carriers.sms_server import SmsServer
from tests.schools import cast, family_file
from tests.schools.built import Built, inputs_of

Run = Callable[..., tuple[int, str, str]]

MAIL = {"уведомления": "почта", "согласие на рассылку": "05.09.2026", "документ о контактах": "анкета"}
SMS = {**MAIL, "уведомления": "смс"}
WISHES = {
    cast.MOTHER_OF_TWO: {**SMS, "телефон": "+7 000 000-00-10", "язык": "английский"},
    "Ёлкина Софья Ильинична": {**MAIL, "электронная почта": "gone@families.example"},
    "Беков Талант Маратович": {**MAIL, "электронная почта": "full@families.example"},
    "Д'Артова Клара Робертовна": {**MAIL, "электронная почта": "dartova@families.example", "документ о контактах": ""},
}
"""Who wants what, beside the mother who already wants mail in the example."""


@dataclass(frozen=True)
class Ground:
    """A built school whose settings name a mail server and a gateway on this computer."""

    built: Built
    mail: MailServer
    sms: SmsServer

    @property
    def inputs(self) -> Inputs:
        return inputs_of(self.built)

    def register(self) -> Register:
        return Register.open(self.built.folder / "private/register.sqlite", who="test")

    def publish(self, generation: int, *, verified: bool = True) -> None:
        """Note a publication that brought every diary."""
        pages = {path.name: str(generation) for path in (self.built.site / "d").iterdir()}
        now = self.inputs.moment
        record = PublicationRecord(generation, now, "folder", 1, 0, 1, now if verified else None)
        with self.register() as register:
            register.publications.add(record)
            register.publications.keep_diaries(generation, pages)

    def tell(self, diary: Run, *options: str) -> dict[str, object]:
        code, out, err = diary("notify", "--site", self.built.folder, "--format", "json", *options)
        assert code == 0, err
        return json.loads(out)

    def set(self, **settings: str) -> None:
        """Change keys of the section `notify` (each of these names stands in `site.yaml` once)."""
        path = self.built.folder / "site.yaml"
        lines = path.read_text(encoding="utf-8").splitlines()
        for index, line in enumerate(lines):
            key = line.strip().partition(":")[0]
            if key in settings:
                lines[index] = f"  {key}: {settings[key]}"
        path.write_text("\n".join(lines), encoding="utf-8")


def _wish(folder: Path) -> None:
    """Write the families file anew, as CSV, with the wishes."""
    (folder / "content/families.xlsx").unlink()
    rows = [{**row, **WISHES.get(row["получатель"], {})} for row in family_file.rows()]
    names = list(dict.fromkeys(name for row in rows for name in row))
    with (folder / "content/families.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, delimiter=";")
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture
def ground(own: Built, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ground]:
    _wish(own.folder)
    monkeypatch.setenv("DIARY_SMS_PASSWORD", sms_server.PASSWORD)
    with mail_server.serving() as mail, sms_server.serving() as sms:
        found = Ground(own, mail, sms)
        found.set(
            mail_server=f"127.0.0.1:{mail.port}",
            mail_security="none",
            mail_from="diary@school.example",
            sms_gateway=sms.address,
            sms_user="school",
        )
        yield found


def test_who_asked_for_it_is_told_once_a_day_and_only_of_news(ground: Ground, diary: Run) -> None:
    ground.publish(1)
    first = ground.tell(diary)
    assert first["due"] == {"email": 3, "sms": 1}
    assert [first[name] for name in ("sent", "later", "refused", "unknown")] == [2, 1, 1, 0]
    assert first["price"] == "2.4"
    assert first["others"]["no-contact-document"] == 1
    assert ground.mail.recipients == ["lisichkina@families.example"]
    assert [form["phones"] for form in ground.sms.sent] == ["+70000000010"]
    second = ground.tell(diary)
    assert second["due"] == {"email": 1, "sms": 0}
    assert second["others"]["told-today"] == 3
    assert (len(ground.mail.mails), len(ground.sms.sent)) == (1, 1)


def test_a_message_holds_the_front_address_in_the_familys_language_and_nothing_of_anybody(
    ground: Ground, diary: Run
) -> None:
    ground.publish(1)
    ground.tell(diary)
    (mail,) = ground.mail.mails
    assert mail["Subject"] == "Новые записи в школьном дневнике"
    texts = [mail.get_content(), ground.sms.sent[0]["mes"]]
    assert texts[1] == "New entries in the diary: http://localhost:8000"
    for text in texts:
        assert text.count("http://localhost:8000") == 1
        rest = text.replace("http://localhost:8000", "")
        assert not set("/#") & set(rest)
        assert not [name for row in family_file.rows() for name in row["получатель"].split() if name in rest]


def test_nobody_is_told_before_the_publication_was_verified(ground: Ground, diary: Run) -> None:
    assert ground.tell(diary)["due"] == {"email": 0, "sms": 0}
    ground.publish(1)
    ground.publish(2, verified=False)
    result = ground.tell(diary)
    assert result["due"] == {"email": 0, "sms": 0}
    assert result["others"]["not-verified"] == 4
    with ground.register() as register:
        register.publications.verify(2, ground.inputs.moment)
    assert ground.tell(diary)["due"] == {"email": 3, "sms": 1}


@pytest.mark.ci
def test_a_dry_run_sends_and_writes_nothing_and_shows_two_messages(ground: Ground, diary: Run) -> None:
    ground.publish(1)
    code, out, _ = diary("notify", "--dry-run", "--site", ground.built.folder)
    assert code == 0
    assert "would tell: 3 by email, 1 by sms" in out
    assert "price of all SMS: 2.4" in out
    assert out.count("http://localhost:8000") == 2
    assert "sms to +7…10" in out
    assert not [word for word in ("lisichkina", "families.example", "000000") if word in out]
    assert (ground.mail.mails, ground.sms.sent) == ([], [])
    assert ground.tell(diary)["due"] == {"email": 3, "sms": 1}


@pytest.mark.ci
def test_another_time_is_for_dry_runs_only(ground: Ground, diary: Run) -> None:
    ground.publish(1)
    code, _, err = diary("notify", "--site", ground.built.folder, "--now", "2026-11-19T18:30")
    assert (code, "now-refused" in err) == (2, True)
    result = ground.tell(diary, "--dry-run", "--now", "2026-11-19T23:00")
    assert result["others"]["quiet-hours"] == 4


@pytest.mark.ci
def test_logs_name_ids_and_codes_and_no_address(ground: Ground, diary: Run) -> None:
    ground.publish(1)
    _, out, err = diary("notify", "--site", ground.built.folder)
    assert " email refused 550" in out
    assert " email later 451" in out
    assert "@" not in out + err
    assert "+7" not in out + err
    assert "000000" not in out + err


def test_after_a_crash_in_between_nobody_is_told_twice(ground: Ground, diary: Run, monkeypatch) -> None:
    ground.publish(1)

    class Killed(BaseException):
        pass

    note = Mailings.settle

    def die(ledger: Mailings, recipient: str, day: date, state: str, *rest: object) -> None:
        """Let the program die after the message is out and before that is noted."""
        if state == "sent":
            raise Killed
        note(ledger, recipient, day, state, *rest)

    with ground.register() as register, monkeypatch.context() as patch:
        patch.setattr(Mailings, "settle", die)
        with pytest.raises(Killed):
            notify(ground.inputs, register)
    assert ground.mail.recipients == ["lisichkina@families.example"]
    result = ground.tell(diary)
    assert len(result["left_behind"]) == 1
    assert result["due"] == {"email": 1, "sms": 1}  # what was put off, and what the dead run never came to
    assert ground.mail.recipients == ["lisichkina@families.example"]
    assert len(ground.sms.sent) == 1
    assert ground.tell(diary)["left_behind"] == []


@pytest.mark.ci
def test_a_channel_out_of_order_does_not_keep_the_other_one_from_working(
    ground: Ground, diary: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    ground.publish(1)
    monkeypatch.delenv("DIARY_SMS_PASSWORD")
    code, out, err = diary("notify", "--site", ground.built.folder, "--format", "json")
    assert code == 3
    assert "[no-secret]" in err
    result = json.loads(out)
    assert result["problems"] == ["no-secret"]
    assert len(ground.mail.mails) == 1
    monkeypatch.setenv("DIARY_SMS_PASSWORD", sms_server.PASSWORD)
    assert ground.tell(diary)["due"]["sms"] == 1


@pytest.mark.ci
def test_an_address_too_long_for_one_sms_stops_the_sms(ground: Ground, diary: Run) -> None:
    ground.publish(1)
    ground.set(address="http://localhost:8000/" + "a" * 160, own_origin="false")
    code, out, err = diary("notify", "--site", ground.built.folder, "--format", "json")
    assert code == 3
    assert "[sms-too-long]" in err
    assert ground.sms.requests == []
    assert json.loads(out)["sent"] == 1


@pytest.mark.ci
def test_news_of_the_next_day_is_told_the_next_day(ground: Ground, diary: Run) -> None:
    ground.publish(1)
    ground.tell(diary)
    tomorrow = (ground.inputs.now + timedelta(days=1)).isoformat(timespec="minutes")
    assert ground.tell(diary, "--dry-run", "--now", tomorrow)["due"] == {"email": 1, "sms": 0}  # only what was put off
    ground.publish(2)
    assert ground.tell(diary, "--dry-run", "--now", tomorrow)["due"] == {"email": 3, "sms": 1}


@pytest.mark.ci
def test_whose_access_is_closed_is_told_nothing(ground: Ground, diary: Run) -> None:
    ground.publish(1)
    with ground.register() as register:
        register.revoke(str(ground.built.of(cast.MOTHER_OF_TWO)["recipient_id"]), ground.inputs.moment)
    assert ground.tell(diary)["due"] == {"email": 3, "sms": 0}
    assert ground.sms.requests == []


@pytest.mark.ci
@pytest.mark.parametrize(
    "setting", [{"mail_server": "mail.school.example"}, {"sms_gateway": "https://sms.example/send"}]
)
def test_the_example_school_tells_nobody_by_a_real_server(ground: Ground, diary: Run, setting: dict[str, str]) -> None:
    ground.publish(1)
    ground.set(mail_security="tls", **setting)
    code, _, err = diary("notify", "--site", ground.built.folder)
    assert (code, "[example-notify]" in err) == (SuspiciousError.exit_code, True)


@pytest.mark.ci
def test_without_servers_everybody_is_left_out_and_that_is_no_error(own: Built, diary: Run) -> None:
    code, out, _ = diary("notify", "--site", own.folder)
    assert code == 0
    assert "to tell: nobody" in out
    assert "1 no-carrier" in out


@pytest.mark.ci
def test_without_an_address_there_is_nothing_to_say(ground: Ground, diary: Run) -> None:
    ground.set(address='""')
    assert "[no-site-address]" in diary("notify", "--site", ground.built.folder)[2]
