"""How the tests are shared out to several processes: whole files, and whatever needs one browser together.

So each browser starts once in a run, and so does whatever a file makes for all of its tests. (`--dist loadgroup` of
pytest-xdist 3.8 would do the first, but finds no group under pytest 9.2.)
"""

from __future__ import annotations

import re

from xdist.scheduler import LoadScopeScheduling

_BROWSER = re.compile(r"[\[-](chromium|firefox|webkit)[]-]")


class ByBrowserAndFile(LoadScopeScheduling):
    """Units in the order of the folders: browsers and whole builds come first, what takes no time fills the end."""

    def _split_scope(self, nodeid: str) -> str:
        path, _, name = nodeid.partition("::")
        browser = _BROWSER.search(name)
        return browser[1] if browser else path
