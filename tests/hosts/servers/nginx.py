"""nginx with WebDAV (modules dav and dav-ext): `/dav/` writes into the folder that `/` serves, in clear and with TLS."""

from __future__ import annotations

import getpass
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import trustme

from tests.hosts.servers.process import free_ports, listens, running

MODULE = Path("/usr/lib/nginx/modules/ngx_http_dav_ext_module.so")

_CONFIGURATION = """\
load_module {module};
user {user};
daemon off;
worker_processes 2;
pid {scratch}/nginx.pid;
error_log stderr warn;
events {{ worker_connections 256; }}
http {{
  access_log off;
  types {{ text/html html; application/javascript js; }}
  client_body_temp_path {scratch}/bodies;
  proxy_temp_path {scratch}/unused;
  fastcgi_temp_path {scratch}/unused;
  uwsgi_temp_path {scratch}/unused;
  scgi_temp_path {scratch}/unused;
  client_max_body_size 2m;
  server {{
    listen 127.0.0.1:{port};
    listen 127.0.0.1:{tls_port} ssl;
    ssl_certificate {scratch}/server.pem;
    ssl_certificate_key {scratch}/server.pem;
    root {root};
    location /dav/ {{
      alias {root}/;
      dav_methods PUT DELETE MKCOL COPY MOVE;
      dav_ext_methods PROPFIND OPTIONS;
    }}
  }}
}}
"""


@dataclass(frozen=True)
class Nginx:
    """A running nginx: `root` is what it serves, `ca_file` the authority of its certificate for localhost."""

    root: Path
    port: int
    tls_port: int
    ca_file: Path


def missing() -> str:
    """Return what is not installed, "" when all is there."""
    if not shutil.which("nginx", path="/usr/sbin:/usr/bin"):
        return "no nginx (Debian: nginx)"
    return "" if MODULE.exists() else "no WebDAV in nginx (Debian: libnginx-mod-http-dav-ext)"


@contextmanager
def nginx(scratch: Path) -> Iterator[Nginx]:
    """Run nginx for the length of the block."""
    root = scratch / "root"
    root.mkdir()
    authority = trustme.CA()
    authority.issue_cert("localhost", "127.0.0.1").private_key_and_cert_chain_pem.write_to_path(scratch / "server.pem")
    authority.cert_pem.write_to_path(scratch / "ca.pem")
    port, tls_port = free_ports(2)
    configuration = scratch / "nginx.conf"
    configuration.write_text(
        _CONFIGURATION.format(
            module=MODULE, user=getpass.getuser(), scratch=scratch, root=root, port=port, tls_port=tls_port
        )
    )
    program = shutil.which("nginx", path="/usr/sbin:/usr/bin") or ""
    command = [program, "-e", "stderr", "-p", str(scratch), "-c", str(configuration)]
    with running(command, scratch / "nginx.log", lambda: listens(tls_port)):
        yield Nginx(root, port, tls_port, scratch / "ca.pem")
