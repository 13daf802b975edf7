#!/usr/bin/env python3
"""Measure how long 200 e-mails take over one connection to a server on this computer.

usage: notifying.py [MAILS]

`ledger` is the same with a claim and a settlement in a register for each mail, as `diary notify` does it. `unit` is the
bare SMTP dialogue of smtplib with a ready message in the same run, so that two machines can be compared.
"""

from __future__ import annotations

import smtplib
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from generator.notifying.mail_text import Sender, compose
from generator.notifying.notifier import Message, State
from generator.register import Register
from generator.register.records import RecipientClaim
from tests.carriers.kinds import mail_to
from tests.carriers.mail_server import MailServer, serving

NOW = datetime(2026, 11, 26, 18, 30, tzinfo=UTC)
TEXT = "В дневнике есть новые записи.\n\nhttps://d.example\n" * 4


def messages(count: int) -> list[Message]:
    return [Message(f"R{n}", f"family{n}@home.test", "Новые записи в дневнике", TEXT) for n in range(1, count + 1)]


def measured(name: str, act: Callable[[MailServer], None], count: int) -> None:
    with serving() as server:
        start, cpu = time.perf_counter(), time.process_time()
        act(server)
        took, cpu = time.perf_counter() - start, time.process_time() - cpu
        if len(server.mails) != count:
            raise SystemExit(f"{name}: {len(server.mails)} of {count} arrived")
        print(f"{name:8} {took:6.2f} s ({cpu:.2f} s of CPU, with the server's) for {count} mails")
        if server.connections != 1:
            raise SystemExit(f"{name}: {server.connections} connections")


def bare(server: MailServer, batch: list[Message]) -> None:
    content = compose(Sender("diary@school.test", "office@school.test"), batch[0])
    with smtplib.SMTP("127.0.0.1", server.port, "school.test") as smtp:
        for message in batch:
            smtp.sendmail("diary@school.test", message.to, content)


def sent(server: MailServer, batch: list[Message]) -> None:
    if any(receipt.state is not State.SENT for receipt in mail_to(server).send(batch)):
        raise SystemExit("not all were sent")


def with_ledger(server: MailServer, batch: list[Message], folder: Path) -> None:
    with Register.create(folder / "private/register.sqlite") as register:
        students = register.resolve_students([((f"j:{m.recipient_id}",), "Ученик") for m in batch], NOW)
        claims = [RecipientClaim(s.id, "Мать", "мать", n) for n, s in enumerate(students.values())]
        register.resolve_recipients(claims, NOW)
        start, cpu = time.perf_counter(), time.process_time()

        def claimed() -> Iterator[Message]:
            for message in batch:
                if register.mailings.claim(message.recipient_id, "email", 1, NOW):
                    yield message

        for receipt in mail_to(server).send(claimed()):
            register.mailings.settle(receipt.recipient_id, NOW.date(), receipt.state, receipt.code, NOW)
        took, cpu = time.perf_counter() - start, time.process_time() - cpu
        print(f"ledger   {took:6.2f} s ({cpu:.2f} s of CPU) for {len(server.mails)} mails")


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    batch = messages(count)
    measured("unit", lambda server: bare(server, batch), count)
    measured("mails", lambda server: sent(server, batch), count)
    with tempfile.TemporaryDirectory() as folder, serving() as server:
        with_ledger(server, batch, Path(folder))


if __name__ == "__main__":
    main()
