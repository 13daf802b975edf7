"""Reports of Сетевой город as web pages, good and broken; see `make_exports`."""

from __future__ import annotations

from collections.abc import Sequence

from tests.exports.workbooks import LEGEND, lessons_block

SCHOOL = 'МБОУ "Вымышленная школа № 0"'
ABOUT = ("Учебный год: 2026/2027", "Период: с 01.09.26 по 23.10.26", "Класс: 8А", "Ученик: Берёзкина Ая")


def files() -> dict[str, bytes]:
    """Return the files by path."""
    good = {f"netschool/{name}": content for name, content in _good().items()}
    broken = {f"broken/netschool-{name}": content for name, content in _broken().items()}
    return good | broken


def page(*parts: str, charset: str = "utf-8", meta: bool = True) -> bytes:
    """Return a page in an encoding, which it says itself or not."""
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">' if meta else ""
    return f"<html><head>{head}</head><body>{''.join(parts)}</body></html>\n".encode(charset)


def table(*rows: Sequence[str], classes: str = "table-print") -> str:
    """Return a table; a cell that begins with `<t` is markup already, an empty one `&nbsp;`."""
    lines = ("".join(cell if cell.startswith("<t") else f"<td>{cell or '&nbsp;'}</td>" for cell in row) for row in rows)
    return f'<table class="{classes}">' + "\n".join(f"<tr>{line}</tr>" for line in lines) + "</table>\n"


def about(*labels: str) -> str:
    """Return the caption of a report: the school and what it is about, in the second cell as spans."""
    spans = "<br>".join(
        f"<span>{name}: </span><span>{text}</span>" for name, text in (label.split(": ") for label in labels)
    )
    return f"<table><tr><td></td><td><span>{SCHOOL}</span><br>{spans}</td></tr></table>\n"


def head(text: str, across: int = 1, down: int = 1) -> str:
    """Return a header cell."""
    return f'<th colspan="{across}" rowspan="{down}">{text}</th>'


_LEGEND = table(*(tuple(map(str, row)) for row in LEGEND), classes="legend")


def lessons(*subjects: Sequence[str], ends: Sequence[str] = ("Средняя оценка",)) -> str:
    """Return the table of lessons on 1, 1 and 30 September and 1 October."""
    top = [head("Предмет", 1, 2), head("Сентябрь", 3), head("Октябрь"), *(head(text, 1, 2) for text in ends)]
    return table(top, [head(day) for day in ("1", "1", "30", "1")], *subjects)


def grades(*rows: Sequence[str], total: str = "Средняя оценка: 4,5") -> str:
    """Return the table of the report on one subject."""
    top = ("Тип задания", "Тема задания", "Дата проведения урока", "Дата выставления оценки", "Оценка")
    last = [f'<td colspan="4">&nbsp;</td><td>{total}</td>'.replace("<td colspan", "<td colspan")]
    return table([head(text) for text in top], *rows, last)


def finals(*rows: Sequence[str], ends: Sequence[str] = ("Годовая оценка", "Экз. оценка", "Итоговая оценка")) -> str:
    """Return the table of final marks."""
    top = [head("№", 1, 2), head("Предмет", 1, 2), head("Учебные периоды", 2), *(head(text, 1, 2) for text in ends)]
    return table(top, [head("1 четверть"), head("2 четверть")], *rows)


def week(*rows: Sequence[str], group: str = "8А") -> str:
    """Return the table of a week."""
    return table([head("День"), head("№ урока"), head(group)], *rows, classes="table")


_MONDAY = (
    "Пн",
    "1<br>2<br>3<br>4",
    "История [108]<br>Англ.яз./2 гр. [209], Англ.яз./1 гр. [108]<br>Матем. [актовый зал, сцена]<br>-",
)
_ALGEBRA = ("Алгебра", "5", "", "4/5", "Н 4", "4,50")
_MARKS = (
    ("Контрольная работа", "Дроби", "14.09.26", "15.09.2026", "4"),
    ("Ответ на уроке", "", "14.09.2026", "14.09.26", "5"),
)


def _good() -> dict[str, bytes]:
    ends = ("Средняя оценка 1 четверть", "Итоговая оценка 1 четверть", "Средняя оценка")
    rows = lessons_block("Берёзкина Ая", {"Сентябрь": [1, 2]}, [["Алгебра", "5", "", "4,5", "", "5"]])
    whole_class = table(*([str(cell or "") for cell in row] or [""] for row in [[SCHOOL], [], *rows]))
    in_lines = "<p>" + "<br>".join(("Отчет об успеваемости", *ABOUT)) + "</p>"
    in_cells = table(*(label.replace(": ", ":|").split("|") for label in ABOUT), classes="info")
    other = about(*ABOUT[:3], "Ученик: Абдуллаев Рашид Алим оглы")
    return {
        "page-of-terms/report.html": page(about(*ABOUT), lessons((*_ALGEBRA[:5], "4,5", "5", "4,50"), ends=ends)),
        "page-as-xls/cp1251.xls": page(about(*ABOUT), lessons(_ALGEBRA), _LEGEND, charset="windows-1251"),
        "page-as-xls-without-charset/report.xls": page(about(*ABOUT), lessons(_ALGEBRA), charset="windows-1251", meta=False),
        "page-with-labels-in-lines/report.html": page(in_lines, lessons(_ALGEBRA)),
        "page-with-labels-in-cells/report.html": page(in_cells, lessons(_ALGEBRA)),
        "page-of-two-students/report.html": page(
            about(*ABOUT), lessons(_ALGEBRA), _LEGEND, other, lessons(("Алгебра", "", "ОТ", "", ".", ""), ("Музыка", *[""] * 5))
        ),
        "page-with-legend/report.html": page(
            about(*ABOUT), lessons(("Алгебра", "О", "", "", "", "")), table(("О", "Отсутствие без причины"), classes="legend")
        ),
        "page-of-a-whole-class/report.xls": page(whole_class),
        "page-of-the-settings/report.html": page(about(*ABOUT[1:2]), lessons(_ALGEBRA)),
        "page-of-the-settings/journal.yaml": "student: Берёзкина Ая\ngroup: 8А\n".encode(),
        "page-of-grades/report.html": page(
            about(*ABOUT, "Предмет: Алгебра", "Учитель: Образцова В. П."),
            grades(*_MARKS, ("Ответ на уроке", "Корни", "16.09.26", "16.09.26", "УП"), ("Домашнее задание", "№ 5", "17.09.26", "", "")),
        ),
        "page-of-final-marks/report.html": page(
            about(ABOUT[0], *ABOUT[2:]),
            finals(("1", "Алгебра", "4", "5", "4", "", "4"), ("2", "Музыка", "зач", "н/а", "", "", ""), ("3", "Краеведение", *[""] * 5)),
        ),
        "page-of-a-week/report.html": page(
            "<p>Расписание на неделю с 14.09.26 по 20.09.26</p>", week(_MONDAY, ("Вт", "1<br>2", "История [108]<br>История"))
        ),
        "page-of-every-week/report.html": page(
            "<p>Расписание на неделю</p>", week(("Понедельник", "1", "История [108]"), ("", "2", "Физика"), ("Суббота", "1", "-"))
        ),
    }  # fmt: skip


def _broken() -> dict[str, bytes]:
    def report(
        *subjects: Sequence[str], labels: Sequence[str] = ABOUT, ends: Sequence[str] = ("Средняя оценка",)
    ) -> bytes:
        return page(about(*labels), lessons(*(subjects or (_ALGEBRA,)), ends=ends))

    def marks(*rows: Sequence[str], labels: Sequence[str] = (*ABOUT, "Предмет: Алгебра")) -> bytes:
        return page(about(*labels), grades(*rows))

    title = "<p>Расписание на неделю с 14.09.26 по 20.09.26</p>"
    return {
        "page-of-another-student/report.html": report(),
        "page-of-another-student/journal.yaml": "student: Ёлкина Анна\n".encode(),
        "page-of-another-year/report.html": report(labels=("Учебный год: 2025/2026", *ABOUT[1:])),
        "page-of-nobody/report.html": report(labels=ABOUT[:3]),
        "page-without-period/report.html": report(labels=(ABOUT[0], *ABOUT[2:])),
        "page-with-unknown-code/report.html": report(("Алгебра", "Ы", "", "", "", "")),
        "page-with-unknown-column/report.html": report((*_ALGEBRA, "7"), ends=("Средняя оценка", "Пропуски")),
        "grades-of-no-subject/report.html": marks(labels=ABOUT),
        "grades-outside-the-period/report.html": marks(("Ответ", "", "30.10.26", "30.10.26", "4")),
        "grades-on-no-day/report.html": marks(("Ответ", "", "31.09.26", "30.09.26", "4")),
        "final-marks-of-unknown-column/report.html": page(
            about(ABOUT[0], *ABOUT[2:]),
            finals(("1", "Алгебра", "4", "5", "4", "", "4"), ends=("Год", "Рейтинг", "Итог")),
        ),
        "week-of-another-class/report.html": page(title, week(_MONDAY)),
        "week-of-another-class/journal.yaml": "group: 8Б\n".encode(),
        "week-of-another-year/report.html": page(title.replace("09.26", "09.25"), week(_MONDAY)),
        "week-of-no-class/report.html": page(title, week(_MONDAY, group="Уроки")),
        "week-with-no-weekday/report.html": page(title, week(("Завтра", "1", "История"))),
        "week-with-no-number/report.html": page(title, week(("Пн", "первый", "История"))),
        "week-with-brackets-open/report.html": page(title, week(("Пн", "1", "История [108"))),
    }
