"""`diary panel`: the staff's page on localhost. Here its desk is wired: the commands, as functions."""

from __future__ import annotations

import argparse
import contextlib
import sys
import tempfile
import threading
import webbrowser
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from generator.commands import panel_drop
from generator.commands.check import find_problems
from generator.commands.counter.office import Office
from generator.commands.counter.pages import PAGES, act_on_page, leads, show_page
from generator.commands.counter.printing import JOBS, find_paper, printed
from generator.commands.counter.printing import STAGES as PRINTING
from generator.commands.counter.rolls import Rolls
from generator.commands.crash import write_crash
from generator.commands.folder import write_atomically
from generator.commands.inputs import Inputs, load_inputs, refuse_now
from generator.commands.panel_cards import cards
from generator.commands.panel_look import Eyes, look
from generator.commands.paper_state import load_state as load_paper_state
from generator.commands.radar import Radar
from generator.commands.tick import tick as run_tick
from generator.errors import DiaryError, RenderError
from generator.panel.desk import Asset, Desk, Job, Shown
from generator.panel.pages import Given
from generator.panel.serve import open_panel
from generator.panel.state import Panel, Problem
from generator.progress import Tell
from generator.rendering.staff.counter import render_page
from generator.rendering.staff.panel import panel_files, render_closed, render_entry, render_panel, render_report
from generator.sealing.randomness import draw_bytes

STAGES = ("reading", "diaries", "placing")
"""What a run goes through, in its order; then come papers, and where the site is published `_SENDING`."""

_SENDING = ("delete", "send", "finish", "verify")


def run(options: argparse.Namespace) -> int:
    """`diary panel`: until interrupted."""
    refuse_now(options, "panel")
    inputs = load_inputs(options)
    inputs.folder.make_private()
    entry = inputs.folder.private / "panel.html"

    def tell_next(address: str) -> None:
        entry.unlink(missing_ok=True)
        sys.stderr.write(f"to open it again: {address}\n")

    try:
        with (
            open_desk(options) as desk,
            open_panel(desk.desk, draw=draw_bytes, port=options.port, entered=tell_next) as panel,
        ):
            # from the moment on that the address is told, Ctrl+C is the ordinary end
            with contextlib.suppress(KeyboardInterrupt):
                sys.stderr.write(f"{panel.doors.address}\n(Ctrl+C ends)\n")
                if not options.no_browser:
                    # By way of a file that only its owner can read: the address would stand in the list of processes.
                    write_atomically(entry, render_entry(desk.eyes.look, panel.doors.address).encode(), mode=0o600)
                    webbrowser.open(entry.as_uri())
                panel.work.check()
                panel.wait()
            if panel.work.is_running:
                sys.stderr.write("waiting for the end of the update (Ctrl+C again ends at once)\n")
    finally:
        entry.unlink(missing_ok=True)
    return 0


def tick(inputs: Inputs, tell: Tell) -> None:
    """Bring the diaries up to date and note the run. The one place that says what the button does."""
    # One process: those of a pool would be copies of a server with threads, which Python warns of.
    run_tick(inputs, force=True, tell=tell, workers=1)


@dataclass(frozen=True, slots=True)
class Wiring:
    """The functions behind the page, over the options of the command: the settings are read again for each act."""

    options: argparse.Namespace
    first: Inputs
    eyes: Eyes
    cache: Path
    rolls: Rolls
    radar: Radar
    one_check: threading.Lock = field(default_factory=threading.Lock)

    @property
    def desk(self) -> Desk:
        """Return them as the page takes them."""
        page = self.eyes.look
        return Desk(
            look=self.look,
            check=self.check,
            refresh=self.refresh,
            receive=self.receive,
            explain=lambda error: self.eyes.problems([error]),
            render=lambda panel: render_panel(page, panel),
            report=lambda panel: render_report(page, panel),
            closed=lambda: render_closed(page),
            assets={name: Asset(kind, text) for name, (kind, text) in panel_files(page).items()},
            jobs={name: Job(partial(self.job, run), PRINTING) for name, run in JOBS.items()},
            show=self.show,
            act=self.act,
            paper=lambda name: find_paper(self.first.folder, name),
        )

    def job(self, run: Callable[[Inputs, Tell], None], tell: Tell) -> None:
        """Do one of the jobs of the panel."""
        with self._guarded():
            run(load_inputs(self.options), tell)

    def show(self, name: str, key: str) -> Shown | None:
        """Return a page of the counter."""
        if name not in PAGES:
            return None
        with self._guarded():
            page = show_page(self._office(), name, self._explain)
        return Shown(render_page(self.eyes.look, page, key), not page.problems)

    def act(self, name: str, given: Given, key: str) -> Shown | None:
        """Do what a form of the counter asks."""
        if name not in PAGES:
            return None
        with self._guarded():
            page = act_on_page(self._office(), name, given, self._explain)
        if page.said and self.radar.found:
            self._judge_later()
        return Shown(render_page(self.eyes.look, page, key), not page.problems)

    def _office(self) -> Office:
        return Office(load_inputs(self.options), self.eyes.look.words, self.rolls)

    def _explain(self, error: DiaryError) -> tuple[Problem, ...]:
        return self.eyes.problems([error])

    def look(self) -> Panel:
        """Return what there is to see; settings that became unreadable are told by check and refresh."""
        try:
            inputs = load_inputs(self.options)
        except DiaryError:
            inputs = self.first
        seen = look(
            inputs,
            self.eyes,
            (
                *STAGES,
                *(("papers",) if load_paper_state(inputs.folder).cases else ()),
                *(_SENDING if inputs.settings.publish.to else ()),
                "reports",
            ),
            cards(inputs, self.eyes.look.words, self.radar.found),
        )
        if self.radar.is_old(inputs.now):
            self._judge_later()
        office = Office(inputs, self.eyes.look.words, self.rolls)
        return replace(seen, counter=leads(office), printed=printed(office))

    def check(self) -> tuple[Problem, ...]:
        """Return all that a build would refuse. What was read is kept as long as the panel runs."""
        with self.one_check, self._guarded():
            inputs = load_inputs(self.options)
            problems = find_problems(inputs, self.cache, workers=1, quiet=True).problems
            self.radar.look(inputs, self.cache)
            return self.eyes.problems(problems)

    def refresh(self, tell: Tell) -> None:
        """Bring the diaries up to date."""
        with self._guarded():
            tick(load_inputs(self.options), tell)
            self._judge(load_inputs(self.options))

    def _judge_later(self) -> None:
        """Judge the school behind the page, once for any number of acts that come meanwhile."""
        if self.radar.ask():
            threading.Thread(target=lambda: self._judge(load_inputs(self.options)), name="radar", daemon=True).start()

    def _judge(self, inputs: Inputs) -> None:
        with self.one_check:
            self.radar.look(inputs, self.cache)

    def receive(self, name: str, content: bytes) -> tuple[Problem, ...]:
        """Store a dropped export, or say why not; a warning does not keep it out."""
        with self._guarded():
            received = panel_drop.receive(load_inputs(self.options), name, content)
            return self.eyes.problems(received.problems, "warning" if received.place else "error")

    @contextlib.contextmanager
    def _guarded(self) -> Iterator[None]:
        """Turn a fault of the program into words, with its report in `private/`: the page must live on."""
        try:
            yield
        except DiaryError:
            raise
        except Exception as error:
            report = write_crash(self.first.folder.private)
            message = f"a fault of the program; the report is private/{report.name}"
            raise RenderError("program-fault", message, hint="press again; if it stays, show the report") from error


@contextlib.contextmanager
def open_desk(options: argparse.Namespace) -> Iterator[Wiring]:
    """Make the desk of a site folder, for as long as the panel runs."""
    inputs = load_inputs(options)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as cache:
        yield Wiring(options, inputs, Eyes(inputs), Path(cache), Rolls(Path(cache)), Radar())
