"""`publish.to` → the host it means, with its secrets. Each protocol's library is loaded only when it is used."""

# ruff: noqa: PLC0415  the libraries of seven protocols are not loaded for the one that is used
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from generator.commands.inputs import Inputs
from generator.commands.plaintext import find_plaintext
from generator.commands.secrets import secret
from generator.errors import UsageError
from generator.publishing.host import Open
from generator.settings.kinds import LOCAL_HOSTS

KNOWN_HOST = "known_host"
"""The pinned SSH host key: a file in `private/`."""


def open_host(inputs: Inputs) -> Open:
    """Return the opener of the host that the settings name. Raises UsageError when there is none, or it may not be."""
    publish = inputs.settings.publish
    if not publish.to:
        raise UsageError("nowhere-to-publish", "publish.to is empty in site.yaml", hint="see docs/how-to/publish.md")
    if inputs.settings.example.today and not is_local(inputs):
        hint = "make a folder of your own with `diary new`, or publish to a host on this computer"
        raise UsageError("example-published", "the invented school is published on this computer only", hint=hint)
    return _OPENERS[publish.kind](inputs)


def is_local(inputs: Inputs) -> bool:
    """Say whether the host is this very computer."""
    publish = inputs.settings.publish
    if publish.kind in {"folder", ""}:
        return True
    if publish.kind == "git":
        return "://" not in publish.to and "@" not in publish.to
    where = publish.endpoint if publish.kind == "s3" else publish.to
    return urlsplit(where).hostname in LOCAL_HOSTS


def authorities(inputs: Inputs) -> Path | None:
    """Return the file of `publish.ca_file`, None when there is none."""
    name = inputs.settings.publish.ca_file
    return inputs.folder.root / name if name else None


def _folder(inputs: Inputs) -> Open:
    from generator.publishing.hosts.folder import FolderHost
    from generator.publishing.hosts.folder_switch import FolderSwitchHost

    target = inputs.folder.root / inputs.settings.publish.to.removeprefix("folder:")
    here, there = inputs.folder.root.resolve(), target.resolve()
    if here == there or here in there.parents or there in here.parents:
        hint = "name a folder outside, the one that the web server serves"
        raise UsageError("publish-into-itself", "the site can't be published into its own site folder", hint=hint)
    plaintext = find_plaintext(target)
    if plaintext:
        hint = "move these papers or letters away from the web server, or name another folder"
        raise UsageError("publish-plaintext", f"papers or letters in clear lie in {plaintext}", hint=hint)
    return (lambda: FolderSwitchHost(target)) if inputs.settings.publish.switch else (lambda: FolderHost(target))


def _sftp(inputs: Inputs) -> Open:
    from generator.publishing.hosts.sftp import sftp

    return sftp(inputs.settings.publish.to, secret("publish_password", inputs), *_over_ssh(inputs))


def _over_ssh(inputs: Inputs) -> tuple[Path | None, str]:
    """Return the file of our key and the pinned key of the server, as far as there are any."""
    pinned = inputs.folder.private / KNOWN_HOST
    known = pinned.read_text(encoding="ascii").strip() if pinned.is_file() else ""
    key = secret("publish_key", inputs)
    return Path(key).expanduser() if key else None, known


def _ftps(inputs: Inputs) -> Open:
    from generator.publishing.hosts.ftps import ftps

    return ftps(inputs.settings.publish.to, secret("publish_password", inputs), authorities(inputs))


def _webdav(inputs: Inputs) -> Open:
    from generator.publishing.hosts.webdav import open_webdav

    return open_webdav(inputs.settings.publish.to, secret("publish_password", inputs), ca_file=authorities(inputs))


def _s3(inputs: Inputs) -> Open:
    from generator.publishing.hosts.s3 import open_s3

    publish = inputs.settings.publish
    keys = secret("s3_access_key", inputs), secret("s3_secret_key", inputs)
    return open_s3(publish.to, *keys, endpoint=publish.endpoint, region=publish.region, ca_file=authorities(inputs))


def _git(inputs: Inputs) -> Open:
    from generator.publishing.hosts.git import open_git

    publish = inputs.settings.publish
    repository, password = publish.to.removeprefix("git:"), secret("publish_password", inputs)
    if repository.startswith("ssh://"):
        key_file, known_host = _over_ssh(inputs)
        return open_git(repository, publish.branch, password, key_file=key_file, known_host=known_host)
    return open_git(repository, publish.branch, password, ca_file=authorities(inputs))


_OPENERS: dict[str, Callable[[Inputs], Open]] = {
    "folder": _folder,
    "sftp": _sftp,
    "ftps": _ftps,
    "webdavs": _webdav,
    "webdav": _webdav,
    "s3": _s3,
    "git": _git,
}
