"""`print forms` on the example school."""

from __future__ import annotations

import json
import os
import re
from argparse import Namespace
from html import unescape
from pathlib import Path

import pytest

from generator.commands.inputs import load_inputs
from generator.commands.print_forms import make_forms, run
from generator.errors import UsageError
from tests.schools import cast
from tests.schools.built import copy_example


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return copy_example(tmp_path / "school")


def options(site: Path, *kinds: str, group: str = "", form: str = "text") -> Namespace:
    return Namespace(site=site, now="", format=form, kinds=list(kinds), group=group)


def test_blank_forms_need_no_export(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "content").rename(site / "gone")
    assert run(options(site, form="json")) == 0
    names = json.loads(capsys.readouterr().out)["forms"]
    assert names == [
        f"output/print/forms/{kind}.html"
        for kind in ("poster", "leaflet", "application", "consent", "refusal", "contacts", "destruction")
    ]
    for name in names:
        text = (site / name).read_text(encoding="utf-8")
        assert text.count('<section class="sheet') == 1
        assert "Средняя школа № 0 г. Вымышленска" in text


def test_forms_of_a_class_have_a_sheet_for_every_student_in_the_order_of_the_list(site: Path) -> None:
    (path,) = make_forms(load_inputs(options(site)), ["consent"], "8 a")
    assert path.name == "consent-8А.html"
    text = path.read_text(encoding="utf-8")
    names = re.findall(r'<span class="v">([^<]+)</span></div>\s*<div class="two">', text)
    family_names = [unescape(name).split()[0] for name in names]
    expected = sorted(
        (pupil.family_name for pupil in cast.CLASS_8A), key=lambda name: name.casefold().replace("ё", "е")
    )
    assert text.count('<section class="sheet') == len(family_names)
    assert family_names == [name for name in expected if name in family_names]
    assert len(family_names) >= len(cast.CLASS_8A) - 2


@pytest.mark.skipif(os.name != "posix", reason="POSIX permission bits")
def test_forms_are_readable_by_their_owner_only_and_replaced(site: Path) -> None:
    inputs = load_inputs(options(site))
    for _ in range(2):
        paths = make_forms(inputs, ["contacts", "contacts"], "5Б")
    (path,) = paths
    assert path.stat().st_mode & 0o777 == 0o600
    assert [folder.stat().st_mode & 0o777 for folder in (path.parent, path.parent.parent)] == [0o700, 0o700]
    assert [found.name for found in path.parent.iterdir()] == ["contacts-5Б.html"]


@pytest.mark.parametrize(("kinds", "group", "slug"), [(["leave"], "", "unknown-form"), ([], "12Я", "no-such-class")])
def test_what_there_is_not_is_said_with_what_there_is(site: Path, kinds: list[str], group: str, slug: str) -> None:
    with pytest.raises(UsageError) as caught:
        make_forms(load_inputs(options(site)), kinds, group)
    assert caught.value.slug == slug
    assert ("refusal" if kinds else "8А") in caught.value.hint
    assert not (site / "output/print").exists()
