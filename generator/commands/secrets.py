"""Passwords and keys that are nobody's business but this computer's: never in `site.yaml`, never in a log.

Looked for in this order: the environment (`DIARY_PUBLISH_PASSWORD`), the file `private/secrets` (lines `name = value`,
readable by its owner only), the key store of the system (Windows Credential Manager, Secret Service; the service is
`family-diary`, the user `<school id>/<name>`).
"""

from __future__ import annotations

import os

from generator.commands.inputs import Inputs
from generator.errors import SettingsError
from generator.origin import Origin

SERVICE = "family-diary"
NAMES = frozenset({"publish_password", "publish_key", "s3_access_key", "s3_secret_key", "mail_password", "sms_password"})
"""`publish_key` is the path of an SSH key file, whose passphrase is then `publish_password`."""

_FILE = "private/secrets"


def secret(name: str, inputs: Inputs) -> str:
    """Return a secret, "" when there is none. Raises SettingsError `secrets-open` or `bad-secrets`."""
    found = os.environ.get(f"DIARY_{name.upper()}", "")
    return found or _from_file(inputs).get(name, "") or _from_key_store(name, inputs)


def _from_file(inputs: Inputs) -> dict[str, str]:
    path = inputs.folder.private / "secrets"
    if not path.is_file():
        return {}
    if os.name == "posix" and path.stat().st_mode & 0o077:
        origin, hint = Origin(_FILE), f"chmod 600 {_FILE}"
        raise SettingsError("secrets-open", "other users of this computer can read the passwords", origin=origin, hint=hint)
    found = {}
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
        name, equals, value = (part.strip() for part in line.partition("="))
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not equals or name not in NAMES:
            origin, hint = Origin(_FILE, line=number), f"name = value; names: {', '.join(sorted(NAMES))}"
            raise SettingsError("bad-secrets", "this is not a known secret", origin=origin, hint=hint)
        found[name] = value
    return found


def _from_key_store(name: str, inputs: Inputs) -> str:
    import keyring  # noqa: PLC0415  a fifth of a second, and most runs find what they need before
    from keyring.errors import KeyringError  # noqa: PLC0415  see above

    try:
        return keyring.get_password(SERVICE, f"{inputs.settings.school.id}/{name}") or ""
    except KeyringError:
        return ""  # a locked or absent store is like an empty one: what needs the secret says that it is missing
