from __future__ import annotations

import ssl
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.utils import parsedate_to_datetime

import pytest
import trustme

from generator.errors import HostError, HostRetryError, SettingsError
from generator.notifying.mail import MailNotifier
from generator.notifying.mail_relay import Relay, verifying_context
from generator.notifying.mail_text import Sender, compose
from generator.notifying.notifier import Message, Receipt, State
from tests.carriers.kinds import mail_to
from tests.carriers.mail_server import PASSWORD, USER, MailServer, serving

SENDER = Sender("diary@school.test", "office@school.test")
TEXT = "В дневнике есть новые записи.\n.точка в начале строки\nhttps://d.example\n"


@pytest.fixture
def server() -> Iterator[MailServer]:
    with serving() as found:
        yield found


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, ssl.SSLContext]:
    """Return the file of an own authority, and the server's side with its certificate for 127.0.0.1."""
    made = trustme.CA()
    path = tmp_path_factory.mktemp("ca") / "ca.pem"
    made.cert_pem.write_to_path(str(path))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.issue_cert("127.0.0.1").configure_cert(context)
    return str(path), context


def to(*firsts: str) -> list[Message]:
    return [
        Message(f"R{number}", f"{first}@home.test", "Новое в дневнике", TEXT)
        for number, first in enumerate(firsts, start=1)
    ]


def states(receipts: list[Receipt]) -> list[tuple[str, str]]:
    return [(receipt.state.value, receipt.code) for receipt in receipts]


def test_a_mail_says_that_nobody_wrote_it_and_how_to_have_no_more(server):
    assert list(mail_to(server).send(to("anna"))) == [Receipt("R1", State.SENT)]
    (mail,) = server.mails
    assert mail["From"] == "diary@school.test"
    assert mail["To"] == "anna@home.test"
    assert mail["Reply-To"] == "office@school.test"
    assert mail["Subject"] == "Новое в дневнике"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Precedence"] == "bulk"
    assert mail["List-Unsubscribe"] == "<mailto:office@school.test?subject=unsubscribe>"
    assert mail["Message-ID"].endswith("@school.test>")
    assert parsedate_to_datetime(mail["Date"]).tzinfo
    assert mail["Content-Transfer-Encoding"] == "quoted-printable"
    assert mail.get_content_type() == "text/plain"
    assert mail.get_content().replace("\r\n", "\n") == TEXT
    server.raw[0].decode("ascii")


def test_a_long_address_stays_an_address_in_every_header():
    office = "office+diary@post.of-a-school-with-a-long-name.in-a-region-far-away.example"
    content = compose(Sender.parse(office, office), Message("R1", office, "Новое " * 30, TEXT))
    assert f"\r\nList-Unsubscribe: <mailto:{office}?subject=unsubscribe>\r\n".encode() in content
    mail = message_from_bytes(content, policy=policy.default)
    assert [mail[name] for name in ("From", "To", "Reply-To")] == [office] * 3
    assert mail["Subject"].split() == ["Новое"] * 30
    assert max(map(len, content.split(b"\r\n"))) < 998


def test_everybody_gets_a_mail_of_their_own_over_one_connection(server):
    assert {state for state, _ in states(list(mail_to(server).send(to(*"abcdefgh"))))} == {"sent"}
    assert [mail["To"] for mail in server.mails] == [f"{first}@home.test" for first in "abcdefgh"]
    assert len({mail["Message-ID"] for mail in server.mails}) == 8
    assert server.connections == 1


def test_the_servers_no_is_told_from_its_not_now(server):
    receipts = list(mail_to(server).send(to("gone", "full", "spam", "anna")))
    assert states(receipts) == [("refused", "550"), ("later", "451"), ("refused", "554"), ("sent", "")]


@pytest.mark.parametrize("answer", ["553 5.7.1 not your address", "530 5.7.0 login first"])
def test_a_no_to_the_sender_is_no_fault_of_the_families_addresses(server, answer):
    server.sender_answer = answer
    assert states(list(mail_to(server).send(to("anna", "olga")))) == [("later", answer[:3])] * 2


def test_a_cut_before_the_text_is_tried_once_more(server):
    assert states(list(mail_to(server).send(to("anna", "cut", "olga")))) == [("sent", "")] * 3
    assert server.recipients == ["anna@home.test", "cut@home.test", "olga@home.test"]
    assert server.connections == 2


def test_after_two_cuts_in_a_row_the_rest_waits(server):
    server.cuts = 9
    receipts = list(mail_to(server).send(to("anna", "cut", "olga")))
    assert states(receipts) == [("sent", ""), ("later", "connection"), ("later", "connection")]
    assert server.connections == 2


def test_a_mail_whose_answer_was_lost_is_never_sent_again(server):
    receipts = list(mail_to(server).send(to("lost", "anna")))
    assert states(receipts) == [("sent", "unknown"), ("sent", "")]
    assert server.recipients == ["lost@home.test", "anna@home.test"]


def test_a_server_that_drops_every_mail_is_not_asked_for_ever(server):
    receipts = list(mail_to(server).send(to("lost", "lost", "lost", "lost")))
    assert states(receipts) == [
        ("sent", "unknown"),
        ("sent", "unknown"),
        ("later", "connection"),
        ("later", "connection"),
    ]
    assert len(server.mails) == 2


def test_a_server_that_wants_a_new_connection_now_and_then_gets_it(server):
    server.cut_after = 3
    assert {state for state, _ in states(list(mail_to(server).send(to(*"abcdefghij"))))} == {"sent"}
    assert len(server.mails) == 10
    assert server.connections == 4


@pytest.mark.parametrize(
    ("address", "subject"),
    [
        ("anna@home.test", "Новое\r\nBcc: all@home.test"),
        ("anna@home.test\r\nBcc: all@home.test", "Новое"),
        ("anna@home.test>, <olga@home.test", "Новое"),
        ("анна@home.test", "Новое"),
        ("anna", "Новое"),
        ("anna@..", "Новое"),
    ],
)
def test_what_would_be_another_header_or_recipient_is_refused(server, address, subject):
    receipts = list(mail_to(server).send([Message("R1", address, subject, TEXT)]))
    assert states(receipts) == [("refused", "address")]
    assert server.mails == []


def test_a_domain_in_cyrillic_is_written_in_ascii(server):
    assert states(list(mail_to(server).send([Message("R1", "anna@почта.test", "Новое", TEXT)]))) == [("sent", "")]
    assert server.recipients == ["anna@xn--80a1acny.test"]


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_over_tls_with_a_login(authority, security):
    ca_file, context = authority
    options = {"ssl_context": context} if security == "tls" else {"tls_context": context, "require_starttls": True}
    with serving(login=True, **options) as server:
        relay = Relay.parse(f"127.0.0.1:{server.port}", security, verifying_context(ca_file), USER, PASSWORD)
        assert states(list(MailNotifier(relay, SENDER).send(to("anna")))) == [("sent", "")]
        strangers = Relay.parse(f"127.0.0.1:{server.port}", security, verifying_context(), USER, PASSWORD)
        with pytest.raises(HostError) as caught:
            next(MailNotifier(strangers, SENDER).send(to("anna")))
    assert caught.value.slug == "mail-untrusted"
    assert len(server.mails) == 1


def test_a_certificate_for_another_name_is_not_trusted(authority):
    ca_file, context = authority
    with serving(tls_context=context) as server:
        relay = Relay("localhost", server.port, "starttls", verifying_context(ca_file))
        with pytest.raises(HostError, match="not trusted"):
            next(MailNotifier(relay, SENDER).send(to("anna")))


def test_a_server_without_starttls_gets_no_password(server):
    relay = Relay("127.0.0.1", server.port, "starttls", verifying_context(), USER, PASSWORD)
    with pytest.raises(HostError) as caught:
        next(MailNotifier(relay, SENDER).send(to("anna")))
    assert caught.value.slug == "mail-refused"


@pytest.mark.parametrize("password", ["wrong", "неверный"])
def test_a_wrong_password_is_told_before_anything_is_taken(password):
    taken = []
    with serving(login=True) as server:
        relay = Relay("127.0.0.1", server.port, "none", verifying_context(), USER, password)
        with pytest.raises(HostError) as caught:
            next(MailNotifier(relay, SENDER).send(taken.append(m) or m for m in to("anna")))
    assert caught.value.slug == "mail-login"
    assert taken == []
    assert password not in repr(relay) + str(caught.value)


def test_nobody_listening_is_tried_later():
    with serving() as server:
        port = server.port
    with pytest.raises(HostRetryError) as caught:
        next(MailNotifier(Relay("127.0.0.1", port, "none", verifying_context()), SENDER).send(to("anna")))
    assert caught.value.slug == "mail-unreachable"


@pytest.mark.parametrize(
    ("server", "security", "host", "port"),
    [
        ("mail.school.example", "tls", "mail.school.example", 465),
        ("mail.school.example", "starttls", "mail.school.example", 587),
        ("mail.school.example:2525", "tls", "mail.school.example", 2525),
        ("[::1]:25", "none", "::1", 25),
        ("[::1]", "none", "::1", 25),
    ],
)
def test_servers_are_written_as_host_and_port(server, security, host, port):
    relay = Relay.parse(server, security, verifying_context())
    assert (relay.host, relay.port) == (host, port)


@pytest.mark.parametrize("server", ["mail.example:", "mail.example:0", "mail.example:abc", ":25", "mail.example:70000"])
def test_what_is_no_server_is_an_error_of_the_settings(server):
    if server == "mail.example:":
        assert Relay.parse(server, "tls", verifying_context()).port == 465
        return
    with pytest.raises(SettingsError, match="mail_server"):
        Relay.parse(server, "tls", verifying_context())


def test_what_is_no_sender_is_an_error_of_the_settings(tmp_path):
    with pytest.raises(SettingsError, match="mail_from"):
        Sender.parse("Школа <a@school.test>", "")
    with pytest.raises(SettingsError, match="mail_unsubscribe"):
        Sender.parse("a@school.test", "office")
    assert Sender.parse("a@school.test", "").answers == "a@school.test"
    with pytest.raises(SettingsError, match="ca_file"):
        verifying_context(str(tmp_path / "none.pem"))
