#!/usr/bin/env python3
"""Make the site folder of an invented school of N students, a whole year in our own tables, one folder per class.

usage: make_school.py FOLDER N

Deterministic: the same N gives the same bytes. Per student about 1,185 lesson rows, 320 marks and 40 absences. Texts
are drawn from a bank of made-up words with a Zipf-like distribution, so that they compress about as badly as real
homework does. A subject has its room, and is taught elsewhere one time in ten.
"""

from __future__ import annotations

import csv
import itertools
import random
import sys
from datetime import date, timedelta
from pathlib import Path

SUBJECTS = (
    ("Алгебра", 4), ("Геометрия", 2), ("Русский язык", 4), ("Литература", 2), ("Английский язык", 3), ("История", 2),
    ("Обществознание", 1), ("География", 2), ("Биология", 2), ("Физика", 3), ("Химия", 2), ("Информатика", 1),
    ("Физическая культура", 3), ("Технология", 2), ("Музыка", 1),
)  # fmt: skip
SYLLABLES = "ко ра ни то ста пре ло ва ме ди по на ре ска ти го ли да вы бо зна че рук нос тел ный ать ение ость"
FAMILIES = "Абрамов Белов Волков Громов Дмитриев Егоров Жуков Зайцев Ильин Козлов Лебедев Морозов"
NAMES = "Анна Борис Вера Глеб Дарья Егор Жанна Захар Инна Кирилл Лидия Марк Нина Олег Полина Роман София Тимур"
KINDS = (("Ответ на уроке", "ОТВ", 1), ("Домашняя работа", "ДЗ", 1), ("Контрольная работа", "КР", 3))
FIRST, LAST = date(2026, 9, 1), date(2027, 5, 26)
TERMS = (
    ("1 четверть", date(2026, 9, 1), date(2026, 10, 24)),
    ("2 четверть", date(2026, 11, 2), date(2026, 12, 30)),
    ("3 четверть", date(2027, 1, 11), date(2027, 3, 20)),
    ("4 четверть", date(2027, 3, 29), date(2027, 5, 26)),
)
SETTINGS = """school:
  name: Школа замеров
  id: bench
  timezone: Europe/Moscow
  contact: тел. 8 (000) 000-00-00
site:
  address: https://diary.invalid
  own_origin: true
calendar:
  year_start: 2026-09-01
  year_end: 2027-05-26
  week_days: 6
journals:
  - files: [content/exports/**/*.csv]
marks:
  scale: [1, 5]
"""


def word_bank() -> tuple[list[str], list[float]]:
    rng = random.Random("bank")
    bank = ["".join(rng.choices(SYLLABLES.split(), k=rng.randint(2, 4))) for _ in range(2500)]
    return bank, list(itertools.accumulate(1 / (rank + 10) for rank in range(len(bank))))


BANK, WEIGHTS = word_bank()


def words(rng: random.Random, low: int, high: int) -> str:
    return " ".join(rng.choices(BANK, cum_weights=WEIGHTS, k=rng.randint(low, high)))


def school_days() -> list[date]:
    days = (FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1))
    return [d for d in days if d.weekday() < 6 and any(start <= d <= end for _, start, end in TERMS)]


def write(path: Path, header: str, rows: list[tuple[object, ...]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\n")
        writer.writerow(header.split())
        writer.writerows(rows)


def make_class(folder: Path, title: str, students: list[tuple[str, str]], seed: str) -> None:
    rng = random.Random(seed)
    teachers = {
        subject: f"{rng.choice(FAMILIES.split())}а {rng.choice('АВЕИКЛМНОПС')}. {rng.choice('АВЕИ')}."
        for subject, _ in SUBJECTS
    }
    topics = {subject: [words(rng, 1, 3) for _ in range(18 * hours)] for subject, hours in SUBJECTS}
    rooms = {subject: rng.randint(1, 40) for subject in topics}
    held = dict.fromkeys(topics, 0)
    week = [subject for subject, hours in SUBJECTS for _ in range(hours)]
    rng.shuffle(week)
    lessons, homework, works, marks, absences, term_marks = [], [], [], [], [], []
    for day in school_days():
        start = day.weekday() * len(week) // 6
        today = week[start : (day.weekday() + 1) * len(week) // 6]
        slots: dict[str, int] = {}
        for number, subject in enumerate(today, 1):
            slot = slots[subject] = slots.get(subject, 0) + 1
            room = rooms[subject] if rng.random() < 0.9 else rng.randint(1, 40)
            lessons.append((title, subject, day, number, f"{7 + number}:30", f"{8 + number}:10", room,
                            teachers[subject], topics[subject][held[subject] // 2]))  # fmt: skip
            held[subject] += 1
            if slot == 1 and rng.random() < 0.7:
                text = f"§ {rng.randint(1, 60)}, № {rng.randint(1, 900)}, {words(rng, 1, 5)}"
                homework.append((title, subject, text, day - timedelta(days=2), day))
            kind, short, weight = rng.choices(KINDS, (6, 3, 1))[0]
            work = f"{title}-{day:%m%d}-{number}"
            works.append((work, title, subject, day, words(rng, 2, 4) if weight == 3 else "", kind, short, weight))
            for student, _ in students:
                luck = rng.random()
                moment = f"{day} 1{rng.randint(0, 9)}:{rng.randint(10, 59)}"
                if luck < 0.27:
                    marks.append((student, title, subject, day, rng.choice("2334445555"), slot, work, moment))
                elif luck > 0.965:
                    absences.append((student, title, subject, day, rng.choice(("Б", "УП", "НП")), slot, moment))
    for (term, _, end), (student, _), (subject, _) in itertools.product(TERMS, students, SUBJECTS):
        term_marks.append((student, title, subject, "term", term, rng.choice("345"), f"{end} 14:00"))
    write(folder / "lessons.csv", "group subject date number start end room teachers topic", lessons)
    write(folder / "homework.csv", "group subject text assigned_on due_on", homework)
    write(folder / "works.csv", "id group subject date title type type_short weight", works)
    write(folder / "marks.csv", "student group subject date mark slot work entered_at", marks)
    write(folder / "absences.csv", "student group subject date reason slot entered_at", absences)
    write(folder / "term_marks.csv", "student group subject scope term mark entered_at", term_marks)


def make(folder: Path, count: int) -> None:
    exports = folder / "content" / "exports"
    rng = random.Random("people")
    students, families, groups = [], [], []
    for first in range(0, count, 25):
        number = first // 25
        title = f"{5 + number % 7}{'АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ'[number // 7 % 27]}{number // 189 or ''}"
        groups.append((title, title))
        own = []
        for i in range(first, min(first + 25, count)):
            name = f"{rng.choice(FAMILIES.split())}-{i} {rng.choice(NAMES.split())} {rng.choice(FAMILIES.split())}ич"
            students.append((f"u{i}", name, title))
            own.append((f"u{i}", name))
            parents = ("мать", "отец") if i % 5 else ("мать",)
            families += [
                (f"u{i}", f"{parent} {i}", parent, i + 1, "2026-08-25", "electronic", "2026-08-25")
                for parent in parents
            ]
        make_class(exports / title, title, own, f"class {number}")
    write(exports / "school" / "students.csv", "id name group", students)
    write(exports / "school" / "groups.csv", "id title", groups)
    write(exports / "school" / "terms.csv", "kind ordinal title start end",
          [("quarter", i, title, start, end) for i, (title, start, end) in enumerate(TERMS, 1)])  # fmt: skip
    write(folder / "content" / "families.csv",
          "student recipient relation application_no application_date form consent_date", families)  # fmt: skip
    (folder / "site.yaml").write_text(SETTINGS, encoding="utf-8")


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]))
