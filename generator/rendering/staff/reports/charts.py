"""Bars and the timeline as SVG within the page. They repeat numbers that stand beside them and are read to nobody.

Meaning is in the lightness of the fills, so that a black and white print tells them apart: a class names each.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

_LONG = 100
_STEP, _WIDE, _HIGH, _FOOT = 34, 22, 96, 18


class Part(NamedTuple):
    """A part of a bar: the class of its fill (`p-…` in templates/staff/reports.css), and how much."""

    fill: str
    value: int


class WeekBar(NamedTuple):
    """A bar of the timeline: what stands below it, its parts from the ground up, and whether it is the present one."""

    label: str
    parts: tuple[Part, ...]
    is_now: bool = False


def bar(parts: Sequence[Part], whole: int = 0) -> Markup:
    """Return one bar of parts side by side; `whole` is what a full bar stands for (0: the sum of the parts).

    Widths are rounded so that they add up: no gap and nothing beyond the edge.
    """
    total = max(whole, sum(part.value for part in parts))
    found, done = [], 0
    for part in parts:
        if part.value > 0:
            begin, end = _at(done, total), _at(done + part.value, total)
            width = round(end - begin, 2)
            found.append(f'<rect class="{part.fill}" x="{begin:g}" y=".5" width="{width:g}" height="9"/>')
        done += max(0, part.value)
    return _svg("hbar", f"0 0 {_LONG} 10", "".join(found), ' preserveAspectRatio="none"')


def timeline(weeks: Sequence[WeekBar]) -> Markup:
    """Return bars side by side, the highest as high as the chart."""
    highest = max((sum(part.value for part in week.parts) for week in weeks), default=0)
    found = []
    for index, week in enumerate(weeks):
        left, done = index * _STEP + (_STEP - _WIDE) / 2, 0
        for part in week.parts:
            if part.value > 0:
                bottom, top = _up(done, highest), _up(done + part.value, highest)
                box = f'x="{left:g}" y="{_HIGH - top:g}" width="{_WIDE}" height="{round(top - bottom, 2):g}"'
                found.append(f'<rect class="{part.fill}" {box}/>')
            done += max(0, part.value)
        kind = ' class="is-now"' if week.is_now else ""
        place = f'x="{index * _STEP + _STEP / 2:g}" y="{_HIGH + 13}" text-anchor="middle"'
        found.append(f"<text{kind} {place}>{Markup.escape(week.label)}</text>")
    width, height = max(1, len(weeks)) * _STEP, _HIGH + _FOOT
    found.append(f'<path class="ground" d="M0 {_HIGH}H{width}"/>')
    return _svg("timeline", f"0 0 {width} {height}", "".join(found), f' width="{width}" height="{height}"')


def _at(value: int, total: int) -> float:
    return round(_LONG * value / total, 2) if total else 0


def _up(value: int, highest: int) -> float:
    return round((_HIGH - 4) * value / highest, 2) if highest else 0


def _svg(kind: str, box: str, inner: str, more: str) -> Markup:
    # Made of numbers and of texts that were escaped.
    return Markup(f'<svg class="{kind}" viewBox="{box}"{more} aria-hidden="true">{inner}</svg>')  # noqa: S704 (texts are escaped by the caller)
