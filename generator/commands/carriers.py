"""What carries messages, as the settings say: a mail server, an SMS gateway, or neither."""

from __future__ import annotations

from urllib.parse import urlsplit

from generator.commands.inputs import Inputs
from generator.commands.secrets import secret
from generator.errors import SettingsError, SuspiciousError
from generator.notifying.mail import MailNotifier
from generator.notifying.mail_relay import Relay, split_server, verifying_context
from generator.notifying.mail_text import Sender
from generator.notifying.notifier import Notifier, PricedNotifier
from generator.notifying.smsc import Account, SmscNotifier
from generator.settings.kinds import LOCAL_HOSTS
from generator.settings.sections import NotifySection

EMAIL, SMS = "email", "sms"


def channels(section: NotifySection) -> tuple[str, ...]:
    """Return the channels for which the settings name a server."""
    named = ((EMAIL, section.mail_server), (SMS, section.sms_gateway))
    return tuple(channel for channel, server in named if server)


def refuse_example(inputs: Inputs) -> None:
    """Refuse to tell invented families anything by a server that is not on this computer."""
    section = inputs.settings.notify
    if inputs.settings.example.today is None:
        return
    mail = split_server(section.mail_server)[0] if section.mail_server else ""
    if {mail, urlsplit(section.sms_gateway).hostname or ""} - {""} - LOCAL_HOSTS:
        message = "the example school is invented, and its families are told nothing by a real server"
        raise SuspiciousError("example-notify", message, hint="a real school: `diary new FOLDER`; or a local server")


def mail_carrier(inputs: Inputs) -> Notifier:
    """Return the mail server of the settings. Raises SettingsError `bad-setting`, `no-secret`."""
    section = inputs.settings.notify
    password = _password("mail_password", section.mail_user, inputs)
    relay = Relay.parse(
        section.mail_server, section.mail_security, verifying_context(_ca_file(inputs)), section.mail_user, password
    )
    return MailNotifier(relay, Sender.parse(section.mail_from, section.mail_unsubscribe))


def sms_carrier(inputs: Inputs) -> PricedNotifier:
    """Return the SMS gateway of the settings. Raises SettingsError `bad-setting`, `no-secret`."""
    section = inputs.settings.notify
    password = _password("sms_password", section.sms_user, inputs)
    account = Account(section.sms_gateway, section.sms_user, password, section.sms_sender)
    return SmscNotifier(account, verifying_context(_ca_file(inputs)))


def _password(name: str, user: str, inputs: Inputs) -> str:
    found = secret(name, inputs) if user else ""
    if user and not found:
        hint = f"set DIARY_{name.upper()} where this command runs"
        raise SettingsError("no-secret", f"the settings name a user and there is no secret {name}", hint=hint)
    return found


def _ca_file(inputs: Inputs) -> str:
    """Return the school's own authority: one for all its servers, beside those of the system."""
    named = inputs.settings.publish.ca_file
    return str(inputs.folder.root / named) if named else ""
