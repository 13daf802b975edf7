import re

import pytest

from generator.commands.inputs import built_in, load_words
from generator.commands.news_text import news_mail, news_sms
from generator.notifying.parts import sms_length
from generator.rendering.words import Words

ADDRESS = "https://d.school12.example"
PHONE = re.compile(r"\d")


def words_of(language: str) -> Words:
    return Words(language, load_words([built_in("templates")], language))


@pytest.fixture(params=["ru", "en"])
def words(request) -> Words:
    return words_of(request.param)


def test_a_message_holds_the_front_address_once_and_no_other(words):
    for found in (news_mail(words, ADDRESS), news_sms(words, ADDRESS)):
        assert re.findall(r"\S*//\S*", found.text) == [ADDRESS]
        rest = found.text.replace(ADDRESS, "") + found.subject
        assert not set("#@/{}") & set(rest)
        assert not PHONE.search(rest)


def test_an_sms_is_one_part_with_an_address_of_25_signs(words):
    found = news_sms(words, "https://d.sch12-a.example")
    assert len("https://d.sch12-a.example") == 25
    assert found.subject == ""
    assert sms_length(found.text).parts == 1
    assert len(found.text) <= 70


def test_a_mail_says_how_to_have_no_more_and_that_no_code_is_asked_for():
    found = news_mail(words_of("ru"), ADDRESS)
    assert found.subject == "Новые записи в школьном дневнике"
    assert "В электронном дневнике есть новые записи." in found.text
    assert f"\n{ADDRESS}\n" in found.text
    assert "ответьте на него" in found.text
    assert found.text.endswith(".\n")
