"""Writes the example school's `content/` anew: `python -m tests.schools.make_example`.

The same bytes on every machine, so that a change of this script is a change one can read. What people have added to
`content/` by hand is left alone; files below `content/exports` that the script does not make are removed.
"""

from __future__ import annotations

from pathlib import Path

from tests.schools import dnevnikru_files, family_file, netschool_files, table_files

_ROOT = Path(__file__).parents[2]
_ALIASES = """\
kind;source;source_id_or_name;group;is
subject;dnevnikru;Английский язык;;Иностранный язык (английский)
"""
_README = """\
# Содержимое сайта вымышленной школы

Всё, что приносят люди: выгрузки журналов, список семей, объявления. Школа, ученики, родители и учителя **придуманы**;
любое совпадение случайно. Данные переданы в общественное достояние (CC0 1.0), берите их для чего угодно.

| где | что |
| --- | --- |
| `exports/8А/` | 8А класс из «Сетевого города»: отчёты об успеваемости за две четверти и табель, XLSX |
| `exports/5Б/` | 5Б класс из «Дневника.ру»: ученики, периоды, итоговые отметки, дневник каждого ученика, JSON |
| `exports/tables/` | свои таблицы школы: календарь, события, учителя, группы, расписание, домашние задания, контрольные, план часов, замечания, экзамены, отсрочки; сроки долгов и минуты опозданий к журналам, CSV |
| `families.xlsx` | кто подал заявление, дал согласие или отказался: строка на ученика и получателя |
| `aliases.csv` | что считать одним и тем же: здесь — один предмет под двумя названиями |
| `notices/`, `pages/` | объявления для всех и для классов, справка на первой странице |
| `recommendations/` | рекомендации учителей ученику или классу, картинки и файлы к ним |

Часы школы стоят: `example.today` в `site.yaml`. Файлы сделаны программой, руками их не правят:
`python -m tests.schools.make_example` пишет их заново.
"""
_NOTES = {
    "notices": "Здесь будут объявления: общие или для отдельных классов, файлы `*.md`.\n",
    "pages": "Здесь будут постоянные страницы: справка и вступление на первой странице, файлы `*.md`.\n",
    "recommendations": "Здесь будут рекомендации учителей ученику или группе, файлы `*.md`.\n",
}


def example() -> dict[str, bytes]:
    """Return every file by its path below `content/`."""
    found = {"README.md": _README.encode(), "aliases.csv": _ALIASES.encode(), "families.xlsx": family_file.file()}
    found |= {f"{folder}/README.md": note.encode() for folder, note in _NOTES.items()}
    for folder, made in (("8А", netschool_files), ("5Б", dnevnikru_files), ("tables", table_files)):
        found |= {f"exports/{folder}/{name}": content for name, content in made.files().items()}
    return found


def write(content: Path) -> None:
    """Write the files to a folder and remove exports that are not among them."""
    files = example()
    for path in (content / "exports").rglob("*"):
        if path.is_file() and path.relative_to(content).as_posix() not in files:
            path.unlink()
    for name, data in files.items():
        path = content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


if __name__ == "__main__":
    write(_ROOT / "content")
