"""`diary panel` as a person starts and ends it."""

from __future__ import annotations

import http.client
import os
import re
import signal
import stat
import subprocess
import sys
import webbrowser
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from generator.commands import panel
from generator.panel.serve import Served
from tests.schools.built import ROOT

pytestmark = pytest.mark.network


@pytest.mark.ci
@pytest.mark.skipif(os.name != "posix", reason="Ctrl+C is sent as a signal")
def test_it_prints_its_address_answers_and_ends_with_ctrl_c(fresh: Path) -> None:
    command = [sys.executable, "-m", "generator", "panel", "--no-browser", "--site", str(fresh)]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        address = urlsplit(process.stderr.readline().strip())
        assert (address.hostname, address.path) == ("127.0.0.1", "/open")
        connection = http.client.HTTPConnection("127.0.0.1", address.port or 0, timeout=20)
        connection.request("GET", f"{address.path}?{address.query}")
        assert connection.getresponse().status == 200
        connection.close()
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=30)[1]
    assert process.returncode == 0
    assert "to open it again: http://127.0.0.1:" in said
    assert "Traceback" not in said


@pytest.mark.ci
def test_the_browser_is_sent_by_a_file_that_only_its_owner_reads(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[tuple[str, str, int]] = []

    def open_browser(address: str) -> bool:
        entry = fresh / "private/panel.html"
        opened.append((address, entry.read_text(encoding="utf-8"), stat.S_IMODE(entry.stat().st_mode)))
        return True

    monkeypatch.setattr(webbrowser, "open", open_browser)
    monkeypatch.setattr(Served, "wait", lambda _: None)
    assert panel.run(Namespace(site=fresh, now="", format="text", port=0, no_browser=False)) == 0
    ((address, page, mode),) = opened
    assert address == (fresh / "private/panel.html").as_uri()
    assert "token" not in address
    assert re.search(r'url=http://127\.0\.0\.1:\d+/open\?token=[0-9a-f]{48}"', page)
    assert os.name != "posix" or mode == 0o600
    assert not (fresh / "private/panel.html").exists()


@pytest.mark.ci
def test_an_invented_time_is_refused(diary: Callable[..., tuple[int, str, str]], fresh: Path) -> None:
    code, _, err = diary("panel", "--now", "2026-11-19", "--site", fresh)
    assert (code, "[now-refused]" in err) == (2, True)


@pytest.mark.ci
def test_a_port_that_is_none_is_told(diary: Callable[..., tuple[int, str, str]], fresh: Path) -> None:
    code, _, err = diary("panel", "--no-browser", "--port", "70000", "--site", fresh)
    assert (code, "[port-taken]" in err) == (2, True)
