"""Real browsers behind one small protocol: Chromium, Firefox and WebKitGTK, as Debian ships them.

`ENGINES` names the three; each class starts its browser when it is made. A browser that is not installed raises
`BrowserMissing` (the fixture turns that into a loud skip, or a failure in CI), something an engine cannot do raises
`CannotDo` with the reason. Every operation has a time limit, after which the browser is ended.
"""

from tests.browsers.engines.chromium import Chromium
from tests.browsers.engines.engine import BrowserMissing, CannotDo, Engine, EngineError, PageError, TimeLimit
from tests.browsers.engines.firefox import Firefox
from tests.browsers.engines.webkit import WebKit

ENGINES: dict[str, type[Chromium | Firefox | WebKit]] = {
    "chromium": Chromium,
    "firefox": Firefox,
    "webkit": WebKit,
}

__all__ = ["ENGINES", "BrowserMissing", "CannotDo", "Engine", "EngineError", "PageError", "TimeLimit"]
