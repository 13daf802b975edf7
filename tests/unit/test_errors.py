import pickle

from generator.errors import DiaryError, ProblemsError, ReadError, SettingsError
from generator.origin import Origin


def test_an_error_reads_as_place_sentence_slug_and_hint() -> None:
    error = ReadError("bad-value", "the mark is off the scale", origin=Origin("9A.csv", "Лист1", 41, "G"), hint="look")
    assert error.describe() == "9A.csv#Лист1:41:G: error: the mark is off the scale [bad-value]\n  hint: look"


def test_what_unattended_runs_log_names_places_and_no_people() -> None:
    error = ReadError("namesakes", "Ким Ли stands twice", origin=Origin("a.csv", line=2))
    assert error.describe_without_people() == "a.csv:2: error [namesakes]"


def test_problems_are_sorted_by_place() -> None:
    errors = [ReadError("x", "m", origin=Origin(name, line=line)) for name, line in (("b", 1), ("a", 10), ("a", 9))]
    assert [str(problem.origin) for problem in ProblemsError(errors).problems] == ["a:9", "a:10", "b:1"]


def test_errors_survive_pickling_with_everything() -> None:
    error = SettingsError("bad-setting", "m", origin=Origin("site.yaml", line=3), hint="h")
    again = pickle.loads(pickle.dumps(ProblemsError([error])))  # noqa: S301 (made on the line itself)
    assert isinstance(again.problems[0], SettingsError)
    assert again.problems[0].describe() == error.describe()
    assert isinstance(again, DiaryError)


def cells(file: str, count: int) -> list[DiaryError]:
    return [
        ReadError("bad-value", "off the scale", origin=Origin(file, line=line), hint="h")
        for line in range(1, count + 1)
    ]


def test_one_fault_in_many_cells_is_shown_three_times_and_counted() -> None:
    whole = ReadError("unknown-format", "no reader", origin=Origin("z.csv"))
    errors = ProblemsError([*cells("a.csv", 104), *cells("b.csv", 1), whole])
    assert errors.describe().splitlines() == [
        "z.csv: error: no reader [unknown-format]",
        "a.csv:1: error: off the scale [bad-value]",
        "  hint: h",
        "a.csv:2: error: off the scale [bad-value]",
        "  hint: h",
        "a.csv:3: error: off the scale [bad-value]",
        "  hint: h",
        "  and 101 more like it in this file, the last at a.csv:104",
        "b.csv:1: error: off the scale [bad-value]",
        "  hint: h",
    ]
    assert len(errors.problems) == 106


def test_a_log_counts_what_repeats_and_masks_the_last_place() -> None:
    told = ProblemsError(cells("Ким Ли.xls", 5)).describe_without_people().splitlines()
    assert told[2:] == ["К.Л.xls:3: error [bad-value]", "  and 2 more like it in this file, the last at К.Л.xls:5"]
