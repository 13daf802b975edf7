"""The columns of our own tables, in the order in which they are written; a test compares them with the reader's."""

from __future__ import annotations

COLUMNS: dict[str, tuple[str, ...]] = {
    "school": ("name",),
    "terms": ("id", "kind", "ordinal", "title", "start", "end", "groups"),
    "holidays": ("title", "start", "end"),
    "bells": ("ordinal", "start", "end", "groups"),
    "events": ("date", "title", "groups", "comment"),
    "teachers": ("id", "name", "contact"),
    "subjects": ("id", "title", "short"),
    "students": ("id", "name", "group", "begin", "end", "birth_date"),
    "groups": ("id", "title", "parent", "grade", "homeroom_teacher"),
    "members": ("student", "student_name", "group", "begin", "end"),
    "teaching": ("group", "subject", "teacher"),
    "lessons": (
        *("id", "group", "subject", "date", "number", "slot", "start", "end", "room", "teachers", "topic", "type"),
        *("status", "replaces_subject", "replaces_teacher", "replaces_date", "replaces_number", "note"),
    ),
    "plan": ("group", "subject", "term", "hours", "tests"),
    "homework": (
        *("group", "subject", "text", "assigned_on", "due_on", "minutes", "student", "student_name", "lesson"),
    ),
    "works": (
        *("id", "group", "subject", "date", "planned_on", "title", "type", "type_short", "weight", "is_test", "lesson"),
    ),
    "marks": (
        *("student", "student_name", "group", "subject", "date", "mark", "slot", "ordinal", "work", "lesson"),
        *("weight", "counts", "comment", "entered_at", "due_on"),
    ),
    "absences": (
        *("student", "student_name", "group", "subject", "date", "reason", "slot", "lesson", "minutes", "entered_at"),
    ),
    "remarks": ("student", "student_name", "group", "date", "text", "kind", "teacher", "subject"),
    "term_marks": (
        *("student", "student_name", "group", "subject", "scope", "term", "mark", "average", "weighted_average"),
        "entered_at",
    ),
    "exams": ("student", "student_name", "group", "subject", "scope", "title", "date", "mark", "received_at"),
    "deferrals": ("student", "student_name", "group", "subject", "term", "until", "order"),
}
"""Of the reader's columns only those are left out that the joined school has no value for (the number of an absence's
lesson, the day within a term): the lesson and the term are named instead.
"""

DIRECTORY = (
    "school",
    "terms",
    "holidays",
    "bells",
    "events",
    "teachers",
    "subjects",
    "students",
    "groups",
    "members",
    "teaching",
)
"""The tables of the whole school; of all others every class has a file of its own."""
