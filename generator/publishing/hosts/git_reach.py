"""The ways to a git repository, and what goes wrong on them in our words."""

from __future__ import annotations

import re
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

from dulwich.client import (
    GitClient,
    HttpGitClient,
    HTTPProxyUnauthorized,
    HTTPUnauthorized,
    LocalGitClient,
    default_urllib3_manager,
)
from dulwich.errors import GitProtocolError, HangupException, NotGitRepository, SendPackError

from generator.errors import HostError, HostRetryError

_LOCAL = {"localhost", "127.0.0.1", "::1"}
_BUSY = {408, 429, 500, 502, 503, 504}


def reach(repository: str, password: str, ca_file: Path | None, seconds: float) -> tuple[Callable[[], GitClient], str]:
    """Return what makes a connection to a repository, and the repository's path there; see `open_git`."""
    if "://" not in repository:
        return LocalGitClient, repository
    parts = urlsplit(repository)
    if parts.scheme == "ssh":
        raise HostError(
            "git-over-ssh",
            "pushing to a git repository over ssh is not offered: the host's key could not be checked strictly",
            hint="use the https address of the repository with an access token",
        )
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOCAL):
        raise HostError("git-address", "this is no address of a git repository", hint="a path, or https://…")
    base = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
    return lambda: _https(base, unquote(parts.username or ""), password, ca_file, seconds), parts.path


def _https(base: str, name: str, password: str, ca_file: Path | None, seconds: float) -> GitClient:
    trust = ssl.create_default_context()
    if ca_file:
        trust.load_verify_locations(ca_file)
    manager = default_urllib3_manager(None, base_url=base, timeout=seconds)
    manager.connection_pool_kw["ssl_context"] = trust
    # big services look at the token only; but something must stand before it
    user = name or ("token" if password else None)
    return HttpGitClient(base, pool_manager=manager, timeout=seconds, username=user, password=password)


@contextmanager
def translated() -> Iterator[None]:
    """Turn what dulwich and the system say into ours; never with the address, which may hold a name."""
    try:
        yield
    except NotGitRepository as error:
        hint = "look at the address; private repositories are hidden from those who may not see them"
        raise HostError("host-no-repository", "there is no git repository at this address", hint=hint) from error
    except (HTTPUnauthorized, HTTPProxyUnauthorized) as error:
        raise HostError("host-login", "the git host knows neither this name nor this password") from error
    except SendPackError as error:
        raise HostError("host-refused", "the git host can't use what was pushed") from error
    except (GitProtocolError, HangupException) as error:
        raise _protocol(error) from error
    except PermissionError as error:
        raise HostError("host-refused", f"the repository refuses: {error.strerror}") from error
    except OSError as error:
        raise HostRetryError("host-unreachable", "the connection to the git host fails") from error


def _protocol(error: Exception) -> HostError | HostRetryError:
    if _of_certificate(error):
        return HostError("host-certificate", "the git host's certificate is not trusted")
    # dulwich tells the status of an answer only in words
    told = re.search(r"unexpected http resp (\d{3})", str(error))
    if told and int(told[1]) not in _BUSY:
        return HostError("host-refused", f"the git host answers {told[1]}")
    return HostRetryError("host-unreachable", "the connection to the git host fails")


def _of_certificate(error: object) -> bool:
    """Look for the certificate's fault: urllib3 hides it in `reason`, and in the arguments of an error of its own."""
    depth, ahead = 0, [error]
    while ahead and depth < 50:
        one, depth = ahead.pop(), depth + 1
        if isinstance(one, ssl.SSLCertVerificationError):
            return True
        if isinstance(one, BaseException):
            ahead += [one.__cause__, one.__context__, getattr(one, "reason", None), *one.args]
    return False
