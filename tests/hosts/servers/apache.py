"""Apache as cheap hosting runs it: it serves a folder, lists what it holds, and reads its `.htaccess`."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

MODULES = Path("/usr/lib/apache2/modules")
_LOADED = ("mpm_event", "authz_core", "dir", "mime", "alias", "headers", "setenvif", "autoindex")

_CONFIGURATION = """\
ServerRoot {folder}
PidFile {folder}/pid
ServerName localhost
Listen 127.0.0.1:{port}
ErrorLog {folder}/log
{modules}
{user}
StartServers 1
DocumentRoot {root}
AddDefaultCharset windows-1251
TypesConfig /dev/null
<Directory {root}>
  Options Indexes
  AllowOverride All
  Require all granted
</Directory>
"""


def missing() -> str:
    """Return what is not installed, "" when all is there."""
    return "" if MODULES.is_dir() and _program() else "no Apache (Debian: apache2-bin)"


def _program() -> str:
    return shutil.which("apache2", path="/usr/sbin:/usr/bin") or ""


@contextmanager
def apache(without: tuple[str, ...] = ()) -> Iterator[tuple[Path, str]]:
    """Yield the folder that is served and its address, until the end of the block; `without` leaves out modules."""
    with tempfile.TemporaryDirectory() as made:  # not below pytest's folder: as root Apache serves as somebody else
        folder = Path(made)
        folder.chmod(0o755)
        (root := folder / "root").mkdir()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        loaded = [f"LoadModule {name}_module {MODULES}/mod_{name}.so" for name in _LOADED if name not in without]
        user = "User www-data\nGroup www-data" if os.geteuid() == 0 else ""
        configuration = folder / "httpd.conf"
        configuration.write_text(
            _CONFIGURATION.format(folder=folder, root=root, port=port, user=user, modules="\n".join(loaded))
        )
        process = subprocess.Popen([_program(), "-DFOREGROUND", "-f", str(configuration)], stdin=subprocess.DEVNULL)
        try:
            _wait(process, port, folder / "log")
            yield root, f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(20)


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end and process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.02)
    raise RuntimeError(f"Apache did not start:\n{log.read_text() if log.exists() else ''}")
