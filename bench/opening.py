#!/usr/bin/env python3
"""Measure how long a family waits: from the click on «open» to the diary, and from a link to the diary.

usage: opening.py SITE_FOLDER CODES.json     (the result of `diary access issue --format json`)

Runs every engine that is there. The first figure holds one derivation of 600,000 rounds; `unit` is the same derivation
in Python in the same run, so that two machines can be compared.
"""

from __future__ import annotations

import hashlib
import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.browsers.engines import ENGINES, BrowserMissing
from tests.browsers.engines.server import Served

DIARY = "document.querySelectorAll('#page .lesson').length > 100"


def measure(name: str, site: Path, codes: list[dict[str, object]]) -> dict[str, object]:
    engine = ENGINES[name]()
    by_code, by_link = [], []
    try:
        for code in codes:
            # A server of its own for each: another port is another origin, which keeps nothing of the one before.
            served = Served(site)
            engine.open(served.url)
            engine.type("#code", str(code["code"]))
            start = time.perf_counter()
            engine.click("#go")
            engine.wait_for(DIARY, 60)
            by_code.append(round(time.perf_counter() - start, 2))
            engine.open("about:blank")
            start = time.perf_counter()
            engine.open(served.url + "f/" + str(code["link"]).partition("/f/")[2])
            engine.wait_for(DIARY, 60)
            by_link.append(round(time.perf_counter() - start, 2))
            served.close()
    finally:
        engine.close()
    return {"engine": f"{name} {engine.version}", "code_to_diary_s": by_code, "link_to_diary_s": by_link}


def main() -> None:
    site = Path(sys.argv[1]) / "output" / "site"
    codes = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))[:3]
    start = time.perf_counter()
    hashlib.pbkdf2_hmac("sha256", b"0" * 20, b"0" * 16, 600_000)
    print("unit", round(time.perf_counter() - start, 3))
    for name in ENGINES:
        try:
            print(json.dumps(measure(name, site, codes)))
        except BrowserMissing as missing:
            print(f"missing: {missing}")


if __name__ == "__main__":
    main()
