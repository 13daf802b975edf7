"""The staff's page: the sentence about its state, places of problems, and words for every error."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from generator import strict_yaml
from generator.panel.state import Card, Drop, Panel, Problem, Run
from generator.rendering.look import Look
from generator.rendering.staff.faults import Faults
from generator.rendering.staff.lines import by_file, fault_line
from generator.rendering.staff.panel import panel_files, render_closed, render_entry, render_panel, render_report
from generator.rendering.staff.verdict import verdict
from generator.rendering.words import Words

ROOT = Path(__file__).resolve().parents[3]
NOW = datetime(2026, 11, 19, 16, 40)
BUILT = Run(NOW.replace(hour=16, minute=32), "tick", ok=True, sentence="")
STOPPED = Run(NOW, "tick", ok=False, sentence="", problems=1)
BAD = Problem("error", "wrong", "bad-value", file="content/exports/a.csv", line=2, column="4")
PANEL = Panel("School", "", NOW)

AT_THE_COMMAND_LINE = re.compile(
    r"already-|backup-|bad-(now|day|week)|box-|bytes-|ciphertext-(empty|not)|code|crontab-|envelope-|folder-not|iv-|key-|link-"
    r"|newer-version|no-inbox|not-pinned|path-unusable|timer-"
    r"|no-(code|deadlines|recipients|site-folder|such-class|valid-row)|not-publishable|now-refused|page-|port-taken|register-(exists|missing)"
    r"|restore-|salt-|same-address|sealing-|slot-|tag-|unknown-(check-code|form|recipient|student-id)|nothing-to-|usage|wrong-code"
    r"|archive-differs|exports-elsewhere|finals-incomplete|which-students|year-(closed|not-over)"
)
"""What only a command or a browser can meet: pages that are opened, codes, backups."""


@pytest.fixture(scope="module")
def sentences() -> Mapping[str, object]:
    text = (ROOT / "templates/words/faults/ru.yaml").read_text(encoding="utf-8")
    value = strict_yaml.load(text, "ru.yaml").value
    assert isinstance(value, dict)
    return value


def test_every_error_of_the_inputs_has_a_russian_sentence(sentences: Mapping[str, object]) -> None:
    known = re.findall(r"^## ([a-z0-9-]+)$", (ROOT / "docs/reference/errors.md").read_text("utf-8"), re.MULTILINE)
    assert [slug for slug in known if slug not in sentences and not AT_THE_COMMAND_LINE.match(slug)] == []


def test_sentences_are_sorted_whole_and_speak_of_errors_that_exist(sentences: Mapping[str, dict[str, str]]) -> None:
    assert list(sentences) == sorted(sentences)
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "generator").rglob("*.py"))
    for slug, found in sentences.items():
        assert f'"{slug}"' in code, slug
        assert set(found) <= {"text", "hint", "cases"}
        assert found["text"].endswith(".")
    for part in sentences["bad-value"]["cases"]:
        assert f'"{part}' in code, part


def test_a_problem_gets_the_words_of_its_case_and_the_heading_of_its_column(
    russian: Words, sentences: Mapping[str, object]
) -> None:
    found = Faults(russian, sentences).explain("bad-value", "column date: expected a day that exists", "look")
    assert (found.sentence, found.column, found.value) == ("Такого дня нет в календаре.", "date", "")
    assert Faults(russian, sentences).explain("bad-value", 'the cell is "7"', "").value == "7"


def test_an_error_without_words_keeps_its_message(russian: Words, english: Words) -> None:
    assert "it broke" in Faults(russian, {}).explain("new-slug", "it broke", "mend it").sentence
    assert Faults(english, None).explain("new-slug", "it broke", "mend it")[:2] == ("it broke", "mend it")


@pytest.mark.parametrize(
    ("change", "level", "start"),
    [
        ({}, "note", "Дневники ещё не собирались"),
        ({"problems": (BAD,)}, "error", "Дневники ещё не собраны"),
        ({"runs": (STOPPED,)}, "error", "Дневники ещё не собраны"),
        ({"runs": (BUILT,)}, "ok", "Дневники обновлены сегодня в 16:32, всё в порядке"),
        ({"runs": (BUILT, STOPPED)}, "ok", "Дневники обновлены сегодня"),
        ({"runs": (BUILT,), "problems": (BAD, BAD)}, "error", "Следующее обновление не пройдёт: 2\N{NO-BREAK SPACE}ошибки"),
        ({"runs": (BUILT,), "problems": (replace(BAD, level="warning"),)}, "warning", "Дневники обновлены сегодня в 16:32, есть 1"),
        ({"runs": (BUILT,), "problems": (replace(BAD, file="", slug="busy"),)}, "error", "Обновить не удалось"),
        ({"runs": (STOPPED, BUILT)}, "error", "Обновить не удалось. Семьи видят дневники, собранные сегодня в 16:32"),
        ({"runs": (replace(STOPPED, what="publish"), BUILT)}, "error", "Дневники собраны сегодня в 16:32, но на сайт не попали"),
        ({"runs": (replace(STOPPED, what="notify"), BUILT)}, "warning", "Дневники обновлены сегодня в 16:32, но"),
        ({"runs": (replace(BUILT, at=NOW - timedelta(days=1)),)}, "ok", "Дневники обновлены вчера в 16:40"),
    ],
)  # fmt: skip
def test_the_state_is_one_sentence(russian: Words, change: dict[str, object], level: str, start: str) -> None:
    found = verdict(russian, replace(PANEL, **change))
    assert found.level == level
    assert found.sentence.startswith(start)


@pytest.mark.parametrize(
    ("where", "address", "place"),
    [
        (("Лист1", 17, "F"), "F17", "лист «Лист1»"),
        (("Лист1", 17, "AB"), "AB17", "лист «Лист1»"),
        (("", 118, "4"), "стр.\N{NO-BREAK SPACE}118", "столбец 4"),
        (("", 118, "mark"), "стр.\N{NO-BREAK SPACE}118", "столбец «mark»"),
        (("", 0, "days[0].date"), "", "столбец «days[0].date»"),
        (("", 0, ""), "", ""),
    ],
)
def test_a_cell_has_its_address(russian: Words, where: tuple[str, int, str], address: str, place: str) -> None:
    sheet, line, column = where
    found = fault_line(russian, replace(BAD, sheet=sheet, line=line, column=column))
    assert (found.address, found.place) == (address, place)


def test_problems_stand_under_their_files(russian: Words) -> None:
    problems = [BAD, replace(BAD, file=""), replace(BAD, file="site.yaml"), replace(BAD, line=1)]
    found = by_file(russian, problems)
    assert [file for file, _ in found] == ["Общее", "a.csv", "site.yaml"]
    assert [line.address[-1] for line in found[1][1]] == ["1", "2"]


def test_whatever_stands_in_a_file_is_only_text(look: Look) -> None:
    evil = "<script>x()</script>"
    problem = replace(BAD, sentence=evil, hint=evil, file=evil, sheet=evil, value=evil)
    panel = replace(
        PANEL,
        school=evil,
        problems=(problem,),
        drops=(Drop(evil, False, (problem,)),),
        cards=(Card("c", evil, (evil,)),),
    )
    for text in (render_panel(look, panel), render_report(look, panel), render_entry(look, evil)):
        assert evil not in text


def test_pages_hold_no_inline_code_and_load_only_their_own_files(look: Look) -> None:
    files = panel_files(look)
    for text in (render_panel(look, PANEL), render_report(look, PANEL), render_closed(look)):
        assert not re.search(r"\son\w+=|\sstyle=|<style|javascript:|<script(?! src=)", text)
        loaded = re.findall(r'(?:src|<link[^>]* href)="([^"]+)"', text)
        assert set(loaded) <= set(files)
