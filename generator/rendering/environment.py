"""The Jinja environment that every template of a site is rendered with.

Templates are looked up in the given folders in their order, so that a school's `templates/` overrides the built-in
ones file by file. Undefined names are errors, everything printed is escaped unless a macro made it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from jinja2 import (
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
)

from generator.errors import RenderError
from generator.rendering.parts.phrases import Phrases, is_changed, is_off, typeset, unbroken
from generator.rendering.words import Words


def make_environment(folders: Sequence[Path], words: Words, compiled: Path | None = None) -> Environment:
    """Return an environment over template folders, overrides first; `compiled` is where compiled templates are kept.

    Templates see `t("key", name=value)` for a text, `words` for dates and numbers, `phrases` for marks and absences.
    """
    environment = Environment(
        loader=FileSystemLoader([str(folder) for folder in folders], encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=FileSystemBytecodeCache(str(compiled)) if compiled else None,
    )
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    environment.globals["t"] = words.text
    environment.globals["words"] = words
    phrases = environment.globals["phrases"] = Phrases(words)
    # filters, because Jinja calls them several times as fast as functions, and a class has a thousand rows
    environment.filters.update(
        clock=words.clock,
        room=phrases.room,
        taught=phrases.taught,
        is_off=is_off,
        is_changed=is_changed,
        typeset=typeset,
        unbroken=unbroken,
    )
    return environment


def source_text(environment: Environment, name: str) -> str:
    """Return the text of a file of the template folders as it stands there (style sheets, scripts)."""
    if environment.loader is None:
        raise RenderError("no-template", f"there are no template folders to find {name} in")
    try:
        return environment.loader.get_source(environment, name)[0]
    except TemplateNotFound as error:
        raise RenderError("no-template", f"the template {name} is in none of the template folders") from error


def render_template(environment: Environment, name: str, **values: object) -> str:
    """Render a whole template; RenderError `template-failed` with file and line when it has a fault."""
    try:
        return environment.get_template(name).render(values)
    except TemplateNotFound as error:
        raise RenderError("no-template", f"the template {error.name} is in none of the template folders") from error
    except TemplateError as error:
        raise template_fault(name, error) from error


def template_fault(name: str, error: TemplateError) -> RenderError:
    """Return the error for a faulty template: the message of Jinja names variables, never values."""
    line = getattr(error, "lineno", None)
    place = f"{name}, line {line}" if line else name
    return RenderError("template-failed", f"the template {place} failed: {error.message or type(error).__name__}")
