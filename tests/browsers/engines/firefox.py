"""Firefox: the system's, driven over WebDriver BiDi without any driver program."""

from __future__ import annotations

import base64
import contextlib
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

from tests.browsers.engines.bidi import BiDi
from tests.browsers.engines.engine import (
    INVENTED_HOST,
    LISTEN,
    SECONDS,
    VIEWPORT,
    EngineError,
    PageError,
    Watched,
    as_json,
    as_plain_json,
    find,
    from_json,
    shown,
)
from tests.browsers.engines.process import Process

PREFERENCES = {
    # Without this, automation switches off the policy that keeps one file:// page from reading another.
    "remote.prefs.recommended": False,
    "network.dns.localDomains": INVENTED_HOST,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "browser.startup.page": 0,
    "browser.aboutConfig.showWarning": False,
    "browser.tabs.warnOnClose": False,
    "browser.sessionstore.resume_from_crash": False,
    "app.update.auto": False,
    "app.normandy.enabled": False,
    "app.shield.optoutstudies.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "datareporting.healthreport.uploadEnabled": False,
    "dom.ipc.processPrelaunch.enabled": False,  # a process kept ready costs as much as one that is used
    "dom.push.connection.enabled": False,
    "extensions.update.enabled": False,
    "extensions.getAddons.cache.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.prefetch-next": False,
    "network.dns.disablePrefetch": True,
    "services.settings.server": "data:,#off",
    "toolkit.telemetry.enabled": False,
    "toolkit.telemetry.reportingpolicy.firstRun": False,
    "ui.prefersReducedMotion": 1,
}
KEYS = {
    "Enter": "\ue007",
    "Tab": "\ue004",
    "Escape": "\ue00c",
    "Backspace": "\ue003",
    "Delete": "\ue017",
    "End": "\ue010",
}
KEYS |= {"Home": "\ue011", "ArrowLeft": "\ue012", "ArrowUp": "\ue013", "ArrowRight": "\ue014", "ArrowDown": "\ue015"}


class Firefox(Watched):
    """See `Engine`."""

    name = "firefox"

    def __init__(self) -> None:
        self._program = find("firefox-esr", "firefox", windows="Mozilla Firefox/firefox.exe")
        self._home = Path(tempfile.mkdtemp(prefix="diary-firefox-"))
        try:
            self._start()
        except BaseException:
            self._end_now()
            raise

    def _start(self) -> None:
        self._javascript = True
        profile = self._home / "profile"
        profile.mkdir(exist_ok=True)
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in PREFERENCES.items()]
        (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
        options = ["--headless", "--no-remote", "--remote-debugging-port=0", "--remote-allow-system-access"]
        self._process = Process([self._program, *options, "--profile", str(profile)], self._home)
        address = self._process.wait_for_line(r"WebDriver BiDi listening on (ws://\S+)", 60)
        with self.limit("connecting", 60):
            self._bidi = BiDi(f"{address}/session")
            capabilities = self._bidi.send("session.new", capabilities={})["capabilities"]
            self.version = f"Firefox {capabilities['browserVersion']}"
            self._tab = self._bidi.send("browsingContext.getTree")["contexts"][0]["context"]
            self._bidi.send("session.subscribe", events=["log.entryAdded", "script.message"])
            channel = {"type": "channel", "value": {"channel": "reports"}}
            listen = f"report => {{ {LISTEN.replace('REPORT', 'report')} }}"
            self._bidi.send("script.addPreloadScript", functionDeclaration=listen, arguments=[channel], sandbox="test")
            self.set_viewport(*VIEWPORT)

    def _end_now(self) -> None:
        self._process.end()

    def open(self, url: str) -> None:
        with self.limit(f"opening {url}"):
            self._bidi.send("browsingContext.navigate", context=self._tab, url=url, wait="complete")

    def js(self, expression: str, seconds: float = SECONDS) -> Any:
        with self.limit(f"evaluating {expression[:80]}", seconds + 5):
            script = as_json(expression, seconds) if self._javascript else as_plain_json(expression)
            answer = self._evaluate(script, {"context": self._tab}, wait=self._javascript)
        return from_json(answer, self.name, expression)

    def _evaluate(self, script: str, target: dict[str, str], *, wait: bool = False) -> str:
        answer = self._bidi.send(
            "script.evaluate", expression=script, target=target, awaitPromise=wait, userActivation=True
        )
        if answer["type"] == "exception":
            raise PageError(f"firefox: {answer['exceptionDetails']['text']}")
        return str(answer["result"].get("value", ""))

    def click(self, selector: str) -> None:
        with self.limit(f"clicking {selector}"):
            element = self._element(selector)
            self._perform(
                "pointer",
                [
                    {"type": "pointerMove", "x": 0, "y": 0, "origin": {"type": "element", "element": element}},
                    {"type": "pointerDown", "button": 0},
                    {"type": "pointerUp", "button": 0},
                ],
            )

    def _element(self, selector: str) -> dict[str, str]:
        self.wait_for(shown(selector), SECONDS / 2)
        self.js(f"document.querySelector({json.dumps(selector)}).scrollIntoView({{block: 'center'}})")
        locator = {"type": "css", "value": selector}
        nodes = self._bidi.send("browsingContext.locateNodes", context=self._tab, locator=locator, maxNodeCount=1)[
            "nodes"
        ]
        return {"sharedId": nodes[0]["sharedId"]}

    def _perform(self, kind: str, actions: list[dict[str, Any]]) -> None:
        source = {"type": kind, "id": kind, "actions": actions}
        self._bidi.send("input.performActions", context=self._tab, actions=[source])

    def type(self, selector: str, text: str) -> None:
        self.click(selector)
        with self.limit(f"typing into {selector}"):
            self._keys([KEYS["End"], *text])

    def press(self, key: str) -> None:
        with self.limit(f"pressing {key}"):
            self._keys([KEYS.get(key, key)])

    def _keys(self, keys: list[str]) -> None:
        self._perform("key", [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")])

    def screenshot(self, path: Path) -> None:
        with self.limit("taking a screenshot"):
            picture = self._bidi.send("browsingContext.captureScreenshot", context=self._tab)
        path.write_bytes(base64.b64decode(picture["data"]))

    def pdf(self, path: Path) -> None:
        with self.limit("printing"):
            printed = self._bidi.send("browsingContext.print", context=self._tab, background=True)
        path.write_bytes(base64.b64decode(printed["data"]))

    def set_viewport(self, width: int, height: int) -> None:
        with self.limit("resizing"):
            viewport = {"width": width, "height": height}
            self._bidi.send("browsingContext.setViewport", context=self._tab, viewport=viewport)

    def dark(self, on: bool) -> None:
        self._prefer("layout.css.prefers-color-scheme.content-override", 0 if on else 1)

    def javascript(self, on: bool) -> None:
        self._prefer("javascript.enabled", on)
        self._javascript = on

    def _prefer(self, name: str, value: bool | int) -> None:
        """Set a preference while the browser runs, from a script with its own rights."""
        setter = "setBoolPref" if isinstance(value, bool) else "setIntPref"
        with self.limit(f"setting {name}"):
            tree = self._bidi.send("browsingContext.getTree", **{"moz:scope": "chrome"})
            window = {"context": tree["contexts"][0]["context"]}
            self._evaluate(f"Services.prefs.{setter}({json.dumps(name)}, {json.dumps(value)})", window)

    def console_and_csp_violations(self) -> list[str]:
        with self.limit("collecting reports"):
            self._bidi.send("session.status")  # whatever came before this answer has arrived with it
        reports = []
        for event in self._bidi.events:
            entry = event["params"]
            if event["method"] == "script.message":
                reports.append(entry["data"]["value"])
            elif event["method"] == "log.entryAdded" and entry["level"] in {"error", "warn"}:
                reports.append(f"{entry['level']}: {entry['text']}")
        self._bidi.events.clear()
        return list(dict.fromkeys(reports))

    def back(self) -> None:
        with self.limit("going back"):
            self._bidi.send("browsingContext.traverseHistory", context=self._tab, delta=-1)

    def restart(self, *, keep_profile: bool = True) -> None:
        self._stop()
        if not keep_profile:
            shutil.rmtree(self._home / "profile", ignore_errors=True)
        self._start()

    def _stop(self) -> None:
        with contextlib.suppress(EngineError), self.limit("ending"):
            # Only an orderly end writes all of the storage.
            self._bidi.send("browser.close")
            self._process.wait(15)
        self._bidi.close()
        self._process.end()

    def reset(self) -> None:
        if not self._process.is_alive():
            self.restart()
        self.javascript(on=True)
        self.dark(on=False)
        self.set_viewport(*VIEWPORT)
        self.open("about:blank")
        self._bidi.events.clear()

    def close(self) -> None:
        self._end_now()  # an orderly end costs a second, and the profile goes anyway
        self._bidi.close()
        shutil.rmtree(self._home, ignore_errors=True)
