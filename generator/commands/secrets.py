"""Secrets that stand in no settings: passwords of servers."""

from __future__ import annotations

import os

from generator.commands.inputs import Inputs


def secret(name: str, inputs: Inputs) -> str:  # noqa: ARG001  the folder may hold secrets one day
    """Return a secret such as `mail_password` from the environment (`DIARY_MAIL_PASSWORD`), "" where there is none."""
    return os.environ.get(f"DIARY_{name.upper()}", "")
