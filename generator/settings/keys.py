"""What a key of `site.yaml` is."""

from __future__ import annotations

from typing import NamedTuple

from generator.settings.kinds import Kind
from generator.strict_yaml import Value


class Key(NamedTuple):
    """A setting. `default` None: it must be written. `form` says in words what may stand there."""

    name: str
    kind: Kind
    form: str
    sentence: str
    default: Value | None = None
