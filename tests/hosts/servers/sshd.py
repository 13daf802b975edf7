"""OpenSSH's own server, as whoever runs the tests: no rights of root are needed, and login is by key."""

from __future__ import annotations

import getpass
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.hosts.servers.process import free_port, greets, program, running

CONFIGURATION = """
Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host_ed25519
HostKey {folder}/host_rsa
AuthorizedKeysFile {folder}/user.pub {folder}/locked.pub
PidFile {folder}/pid
StrictModes no
UsePAM no
PermitRootLogin yes
PasswordAuthentication no
KbdInteractiveAuthentication no
MaxStartups 100
Subsystem sftp internal-sftp
"""
PASSPHRASE = "ключ под замком"  # noqa: S105 (of a key that lives for a test)


@dataclass(frozen=True)
class Sshd:
    """`key` opens the account, `locked_key` too, with `PASSPHRASE`; `host_keys` are the server's, as «type base64»."""

    port: int
    user: str
    key: Path
    locked_key: Path
    host_keys: tuple[str, str]

    def address(self, folder: Path | str) -> str:
        return f"sftp://{self.user}@127.0.0.1:{self.port}{folder}"


@contextmanager
def sshd(folder: Path) -> Iterator[Sshd]:
    """Run the server; its files lie in the folder."""
    server = program("sshd", "openssh-server")
    for name, kind, passphrase in (
        *(("host_ed25519", "ed25519", ""), ("host_rsa", "rsa", "")),
        *(("user", "ed25519", ""), ("locked", "ecdsa", PASSPHRASE)),
    ):
        make_key(folder / name, kind, passphrase)
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    port = free_port()
    configuration = folder / "sshd_config"
    configuration.write_text(CONFIGURATION.format(port=port, folder=folder), encoding="utf-8")
    keys = [(folder / f"{name}.pub").read_text(encoding="utf-8") for name in ("host_ed25519", "host_rsa")]
    first, second = (" ".join(key.split()[:2]) for key in keys)
    with running([server, "-D", "-e", "-f", str(configuration)], folder / "log", lambda: greets(port, b"SSH-")):
        yield Sshd(port, getpass.getuser(), folder / "user", folder / "locked", (first, second))


def make_key(file: Path, kind: str, passphrase: str = "") -> None:
    """Make a key with OpenSSH's own tool, in its own format."""
    tool = shutil.which("ssh-keygen") or program("ssh-keygen", "openssh-client")
    size = ["-b", "2048"] if kind == "rsa" else []
    subprocess.run(
        [tool, "-q", "-t", kind, *size, "-N", passphrase, "-C", "", "-f", str(file)], check=True, capture_output=True
    )
