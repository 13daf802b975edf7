"""Who was told of news, on which day and by which way: the ledger that keeps anybody from being told twice."""

from __future__ import annotations

from generator.register.database import Database


class Mailings:
    """The messages of a register."""

    def __init__(self, database: Database) -> None:
        """Use an open register's database."""
        self._database = database
