import pytest

from generator.errors import RenderError
from generator.products import Page, PublicFile, SealedPage, Site, file_names


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


def test_files_of_classes_are_named_after_them_and_never_alike() -> None:
    assert file_names(["5Б", "8 «А»", "10/1", "5б", "..", "a?b"]) == ["5Б", "8-«А»", "10-1", "5б-2", "-", "a-b"]


def test_no_title_leads_elsewhere_or_means_a_device_of_windows() -> None:
    assert file_names(["/../../site", "CON", "nul.", "COM1", "8.", "\N{RIGHT-TO-LEFT OVERRIDE}8", "8\x00А"]) == [
        "site", "CON-", "nul-", "COM1-", "8", "8-2", "8-А",
    ]  # fmt: skip
    assert {len(name) for name in file_names(["А" * 300, "А" * 301])} == {60, 62}
