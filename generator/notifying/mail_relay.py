"""The way to a mail server: TLS with verified certificates, then the login."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass, field

from generator.errors import HostError, HostRetryError, SettingsError

_PORTS = {"tls": 465, "starttls": 587, "none": 25}
_TIMEOUT = 30.0
"""Seconds for each answer. RFC 5321 §4.5.3.2 allows minutes; a school's run should end the same evening."""


def verifying_context(ca_file: str = "") -> ssl.SSLContext:
    """Return a context that verifies certificates and names; `ca_file` adds an own authority to those of the system.

    Raises SettingsError `bad-setting`.
    """
    context = ssl.create_default_context()
    if ca_file:
        try:
            context.load_verify_locations(cafile=ca_file)
        except (OSError, ssl.SSLError):
            hint = "it is a PEM file with the certificate of the school's own authority"
            raise SettingsError(
                "bad-setting", "publish.ca_file: the file of certificates can't be read", hint=hint
            ) from None
    return context


def split_server(server: str) -> tuple[str, int]:
    """Return host and port (0: not said) of `host`, `host:port` or `[address]:port`; SettingsError `bad-setting`."""
    host, port = server, ""
    if not server.endswith("]") and ":" in server:
        host, _, port = server.rpartition(":")
    if not host or (port and not (port.isascii() and port.isdigit() and 0 < int(port) < 65536)):
        message = "notify.mail_server: this is not a host and a port"
        raise SettingsError("bad-setting", message, hint="as in mail.school.example:465")
    return host.strip("[]"), int(port or 0)


@dataclass(frozen=True, slots=True)
class Relay:
    """A mail server: `security` is tls, starttls or none; `user` "" means without a login."""

    host: str
    port: int
    security: str
    context: ssl.SSLContext = field(repr=False)
    user: str = ""
    password: str = field(default="", repr=False)

    @classmethod
    def parse(cls, server: str, security: str, context: ssl.SSLContext, user: str = "", password: str = "") -> Relay:
        """Understand the setting (see `split_server`); without a port the usual one."""
        host, port = split_server(server)
        return cls(host, port or _PORTS[security], security, context, user, password)

    def connect(self, own_name: str) -> smtplib.SMTP:
        """Return a connection that is ready for messages; `own_name` is what we call ourselves in the greeting.

        Raises HostError `mail-untrusted`, `mail-login`, `mail-refused`, HostRetryError `mail-unreachable`.
        """
        smtp: smtplib.SMTP | None = None
        try:
            smtp = self._open(own_name)
            self._log_in(smtp)
        except BaseException as error:
            if smtp is not None:
                with suppress(OSError):
                    smtp.close()
            if isinstance(error, smtplib.SMTPException | OSError | UnicodeError):
                raise _translated(error) from error
            raise
        return smtp

    def _open(self, own_name: str) -> smtplib.SMTP:
        if self.security == "tls":
            return smtplib.SMTP_SSL(self.host, self.port, own_name, timeout=_TIMEOUT, context=self.context)
        smtp = smtplib.SMTP(self.host, self.port, own_name, timeout=_TIMEOUT)
        if self.security != "none":
            try:
                smtp.starttls(context=self.context)
            except BaseException:
                smtp.close()
                raise
        return smtp

    def _log_in(self, smtp: smtplib.SMTP) -> None:
        smtp.ehlo_or_helo_if_needed()
        if self.user:
            smtp.login(self.user, self.password)


def _translated(error: Exception) -> HostError | HostRetryError:
    """Return our error; the server's sentence is left out, for it may quote an address."""
    if isinstance(error, ssl.SSLCertVerificationError):
        hint = "is notify.mail_server the name in the certificate? an own authority goes into publish.ca_file"
        return HostError("mail-untrusted", "the certificate of the mail server is not trusted", hint=hint)
    code = error.smtp_code if isinstance(error, smtplib.SMTPResponseException) else 0
    if isinstance(error, smtplib.SMTPAuthenticationError | UnicodeError) and code // 100 != 4:
        hint = "check notify.mail_user and the secret mail_password; some providers want a password for programs"
        return HostError("mail-login", "the mail server does not accept name and password", hint=hint)
    if isinstance(error, smtplib.SMTPNotSupportedError):
        hint = "check notify.mail_security and the port in notify.mail_server"
        return HostError("mail-refused", "the mail server offers no STARTTLS or no login", hint=hint)
    if code // 100 == 5:
        return HostError("mail-refused", f"the mail server does not talk to us ({code})", hint="ask who runs it")
    message = f"the mail server can't be reached ({code or type(error).__name__})"
    return HostRetryError("mail-unreachable", message, hint="check notify.mail_server and the network")
