from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from markupsafe import escape

from generator.errors import RenderError
from generator.rendering.environment import make_environment
from generator.rendering.outer import Gate, Outer, Parts, render_front, render_outer
from generator.rendering.packing import unpack
from generator.rendering.words import Words
from generator.sealing import inflate_script, loader_script, unlock_script
from generator.sealing.envelope import take_envelope
from tests.unit.rendering.conftest import TEMPLATES

GATE = Gate("Школа <№ 12>", "секретарь, (3400) 00-00-12", own_origin=True)
LOCK = (":root { --ink: #1B1F24; }", "[hidden] { display: none !important; }")
PARTS = Parts(
    inflate_script(),
    loader_script(),
    unlock_script(),
    "function openDiary(){}",
    LOCK,
    (".day { color: var(--ink) }",),
    {},
)
SALT = "AAECAwQFBgcICQoLDA0ODw"


class Elements(HTMLParser):
    """Collects every element: (tag, attributes)."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


@pytest.fixture(scope="module", params=["ru", "en"])
def words(request: pytest.FixtureRequest, russian: Words, english: Words) -> Words:
    return russian if request.param == "ru" else english


_made: dict[tuple[str, Gate], Outer] = {}


def outer(words: Words, gate: Gate = GATE) -> Outer:
    """Return the outer page, made once for all tests: packing it takes a good part of a second."""
    key = words.language, gate
    return _made.get(key) or _made.setdefault(
        key, render_outer(make_environment([TEMPLATES], words), words, gate, PARTS)
    )


def bare(words: Words, gate: Gate = GATE) -> str:
    return outer(words, gate).wrap(b"{}").decode()


def page(words: Words, gate: Gate = GATE) -> str:
    """Return the page as it stands when its script has brought the lock screen."""
    html = bare(words, gate)
    (screen,) = re.findall(r'"<main(?:[^"\\]|\\.)*"', unpacked(html))
    head, body, rest = re.split(r"(<body[^>]*>)", html, maxsplit=1)
    return f"{head}{body}{json.loads(screen)}{rest}"


def front(words: Words) -> str:
    return render_front(make_environment([TEMPLATES], words), words, GATE, PARTS, salt=SALT).decode()


def policy(html: str) -> str:
    return str(Elements(html).all("meta")[0]["content"])


def digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_the_envelope_stands_in_the_page_exactly_once(words: Words) -> None:
    assert take_envelope(outer(words).wrap(b'{"protected":""}')) == b'{"protected":""}'


def unpacked(html: str) -> str:
    ((size, packed),) = re.findall(r'<script type="text/plain" id="packed" data-bytes="(\d+)">(.*?)</script>', html)
    return unpack(packed, int(size))


def test_the_policy_is_the_first_element_of_the_head_and_names_every_hash(words: Words) -> None:
    for html, connect in ((page(words), "'none'"), (front(words), "'self'")):
        elements = Elements(html)
        assert [tag for tag, _ in elements.found[:3]] == ["html", "head", "meta"]
        assert elements.found[2][1]["http-equiv"] == "Content-Security-Policy"
        (style,) = re.findall(r"(?s)<style>(.*?)</style>", html)
        (script,) = re.findall(r"(?s)<script>(.*?)</script>", html)
        scripts, styles, worker = [digest(script)], [digest(style)], ""
        if connect == "'none'":
            scripts.append(digest(unpacked(html)))
            styles += [
                digest(json.loads(css)) for css in re.findall(r'"(?::root|\.day)\{(?:[^"\\]|\\.)*"', unpacked(html))
            ]
            worker = "worker-src 'self'; "
        assert policy(html) == (
            f"default-src 'none'; script-src {' '.join(scripts)}; style-src {' '.join(styles)}; img-src data:; "
            f"connect-src {connect}; {worker}base-uri 'none'; form-action 'none'"
        )


def test_family_pages_may_fetch_the_childrens_diaries_and_diaries_nothing(words: Words) -> None:
    environment = make_environment([TEMPLATES], words)
    family = render_outer(environment, words, GATE, replace(PARTS, fetches=True)).wrap(b"{}").decode()
    assert "connect-src 'self'" in policy(family)
    assert "connect-src 'none'" in policy(page(words))


def test_a_service_worker_is_allowed_on_an_own_origin_only(words: Words) -> None:
    assert "worker-src 'self'" in policy(page(words))
    assert "worker-src" not in policy(page(words, replace(GATE, own_origin=False)))
    assert "worker-src" not in policy(front(words))


def test_the_lock_and_the_diary_stand_packed_in_every_page(words: Words) -> None:
    script = unpacked(page(words))
    assert '".day{color:var(--ink)}"' in script
    for packed in ("importKey", "--ink", "placeholder="):
        assert packed in script
        assert packed not in bare(words)


def test_the_page_can_not_be_searched_or_name_where_one_came_from(words: Words) -> None:
    for html in (page(words), front(words)):
        metas = {attrs.get("name"): attrs["content"] for attrs in Elements(html).all("meta") if "name" in attrs}
        assert metas["robots"] == "noindex, nofollow"
        assert metas["referrer"] == "no-referrer"
        assert '<link rel="icon" href="data:,">' in html


def test_the_code_field_stands_in_no_form_and_is_not_remembered_by_the_browser(words: Words) -> None:
    for html in (page(words), front(words)):
        elements = Elements(html)
        assert not elements.all("form")
        (field,) = (found for found in elements.all("input") if found["type"] == "text")
        assert (field["inputmode"], field["autocomplete"], field["spellcheck"]) == ("numeric", "off", "false")
        assert "name" not in field


def test_nothing_but_the_language_the_school_and_the_settings_enters_the_page(words: Words) -> None:
    html = page(words)
    assert f'<html lang="{words.language}">' in html
    assert "Школа &lt;№ 12&gt;" in html
    assert outer(words) == render_outer(make_environment([TEMPLATES], words), words, GATE, PARTS)


def test_a_device_can_be_remembered_on_an_own_origin_only(words: Words) -> None:
    assert 'id="remember"' in page(words)
    assert "data-own" in page(words)
    shared = page(words, replace(GATE, own_origin=False))
    assert 'id="remember"' not in shared
    assert "data-own" not in shared


def test_every_element_that_the_script_asks_for_is_there(words: Words) -> None:
    source = unlock_script()
    wanted = set(re.findall(r"\$\('([\w-]+)'\)", source))
    optional = set(re.findall(r"if \(\$\('([\w-]+)'\)\)", source)) | {"remember"}
    ids = {str(attrs["id"]) for _, attrs in Elements(page(words)).found if "id" in attrs}
    assert wanted <= ids
    on_front = {str(attrs["id"]) for _, attrs in Elements(front(words)).found if "id" in attrs}
    assert wanted - optional - on_front <= {"page", "older"}
    said = set(re.findall(r'data-say="([\w-]+)"', page(words) + front(words)))
    assert said == {
        "code-incomplete",
        "code-mistyped",
        "link-incomplete",
        "wrong-code",
        "wrong-link",
        "unknown",
        "offline",
    }


def test_every_end_of_the_lock_screen_has_words(words: Words) -> None:
    ends = set(re.findall(r'data-stop="(\w+)"', page(words)))
    assert ends == {"frame", "insecure", "old", "malformed", "damaged", "newer"}
    assert 'id="late"' in page(words)


def test_a_code_of_more_groups_is_asked_for_in_full(words: Words) -> None:
    html = page(words, replace(GATE, groups=6))
    assert 'placeholder="0000 0000 0000 0000 0000 0000"' in html
    assert 'data-groups="6"' in html


def test_the_front_page_has_the_salt_and_no_envelope(words: Words) -> None:
    html = front(words)
    assert f'data-salt="{SALT}"' in html
    assert "application/jose+json" not in re.sub(r"(?s)<script>.*?</script>", "", html)


@pytest.mark.parametrize(
    ("name", "text"), [("diary", "'</script>'"), ("diary", "'<!--'"), ("unlock", "'</SCRIPT'"), ("loader", "'<!--'")]
)
def test_a_script_that_would_end_its_element_is_refused(words: Words, name: str, text: str) -> None:
    environment = make_environment([TEMPLATES], words)
    with pytest.raises(RenderError) as caught:
        render_outer(environment, words, GATE, replace(PARTS, **{name: text}))
    assert caught.value.slug == "outer-page"


def test_what_stands_in_clear_says_what_a_browser_needs(words: Words) -> None:
    html = bare(words)
    assert str(escape(words.text("lock.late.title"))) in html


def test_the_lock_screen_alone_stays_within_its_size(words: Words) -> None:
    assert len(outer(words).wrap(b"")) < 20_000
