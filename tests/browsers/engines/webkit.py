"""WebKitGTK: its MiniBrowser on a virtual screen, driven by selenium through WebKitWebDriver.

What is special: a driven session is ephemeral, so nothing outlives a restart; colour scheme and scripts are chosen
when the browser starts, so changing them starts it again; there is no print command; and a driven browser keeps its
console to itself, so reports come from a second, undriven one that loads the last opened address again.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.common.exceptions import JavascriptException, TimeoutException, WebDriverException
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service
from urllib3.exceptions import HTTPError

from tests.browsers.engines.engine import (
    SECONDS,
    VIEWPORT,
    BrowserMissing,
    CannotDo,
    EngineError,
    PageError,
    PageGone,
    TimeLimit,
    Watched,
    as_json,
    as_plain_json,
    find,
    from_json,
    shown,
    wait_until,
)
from tests.browsers.engines.process import Process
from tests.browsers.engines.screen import Screen
from tests.browsers.engines.server import Proxy

NARROW = "button, entry, toolbar { min-width: 0; padding: 0; margin: 0; border: 0; font-size: 1px; }"
"""GTK style under which a window may be narrower than the buttons of its toolbar."""

QUIET = 1.5
"""Seconds without a new line after which a loaded page counts as done."""


class WebKit(Watched):
    """See `Engine`."""

    name = "webkit"

    def __init__(self) -> None:
        self._driver_program = find("WebKitWebDriver")
        places = sorted(Path("/usr/lib").glob("*/webkit2gtk-4*/MiniBrowser"))
        if not places:
            raise BrowserMissing("MiniBrowser")
        self._program = str(places[-1])
        self._screen = Screen()
        self._proxy = Proxy()
        self._home = Path(tempfile.mkdtemp(prefix="diary-webkit-"))
        (self._home / "gtk-3.0").mkdir()
        (self._home / "gtk-3.0" / "gtk.css").write_text(NARROW, encoding="ascii")
        self._dark = False
        self._javascript = True
        self._last = "about:blank"
        try:
            self._start()
        except BaseException:
            self._screen.close()
            self._proxy.close()
            raise

    def _options(self) -> list[str]:
        options = ["--full-screen", f"--proxy=http://{self._proxy.address}", "--ignore-host=localhost"]
        options += ["--dark-mode"] if self._dark else []
        return options if self._javascript else [*options, "--enable-javascript=false"]

    def _environment(self) -> dict[str, str]:
        # GTK finds its style sheet, and both browsers their storage, below a home of their own.
        home = str(self._home)
        return {"DISPLAY": self._screen.display, "HOME": home, "XDG_CONFIG_HOME": home, "NO_AT_BRIDGE": "1"}

    def _start(self) -> None:
        if not self._screen.is_alive():
            self._screen = Screen()
        options = Options()
        options.binary_location = self._program
        for option in ["--automation", *self._options()]:
            options.add_argument(option)
        environment = {**os.environ, **self._environment()}
        group = {"start_new_session": True}  # so that the browser and its children can be ended with the driver
        self._service = Service(executable_path=self._driver_program, env=environment, popen_kw=group)
        with self.limit("starting", 60), warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # selenium's own class calls what selenium deprecates
            self._driver = webdriver.WebKitGTK(options=options, service=self._service)
        self._driver.set_page_load_timeout(SECONDS)
        self._driver.set_script_timeout(SECONDS)
        self._width, self._height = VIEWPORT
        self.version = f"WebKitGTK {self._driver.capabilities['browserVersion']}"
        self.set_viewport(*VIEWPORT)

    def _end_now(self) -> None:
        with contextlib.suppress(AttributeError, ProcessLookupError):
            os.killpg(self._service.process.pid, signal.SIGKILL)
        with contextlib.suppress(AttributeError, subprocess.TimeoutExpired):
            self._service.process.wait(10)  # or the next question whether it is alive might come too early

    @contextlib.contextmanager
    def _doing(self, what: str, seconds: float = SECONDS) -> Iterator[None]:
        with self.limit(what, seconds + 5):
            try:
                yield
            except TimeoutException as error:  # the driver's own limit, which leaves the browser as it is
                self._end_now()
                raise TimeLimit(f"webkit: {what} took too long, the browser was ended") from error
            except (WebDriverException, HTTPError) as error:
                gone = any(words in str(error) for words in ("no such frame", "no such window", "navigat", "unload"))
                kind = PageError if isinstance(error, JavascriptException) else EngineError
                raise (PageGone if gone else kind)(f"webkit: {what}: {error}") from error

    def open(self, url: str) -> None:
        self._last = url
        with self._doing(f"opening {url}"):
            self._driver.get(url)

    def js(self, expression: str, seconds: float = SECONDS) -> Any:
        with self._doing(f"evaluating {expression[:80]}", seconds):
            if self._javascript:
                self._driver.set_script_timeout(seconds + 2)
                script = f"const done = arguments[arguments.length - 1]; {as_json(expression, seconds)}.then(done)"
                text = self._driver.execute_async_script(script)
            else:
                text = self._driver.execute_script(f"return {as_plain_json(expression)}")
        return from_json(text, self.name, expression)

    def click(self, selector: str) -> None:
        with self._doing(f"clicking {selector}"):
            self._element(selector).click()

    def _element(self, selector: str) -> WebElement:
        self.wait_for(shown(selector), SECONDS / 2)
        return self._driver.find_element("css selector", selector)

    def type(self, selector: str, text: str) -> None:
        with self._doing(f"typing into {selector}"):
            element = self._element(selector)
            element.click()
            element.send_keys(Keys.END, text)

    def press(self, key: str) -> None:
        with self._doing(f"pressing {key}"):
            names = {"ArrowLeft": "LEFT", "ArrowRight": "RIGHT", "ArrowUp": "UP", "ArrowDown": "DOWN"}
            code = getattr(Keys, names.get(key, key.upper()), key) if len(key) > 1 else key
            webdriver.ActionChains(self._driver).send_keys(code).perform()

    def screenshot(self, path: Path) -> None:
        with self._doing("taking a screenshot"):
            self._driver.save_screenshot(str(path))

    def pdf(self, path: Path) -> None:  # noqa: ARG002  the protocol has it
        raise CannotDo("webkit: its driver has no print command")

    def set_viewport(self, width: int, height: int) -> None:
        self._width, self._height = width, height
        with self._doing("resizing"):
            self._driver.set_window_size(width, height)
        shown: list[int] = []

        def fits() -> bool:
            shown[:] = self.js("[innerWidth, innerHeight]")
            return shown == [width, height]

        try:
            wait_until(fits, "", 3)
        except TimeoutError:
            raise CannotDo(f"webkit: the window shows {shown} instead of {width} x {height}") from None

    def dark(self, on: bool) -> None:
        if on != self._dark:
            self._dark = on
            self._start_again()

    def javascript(self, on: bool) -> None:
        if on != self._javascript:
            self._javascript = on
            self._start_again()

    def _start_again(self) -> None:
        """Start with other options; the open page is loaded again, in a window of the same size."""
        viewport = self._width, self._height
        address = "about:blank" if self._last == "about:blank" else self.js("location.href")
        self._stop()
        self._start()
        self.set_viewport(*viewport)
        if address != "about:blank":
            self.open(address)

    def console_and_csp_violations(self) -> list[str]:
        """Load the last opened address in an undriven browser and return what its console says meanwhile.

        So it holds what happens by itself after loading, not what a test did by clicking.
        """
        # The console goes through buffered output, and the browser is ended hard: stdbuf makes each line count.
        loud = [self._program, "--enable-write-console-messages-to-stdout=true", *self._options(), self._last]
        process = Process([find("stdbuf"), "-oL", *loud], self._home, **self._environment())
        known, since, end = 0, time.monotonic() + 1, time.monotonic() + SECONDS
        while process.is_alive() and time.monotonic() < end and time.monotonic() - since < QUIET:
            if len(process.lines) > known:
                known, since = len(process.lines), time.monotonic()
            time.sleep(0.05)
        if not process.is_alive():
            raise EngineError("webkit: the browser that should report has ended:\n" + "\n".join(process.lines[-5:]))
        process.end()
        serious = (" ERROR", " WARN")
        reports = [line for line in process.lines if "CONSOLE" in line and any(kind in line for kind in serious)]
        return list(dict.fromkeys(f"csp: {line}" if "SECURITY" in line else f"error: {line}" for line in reports))

    def back(self) -> None:
        with self._doing("going back"):
            self._driver.back()

    def restart(self, *, keep_profile: bool = True) -> None:
        if keep_profile:
            raise CannotDo("webkit: a driven session is ephemeral, it stores nothing beyond its end")
        self._stop()
        self._start()
        self._last = "about:blank"

    def _stop(self) -> None:
        with contextlib.suppress(EngineError), self._doing("ending"):
            self._driver.quit()
        self._end_now()
        with contextlib.suppress(WebDriverException):
            self._service.stop()

    def _is_alive(self) -> bool:
        return self._screen.is_alive() and self._service.process.poll() is None

    def reset(self) -> None:
        if not self._is_alive() or self._dark or not self._javascript:
            self._dark, self._javascript = False, True
            self.restart(keep_profile=False)
        if (self._width, self._height) != VIEWPORT:
            self.set_viewport(*VIEWPORT)
        self.open("about:blank")

    def close(self) -> None:
        self._stop()
        self._proxy.close()
        self._screen.close()
        shutil.rmtree(self._home, ignore_errors=True)
