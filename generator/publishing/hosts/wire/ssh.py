"""The way to a server over SSH: the server proves with its key who it is, then we prove who we are.

There is no way to accept a key that nobody looked at: a person compares the fingerprint once (`diary publish pin`), and
from then on only that key holds. RFC 4251 (§4.1: the first contact is the weak point), RFC 4253, RFC 4252.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import logging
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from paramiko import Agent, AuthenticationException, ECDSAKey, Ed25519Key, PKey, RSAKey, SSHException, Transport
from paramiko.pkey import UnknownKeyType
from paramiko.ssh_exception import IncompatiblePeer

from generator.errors import HostError, HostRetryError
from generator.publishing.hosts.wire.address import Address, parse_address

PORT = 22
_PIN = "compare the fingerprint with the one that the hosting shows, then keep the key with `diary publish pin`"
_KEEP_ALIVE = 20
"""Seconds between signs of life: shared hosting cuts connections that are idle for a minute or so."""
_BUFFER = 512 * 1024
"""Bytes that the system takes before it makes a sender wait; see `sftp_client`, which never sends more at once."""
_AGENT_KEYS = 4
"""OpenSSH ends the connection after six keys that it does not know, so more are not tried."""

# Without a handler the library would print its tracebacks to the terminal; what happened stands in our errors.
logging.getLogger("paramiko").addHandler(logging.NullHandler())


def fetch_host_key(address: str, *, patience: float = 30) -> str:
    """Return the key that the server shows now, as «type base64», for a person to compare. Nobody logs in.

    Raises `HostRetryError` and `SettingsError`; waits `patience` seconds at most for each step.
    """
    with translated():
        transport = _greet(parse_address(address, PORT), patience, ())
        try:
            key = transport.get_remote_server_key()
        finally:
            transport.close()
    return f"{key.get_name()} {key.get_base64()}"


def fingerprint(line: str) -> str:
    """Return «SHA256:…» of a key, as `ssh-keygen -l` and the pages of hostings print it (RFC 4648 without padding)."""
    digest = hashlib.sha256(_pinned(line)[1]).digest()
    return f"SHA256:{base64.b64encode(digest).decode().rstrip('=')}"


def connect(address: Address, password: str, key_file: Path | None, known_host: str, patience: float) -> Transport:
    """Return a connection to the server that has the key `known_host`, logged in.

    Raises `HostError` (`host-key-unknown`, `host-key-changed`, `host-login`) and `HostRetryError`.
    """
    if not known_host.strip():
        raise HostError("host-key-unknown", "nobody has looked at the key of this server yet", hint=_PIN)
    kind, pinned = _pinned(known_host)
    kinds = ("rsa-sha2-512", "rsa-sha2-256") if kind == "ssh-rsa" else (kind,)
    try:
        transport = _greet(address, patience, kinds)
    except IncompatiblePeer as error:
        # only the kind that was kept is asked for, so an impostor can't answer with a key of another kind
        if "host key" in str(error):
            raise _changed() from error
        raise HostError("host-refused", "the server knows only ways of encryption that are out of date") from error
    try:
        _check(transport, pinned)
        _log_in(transport, address.user, password, key_file)
    except BaseException:
        transport.close()
        raise
    transport.set_keepalive(_KEEP_ALIVE)
    return transport


@contextmanager
def translated() -> Iterator[None]:
    """Turn what the library and the system say into ours; errors of ours pass."""
    try:
        yield
    except AuthenticationException as error:
        raise HostError("host-login", "the server does not accept this login", hint=_look_at_login()) from error
    except (SSHException, EOFError, OSError, ValueError) as error:
        # the words of the library may quote what was sent, those of the system are its own
        words = getattr(error, "strerror", None) or ("no answer" if isinstance(error, TimeoutError) else "cut off")
        raise HostRetryError("host-unreachable", f"the server can't be reached: {words}") from error


def _greet(address: Address, patience: float, kinds: tuple[str, ...]) -> Transport:
    """Return a connection with keys exchanged, nobody logged in; `kinds` of host keys, () for any."""
    sock = socket.create_connection((address.host, address.port), timeout=patience)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _BUFFER)
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # each request is waited for, so none may be held back
    transport = Transport(sock)
    transport.banner_timeout = transport.handshake_timeout = transport.auth_timeout = patience
    transport.channel_timeout = transport.clear_to_send_timeout = patience
    try:
        if kinds:
            transport.get_security_options().key_types = kinds
        transport.start_client(timeout=patience)
    except BaseException:
        transport.close()
        raise
    return transport


def _pinned(line: str) -> tuple[str, bytes]:
    """Return kind and bytes of a key. What stands before it (names, as in known_hosts) and behind it is passed over."""
    found = re.search(r"(?:^|\s)((?:ssh|ecdsa)-[a-z0-9-]+)\s+([A-Za-z0-9+/=]+)", line.strip())
    try:
        kind, blob = (found[1], base64.b64decode(found[2], validate=True)) if found else ("", b"")
        PKey.from_type_string(kind, blob)
    except (binascii.Error, ValueError, SSHException, UnknownKeyType) as error:
        raise HostError("host-key-unknown", "what is kept as the server's key is no key", hint=_PIN) from error
    return kind, blob


def _check(transport: Transport, pinned: bytes) -> None:
    if transport.get_remote_server_key().asbytes() != pinned:
        raise _changed()


def _changed() -> HostError:
    return HostError(
        "host-key-changed",
        "STOP: this server shows another key than the one that was kept; somebody may be standing in between, and"
        " nothing was sent",
        hint="ask the hosting whether it has a new key, by telephone; only then use `diary publish pin` again",
    )


def _log_in(transport: Transport, user: str, password: str, key_file: Path | None) -> None:
    """Log in by the key file, else by the password, else by the agent.

    One of them only: the passphrase of a key is not offered to the server as a password.
    """
    try:
        if key_file is not None:
            transport.auth_publickey(user, _load_key(key_file, password))
        elif password:
            transport.auth_password(user, password)
        else:
            _ask_agent(transport, user)
    except AuthenticationException as error:
        # the library says the same of a refusal, of a silent server and of one that is gone
        if not transport.is_active() or "timeout" in str(error):
            raise HostRetryError("host-unreachable", "the server fell silent while logging in") from error
        raise
    if not transport.is_authenticated():
        raise HostError("host-login", "the server asks for something more", hint=_look_at_login())


def _load_key(file: Path, passphrase: str) -> PKey:
    """Return the key in a file; a passphrase that it does not need is not used."""
    for kind in (Ed25519Key, ECDSAKey, RSAKey):
        try:
            return kind.from_private_key_file(str(file), passphrase or None)
        except OSError as error:
            raise HostError("host-login", f"the key file can't be read: {error.strerror}") from error
        except (SSHException, ValueError, TypeError):  # another kind, or a wrong passphrase: the library mixes them up
            continue
    message = "the key file can't be opened with this passphrase, or is of a kind that is not known"
    raise HostError("host-login", message, hint="known are OpenSSH's ed25519, ecdsa and rsa")


def _ask_agent(transport: Transport, user: str) -> None:
    agent = Agent()
    try:
        keys = agent.get_keys()[:_AGENT_KEYS]
        for key in keys:
            try:
                transport.auth_publickey(user, key)
            except AuthenticationException:
                if not transport.is_active():
                    raise
            else:
                return
    finally:
        agent.close()
    words = "no key of the agent is accepted" if keys else "there is no password, no key file and no agent with a key"
    raise HostError("host-login", words, hint=_look_at_login())


def _look_at_login() -> str:
    return "look at the user in publish.to, at DIARY_PUBLISH_PASSWORD, and whether the hosting allows SFTP"
