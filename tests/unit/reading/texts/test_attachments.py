from __future__ import annotations

import unicodedata
from datetime import date

import pytest

from generator.errors import ReadError
from generator.model.letters import Letter
from generator.origin import Origin
from generator.reading.texts.attachments import Files, in_kb, load_files
from generator.reading.texts.recommendations import RECOMMENDATIONS
from tests.unit.reading.texts.builders import LIMITS, PDF, png, write

PLACE = Origin("content/recommendations/a.md", line=5)


def attach(root, body):
    return Files(root, RECOMMENDATIONS, LIMITS).attach(body, PLACE)


def test_a_file_is_described_without_being_kept(tmp_path):
    write(tmp_path, {"b.png": png(7, 9)})
    (found,), problems = attach(tmp_path, "да\n![вид](b.png)")
    assert problems == []
    assert (found.origin.line, found.address, found.path) == (6, "b.png", "content/recommendations/b.png")
    assert (found.type, found.size, found.width, found.height) == ("image/png", len(png()), 7, 9)


@pytest.mark.parametrize("address", ["мой план.pdf", "<мой план.pdf>", "%D0%BC%D0%BE%D0%B9%20план.pdf"])
def test_a_name_may_be_written_as_people_and_programs_do(tmp_path, address):
    write(tmp_path, {unicodedata.normalize("NFD", "мой план.pdf"): PDF})
    (found,), problems = attach(tmp_path, f"[План]({address})")
    assert problems == []
    assert load_files(tmp_path, [Letter(PLACE, "А", date.min, "", "", "", (), "", (found,))]) == {found.path: PDF}


@pytest.mark.parametrize(
    ("body", "slug"),
    [
        ("[x](нет.pdf)", "attachment-missing"),
        ("[x](../secret.pdf)", "attachment-outside"),
        ("[x](..%2Fsecret.pdf)", "attachment-outside"),
        ("[x](/etc/passwd)", "attachment-outside"),
        ("[x](..\\secret.pdf)", "attachment-outside"),
        ("[x](link.pdf)", "attachment-missing"),
        ("[x](folder)", "attachment-missing"),
        ("[](a.pdf)", "attachment-without-words"),
        ("![ ](b.png)", "attachment-without-words"),
        ("![x](a.pdf)", "attachment-type"),
        ("![x](c.png)", "attachment-type"),
        ("[x](c.png)", "attachment-type"),
        ("[x](other.md)", "attachment-type"),
        ("[x](large.png)", "attachment-too-large"),
    ],
)
def test_what_a_page_can_not_carry_is_an_error_at_its_line(tmp_path, body, slug):
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>x</script></svg>'
    write(tmp_path, {"a.pdf": PDF, "b.png": png(), "c.png": svg, "other.md": "x", "large.png": png(more=3000)})
    (tmp_path / "content/secret.pdf").write_bytes(PDF)
    (tmp_path / "content/recommendations/link.pdf").symlink_to(tmp_path / "content/secret.pdf")
    (tmp_path / "content/recommendations/folder").mkdir()
    found, problems = attach(tmp_path, f"да\n\n{body}")
    assert found == ()
    assert [(p.slug, p.origin.line, bool(p.hint)) for p in problems] == [(slug, 7, True)]


def test_a_file_that_is_too_large_is_told_with_both_sizes_and_the_setting(tmp_path):
    write(tmp_path, {"large.png": png(more=3000)})
    (problem,) = attach(tmp_path, "![x](large.png)")[1]
    assert problem.message == "the file large.png has 3 kB, more than 2"
    assert "site.attachment_kb" in problem.hint


def test_a_file_that_is_just_small_enough_is_taken(tmp_path):
    write(tmp_path, {"a.png": png(more=LIMITS.file - len(png()))})
    assert attach(tmp_path, "![x](a.png)")[1] == []


def test_a_file_that_changed_meanwhile_is_not_put_into_a_page(tmp_path):
    write(tmp_path, {"a.pdf": PDF})
    files, _ = attach(tmp_path, "[x](a.pdf)")
    letters = [Letter(PLACE, "А", None, "", "", "", (), "", files)]
    for change in (lambda path: path.write_bytes(b"<svg/>"), lambda path: path.unlink()):
        change(tmp_path / files[0].path)
        with pytest.raises(ReadError) as caught:
            load_files(tmp_path, letters)
        assert caught.value.slug == "attachment-changed"


def test_kilobytes_are_rounded_up():
    assert [in_kb(size) for size in (0, 1, 1024, 1025)] == [0, 1, 1, 2]
