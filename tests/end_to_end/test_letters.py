"""Recommendations and notices for classes, from the site folder to the opened diaries."""

from __future__ import annotations

import base64
import contextlib
import json
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest

from generator.cli import main
from generator.errors import WrongCodeError
from generator.sealing.codes import parse_link_key
from generator.sealing.envelope import open_envelope
from tests.schools import cast
from tests.schools.built import Built, build_with_codes, copy_example

pytestmark = pytest.mark.ci

Run = Callable[..., tuple[int, str, str]]
LETTER = "---\ntitle: {title}\n{to}\nauthor: Громов П. А.\ndate: 2026-11-19\n---\n{body}\n"


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Built:
    built = build_with_codes(copy_example(tmp_path_factory.mktemp("letters") / "school"))
    assert main(["build", "--site", str(built.folder), "--workers", "1"]) == 0
    return built


def diaries(built: Built) -> dict[str, str]:
    """Return the text of every diary by the name at its top."""
    found = {}
    for code in built.codes:
        kek = parse_link_key(str(code["link"]))
        for path in (built.site / "d").rglob("index.html"):
            with contextlib.suppress(WrongCodeError):
                text = open_envelope(path.read_bytes(), kek).text
                found[unescape(text.partition("<h1>")[2].partition("</h1>")[0])] = text
    return found


def write(built: Built, **texts: str) -> list[Path]:
    paths = []
    for name, text in texts.items():
        folder, _, rest = name.partition("_")
        paths.append(built.folder / "content" / folder / f"{rest}.md")
        paths[-1].write_text(text, encoding="utf-8")
    return paths


def rebuilt(built: Built, diary: Run) -> dict[str, object]:
    code, out, err = diary("build", "--site", built.folder, "--workers", 1, "--format", "json")
    assert code == 0, err
    return json.loads(out)


@pytest.mark.ci
def test_who_teaches_physics_and_what_that_teacher_recommends(school: Built) -> None:
    text = diaries(school)[f"{cast.SIBLING_8A.given_name} {cast.SIBLING_8A.family_name}"]
    section = text[text.index("<h3>Рекомендации</h3>") :]
    assert section.index("Теорема Пифагора") < section.index("Готовимся к контрольной")
    assert "Физика, Дорожкин\u00a0С.\u00a0А." in section
    assert "<li>Повторите формулы количества теплоты" in section
    (picture,) = re.findall(r'src="data:image/png;base64,([^"]*)"', section)
    sources = school.folder / "content/recommendations"
    assert base64.b64decode(picture) == (sources / "right-triangle.png").read_bytes()
    (file,) = re.findall(r'data-name="squared-sheet.pdf" data-type="application/pdf" data-b64="([^"]*)"', section)
    assert base64.b64decode(file) == (sources / "squared-sheet.pdf").read_bytes()


def test_every_diary_has_what_is_for_it(school: Built) -> None:
    found = diaries(school)
    shown = {name: re.findall(r"<h4>(.*?)</h4>", text) for name, text in found.items()}
    physics, museum = "Готовимся к контрольной по тепловым явлениям", "5Б едет в краеведческий музей"
    for pupil in (*cast.CLASS_8A, *cast.CLASS_5B):
        (name,) = _names([pupil])
        if name in shown:
            remarks = [line for line in shown[name] if line in {"Замечание", "Благодарность", "Запись учителя"}]
            own = {
                cast.SIBLING_8A: ["Теорема Пифагора на рисунке"],
                cast.BOTH_FORMS: ["Олимпиадные задачи на каникулы"],
            }
            common = physics if pupil in cast.CLASS_8A else museum
            letters = own.get(pupil, [])
            assert shown[name] == ([*letters, common, *remarks] if common is physics else [*letters, *remarks, common])
    assert len(shown) > 15
    assert museum not in (school.site / "index.html").read_text(encoding="utf-8")


@pytest.mark.ci
def test_a_recommendation_for_one_student_changes_only_that_class(tmp_path: Path, diary: Run) -> None:
    built = build_with_codes(copy_example(tmp_path / "school"))
    rebuilt(built, diary)
    pages = {path: path.read_bytes() for path in built.site.rglob("index.html")}
    text = LETTER.format(title="Кружок", to=f"student: '{cast.SINGLE_5B.id}'", body="Да [x](a.txt)")
    (path,) = write(built, recommendations_new=text)
    (path.parent / "a.txt").write_text("Один", encoding="utf-8")
    readable = sum(name in diaries(built) for name in _names(cast.CLASS_5B))
    assert rebuilt(built, diary)["written"] == readable
    changed = {path for path, content in pages.items() if path.read_bytes() != content}
    assert len(changed) == readable
    assert sum("Кружок" in text for text in diaries(built).values()) == 1
    assert rebuilt(built, diary)["changed"] is False

    (path.parent / "a.txt").write_text("Два!", encoding="utf-8")
    assert rebuilt(built, diary)["written"] == readable
    assert base64.b64encode("Два!".encode()).decode() in diaries(built)[_names([cast.SINGLE_5B])[0]]

    path.unlink()
    assert rebuilt(built, diary)["written"] == readable
    assert not any("Кружок" in text for text in diaries(built).values())


def _names(pupils) -> list[str]:
    """Return names as they stand at the top of a page: «Лев "Лёва"» is a given name and a part of the rest."""
    return [f"{pupil.given_name.split()[0]} {pupil.family_name}" for pupil in pupils]


@pytest.mark.ci
def test_all_faults_are_told_at_once_with_their_places_and_nothing_changes(tmp_path: Path, diary: Run) -> None:
    folder = copy_example(tmp_path / "school")
    (folder / "content/notices/both.md").write_text(
        "---\ntitle: Каток\naudience: [8А, 5Б]\n---\nДа\n<b>нет</b>\n", encoding="utf-8"
    )
    texts = {
        "1": LETTER.format(title="А", to="student: Кедрова Вероника\ngroup: 8А", body="Да"),
        "2": LETTER.format(title="Б", to="group: 8А", body="![](a.png) [x](big.txt) [x](a.svg)"),
        "3": LETTER.format(title="В", to="group: 8А", body="да\n[x](http://a.example)"),
    }
    place = folder / "content/recommendations"
    for name, text in texts.items():
        (place / f"{name}.md").write_text(text, encoding="utf-8")
    (place / "a.png").write_bytes((place / "right-triangle.png").read_bytes())
    (place / "big.txt").write_text("а" * 200_000, encoding="utf-8")
    (place / "a.svg").write_text("<svg/>", encoding="utf-8")
    code, _, err = diary("check", "--site", folder, "--workers", 1)
    assert code == 4
    assert re.findall(r"content/(\S+): error: .* \[([a-z-]+)\]", err) == [
        ("notices/both.md:6", "raw-html"),
        ("recommendations/1.md:3:10", "unknown-student"),
        ("recommendations/2.md:7", "attachment-too-large"),
        ("recommendations/2.md:7", "attachment-type"),
        ("recommendations/2.md:7", "attachment-without-words"),
        ("recommendations/3.md:8", "prose-link"),
    ]
    assert "the file big.txt has 391 kB, more than 200" in err
    assert diary("build", "--site", folder, "--workers", 1)[0] == 1
    assert not (folder / "output/site").exists()
