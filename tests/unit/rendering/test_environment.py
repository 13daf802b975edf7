from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import RenderError
from generator.rendering.environment import make_environment, render_template, source_text
from generator.rendering.words import Words

WORDS = Words("en", {"hello": "Hello, {name}"})


def folder(tmp_path: Path, name: str, **files: str) -> Path:
    made = tmp_path / name
    made.mkdir()
    for file, text in files.items():
        (made / f"{file}.html").write_text(text, encoding="utf-8")
    return made


def test_an_override_stands_before_the_built_in_template(tmp_path):
    own = folder(tmp_path, "own", a="own a")
    built_in = folder(tmp_path, "built_in", a="a", b="b")
    environment = make_environment([own, built_in], WORDS)
    assert render_template(environment, "a.html") == "own a"
    assert source_text(environment, "b.html") == "b"


def test_everything_printed_is_escaped(tmp_path):
    environment = make_environment([folder(tmp_path, "t", a="{{ t('hello', name=x) }}")], WORDS)
    assert render_template(environment, "a.html", x="<b>&\"'") == "Hello, &lt;b&gt;&amp;&#34;&#39;"


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("{{ nothing }}", "template-failed"),
        ("{% if %}", "template-failed"),
        ("{% include 'c.html' %}", "no-template"),
        ("{{ t('bye') }}", "missing-word"),
    ],
)
def test_a_faulty_template_is_an_error_with_its_slug(tmp_path, text, slug):
    environment = make_environment([folder(tmp_path, "t", a=text)], WORDS)
    with pytest.raises(RenderError) as caught:
        render_template(environment, "a.html")
    assert caught.value.slug == slug


def test_a_missing_template_is_an_error(tmp_path):
    environment = make_environment([folder(tmp_path, "t")], WORDS)
    for ask in (render_template, source_text):
        with pytest.raises(RenderError) as caught:
            ask(environment, "a.html")
        assert caught.value.slug == "no-template"
