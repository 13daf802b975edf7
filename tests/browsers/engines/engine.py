"""What a test may ask of a browser, and what the three drivers share: waiting, time limits, reading results."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

INVENTED_HOST = "diary.example"
"""A host name that every engine takes to this machine: plain http to it is no secure context."""

VIEWPORT = (1280, 800)
SECONDS = 20.0
"""The time limit of one operation; opening a page and deriving a key fit into it many times."""


class EngineError(Exception):
    """The browser or its driver failed."""


class BrowserMissing(EngineError):  # noqa: N818  reads as what it says
    """The browser is not installed here."""


class CannotDo(EngineError):  # noqa: N818  reads as what it says
    """This engine has no way to do what the test wants; the message says why."""


class PageError(EngineError):
    """A script of the test threw in the page."""


class PageGone(EngineError):  # noqa: N818  reads as what it says
    """The page was replaced by another while a script ran; asking again helps."""


class TimeLimit(EngineError):  # noqa: N818  reads as what it says
    """An operation took too long; the browser was ended."""


class Engine(Protocol):
    """One browser with one window. Selectors are CSS; viewports are in CSS pixels; times in seconds."""

    name: str
    version: str

    def open(self, url: str) -> None:
        """Go to an address (http or file) and wait until the page is loaded."""

    def js(self, expression: str, seconds: float = SECONDS) -> Any:
        """Return the value of an expression, awaited if it is a promise, as JSON gives it."""

    def click(self, selector: str) -> None:
        """Click the middle of an element with the real mouse, after scrolling it into view."""

    def type(self, selector: str, text: str) -> None:
        """Click into a field and type behind what stands there, key by key."""

    def press(self, key: str) -> None:
        """Press one key by its DOM name, such as Enter, Tab or Escape, or one character."""

    def text(self, selector: str) -> str:
        """Return the text of an element as a person sees it; an element that is not there raises PageError."""

    def wait_for(self, condition: str, seconds: float = SECONDS) -> None:
        """Wait until an expression is true; one that throws is not true yet, and the page may be replaced meanwhile."""

    def screenshot(self, path: Path) -> None:
        """Write what the window shows as PNG."""

    def pdf(self, path: Path) -> None:
        """Print the page to a PDF, with the page size that its style sheet asks for."""

    def set_viewport(self, width: int, height: int) -> None:
        """Give the page this many CSS pixels."""

    def dark(self, on: bool) -> None:
        """Prefer the dark or the light colour scheme; may load the open page again."""

    def javascript(self, on: bool) -> None:
        """Let the pages opened from now on run scripts, or not; meanwhile `js` takes plain expressions, no promises."""

    def console_and_csp_violations(self) -> list[str]:
        """Return and forget what was reported since the last call: errors, warnings, violations of the policy."""

    def back(self) -> None:
        """Press the back button."""

    def restart(self, *, keep_profile: bool = True) -> None:
        """End the browser in an orderly way and start it again, with what it stored or with nothing."""

    def reset(self) -> None:
        """Bring window, colour scheme and scripts back to the start, on an empty page; start a dead browser."""

    def close(self) -> None:
        """End the browser and remove its profile."""


class Watched:
    """The part of a driver that is the same in all three; a subclass gives `_end_now`, `js` and `name`."""

    name = ""

    def _end_now(self) -> None:
        """End the browser without asking; called from another thread when the time is over."""
        raise NotImplementedError

    def js(self, expression: str, seconds: float = SECONDS) -> Any:
        raise NotImplementedError

    @contextlib.contextmanager
    def limit(self, what: str, seconds: float = SECONDS) -> Iterator[None]:
        """End the browser when the block takes longer, which makes the pending call fail."""
        over = threading.Event()

        def end() -> None:
            over.set()
            self._end_now()

        timer = threading.Timer(seconds, end)
        timer.daemon = True
        timer.start()
        try:
            yield
        except Exception as error:
            if over.is_set():
                raise TimeLimit(
                    f"{self.name}: {what} took longer than {seconds:.0f} s, the browser was ended"
                ) from error
            raise
        finally:
            timer.cancel()
            timer.join()

    def wait_for(self, condition: str, seconds: float = SECONDS) -> None:
        """See `Engine`."""
        last = ""

        def holds() -> bool:
            nonlocal last
            try:
                return bool(self.js(f"!!({condition})"))
            except (PageError, PageGone) as error:
                last = str(error)
                return False

        try:
            wait_until(holds, f"{self.name}: {condition}", seconds)
        except TimeoutError as error:
            raise TimeoutError(f"{error}; last it said: {last}" if last else str(error)) from None

    def text(self, selector: str) -> str:
        """See `Engine`."""
        return str(self.js(f"document.querySelector({json.dumps(selector)}).innerText"))


def wait_until(holds: Callable[[], bool], what: str, seconds: float = SECONDS) -> None:
    """Ask again and again until it holds; TimeoutError with `what` when it does not in time."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError(f"not within {seconds:.0f} s: {what}")
        time.sleep(0.03)


def as_json(expression: str, seconds: float) -> str:
    """Return an expression whose value is a promise of JSON: `{"value": …}`, or `{"error": "…"}` if it threw."""
    # The limit in the page is the gentle one: a promise that never settles does not cost the browser.
    return (
        "(async () => { let timer; try {"
        f" const late = new Promise((_, no) => {{ timer = setTimeout(() => no(new Error('time limit')), {seconds * 1000:.0f}) }});"
        f" const value = await Promise.race([(async () => ({expression}\n))(), late]);"
        " return JSON.stringify({value: value === undefined ? null : value}) }"
        " catch (error) { return JSON.stringify({error: String(error)}) }"
        " finally { clearTimeout(timer) } })()"
    )


def as_plain_json(expression: str) -> str:
    """Return an expression for a page without scripts, where no promise ever settles."""
    return f"JSON.stringify({{value: ({expression}\n) ?? null}})"


def shown(selector: str) -> str:
    """Return an expression that is true when the element is there and takes up room, so that it can be clicked."""
    return f"document.querySelector({json.dumps(selector)}).getClientRects().length > 0"


def from_json(text: str, engine: str, expression: str) -> Any:
    """Return the value that `as_json` carried, or raise PageError."""
    answer = json.loads(text)
    if "error" in answer:
        raise PageError(f"{engine}: {answer['error']} in {expression[:200]}")
    return answer["value"]


LISTEN = (
    "document.addEventListener('securitypolicyviolation', e => REPORT("
    "`csp: ${e.effectiveDirective} ${e.blockedURI} ${e.sample || ''}`.trim()))"
)
"""A script that reports every violation of the page's policy through the function REPORT."""


def find(*names: str, windows: str = "") -> str:
    """Return the path of the first program that is there; `windows` is its place below Program Files."""
    candidates = [shutil.which(name) for name in names]
    for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
        folder = os.environ.get(variable)
        if windows and folder:
            candidates.append(shutil.which(str(Path(folder) / windows)))
    found = next((candidate for candidate in candidates if candidate), "")
    if not found:
        raise BrowserMissing(names[0])
    return found
