from __future__ import annotations

from generator.reading.joining.people.aliases import COLUMNS, read_aliases
from generator.reading.sheets.text import small_table


def test_rows_have_their_lines_and_cells_no_spaces_around() -> None:
    assert small_table(b"a; b\n\n1;2\n").rows == [(1, ["a", "b"]), (2, []), (3, ["1", "2"])]
    assert small_table("имя,класс\n".encode("cp1251")).rows == [(1, ["имя", "класс"])]


def test_a_row_beyond_reason_is_a_problem_and_raises_nothing() -> None:
    content = f"{','.join(COLUMNS)}\n{'x' * 200_000}\n".encode()
    assert small_table(content).bad_line == 2
    assert [problem.slug for problem in read_aliases("aliases.csv", content)[1]] == ["bad-alias"]
