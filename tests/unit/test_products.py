import pytest

from generator.errors import RenderError
from generator.products import Page, PublicFile, SealedPage, Site


def test_only_sealed_pages_and_public_files_can_be_part_of_a_site() -> None:
    site = Site(iter([SealedPage("d/1/index.html", b"x"), PublicFile("index.html", b"y")]))
    assert list(site) == ["d/1/index.html", "index.html"]
    with pytest.raises(RenderError) as refused:
        Site(iter([Page("1", "", ("plain",))]))
    assert refused.value.slug == "not-publishable"


def test_a_subclass_cannot_slip_plaintext_in() -> None:
    class Pretender:
        address = "index.html"
        content = b"plain"

    with pytest.raises(RenderError):
        Site(iter([Pretender()]))


def test_two_files_at_one_path_are_refused() -> None:
    with pytest.raises(RenderError) as refused:
        Site(iter([PublicFile("a", b"1"), PublicFile("a", b"2")]))
    assert refused.value.slug == "same-address"


def test_no_repr_shows_content() -> None:
    assert "secret" not in repr(Page("1", "", ("secret",)))
    assert "secret" not in repr(SealedPage("d/1/index.html", b"secret"))
