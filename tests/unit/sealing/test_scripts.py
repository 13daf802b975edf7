from __future__ import annotations

import re

from generator.sealing import inflate_script, unlock_script

# what Chrome 67 or Safari 13 don't understand
TOO_NEW = re.compile(
    r"\?\.[a-zA-Z(\[]|\?\?|replaceAll|\.at\(|\bstatic\b|#\w+\s*=\s*\w+;|Object\.hasOwn|structuredClone|matchAll"
)


def test_the_unlock_script_stays_within_its_size() -> None:
    assert len(unlock_script().splitlines()) <= 300


def test_the_scripts_use_nothing_that_old_phones_lack() -> None:
    for script in (unlock_script(), inflate_script()):
        assert not TOO_NEW.search(script)


def test_the_unlock_script_holds_no_words() -> None:
    assert unlock_script().isascii()


def test_the_scripts_can_not_end_their_element() -> None:
    for script in (unlock_script(), inflate_script()):
        assert "</" not in script
        assert "<!--" not in script


def test_the_inflater_names_its_author_and_licence() -> None:
    assert "Arjun Barrett, MIT" in inflate_script()
