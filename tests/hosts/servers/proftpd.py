"""ProFTPD with TLS, as strict as it gets: no login in clear, and data only in the session of the control connection."""

from __future__ import annotations

import getpass
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import trustme

from tests.hosts.servers.process import NotHereError, free_port, greets, program, running

USER = "school"
PASSWORD = "пароль из тестов"  # noqa: S105 (of a server that lives for a test)
MODULES = Path("/usr/lib/proftpd")

CONFIGURATION = """
ServerType standalone
ServerName "school"
DefaultAddress 127.0.0.1
SocketBindTight on
UseIPv6 off
Port {port}
ModulePath {modules}
LoadModule mod_tls.c
User {user}
Group {group}
PidFile {folder}/pid
ScoreboardFile {folder}/scoreboard
SystemLog {folder}/log.system
TransferLog none
WtmpLog off
UseReverseDNS off
AllowOverwrite {overwrite}
MaxInstances 30
AuthOrder mod_auth_file.c
AuthUserFile {folder}/passwd
RequireValidShell off
RootLogin on
TLSEngine on
TLSRequired on
TLSRSACertificateFile {folder}/certificate.pem
TLSRSACertificateKeyFile {folder}/key.pem
TLSLog {folder}/log.tls
"""


@dataclass(frozen=True)
class Ftp:
    """A server for files: everything below `root` belongs to the account."""

    port: int
    root: Path
    process: subprocess.Popen[bytes]

    def address(self, folder: Path | str, host: str = "localhost") -> str:
        return f"ftps://{USER}@{host}:{self.port}{folder}"


@contextmanager
def proftpd(folder: Path, root: Path, authority: trustme.CA, *, overwrite: bool = True) -> Iterator[Ftp]:
    """Run the server; its files lie in `folder`, those of the account in `root`."""
    server = program("proftpd", "proftpd-core")
    if not (MODULES / "mod_tls.so").exists():
        raise NotHereError("proftpd has no TLS (apt install proftpd-mod-crypto)")
    certify(authority, folder)
    port = free_port()
    tool = shutil.which("openssl") or program("openssl", "openssl")
    hashed = subprocess.run(
        [tool, "passwd", "-6", "-stdin"], input=PASSWORD, text=True, capture_output=True, check=True
    )
    accounts = folder / "passwd"
    # the account is whoever runs the tests: below root's number the server needs no rights at all
    accounts.write_text(
        f"{USER}:{hashed.stdout.strip()}:{os.geteuid()}:{os.getegid()}::{root}:/bin/false\n", encoding="utf-8"
    )
    accounts.chmod(0o600)
    configuration = folder / "proftpd.conf"
    configuration.write_text(
        CONFIGURATION.format(
            port=port,
            modules=MODULES,
            folder=folder,
            user=getpass.getuser(),
            group=_group(),
            overwrite="on" if overwrite else "off",
        ),
        encoding="utf-8",
    )
    with running(
        [server, "-n", "-q", "-c", str(configuration)], folder / "log", lambda: greets(port, b"220")
    ) as process:
        yield Ftp(port, root, process)


def certify(authority: trustme.CA, folder: Path, host: str = "localhost") -> None:
    """Write `certificate.pem` and `key.pem` for a host name, and `authority.pem`."""
    made = authority.issue_cert(host)
    (folder / "certificate.pem").write_bytes(b"".join(part.bytes() for part in made.cert_chain_pems))
    made.private_key_pem.write_to_path(folder / "key.pem")
    (folder / "key.pem").chmod(0o600)
    authority.cert_pem.write_to_path(folder / "authority.pem")


def _group() -> str:
    import grp  # not on Windows, where this server does not run

    return grp.getgrgid(os.getegid()).gr_name
