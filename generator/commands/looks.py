"""How the pages of a site look: template folders, words and the school's lines, gathered for the renderers."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import cast

from generator.commands.board import NO_BOARD, Board
from generator.commands.inputs import Inputs, load_words, template_folders
from generator.products import PublicFile
from generator.rendering.look import Look
from generator.rendering.outer import Gate, Outer, Parts, render_front, render_outer, render_worker
from generator.rendering.styles import (
    FAMILY_SCRIPTS,
    diary_script,
    diary_styles,
    family_styles,
    lock_styles,
)
from generator.rendering.words import Words
from generator.sealing import inflate_script, loader_script, unlock_script
from generator.sealing.base64url import encode
from generator.settings.sections import Settings

LANGUAGES = ("ru", "en")


@dataclass(frozen=True, slots=True)
class Looks:
    """The looks of a site by language; `main` is that of diaries, lock and front page."""

    by_language: Mapping[str, Look]
    main: Look


def load_looks(inputs: Inputs, *, keep: bool = False) -> Looks:
    """Read the words of all languages and gather what every page says of the school; `keep`: compiled templates are
    kept in `private/`, so that the next run has no need to compile them.
    """
    if keep:
        inputs.folder.compiled.mkdir(parents=True, exist_ok=True)
    folders = template_folders(inputs.folder)
    settings = inputs.settings
    looks = {}
    for language in LANGUAGES:
        table = cast("Mapping[str, object]", load_words(folders, language))
        looks[language] = Look(
            folders=folders,
            words=Words(language, table),
            school_name=settings.school.name,
            contact=settings.school.contact,
            journal=settings.official.journal,
            portal=settings.official.portal,
            example_today=settings.example.today,
            compiled=inputs.folder.compiled if keep else None,
            regulations=tuple((profile.start, profile.regulation) for profile in settings.rules),
            tells=bool(settings.notify.mail_server or settings.notify.sms_gateway),
        )
    return Looks(looks, looks[settings.site.language])


@dataclass(frozen=True, slots=True)
class Outers:
    """The outer pages of a site: the same around every diary, and another around every family page."""

    diary: Outer
    family: Outer

    def digest(self) -> str:
        """Return a digest of both."""
        digest = hashlib.sha256()
        for outer in (self.diary, self.family):
            digest.update(outer.prefix + outer.suffix)
        return digest.hexdigest()


def make_outers(looks: Looks, settings: Settings) -> Outers:
    """Return the outer pages of a site."""
    look = looks.main
    environment, gate = look.environment(), _gate(settings)
    diary, family = (
        render_outer(environment, look.words, gate, parts(look), look.compiled) for parts in (page_parts, family_parts)
    )
    return Outers(diary, family)


def make_front(looks: Looks, settings: Settings, salt: bytes, board: Board = NO_BOARD) -> bytes:
    """Return the school's front page with its notices and help."""
    look = looks.main
    environment = look.environment()
    return render_front(
        environment,
        look.words,
        _gate(settings),
        page_parts(look),
        salt=encode(salt),
        notices=board.notices,
        help_html=board.help_html,
    )


def public_files(looks: Looks, settings: Settings, salt: bytes, board: Board = NO_BOARD) -> list[PublicFile]:
    """Return what a site holds in clear: the front page and, on an origin of its own, the service worker."""
    files = [PublicFile("index.html", make_front(looks, settings, salt, board))]
    if settings.site.own_origin:
        files.append(PublicFile("sw.js", render_worker(looks.main.environment())))
    return files


def _gate(settings: Settings) -> Gate:
    school = settings.school
    return Gate(school.name, school.contact, settings.site.own_origin, settings.access.groups)


def page_parts(look: Look) -> Parts:
    """Return the scripts and style sheets of diaries and front page, as they stand in their files."""
    environment = look.environment()
    return Parts(
        inflate=inflate_script(),
        loader=loader_script(),
        unlock=unlock_script(),
        diary=diary_script(environment),
        lock_styles=lock_styles(environment),
        diary_styles=diary_styles(environment),
    )


def family_parts(look: Look) -> Parts:
    """Return those of family pages."""
    environment = look.environment()
    return replace(
        page_parts(look),
        diary=diary_script(environment, FAMILY_SCRIPTS),
        diary_styles=family_styles(environment),
        fetches=True,
    )
