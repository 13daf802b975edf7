"""The ways to a git repository, and what goes wrong on them in our words."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from dulwich.client import GitClient, HttpGitClient, LocalGitClient, default_urllib3_manager
from dulwich.errors import GitProtocolError, HangupException, NotGitRepository, SendPackError

from generator.errors import HostError, HostRetryError

if TYPE_CHECKING:
    from dulwich.client import HTTPResponse

_LOCAL = {"localhost", "127.0.0.1", "::1"}
_BUSY = {408, 429, 500, 502, 503, 504}


def reach(repository: str, password: str, ca_file: Path | None, seconds: float) -> tuple[Callable[[], GitClient], str]:
    """Return what makes a connection to a repository, and the repository's path there; see `open_git`."""
    if "://" not in repository:
        return LocalGitClient, repository
    parts = urlsplit(repository)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOCAL):
        raise HostError("git-address", "this is no address of a git repository", hint="a path, https://… or ssh://…")
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
    return _Https(base, pool_manager=manager, timeout=seconds, username=user, password=password)


class _AnswerError(Exception):
    """The git host answered with this status."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class _Https(HttpGitClient):
    """Tells the status of an answer as a number, where dulwich has only words, and closes what it refuses."""

    def _http_request(
        self,
        url: str,
        headers: dict[str, str] | None = None,
        data: bytes | Iterator[bytes] | None = None,
        raise_for_status: bool = True,  # noqa: FBT001, FBT002 - the signature is dulwich's
    ) -> tuple[HTTPResponse, Callable[[int], bytes]]:
        answer, read = super()._http_request(url, headers, data, raise_for_status=False)
        if raise_for_status and answer.status != 200:
            answer.close()
            raise _AnswerError(answer.status)
        return answer, read

    def close(self) -> None:
        super().close()
        self.pool_manager.clear()


@contextmanager
def translated() -> Iterator[None]:
    """Turn what dulwich and the system say into ours; never with the address, which may hold a name."""
    try:
        yield
    except _AnswerError as error:
        raise _answered(error.status) from error
    except NotGitRepository as error:
        raise _answered(404) from error
    except SendPackError as error:
        raise HostError("host-refused", "the git host can't use what was pushed") from error
    except (GitProtocolError, HangupException) as error:
        if _of_certificate(error):
            raise HostError("host-certificate", "the git host's certificate is not trusted") from error
        raise HostRetryError("host-unreachable", "the connection to the git host fails") from error
    except PermissionError as error:
        raise HostError("host-refused", f"the repository refuses: {error.strerror}") from error
    except OSError as error:
        raise HostRetryError("host-unreachable", "the connection to the git host fails") from error


def _answered(status: int) -> HostError | HostRetryError:
    if status == 404:
        hint = "look at the address; private repositories are hidden from those who may not see them"
        return HostError("host-no-repository", "there is no git repository at this address", hint=hint)
    if status in {401, 407}:
        return HostError("host-login", "the git host knows neither this name nor this password")
    if status in _BUSY:
        return HostRetryError("host-unreachable", f"the git host answers {status}")
    return HostError("host-refused", f"the git host answers {status}")


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
