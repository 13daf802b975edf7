"""`publish.to` → the host it means, with its secrets. Each protocol's library is loaded only when it is used."""

from __future__ import annotations

from urllib.parse import urlsplit

from generator.commands.inputs import Inputs
from generator.errors import UsageError
from generator.publishing.host import Open
from generator.settings.kinds import LOCAL_HOSTS

KNOWN_HOST = "known_host"
"""The pinned SSH host key, a file in `private/`."""


def open_host(inputs: Inputs) -> Open:
    """Return the opener of the host that the settings name. Raises UsageError when there is none, or it may not be."""
    publish = inputs.settings.publish
    if not publish.to:
        raise UsageError("nowhere-to-publish", "publish.to is empty in site.yaml", hint="see docs/how-to/publish.md")
    _refuse_example(inputs)
    if publish.kind == "folder":
        return _folder(inputs)
    raise UsageError("nowhere-to-publish", f"{publish.kind} is not known")


def is_local(inputs: Inputs) -> bool:
    """Say whether the host is this very computer."""
    publish = inputs.settings.publish
    if publish.kind in {"folder", ""}:
        return True
    if publish.kind == "git":
        return "://" not in publish.to and "@" not in publish.to
    where = publish.endpoint if publish.kind == "s3" else publish.to
    return urlsplit(where).hostname in LOCAL_HOSTS


def _refuse_example(inputs: Inputs) -> None:
    if inputs.settings.example.today and not is_local(inputs):
        hint = "make a folder of your own with `diary new`, or publish to a host on this computer"
        raise UsageError("example-published", "the invented school is published on this computer only", hint=hint)


def _folder(inputs: Inputs) -> Open:
    from generator.publishing.hosts.folder import FolderHost  # noqa: PLC0415  only what is used is loaded

    target = inputs.folder.root / inputs.settings.publish.to.removeprefix("folder:")
    here, there = inputs.folder.root.resolve(), target.resolve()
    if here == there or here in there.parents or there in here.parents:
        hint = "name a folder outside, the one that the web server serves"
        raise UsageError("publish-into-itself", "the site can't be published into its own site folder", hint=hint)
    return lambda: FolderHost(target)
