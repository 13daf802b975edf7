"""Ten questions of a parent, answered by what the screen of the example school shows, in every engine.

Asked in the evening of Thursday 19 November 2026 by the mother of two, who has one code: Фёдор in 5Б (Дневник.ру, with
weights), Василиса in 8А (Сетевой город, without).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browsers.engines import Engine
from tests.browsers.engines.server import Served
from tests.browsers.test_pages import OPEN_DIARY, OPEN_FAMILY, way
from tests.schools import cast
from tests.schools.built import Built

FEDOR, VASILISA = "Фёдор", "Василиса"
SHOWN = "document.querySelector('.view:not([hidden])')"


class Screen:
    """The diary of one child as a parent sees it: visible text only, no-break spaces as spaces."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def text(self, of: str = SHOWN) -> str:
        return str(self.engine.js(f"({of}).innerText")).replace("\xa0", " ")

    def view(self, name: str) -> str:
        self.engine.js(f"location.hash = '#{name}'")
        self.engine.wait_for(f"!document.getElementById('d-{name}').hidden")
        return self.text()

    def subject(self, title: str) -> str:
        """Return a JavaScript expression of the shown article of a subject."""
        return f"Array.from(document.querySelectorAll('.term:not([hidden]) .subj')).find(e => e.querySelector('h3').textContent === '{title}')"


@pytest.fixture
def child(engine: Engine, built: Built, serve: Callable[[Path], Served]) -> Callable[[str], Screen]:
    """Open the diary of a child from the family page, on a phone."""

    def open_child(name: str) -> Screen:
        engine.set_viewport(360, 780)
        engine.open(serve(built.site).url + way(built.of(cast.MOTHER_OF_TWO)))
        engine.wait_for(OPEN_FAMILY)
        engine.js(
            f"Array.from(document.querySelectorAll('a.d-child')).find(a => a.closest('li').innerText.includes('{name}')).click()"
        )
        engine.wait_for(f"{OPEN_DIARY} && document.querySelector('#page h1').innerText.includes('{name}')")
        return Screen(engine)

    return open_child


def test_what_is_new_due_and_different_tomorrow_and_which_tests_come(child: Callable[[str], Screen]) -> None:
    screen = child(FEDOR)
    day = screen.text("document.querySelector('.week:not([hidden]) .day.is-current')")
    # what is due tomorrow
    assert day.startswith("Пятница, 20 ноября")
    assert "завтра" in day
    for homework in ("упр. 405", "№ 391, 393", "план пересказа"):
        assert homework in day
    # is there a substitution
    assert "География замена" in day.replace("\n", " ")
    assert "История" in screen.text("document.querySelector('.day.is-current s.old')")
    # what is new; which tests are this week
    digest = screen.text("document.querySelector('.digest')")
    assert "Иностранный (английский) 4 за контрольную" in digest
    assert "пт 20 математика" in digest.lower()
    # what is owed
    assert "Литература" in digest
    assert "до 27 ноября" in digest


def test_marks_weights_averages_and_what_is_needed(child: Callable[[str], Screen]) -> None:
    screen = child(FEDOR)
    assert "Средний" not in screen.view("marks")
    maths = screen.subject("Математика")
    # what is the average, what is needed for a 5
    shown = screen.text(maths)
    assert "4,00" in shown
    assert "До 5: две пятёрки за контрольные или пять пятёрок на уроке" in " ".join(shown.split())
    # which mark did the control work get, and what does it weigh
    screen.engine.js(f"({maths}).querySelector('.chip.is-test').click()")
    card = screen.text("document.querySelector('dialog')")
    assert "контрольная работа: Деление" in card
    assert "Вес\n3" in card.replace("\t", "\n")
    screen.engine.js("document.querySelector('dialog .x').click()")
    # and why is the average what it is
    screen.engine.js(f"({maths}).querySelector('summary').click()")
    screen.engine.wait_for(f"({maths}).querySelector('tfoot')")
    why = screen.text(maths)
    assert "20 : 5 = 4,00" in why
    assert "«5» от 4,50, «4» от 3,50, «3» от 2,50" in why


def test_absences_term_marks_teachers_and_what_they_recommend(child: Callable[[str], Screen]) -> None:
    screen = child(VASILISA)
    # was the child absent, and how was it counted
    absences = screen.view("absences")
    assert "Пропущено уроков" in absences
    assert "пн 2 ноя" in absences
    assert "без уваж. причины" in absences
    # what is the term mark
    finals = "Array.from(document.querySelectorAll('.finals tbody tr')).find(r => r.cells[0].innerText === 'Физика')"
    screen.view("finals")
    assert screen.text(finals).split()[:2] == ["Физика", "4"]
    # who teaches physics, and what does that teacher recommend
    more = screen.view("more")
    assert "Дорожкин Семён Аркадьевич" in more
    assert "Физика" in more
    assert "Готовимся к контрольной по тепловым явлениям" in more
    assert "Контрольная займёт весь урок" in more
