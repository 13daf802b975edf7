"""A telephone for the tests of the page's scripts: pages of the invented diary, served as if from the school's own origin."""

from __future__ import annotations

from datetime import datetime

from invented import AS_OF
from preview import START, look, page

from generator.diaries.diary import Diary
from generator.rendering.diary import DiaryRenderer

ORIGIN = "https://diary.school12.example/d/"
EVENING = datetime(2026, 11, 19, 19, 0)
SEALED = "2026-11-19T16:02+05:00"


def html_of(diary: Diary, *, now: datetime = EVENING, own: bool = True, language: str = "ru") -> str:
    """Return a page whose clock stands at `now`; on an `own` origin the device may keep something."""
    shown = look(language, now)
    head = f"page: '{'a' * 32}', sealed: '{SEALED}', asOf: '{AS_OF.isoformat()}'"
    start = START.replace("page: '', sealed: '', asOf: ''", head)
    kept = start.replace("remembered: true", f"own: {str(own).lower()}, remembered: true")
    return page(DiaryRenderer(shown).render(diary), shown, start=kept)


class Device:
    """A telephone: one store, and one tab, for a new one costs a process."""

    def __init__(self, browser: object, *, width: int = 360) -> None:
        self.context = browser.new_context(viewport={"width": width, "height": 800}, accept_downloads=True)
        self.faults: list[str] = []
        self.hours = 0
        self.tab = None

    def visit(self, html: str, *, view: str = "", hours: int = 24):
        """Leave what is open and open a page, so many hours after the last visit began."""
        self.leave()
        self.hours += hours
        self.context.unroute_all()
        self.context.route("**/*", lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
        if self.tab is None:
            self.tab = self.context.new_page()
            self.tab.on("pageerror", lambda fault: self.faults.append(str(fault)))
        self.tab.clock.set_fixed_time(1_795_000_000_000 + self.hours * 3_600_000)
        self.tab.goto(ORIGIN + view)
        return self.tab

    def leave(self) -> None:
        """Go somewhere else, as a parent does who is done."""
        if self.tab is not None:
            self.tab.goto("about:blank")
