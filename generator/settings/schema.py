"""Every key of `site.yaml`: its kind, its default as it would be written there, and one sentence on what it does.

The loader, the reference page and the tests of the example's `site.yaml` all go by this table.
"""

from __future__ import annotations

from generator.settings import kinds
from generator.settings.keys import Key

TABLES = (
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
    "timetable",
    "lessons",
    "plan",
    "homework",
    "works",
    "marks",
    "absences",
    "remarks",
    "term_marks",
    "exams",
    "deferrals",
    "undated_marks",
)
"""What `journals[].provides` may name: the tables of `model.entries`."""

LATER = frozenset({"retention"})
"""Sections that this version doesn't read; naming them is an error, so that nobody relies on them."""


SECTIONS: dict[str, tuple[Key, ...]] = {
    "school": (
        Key("name", kinds.text, "text", "The school's name as families know it; stands on every page and letter."),
        Key("id", kinds.name_of_letters, "a-z, 0-9, -", "A short name for machines; never change it later."),
        Key("timezone", kinds.timezone, "IANA zone", "The zone of all times in the exports and on the pages."),
        Key("contact", kinds.optional_text, "text", "Whom a family calls when something is wrong.", ""),
    ),
    "site": (
        Key("address", kinds.site_address, "address", "Where the site lies; without it no codes are issued.", ""),
        Key("language", kinds.one_of("ru", "en"), "ru, en", "The language of the diaries.", "ru"),
        Key("own_origin", kinds.true_or_false, "true, false", "Nothing but the diary lies on that host.", "false"),
        Key("attachment_kb", kinds.whole(1, 2000), "1 to 2000", "The largest file of a text for families.", "200"),
        Key("attachments_kb", kinds.whole(1, 2000), "1 to 2000", "All files of one diary together.", "400"),
    ),
    "example": (
        Key("today", kinds.optional_moment, "date and time", "The clock of every command; only in an example.", ""),
    ),
    "calendar": (
        Key("year_start", kinds.day, "date", "The first day of the school year."),
        Key("year_end", kinds.day, "date", "The last day of the school year, inclusive."),
        Key("week_days", kinds.whole(5, 6), "5, 6", "Days of the school week.", "6"),
    ),
    "marks": (
        Key("scale", kinds.scale, "[lowest, highest]", "The lowest and the highest mark.", ["1", "5"]),
        Key(
            "borders",
            kinds.borders,
            "mark: average",
            "From which average on a mark is given.",
            {"5": "4.50", "4": "3.50", "3": "2.50"},
        ),
        Key("disputed_band", kinds.hundredths, "number", "How near to a border an average is disputed.", "0.10"),
        Key("min_marks", kinds.whole(1, 20), "1 to 20", "Fewer marks than this are too few for a term mark.", "3"),
        Key("min_marks_often", kinds.whole(1, 20), "1 to 20", "The same with more than two lessons a week.", "5"),
        Key(
            "na_absence_share",
            kinds.whole(1, 100),
            "1 to 100",
            "Who missed more per cent of the lessons may stay without a mark.",
            "50",
        ),
        Key("na_marks_below", kinds.whole(1, 20), "1 to 20", "But only with fewer marks than this.", "3"),
        Key("grace_hours", kinds.whole(0, 720), "0 to 720", "A mark corrected sooner was a slip, not a change.", "24"),
        Key("act", kinds.optional_text, "text", "Number and date of the school's act on marks.", ""),
        Key(
            "test_types",
            kinds.list_of(kinds.text),
            "list of text",
            "Types of work that count as tests.",
            ["Контрольная работа", "Контрольный диктант", "Проверочная работа"],
        ),
    ),
    "access": (
        Key("groups", kinds.whole(5, 8), "5 to 8", "How many groups of four digits a code has.", "5"),
        Key(
            "consent",
            kinds.one_of("required", "law"),
            "required, law",
            "Whether a diary on the web needs a consent, or the law is enough.",
            "required",
        ),
    ),
    "paper": (
        Key(
            "not_applied",
            kinds.one_of("list", "print"),
            "list, print",
            "Students without a valid application: only listed, or printed on paper.",
            "list",
        ),
        Key(
            "extract",
            kinds.one_of("a4", "a5", "strip"),
            "a4, a5, strip",
            "What a week is printed on: a whole sheet, half a sheet, or a strip with the marks only.",
            "a4",
        ),
        Key(
            "order",
            kinds.one_of("stack", "plain"),
            "stack, plain",
            "How pieces lie on a sheet: in order after one cut through the pile, or one after the other.",
            "stack",
        ),
        Key("binder_mm", kinds.whole(0, 15), "0 to 15", "Room for holes on the left edge, in millimetres.", "0"),
        Key("regulation", kinds.optional_text, "text", "The regulation that papers and diaries name.", ""),
    ),
    "letters": (
        Key("keep_days", kinds.whole(1, 365), "1 to 365", "After how many days a letter left over is reported.", "7"),
    ),
    "publish": (
        Key(
            "to",
            kinds.publish_address,
            "address",
            "Where the site is sent: folder:, sftp:, ftps:, webdavs:, s3: or git:.",
            "",
        ),
        Key("branch", kinds.branch, "name", "The branch of a git host that the pages lie in.", "pages"),
        Key("endpoint", kinds.web_address, "address", "The server of an s3 host.", ""),
        Key("region", kinds.optional_text, "text", "The region of an s3 host.", ""),
        Key(
            "ca_file", kinds.optional_text, "file", "Certificates of an own authority, beside those of the system.", ""
        ),
        Key("switch", kinds.true_or_false, "true, false", "A folder host is changed as a whole, by a link.", "false"),
        Key("connections", kinds.whole(0, 16), "0 to 16", "Connections at once; 0: what suits the host.", "0"),
    ),
    "schedule": (
        Key(
            "times",
            kinds.list_of(kinds.clock, least=1),
            "list of times",
            "When the diaries are brought up to date on school days.",
            ["07:30", "16:30"],
        ),
        Key("spread_minutes", kinds.whole(0, 60), "0 to 60", "A run begins up to so many minutes later.", "10"),
        Key("inbox", kinds.optional_text, "folder", "Where teachers drop exports; may lie on a network share.", ""),
        Key("settle_seconds", kinds.whole(1, 600), "1 to 600", "How long a dropped file must lie still.", "10"),
    ),
    "notify": (
        Key("hour", kinds.clock, "time", "When families are told of news, at most once a day.", "18:30"),
        Key("quiet", kinds.list_of(kinds.clock), "[from, until]", "Nobody is told anything then.", ["21:00", "08:00"]),
        Key("mail_server", kinds.optional_text, "host:port", "The SMTP server; without it no e-mail is sent.", ""),
        Key(
            "mail_security",
            kinds.one_of("tls", "starttls", "none"),
            "tls, starttls, none",
            "How the way to it is secured; none is for this computer only.",
            "tls",
        ),
        Key("mail_user", kinds.optional_text, "text", "The name to sign in with.", ""),
        Key("mail_from", kinds.optional_text, "e-mail", "The sender that families see.", ""),
        Key("mail_unsubscribe", kinds.optional_text, "e-mail", "Where a family writes that it wants no more.", ""),
        Key("sms_gateway", kinds.web_address, "address", "An SMS gateway of SMSC.ru's kind; without it no SMS.", ""),
        Key("sms_user", kinds.optional_text, "text", "The name to sign in there with.", ""),
        Key("sms_sender", kinds.optional_text, "text", "The sender that families see.", ""),
    ),
    "official": (
        Key("journal", kinds.web_address, "address", "The official journal, shown to families.", ""),
        Key("portal", kinds.web_address, "address", "The state portal, shown to families.", ""),
    ),
}

JOURNAL: tuple[Key, ...] = (
    Key(
        "files",
        kinds.list_of(kinds.glob, least=1),
        "list of patterns",
        "Files below the site folder. The first item that matches a file takes it.",
    ),
    Key("reader", kinds.optional_text, "format", "How to read them; left out: by what is in them.", ""),
    Key(
        "provides",
        kinds.list_of(kinds.one_of(*TABLES)),
        "list of tables",
        "Take only these tables from the files; left out: everything.",
        [],
    ),
    Key("mapping", kinds.optional_text, "file", "What the columns and codes of these files mean.", ""),
    Key("group", kinds.optional_text, "class", "The class that the files are about, where they don't say it.", ""),
    Key("student", kinds.optional_text, "id or full name", "The student, where the files don't say it.", ""),
    Key("term", kinds.optional_text, "term", "The term, where the files don't say it.", ""),
    Key(
        "path",
        kinds.optional_text,
        "pattern",
        "How folders and names tell these: content/exports/mesh/{group}/{student}.",
        "",
    ),
    Key(
        "together",
        kinds.one_of("file", "folder"),
        "file, folder",
        "What is one export: each file, or all of these files that lie in one folder.",
        "file",
    ),
)
"""The keys of one item of `journals`. The other section that is a list is `rules`: see `rule_keys`."""
