"""Writes forecast.json: what a term's marks come to, worked out with fractions and by trying, not by formulas.

One table for the rules in Python and for the page's script. A line of `CASES` is: name; marks as «value·weight», a
bare value has no weight; what differs from `USUAL`. Values, weights, borders and means are written in hundredths.

    python make_forecast.py
"""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

USUAL = {"borders": [[5, 450], [4, 350], [3, 250]], "band": 10, "min": 3, "left": 24, "weights": [100, 300]}
MINISTRY = {"borders": [[5, 465], [4, 365], [3, 265]]}
NO_BAND = {"band": 0}
PLAIN = {"weights": []}
FIRST = "4·1 4·1 3·3 5·1 4·2"

CASES: list[tuple[str, str, dict[str, object]]] = [
    ("no marks", "", {}),
    ("no marks and no weights", "", PLAIN),
    ("one mark", "5·1", {}),
    ("one mark too few", "5·1 4·1", {}),
    ("just enough", "5·1 5·1 4·1", {}),
    ("two where five are needed", "4·1 4·1", {"min": 5}),
    ("four where five are needed", "4·1 4·1 4·1 4·1", {"min": 5}),
    ("five where five are needed", "4·1 4·1 4·1 4·1 4·1", {"min": 5}),
    ("one is enough", "4·2", {"min": 1}),
    ("the first example", FIRST, {}),
    ("the first example without a band", FIRST, NO_BAND),
    ("the first example with higher borders", FIRST, {**MINISTRY, **NO_BAND}),
    ("the first example, eleven lessons left", FIRST, {"left": 11}),
    ("the first example, twelve lessons left", FIRST, {"left": 12}),
    ("the first example, three lessons left", FIRST, {"left": 3}),
    ("the first example, no lesson left", FIRST, {"left": 0}),
    ("the first example, nobody knows how many", FIRST, {"left": None}),
    ("the first example, three weights", FIRST, {"weights": [100, 200, 300]}),
    ("three weights, the lightest takes too long", FIRST, {"weights": [100, 200, 300], "left": 8}),
    ("the first example, its own weights", FIRST, {"weights": []}),
    ("a third", "5 4 4", PLAIN),
    ("two thirds", "5 5 4", PLAIN),
    ("a sixth", "4·1 4·2 5·3 4·6", {}),
    ("a seventh", "4·1 5·1 5·2 4·1 4·2", {}),
    ("half up to the hundredth", "4 4 4 4 4 4 4 3", PLAIN),
    ("exactly the border of 5", "5 4", {**PLAIN, "min": 2}),
    ("exactly the border of 5 without a band", "5 4", {**PLAIN, **NO_BAND, "min": 2}),
    ("exactly the border of 4 without a band", "4 3", {**PLAIN, **NO_BAND, "min": 2}),
    ("exactly the border of 3 without a band", "3 2", {**PLAIN, **NO_BAND, "min": 2}),
    ("rounds to the border, but is below it", "5·112 4·113", {**NO_BAND, "min": 2, "left": None}),
    ("exactly a band above the border", "5·3 4·2", {"min": 2}),
    ("exactly a band below the border", "5·2 4·3", {"min": 2}),
    ("a hair within the band above", "5·599 4·401", {"min": 2, "left": None}),
    ("a hair within the band below", "5·401 4·599", {"min": 2, "left": None}),
    ("disputed between 4 and 3", "4·1 3·1 4·1 3·1", {}),
    ("disputed between 3 and 2", "2·1 3·1 2·1 3·1", {}),
    ("disputed with no lesson left", "5·1 4·1 5·1 4·1", {"left": 0}),
    ("disputed, one lesson left", "5·1 4·1 5·1 4·1", {"left": 1}),
    ("a band that nothing overcomes", "5·1 4·1 5·1 4·1", {"band": 50}),
    ("a wide band: the nearer border counts", "4·1 4·1 4·1 4·1", {"band": 60}),
    ("nothing but fives", "5·1 5·1 5·3", {}),
    ("nothing but twos", "2·1 2·1 2·3", {}),
    ("ones as well", "1·1 2·1 1·1", {}),
    ("a firm 3", "3·1 3·1 3·1", {}),
    ("a firm 2 near the end", "2·1 2·3 2·1", {"left": 4}),
    ("weights of some only", "5·1 4 4·2", {}),
    ("one weight unknown among many", "5·1 4·1 4·2 3·3 5", {}),
    ("weights scaled by two", "4·2 4·2 3·6 5·2 4·4", {"weights": [200, 600]}),
    ("half weights", "4·0.5 5·0.5 4·0.5", {"weights": [50, 150]}),
    ("weights with hundredths", "4·0.25 5·1.75 3·1.5", {"weights": [25, 175]}),
    ("a zero that the journal counts", "0·1 4·1 5·1", {}),
    ("a weight of nothing", "5·0 4·1 4·1 4·1", {}),
    ("many marks", " ".join(["5·1"] * 20 + ["4·1"] * 20), {"min": 5}),
    ("as many fives of either weight", "5·1 4·1 5·1 4·1 4·1", {"weights": [400, 500]}),
    ("twelve-point scale", "9 10 8", {**PLAIN, "borders": [[12, 1150], [11, 1050], [10, 950], [9, 850]], "band": 20}),
]


def main() -> None:
    """Write the table beside this file."""
    cases = [expected(name, marks, {**USUAL, **more}) for name, marks, more in CASES]
    lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
    (Path(__file__).parent / "forecast.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8")


def expected(name: str, text: str, given: dict) -> dict:
    """Return a case with what must come out; `expect` null: no forecast."""
    pairs = [word.split("·") for word in text.split()]
    marks = [[int(Fraction(p[0]) * 100), int(Fraction(p[1]) * 100) if p[1:] else None] for p in pairs]
    known = [weight for _, weight in marks if weight is not None]
    case = {"name": name, "marks": marks, **given}
    if 0 < len(known) < len(marks):
        return {**case, "expect": None}
    fractions = [(Fraction(v, 100), Fraction(100 if w is None else w, 100)) for v, w in marks]
    found = stand(fractions, given)
    weights = sorted({*(given["weights"] or known)} if known else {100})
    ways = try_ways(fractions, given, found, [w for w in weights if w]) if found["mark"] else []
    average = mean(fractions)
    rounded = None if average is None else int(average * 100 + Fraction(1, 2))
    ways = [[count, weight if known else None] for count, weight in ways]
    return {**case, "expect": {"mean": rounded, **found, "ways": ways}}


def mean(marks: list[tuple[Fraction, Fraction]]) -> Fraction | None:
    """Return the exact mean."""
    total = sum(weight for _, weight in marks)
    return sum(value * weight for value, weight in marks) / total if marks else None


def stand(marks: list[tuple[Fraction, Fraction]], given: dict) -> dict:
    """Return state and mark."""
    average = mean(marks)
    if len(marks) < given["min"] or average is None:
        return {"state": "few" if marks else "nothing", "mark": None, "lower": None}
    lowest = given["borders"][-1][0] - 1
    steps = [mark for mark, _ in given["borders"]] + [lowest]
    near = [(abs(average - Fraction(border, 100)), n) for n, (_, border) in enumerate(given["borders"])]
    distance, n = min(near)
    if distance < Fraction(given["band"], 100):
        return {"state": "disputed", "mark": steps[n], "lower": steps[n + 1]}
    mark = max([mark for mark, border in given["borders"] if average >= Fraction(border, 100)], default=lowest)
    return {"state": "firm", "mark": mark, "lower": None}


def try_ways(marks: list, given: dict, found: dict, weights: list[int]) -> list[list[int]]:
    """Return the heaviest and the lightest way, found by adding one best mark after another."""
    borders = dict(given["borders"])
    best = max(borders)
    if found["state"] == "disputed":
        goal = Fraction(borders[found["mark"]] + given["band"], 100)
    elif found["mark"] == best:
        return []
    else:
        goal = Fraction(min(border for mark, border in borders.items() if mark > found["mark"]), 100)
    ways: list[list[int]] = []
    for weight in weights:
        more, most = list(marks), 2000 if given["left"] is None else given["left"]
        while mean(more) < goal and len(more) - len(marks) <= most and goal < best:
            more.append((Fraction(best), Fraction(weight, 100)))
        count = len(more) - len(marks)
        if mean(more) >= goal and count <= most and count not in [way[0] for way in ways]:
            ways.append([count, weight])
    return [ways[-1], ways[0]] if len(ways) > 1 else ways


if __name__ == "__main__":
    main()
