"""Opening the register of a site folder."""

from __future__ import annotations

import getpass

from generator.commands.inputs import Inputs
from generator.register.register import Register


def open_register(inputs: Inputs) -> Register:
    """Open the register, or make the first one of a new folder; a lost one is an error, never silently a new one."""
    return Register.open_or_create(inputs.folder.register, who=who())


def who() -> str:
    """Return the name of the person at the computer, "" where the system does not know one."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
