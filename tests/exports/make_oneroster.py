"""Bundles of OneRoster: good ones with their rarer forms, and broken ones with one fault each; see `make_exports`."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from generator.reading.formats.oneroster.bundle.columns import columns_of
from tests.exports.workbooks import archive_of

Texts = dict[str, str]
Edit = Callable[[str], str]

_ROWS: dict[str, list[str]] = {
    "academicSessions": [
        "y,,,2026/2027 учебный год,schoolYear,2026-09-01,2027-05-27,,2027",
        "q1,,,1 четверть,gradingPeriod,2026-09-01,2026-10-26,y,2027",
    ],
    "orgs": ["o,,,Вымышленская СОШ № 0,school,,"],
    "courses": ["alg,,,y,Алгебра,,08,o,,"],
    "classes": [
        "8a,,,8А,08,alg,,homeroom,301,o,q1,,,",
        "8a-alg,,,8А/Алгебра,08,alg,,scheduled,301,o,q1,,,",
    ],
    "users": [
        "s1,,,true,s1,,Ая,Берёзкина,Львовна,,,,,,08,,,,,,,o,",
        "s2,,,true,s2,,Лев,Сидоров,,,,,,,08,,,,,,,o,",
        "t1,,,true,t1,{LDAP:t1},Вера,Образцова,Павловна,,vera@school.example,,,,,,,,,,,o,",
    ],
    "roles": [
        "role-s1,,,s1,primary,student,,,o,",
        "role-s2,,,s2,primary,student,,,o,",
        "role-t1,,,t1,primary,teacher,,,o,",
    ],
    "enrollments": [
        "e1,,,8a,o,s1,student,,,",
        "e2,,,8a,o,s2,student,,,",
        "e3,,,8a,o,t1,teacher,true,,",
        "e4,,,8a-alg,o,s1,student,,2026-09-01,2027-05-27",
        "e5,,,8a-alg,o,s2,student,,,",
        "e6,,,8a-alg,o,t1,teacher,true,,",
    ],
    "categories": ["ans,,,Ответ на уроке,20", "fin,,,Итоговая отметка за период,"],
    "lineItems": [
        "w1,,,Ответ на уроке,,2026-09-09,2026-09-09,8a-alg,ans,q1,1.0,5.0,o",
        "f1,,,1 четверть,,2026-10-23,2026-10-23,8a-alg,fin,q1,1.0,5.0,o",
    ],
    "scoreScales": ['five,,,Пятибалльная,five-point,o,alg,8a-alg,"{5:отлично},{4:хорошо}"'],
    "results": [
        "r1,,,w1,s1,fully graded,4.0,2026-09-09,,,8a-alg,false,false,false,false",
        'r2,,,w1,s2,fully graded,5.0,2026-09-09,"Верно, но долго",,8a-alg,false,false,false,false',
        "r3,,,f1,s1,fully graded,4.0,2026-10-23,,,8a-alg,false,false,false,false",
    ],
}


def header(name: str, version: str = "1.2", *more: str) -> str:
    """Return the header of a file."""
    return ",".join((*(column.name for column in columns_of(version)[name]), *more))


def manifest(modes: Mapping[str, str], version: str = "1.2") -> str:
    """Return a manifest; files that are not named are absent."""
    lines = ["propertyName,value", "manifest.version,1.0", f"oneroster.version,{version}"]
    lines += [f"file.{name},{modes.get(name, 'absent')}" for name in sorted(columns_of(version))]
    return "\n".join([*lines, "source.systemName,Пример", ""])


def bundle(rows: Mapping[str, list[str]], mode: str = "bulk", metadata: Mapping[str, str] | None = None) -> Texts:
    """Return the files of a bundle with these rows, a manifest beside them."""
    metadata = metadata or {}
    texts = {
        f"{name}.csv": "\n".join([header(name) + metadata.get(name, ""), *found, ""]) for name, found in rows.items()
    }
    return {"manifest.csv": manifest(dict.fromkeys(rows, mode)), **texts}


def good() -> Texts:
    """Return the small bundle that every fault is put into."""
    return bundle(_ROWS)


def files() -> dict[str, bytes]:
    """Return the files by path."""
    return _good_cases() | {f"broken/oneroster-{name}": content for name, content in _broken_cases().items()}


def _encoded(folder: str, texts: Mapping[str, str]) -> dict[str, bytes]:
    return {f"{folder}/{name}": text.encode() for name, text in texts.items()}


def _good_cases() -> dict[str, bytes]:
    together = {"journal.yaml": b"together: folder\n"}
    cases = {
        "bom": {name: b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode() for name, text in good().items()},
        "delta-below": _encoded("bundle", good())
        | _encoded("bundle/delta-1", _DELTA_1)
        | _encoded("bundle/delta-2", _DELTA_2),
        "delta-beside": together
        | _encoded("bulk", good())
        | _encoded("delta-1", _DELTA_1)
        | _encoded("delta-2", _DELTA_2),
        "delta-zips": together
        | {"bulk.zip": _zip(good()), "delta-1.zip": _zip(_DELTA_1), "delta-2.zip": _zip(_DELTA_2)},
        "one-class": {"journal.yaml": "group: 8 Б\n".encode(), "bundle.zip": _zip(_without_homerooms())},
        "marks": {name: text.encode() for name, text in _marks().items()},
        "streams": {name: text.encode() for name, text in _streams().items()},
        "passed-over": {name: text.encode() for name, text in _passed_over().items()},
    }
    return {f"oneroster/{case}/{name}": content for case, found in cases.items() for name, content in found.items()}


def _zip(texts: Mapping[str, str]) -> bytes:
    return archive_of({name: text.encode() for name, text in texts.items()})


_SOON, _LATER = "2026-09-10T08:00:00.000Z", "2026-09-12T11:00:00+03:00"
_DELTA_1 = bundle(
    {
        "enrollments": [f"e5,tobedeleted,{_SOON},8a-alg,o,s2,student,,,"],
        "results": [
            f"r1,active,{_LATER},w1,s1,fully graded,5.0,2026-09-12,исправлено,,8a-alg,false,false,false,false",
            f"r2,tobedeleted,{_SOON},w1,s2,fully graded,5.0,2026-09-09,,,8a-alg,false,false,false,false",
            f"r4,active,{_SOON},f1,s1,exempt,,2026-10-23,,осв,8a-alg,false,false,false,false",
        ],
    },
    "delta",
)
"""The second student leaves algebra, one mark is corrected, one is taken back, one is new."""
_DELTA_2 = bundle(
    {
        "results": [
            f"r1,active,{_SOON},w1,s1,fully graded,3.0,2026-09-10,,,8a-alg,false,false,false,false",
            f"r4,tobedeleted,{_LATER},f1,s1,exempt,,2026-10-23,,осв,8a-alg,false,false,false,false",
        ]
    },
    "delta",
)
"""Made earlier than the first for one record, later for the other: the time of each row counts, not the file."""


def _without_homerooms() -> Texts:
    rows = dict(_ROWS)
    rows["classes"] = [row for row in _ROWS["classes"] if "homeroom" not in row]
    rows["enrollments"] = [row for row in _ROWS["enrollments"] if ",8a," not in row]
    return bundle(rows)


def _marks() -> Texts:
    own = ",metadata.ordinal,metadata.counts,metadata.weight,metadata.enteredAt,metadata.dueOn,metadata.average"
    rows = dict(_ROWS)
    rows["categories"] = [
        "ans,,,Ответ на уроке,0,ОТВ", "hw,,,Домашнее задание,10,", "fin,,,Итоговая отметка за период,,",
        "year,,,Годовая отметка,,", "exam,,,Exam mark,,", "state,,,Отметка за государственный экзамен,,",
        "cert,,,Итоговая отметка,,",
    ]  # fmt: skip
    rows["lineItems"] = [
        "w1,,,Ответ,,2026-09-09,2026-09-09,8a-alg,ans,q1,1.0,5.0,o,2,true,2026-09-10,",
        "h1,,,№ 45,письменно,2026-09-09,2026-09-11,8a-alg,hw,q1,,,o,,,,20",
        "h2,,,№ 46,,2026-09-11,2026-09-14,8a-alg,hw,q1,,,o,,,,",
        *(
            f"{name},,,{name},,2026-10-23,2026-10-23,8a-alg,{name},q1,,,o,,,,"
            for name in ("fin", "year", "exam", "state", "cert")
        ),
    ]
    said = [
        ("w1", "fully graded,4.0", "", "", "2,false,3,2026-09-09T14:05:33,,"),
        ("w1", "fully graded,4.5", "5-", "", ",,,,,"),
        ("w1", "fully graded,", "4+", "", ",,,,,"),
        ("w1", "fully graded,", "зачёт", "", ",,,,,"),
        ("w1", "fully graded,", "Отлично", "", ",,,,,"),
        ("w1", "exempt,", "", "", ",,,,,"),
        ("w1", "not submitted,", "", "missing", ",,,,2026-09-30,"),
        ("w1", "not submitted,", "", "", ",,,,,"),
        ("w1", "submitted,", "", "", ",,,,2026-10-01,"),
        ("w1", "partially graded,3.0", "", "late", ",,,,,"),
        ("w1", "fully graded,3.0", "", "inProgress", ",,,,,"),
        ("w1", "fully graded,2.0", "", "incomplete", ",,,,,"),
        ("h2", "fully graded,5.0", "", "", ",,,,,"),
        ("fin", "fully graded,5.0", "", "", ",,,2026-10-24T09:00,,4.67"),
        ("fin", "not submitted,", "н/а", "", ",,,,,"),
        ("fin", "not submitted,", "", "missing", ",,,,,"),
        ("fin", "not submitted,", "", "", ",,,,,3.5"),
        ("year", "fully graded,", "н/а", "", ",,,,,"),
        ("exam", "fully graded,4.0", "", "", ",,,,,"),
        ("state", "fully graded,3.0", "", "", ",,,,,"),
        ("cert", "exempt,", "осв.", "", ",,,,,"),
    ]
    rows["results"] = [
        f"r{number},,,{item},s1,{status},2026-10-23,,{text},8a-alg,"
        + ",".join("true" if flag == name else "" for name in ("inProgress", "incomplete", "late", "missing"))
        + f",{more}"
        for number, (item, status, text, flag, more) in enumerate(said)
    ]
    works = ",metadata.weight,metadata.isTest,metadata.plannedOn,metadata.minutes"
    return bundle(rows, metadata={"results": own, "lineItems": works, "categories": ",metadata.short"})


def _streams() -> Texts:
    """Return two classes with a course for some of both, a course of one whole class, and a student who moved."""
    rows = {name: list(found) for name, found in _ROWS.items() if name != "scoreScales"}
    rows["academicSessions"] += ["h1,,,,semester,2026-09-01,2027-01-01,y,2027".replace(",,,,", ",,,Осень,")]
    rows["courses"] += ["eng,,,y,Английский язык,,08,o,,,Англ."]
    rows["courses"][0] += ","
    rows["classes"] = [row + "," for row in rows["classes"]]
    rows["classes"] += [
        '8b,,,8 Б,08,alg,,homeroom,302,o,"q1,h1",,,,',
        "mix,,,English B1,08,eng,,scheduled,,o,q1,,,,",
        "all,,,English for all,08,eng,,scheduled,,o,q1,,,,",
        "it1,,,Информатика 1,08,eng,,scheduled,,o,q1,,,,1 группа",
        "nobody,,,8 Б/Алгебра,08,alg,,scheduled,,o,q1,,,,",
        "empty,,,Кружок,08,eng,,scheduled,,o,q1,,,,",
    ]
    rows["users"] += [
        "s3,,,true,s3,,Юлия,Ёлкина,,,,,,,08,,,,,,,o,",
        "s4,,,true,s4,,Ян,Ежов,,,,,,,08,,,,,,,o,",
    ]
    rows["enrollments"] += [
        "e7,,,8b,o,s3,student,,,",
        "e8,,,8b,o,s4,student,,2026-10-05,",
        "e9,,,8a,o,s4,student,,,2026-10-05",
        *(f"m{number},,,mix,o,{who},student,,," for number, who in enumerate(("s1", "s3"))),
        *(f"a{number},,,all,o,{who},student,,," for number, who in enumerate(("s3", "s4"))),
        "i1,,,it1,o,s2,student,,2026-09-15,2027-01-01",
        "i2,,,mix,o,t1,teacher,,,",
        "i3,,,8a-alg,o,s4,student,,,2026-10-05",
    ]
    rows["lineItems"] += ["w2,,,Тест,,2026-09-16,2026-09-16,mix,ans,q1,1.0,5.0,o"]
    rows["results"] += ["r4,,,w2,s3,fully graded,4.0,2026-09-16,,,mix,false,false,false,false"]
    rows["demographics"] = ["s1,,,2012-05-06,female,,,,,,,,,,,"]
    return bundle(rows, metadata={"courses": ",metadata.short", "classes": ",metadata.subgroup"})


def _passed_over() -> Texts:
    """Return a bundle with all that is understood and not taken over."""
    rows = {name: list(found) for name, found in _ROWS.items()}
    rows["academicSessions"] += [
        "old,,,1 четверть,gradingPeriod,2025-09-01,2025-10-26,,2026",
        "next,,,1 четверть,gradingPeriod,2027-09-01,2027-10-26,,2027",
        "free,,,2 четверть,gradingPeriod,2026-11-05,2026-12-31,y,2027",
        "y2,,,2027/2028,schoolYear,2027-09-01,2028-05-27,,2027",
    ]
    rows["courses"] += ["art,,,y,Изобразительное искусство,,,o,,"]
    rows["classes"] += ["7a,,,7А,XX,alg,,homeroom,,o,old,,,"]
    rows["classes"][0] = rows["classes"][0].replace(",08,", ",XX,")
    rows["users"] += [
        "p1,,,true,p1,,Пётр,Сидоров,,,,,,s2,,,,,,,,o,",
        "s9,,,true,s9,,Нина,Нигдеева,,,,,,,,,,,,,,o,",
        "a1,,,false,a1,,Анна,Канцелярская,,,,,,,,,,,,,,o,",
    ]
    rows["roles"] += [
        "role-p1,,,p1,primary,parent,,,o,",
        "role-s9,,,s9,primary,student,,,o,",
        "x,,,t1,secondary,aide,,,o,",
    ]
    rows["enrollments"] += ["e7,,,7a,o,s9,student,,,", "e8,,,8a,o,a1,administrator,,,"]
    rows["lineItems"] += ["w7,,,Ответ,,2025-09-09,2025-09-09,7a,ans,old,,,o"]
    rows["results"] += ["r7,,,w7,s9,fully graded,3.0,2025-09-09,,,7a,,,,"]
    rows["resources"] = ['res,,,v1,Учебник,"student,teacher",primary,,']
    rows["orgs"] += ["d,,,Округ,district,,"]
    texts = bundle(rows)
    texts["users.csv"] = (
        "\n".join(
            line + (",x" if number else ",nickname") for number, line in enumerate(texts["users.csv"].splitlines())
        )
        + "\n"
    )
    return texts | {"photo.csv": "a,b\n1,2\n", "notes.doc": "x\n"}


def _broken_cases() -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for case, (name, old, new) in _REPLACED.items():
        texts = good()
        assert old in texts[f"{name}.csv"], case
        texts[f"{name}.csv"] = texts[f"{name}.csv"].replace(old, new, 1)
        found |= _encoded(case, texts)
    return found | _packages() | _several_files()


_REPLACED = {
    "manifest-with-another-header": ("manifest", "propertyName,value", "propertyName,propertyValue"),
    "manifest-of-another-form": ("manifest", "manifest.version,1.0", "manifest.version,1"),
    "version-not-read": ("manifest", "oneroster.version,1.2", "oneroster.version,1.0"),
    "unknown-property": ("manifest", "source.systemName", "source.system"),
    "repeated-property": ("manifest", "source.systemName,Пример", "oneroster.version,1.2"),
    "missing-property": ("manifest", "file.resources,absent\n", ""),
    "property-of-no-mode": ("manifest", "file.results,bulk", "file.results,full"),
    "manifest-row-of-one-cell": ("manifest", "file.resources,absent\n", "file.resources,absent\nx\n"),
    "declared-and-missing": ("manifest", "file.demographics,absent", "file.demographics,bulk"),
    "here-and-absent": ("manifest", "file.scoreScales,bulk", "file.scoreScales,absent"),
    "bulk-and-delta": ("manifest", "file.results,bulk", "file.results,delta"),
    "quotes-not-closed": ("results", '"Верно, но долго"', '"Верно, но долго'),
    "text-behind-a-quote": ("results", '"Верно, но долго"', '"Верно" но долго'),
    "quote-in-a-bare-cell": ("orgs", "Вымышленская", 'Школа "Мечта"'),
    "bare-carriage-return": ("orgs", "Вымышленская", "Вымышлен\rская"),
    "line-break-in-a-cell": ("results", "Верно, но долго", "Верно,\nно долго"),
    "null-in-a-cell": ("orgs", "Вымышленская", "Вымышлен\0ская"),
    "row-too-wide": ("results", '"Верно, но долго"', "Верно, но долго"),
    "column-in-other-case": ("classes", "classType", "ClassType"),
    "value-missing": ("users", "Берёзкина", ""),
    "id-with-a-space": ("orgs", "o,,,Вым", "o 1,,,Вым"),
    "date-with-points": ("lineItems", "2026-09-09", "09.09.2026"),
    "day-that-does-not-exist": ("results", "2026-09-09", "2026-09-31"),
    "flag-in-capitals": ("users", "s1,,,true", "s1,,,TRUE"),
    "score-with-a-comma": ("results", "fully graded,4.0,2026-09-09", 'fully graded,"4,0",2026-09-09'),
    "weight-that-is-no-number": ("categories", "уроке,20", "уроке,20%"),
    "year-of-two-digits": ("academicSessions", "y,2027", "y,27"),
    "status-in-camel-case": ("results", "fully graded", "fullyGraded"),
    "list-with-a-gap": ("classes", "o,q1", 'o,"q1,"'),
    "user-ids-without-braces": ("users", "{LDAP:t1}", "LDAP:t1"),
    "status-filled-in-bulk": ("orgs", "o,,,", "o,active,,"),
    "time-filled-in-bulk": ("orgs", "o,,,", "o,,2026-09-01T10:00:00Z,"),
    "id-twice": ("results", "\nr2,", "\nr1,"),
    "reference-to-nobody": ("enrollments", "8a,o,s2", "8a,o,s7"),
    "parent-that-is-not-there": ("academicSessions", "2026-10-26,y", "2026-10-26,z"),
    "org-above-itself": ("orgs", "o,,,Вымышленская СОШ № 0,school,,", "o,,,Вымышленская СОШ № 0,school,,d\nd,,,Округ,district,,o"),
    "lowest-above-highest": ("lineItems", "1.0,5.0", "5.0,1.0"),
    "score-out-of-range": ("results", "fully graded,5.0", "fully graded,7.0"),
    "result-of-a-stranger": ("enrollments", "e5,,,8a-alg,o,s2,student,,,\n", ""),
    "result-of-another-class": ("results", ",,8a-alg,", ",,8a,"),
    "line-item-of-a-year": ("lineItems", "8a-alg,ans,q1", "8a-alg,ans,y"),
    "class-of-a-district": ("orgs", "school", "district"),
    "two-primary-roles": ("roles", "role-s1,,,s1,primary,student,,,o,", "role-s1,,,s1,primary,student,,,o,\nx,,,s1,primary,teacher,,,o,"),
    "scale-without-braces": ("scoreScales", "{5:отлично},{4:хорошо}", "5:отлично,4:хорошо"),
    "term-that-ends-first": ("academicSessions", "2026-09-01,2026-10-26", "2026-09-01,2026-09-01"),
    "enrollment-that-ends-first": ("enrollments", "2026-09-01,2027-05-27", "2026-09-01,2026-09-01"),
    "graded-without-a-score": ("results", "fully graded,4.0", "fully graded,"),
    "unknown-text": ("results", "fully graded,4.0,2026-09-09,,", "fully graded,,2026-09-09,,Я"),
    "negative-weight": ("categories", "уроке,20", "уроке,-20"),
}  # fmt: skip
"""Case → file, what stands there, what stands there instead."""


def _packages() -> dict[str, bytes]:
    delta = bundle({"orgs": ["o,active,2026-09-10T08:00:00Z,Школа,school,,"]}, "delta")
    other = {name: text.replace("Школа", "Мечта") for name, text in delta.items()}
    together = {"journal.yaml": b"together: folder\n"}
    old = {"manifest.csv": manifest({"orgs": "delta"}, "1.1"), "orgs.csv": delta["orgs.csv"]}
    cases = {
        "bundle-in-a-folder": {"bundle.zip": archive_of(_encoded("bundle", good()))},
        "without-manifest": {"users.csv": good()["users.csv"].encode()},
        "delta-without-bulk": _encoded("delta", delta),
        "two-bulks": together | {"a.zip": _zip(good()), "b.zip": _zip(good())},
        "delta-of-another-version": _encoded("bundle", good()) | _encoded("bundle/delta", old),
        "deltas-that-contradict": _encoded("b", good()) | _encoded("b/1", delta) | _encoded("b/2", other),
        "delta-without-status": _encoded("b", good())
        | _encoded(
            "b/1", {n: t.replace("active,2026-09-10T08:00:00Z", ",2026-09-10T08:00:00Z") for n, t in delta.items()}
        ),
        "delta-without-time": _encoded("b", good())
        | _encoded("b/1", {n: t.replace("2026-09-10T08:00:00Z", "10.09.2026") for n, t in delta.items()}),
        "another-class": {"journal.yaml": "group: 9А\n".encode(), "bundle.zip": _zip(good())},
        "another-term": {"journal.yaml": "term: 2 четверть\n".encode(), "bundle.zip": _zip(good())},
        "student-of-no-class": {"bundle.zip": _zip(_without_homerooms())},
        "school-data-sync": {
            "users.csv": b"sourcedId,username,givenName,familyName,password,activeDirectoryMatchId,email,phone,sms\n",
            "orgs.csv": b"sourcedId,name,type,parentSourcedId\n1,Example School,school,\n",
            "userFlags.csv": b"userSourcedId,flag\n2,example\n",
        },
    }
    return {f"{case}/{name}": content for case, found in cases.items() for name, content in found.items()}


def _several_files() -> dict[str, bytes]:
    """Return faults that are not one text in place of another."""
    found: dict[str, bytes] = {}
    for case, name, edit in _EDITED:
        texts = good()
        texts[f"{name}.csv"] = edit(texts[f"{name}.csv"])
        found |= _encoded(case, texts)
    texts = good()
    texts["manifest.csv"] = texts["manifest.csv"].replace("file.scoreScales,bulk", "file.scoreScales,absent")
    found |= _encoded(
        "reference-to-an-absent-file", {n: t for n, t in _absent(texts).items() if n != "scoreScales.csv"}
    )
    cyrillic = {n: t.encode("cp1251") if n == "orgs.csv" else t.encode() for n, t in good().items()}
    return found | {f"windows-1251/{name}": content for name, content in cyrillic.items()}


def _absent(texts: Texts) -> Texts:
    texts["manifest.csv"] = texts["manifest.csv"].replace("file.categories,bulk", "file.categories,absent")
    return {name: text for name, text in texts.items() if name != "categories.csv"}


def _with_column(title: str, at: int, cell: str = "") -> Edit:
    """Return an edit that puts a column into a file without quotes."""

    def edit(text: str) -> str:
        rows = [line.split(",") for line in text.splitlines()]
        for number, row in enumerate(rows):
            row.insert(at, cell if number else title)
        return "\n".join([*map(",".join, rows), ""])

    return edit


def _moved(old: int, new: int | None) -> Edit:
    """Return an edit that moves a column of a file without quotes, or takes it out."""

    def edit(text: str) -> str:
        rows = [line.split(",") for line in text.splitlines()]
        for row in rows:
            cell = row.pop(old)
            if new is not None:
                row.insert(new, cell)
        return "\n".join([*map(",".join, rows), ""])

    return edit


_EDITED: list[tuple[str, str, Edit]] = [
    ("column-missing", "categories", _moved(4, None)),
    ("columns-in-another-order", "orgs", _moved(3, 4)),
    ("column-without-title", "categories", _with_column("", 5)),
    ("column-twice", "categories", _with_column("title", 5)),
    ("metadata-not-last", "categories", _with_column("metadata.short", 3)),
    ("file-without-rows", "scoreScales", lambda text: text.splitlines()[0] + "\n"),
    ("file-without-anything", "scoreScales", lambda _: ""),
    ("semicolons", "categories", lambda text: text.replace(",", ";")),
    ("manifest-without-header", "manifest", lambda text: text.replace("propertyName,value\n", "")),
    ("same-fault-in-every-row", "users", lambda text: text + "".join(
        f"x{number},,,yes,x,,И,Ф,,,,,,,,,,,,,,,\n" for number in range(30))),
]  # fmt: skip
