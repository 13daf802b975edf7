"""The columns of our own tables, declared: field, Russian headers, kind of value, whether a row must have it.

The English header of a column is its field name. `docs/reference/own-tables.md` describes the same columns for
people; a test compares the two.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from generator.model.entries import Entry
from generator.origin import Origin
from generator.reading.formats.tables import rows
from generator.reading.formats.tables.values import Kind

Build = Callable[[Origin, list[Any], rows.Persons], Entry]
"""A row's values in the order of the columns, made into an entry; the last argument gives `PersonRef`s."""


class Column(NamedTuple):
    """One column. `one_of` names other columns: of all of them at least one must be filled in each row."""

    field: str
    russian: tuple[str, ...]
    kind: Kind = Kind.NAME
    required: bool = False
    one_of: tuple[str, ...] = ()


class Table(NamedTuple):
    """One table: its columns, and what makes a row into an entry."""

    columns: tuple[Column, ...]
    build: Build


_ID = Column("id", ("код", "идентификатор"))
_ID_REQUIRED = _ID._replace(required=True)
_TITLE = Column("title", ("название",), required=True)
_GROUP = Column("group", ("класс", "группа"), required=True)
_SUBJECT = Column("subject", ("предмет",), required=True)
_DATE = Column("date", ("дата",), Kind.DATE, required=True)
_START = Column("start", ("начало", "с"), Kind.DATE, required=True)
_END = Column("end", ("конец", "по"), Kind.DATE, required=True)
_BEGIN_IN_GROUP = Column("begin", ("прибыл", "с"), Kind.DATE)
_END_IN_GROUP = Column("end", ("выбыл", "по"), Kind.DATE)
_GROUPS = Column("groups", ("классы",), Kind.NAMES)
_STUDENT = Column("student", ("код ученика",), one_of=("student_name",))
_STUDENT_NAME = Column("student_name", ("ученик", "фио"), one_of=("student",))
_ANY_STUDENT = (_STUDENT._replace(one_of=()), _STUDENT_NAME._replace(one_of=()))
_SLOT = Column("slot", ("какой урок предмета",), Kind.ORDINAL)
_LESSON = Column("lesson", ("код урока",))
_WEIGHT = Column("weight", ("вес",), Kind.WEIGHT)
_COMMENT = Column("comment", ("комментарий", "примечание"), Kind.TEXT)
_ENTERED = Column("entered_at", ("внесено", "когда внесено"), Kind.MOMENT)
_NUMBER = Column("number", ("номер урока", "№ урока", "номер"), Kind.COUNT)
_MINUTES = Column("minutes", ("минут", "минуты"), Kind.COUNT)

_LESSON_COLUMNS = (
    _ID,
    _GROUP,
    _SUBJECT,
    _DATE,
    _NUMBER,
    _SLOT,
    Column("start", ("начало",), Kind.TIME),
    Column("end", ("конец",), Kind.TIME),
    Column("room", ("кабинет",)),
    Column("teachers", ("учитель", "учителя"), Kind.NAMES),
    Column("topic", ("тема",), Kind.TEXT),
    Column("type", ("вид урока", "тип урока")),
    Column("status", ("состояние", "статус"), Kind.LESSON_STATUS),
    Column("replaces_subject", ("вместо предмета",)),
    Column("replaces_teacher", ("вместо учителя",)),
    Column("replaces_date", ("перенесен с даты",), Kind.DATE),
    Column("replaces_number", ("перенесен с урока",), Kind.COUNT),
    Column("note", ("примечание",), Kind.TEXT),
)

_HOMEWORK_COLUMNS = (
    _GROUP,
    _SUBJECT,
    Column("text", ("задание", "домашнее задание"), Kind.TEXT, required=True),
    Column("assigned_on", ("задано",), Kind.DATE),
    Column("due_on", ("на дату", "к дате"), Kind.DATE),
    _MINUTES,
    *_ANY_STUDENT,
    _LESSON,
)

_WORK_COLUMNS = (
    _ID,
    _GROUP,
    _SUBJECT,
    Column("date", ("дата",), Kind.DATE, one_of=("planned_on",)),
    Column("planned_on", ("по плану",), Kind.DATE, one_of=("date",)),
    Column("title", ("название", "тема"), Kind.TEXT),
    Column("type", ("вид работы",)),
    Column("type_short", ("вид кратко",)),
    _WEIGHT,
    Column("is_test", ("контроль",), Kind.FLAG),
    _LESSON,
)

_MARK_COLUMNS = (
    _STUDENT,
    _STUDENT_NAME,
    _GROUP,
    _SUBJECT,
    _DATE,
    Column("mark", ("отметка", "оценка"), Kind.MARK, required=True),
    _SLOT,
    Column("ordinal", ("какая отметка работы",), Kind.ORDINAL),
    Column("work", ("код работы",)),
    _LESSON,
    _WEIGHT,
    Column("counts", ("в среднем",), Kind.FLAG_YES),
    _COMMENT,
    _ENTERED,
    Column("due_on", ("сдать до",), Kind.DATE),
)

_ABSENCE_COLUMNS = (
    _STUDENT,
    _STUDENT_NAME,
    _GROUP,
    _SUBJECT,
    _DATE,
    Column("reason", ("причина", "пропуск"), Kind.ABSENCE, required=True),
    _SLOT,
    _LESSON,
    _NUMBER,
    _MINUTES,
    _ENTERED,
)

_REMARK_COLUMNS = (
    _STUDENT,
    _STUDENT_NAME,
    _GROUP,
    _DATE,
    Column("text", ("замечание", "текст"), Kind.TEXT, required=True),
    Column("kind", ("вид",), Kind.REMARK_KIND),
    Column("teacher", ("учитель",)),
    _SUBJECT._replace(required=False),
)

_EXAM_COLUMNS = (
    _STUDENT,
    _STUDENT_NAME,
    _GROUP,
    _SUBJECT,
    Column("scope", ("вид экзамена",), Kind.EXAM_SCOPE),
    Column("title", ("название",)),
    Column("date", ("дата",), Kind.DATE, one_of=("mark",)),
    Column("mark", ("отметка", "результат"), Kind.FINAL_MARK, one_of=("date",)),
    Column("received_at", ("получено",), Kind.MOMENT),
)

_TERM_MARK_COLUMNS = (
    _STUDENT,
    _STUDENT_NAME,
    _GROUP,
    _SUBJECT,
    Column("scope", ("за что",), Kind.FINAL_SCOPE),
    Column("term", ("период", "четверть")),
    Column("mark", ("отметка", "оценка", "итог"), Kind.FINAL_MARK, one_of=("average", "weighted_average")),
    Column("on", ("день периода",), Kind.DATE),
    Column("average", ("средний балл", "средняя"), Kind.NUMBER, one_of=("mark", "weighted_average")),
    Column(
        "weighted_average",
        ("средневзвешенный балл", "средневзвешенная"),
        Kind.NUMBER,
        one_of=("mark", "average"),
    ),
    _ENTERED,
)

_TIMETABLE_COLUMNS = (
    _ID,
    _GROUP,
    _SUBJECT,
    Column("weekday", ("день недели", "день"), Kind.WEEKDAY, required=True),
    Column("number", _NUMBER.russian, Kind.COUNT, required=True),
    Column("start", ("начало",), Kind.TIME),
    Column("end", ("конец",), Kind.TIME),
    Column("room", ("кабинет",)),
    Column("teachers", ("учитель", "учителя"), Kind.NAMES),
    Column("weeks", ("недели",), Kind.WEEKS),
    Column("cycle", ("через сколько недель",), Kind.COUNT),
    Column("first_day", ("с",), Kind.DATE),
    Column("last_day", ("по",), Kind.DATE),
)

TABLES: dict[str, Table] = {
    "school": Table((Column("name", ("название", "школа"), required=True),), rows.school),
    "terms": Table(
        (
            _ID,
            Column("kind", ("вид",), Kind.TERM_KIND, required=True),
            Column("ordinal", ("номер",), Kind.ORDINAL, required=True),
            _TITLE,
            _START,
            _END,
            _GROUPS,
        ),
        rows.term,
    ),
    "holidays": Table((_TITLE, _START, _END), rows.holiday),
    "bells": Table(
        (
            Column("ordinal", ("номер", "урок"), Kind.COUNT, required=True),
            Column("start", ("начало", "с"), Kind.TIME, required=True),
            Column("end", ("конец", "по"), Kind.TIME, required=True),
            _GROUPS,
        ),
        rows.bell,
    ),
    "events": Table((_DATE, _TITLE, _GROUPS, _COMMENT), rows.event),
    "teachers": Table(
        (_ID, Column("name", ("фио", "учитель"), required=True), Column("contact", ("связь", "контакт"))), rows.teacher
    ),
    "subjects": Table((_ID, _TITLE, Column("short", ("кратко",))), rows.subject),
    "students": Table(
        (
            _ID,
            Column("name", ("фио", "ученик"), required=True),
            _GROUP,
            _BEGIN_IN_GROUP,
            _END_IN_GROUP,
            Column("birth_date", ("дата рождения",), Kind.DATE),
        ),
        rows.student,
    ),
    "groups": Table(
        (
            _ID,
            _TITLE._replace(russian=("название", "класс", "группа")),
            Column("parent", ("класс группы",)),
            Column("grade", ("параллель",), Kind.COUNT),
            Column("homeroom_teacher", ("классный руководитель",)),
        ),
        rows.group,
    ),
    "members": Table((_STUDENT, _STUDENT_NAME, _GROUP, _BEGIN_IN_GROUP, _END_IN_GROUP), rows.member),
    "teaching": Table((_GROUP, _SUBJECT, Column("teacher", ("учитель",), required=True)), rows.teaching),
    "timetable": Table(_TIMETABLE_COLUMNS, rows.timetable),
    "lessons": Table(_LESSON_COLUMNS, rows.lesson),
    "plan": Table(
        (
            _GROUP,
            _SUBJECT,
            Column("term", ("период", "четверть")),
            Column("hours", ("часов",), Kind.COUNT, required=True),
            Column("tests", ("контрольных",), Kind.COUNT),
        ),
        rows.plan,
    ),
    "homework": Table(_HOMEWORK_COLUMNS, rows.homework),
    "works": Table(_WORK_COLUMNS, rows.work),
    "marks": Table(_MARK_COLUMNS, rows.mark),
    "absences": Table(_ABSENCE_COLUMNS, rows.absence),
    "remarks": Table(_REMARK_COLUMNS, rows.remark),
    "term_marks": Table(_TERM_MARK_COLUMNS, rows.term_mark),
    "exams": Table(_EXAM_COLUMNS, rows.exam),
    "deferrals": Table(
        (
            _STUDENT,
            _STUDENT_NAME,
            _GROUP,
            _SUBJECT,
            Column("term", ("период", "четверть")),
            Column("until", ("до",), Kind.DATE, required=True),
            Column("order", ("приказ",), required=True),
        ),
        rows.deferral,
    ),
}
"""All tables; the order of the columns is the order of the values that `build` takes."""
