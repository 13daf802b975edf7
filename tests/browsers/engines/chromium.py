"""Chromium: the system's, driven by Playwright over the debugging port of a profile of our own."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Error, Page, sync_playwright

from tests.browsers.engines.engine import (
    INVENTED_HOST,
    LISTEN,
    SECONDS,
    VIEWPORT,
    EngineError,
    PageGone,
    Watched,
    as_json,
    as_plain_json,
    find,
    from_json,
)
from tests.browsers.engines.process import Process

ARGUMENTS = [
    "--headless=new",
    "--remote-debugging-port=0",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-features=SpareRendererForSitePerProcess",  # a process kept ready costs as much as one that is used
    "--disable-dev-shm-usage",
    "--password-store=basic",
    f"--host-resolver-rules=MAP {INVENTED_HOST} 127.0.0.1",
    f"--window-size={VIEWPORT[0]},{VIEWPORT[1]}",
]


class Chromium(Watched):
    """See `Engine`."""

    name = "chromium"

    def __init__(self) -> None:
        self._program = find(
            "chromium", "chromium-browser", "google-chrome", windows="Google/Chrome/Application/chrome.exe"
        )
        self._home = Path(tempfile.mkdtemp(prefix="diary-chromium-"))
        self._playwright = sync_playwright().start()
        try:
            self._start()
        except BaseException:
            self._end_now()
            self._playwright.stop()
            raise

    def _start(self) -> None:
        self._reports: list[str] = []
        self._javascript = True
        self._tab: Page | None = None
        # Chromium's sandbox does not work for root.
        sandbox = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        profile = f"--user-data-dir={self._home / 'profile'}"
        self._process = Process([self._program, *ARGUMENTS, *sandbox, profile, "about:blank"], self._home)
        address = self._process.wait_for_line(r"DevTools listening on (ws://\S+)", 30)
        with self.limit("connecting"):
            self._browser = self._playwright.chromium.connect_over_cdp(address)
            self._context = self._browser.contexts[0]
            self._context.set_default_timeout(SECONDS * 1000)
            self._context.expose_function("reportToTheTest", self._report)
            self._context.add_init_script(LISTEN.replace("REPORT", "window.reportToTheTest"))
            # Early pages may lack the init script, so the tests use a window opened after it.
            self._page = self._context.new_page()
            for page in self._context.pages[:-1]:
                page.close()
            # One session only: a browser without scripts for one session stays so, whatever another one says.
            self._session = self._context.new_cdp_session(self._page)
            self._listen(self._page)
            self.version = f"Chromium {self._browser.version}"

    def _listen(self, page: Page) -> None:
        page.on(
            "console", lambda m: self._reports.append(f"{m.type}: {m.text}") if m.type in {"error", "warning"} else None
        )
        page.on("pageerror", lambda error: self._reports.append(f"error: {error}"))
        page.set_viewport_size({"width": VIEWPORT[0], "height": VIEWPORT[1]})

    def _report(self, words: str) -> None:
        self._reports.append(words)

    def _end_now(self) -> None:
        self._process.end()

    @contextlib.contextmanager
    def _doing(self, what: str, seconds: float = SECONDS) -> Iterator[None]:
        with self.limit(what, seconds + 5):
            try:
                yield
            except Error as error:
                gone = ("Execution context was destroyed", "Cannot find context", "navigat")
                kind = PageGone if any(words in str(error) for words in gone) else EngineError
                raise kind(f"chromium: {what}: {error}") from error

    def open(self, url: str) -> None:
        with self._doing(f"opening {url}"):
            self._page.goto(url, wait_until="load")

    def js(self, expression: str, seconds: float = SECONDS) -> Any:
        with self._doing(f"evaluating {expression[:80]}", seconds):
            script = as_json(expression, seconds) if self._javascript else as_plain_json(expression)
            text = self._page.evaluate(script)
        return from_json(text, self.name, expression)

    def click(self, selector: str) -> None:
        with self._doing(f"clicking {selector}"):
            self._page.click(selector)

    def type(self, selector: str, text: str) -> None:
        with self._doing(f"typing into {selector}"):
            self._page.click(selector)
            self._page.keyboard.press("End")
            self._page.keyboard.type(text)

    def press(self, key: str) -> None:
        with self._doing(f"pressing {key}"):
            self._page.keyboard.press(key)

    def screenshot(self, path: Path) -> None:
        with self._doing("taking a screenshot"):
            self._page.screenshot(path=path)

    def pdf(self, path: Path) -> None:
        with self._doing("printing"):
            self._page.pdf(path=path, prefer_css_page_size=True, print_background=True)

    def set_viewport(self, width: int, height: int) -> None:
        with self._doing("resizing"):
            self._page.set_viewport_size({"width": width, "height": height})

    def dark(self, on: bool) -> None:
        with self._doing("changing colours"):
            self._page.emulate_media(color_scheme="dark" if on else "light")

    def javascript(self, on: bool) -> None:
        with self._doing("switching scripts"):
            self._session.send("Emulation.setScriptExecutionDisabled", {"value": not on})
            self._javascript = on

    def console_and_csp_violations(self) -> list[str]:
        with self._doing("collecting reports"):
            self._page.evaluate("0")  # whatever the page sent before this answer has arrived with it
        reports = list(dict.fromkeys(self._reports))
        self._reports.clear()
        return reports

    def back(self) -> None:
        with self._doing("going back"):
            self._page.go_back(wait_until="commit")  # a page from the cache loads nothing

    def restart(self, *, keep_profile: bool = True) -> None:
        self._stop()
        if not keep_profile:
            shutil.rmtree(self._home / "profile", ignore_errors=True)
        self._start()

    def tab(self) -> Page:
        """Return an empty page for tests that use Playwright's means; always the same, for a new one costs a process.

        It knows nothing of the window that the protocol drives: another context, with a storage of its own.
        """
        if not self._process.is_alive():
            self.restart()
        if self._tab is None or self._tab.is_closed():
            self._tab = self._browser.new_context().new_page()
            # As on a phone, where they lie above the page and take no width from it.
            session = self._tab.context.new_cdp_session(self._tab)
            session.send("Emulation.setScrollbarsHidden", {"hidden": True})
        self._tab.emulate_media(color_scheme="light", media="null", reduced_motion="null", forced_colors="null")
        self._tab.set_viewport_size({"width": VIEWPORT[0], "height": VIEWPORT[1]})
        self._tab.goto("about:blank")  # or a page with another fragment would not be loaded anew
        return self._tab

    def _stop(self) -> None:
        with contextlib.suppress(Error, EngineError), self.limit("ending"):
            # Only an orderly end writes all of the storage.
            self._browser.new_browser_cdp_session().send("Browser.close")
            self._process.wait(10)
        with contextlib.suppress(Error):
            self._browser.close()
        self._process.end()

    def reset(self) -> None:
        if not self._process.is_alive():
            self.restart()
        if not self._javascript:
            self.javascript(on=True)
        self.dark(on=False)
        self.set_viewport(*VIEWPORT)
        self.open("about:blank")
        self._reports.clear()

    def close(self) -> None:
        self._end_now()  # an orderly end costs a second, and the profile goes anyway
        with contextlib.suppress(Error):
            self._browser.close()
        self._playwright.stop()
        shutil.rmtree(self._home, ignore_errors=True)
