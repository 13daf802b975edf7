"""Every file of OneRoster 1.1 and 1.2 with its columns, in the binding's order (CSV binding 1.2.1).

The files stand in an order in which what is referred to comes before what refers to it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

VERSIONS = ("1.1", "1.2")


class Column(NamedTuple):
    """A column of a file: `kind` is a key of `CHECKS` in `checks`, `values` the words of a list (none: any text),
    `refers_to` the file in which the id (or each of the ids) must stand.
    """

    name: str
    kind: str
    required: bool = False
    values: frozenset[str] = frozenset()
    refers_to: str = ""


FIRST_COLUMNS = (
    Column("sourcedId", "id", required=True),
    Column("status", "status"),
    Column("dateLastModified", "moment"),
)
"""How every file but the manifest begins."""

_ONLY_1_2 = {
    "userProfiles",
    "roles",
    "userResources",
    "lineItemLearningObjectiveIds",
    "scoreScales",
    "lineItemScoreScales",
    "resultScoreScales",
    "resultLearningObjectiveIds",
}

_FILES = {
    "academicSessions": """
        title! text
        type! one-of gradingPeriod|semester|schoolYear|term
        startDate! day
        endDate! day
        parentSourcedId id academicSessions
        schoolYear! year
    """,
    "orgs": """
        name! text
        type! one-of department|school|district|local|state|national
        identifier text
        parentSourcedId id orgs
    """,
    "courses": """
        schoolYearSourcedId id academicSessions
        title! text
        courseCode text
        grades list
        orgSourcedId! id orgs
        subjects list
        subjectCodes list
    """,
    "classes": """
        title! text
        grades list
        courseSourcedId! id courses
        classCode text
        classType! one-of homeroom|scheduled
        location text
        schoolSourcedId! id orgs
        termSourcedIds! ids academicSessions
        subjects list
        subjectCodes list
        periods list
    """,
    "resources": """
        vendorResourceId! text
        title text
        roles some-of administrator|aide|guardian|parent|proctor|relative|student|teacher
        importance one-of primary|secondary
        vendorId text
        applicationId text
    """,
    "classResources": """
        title text
        classSourcedId! id classes
        resourceSourcedId! id resources
    """,
    "courseResources": """
        title text
        courseSourcedId! id courses
        resourceSourcedId! id resources
    """,
    "users": """
        enabledUser! one-of true|false
        orgSourcedIds!@1.1 ids orgs
        role!@1.1 one-of administrator|aide|guardian|parent|proctor|relative|student|teacher
        username! text
        userIds pairs
        givenName! text
        familyName! text
        middleName text
        identifier text
        email text
        sms text
        phone text
        agentSourcedIds ids users
        grades text
        password text
        userMasterIdentifier@1.2 text
        resourceSourcedIds@1.2 ids resources
        preferredGivenName@1.2 text
        preferredMiddleName@1.2 text
        preferredFamilyName@1.2 text
        primaryOrgSourcedId@1.2 id orgs
        pronouns@1.2 text
    """,
    "demographics": """
        birthDate day
        sex one-of male|female|unspecified|other
        americanIndianOrAlaskaNative one-of true|false
        asian one-of true|false
        blackOrAfricanAmerican one-of true|false
        nativeHawaiianOrOtherPacificIslander one-of true|false
        white one-of true|false
        demographicRaceTwoOrMoreRaces one-of true|false
        hispanicOrLatinoEthnicity one-of true|false
        countryOfBirthCode text
        stateOfBirthAbbreviation text
        cityOfBirth text
        publicSchoolResidenceStatus text
    """,
    "userProfiles": """
        userSourcedId! id users
        profileType! text
        vendorId! text
        applicationId text
        description text
        credentialType! text
        username! text
        password text
    """,
    "roles": """
        userSourcedId! id users
        roleType! one-of primary|secondary
        role! one-of aide|counselor|districtAdministrator|guardian|parent|principal|proctor|\
            relative|siteAdministrator|student|systemAdministrator|teacher
        beginDate day
        endDate day
        orgSourcedId! id orgs
        userProfileSourcedId id userProfiles
    """,
    "userResources": """
        userSourcedId! id users
        orgSourcedId id orgs
        classSourcedId id classes
        resourceSourcedId! id resources
    """,
    "enrollments": """
        classSourcedId! id classes
        schoolSourcedId! id orgs
        userSourcedId! id users
        role! one-of administrator|proctor|student|teacher
        primary one-of true|false
        beginDate day
        endDate day
    """,
    "categories": """
        title! text
        weight@1.2 integer
    """,
    "scoreScales": """
        title! text
        type! text
        orgSourcedId! id orgs
        courseSourcedId! id courses
        classSourcedId! id classes
        scoreScaleValue! pairs
    """,
    "lineItems": """
        title! text
        description text
        assignDate! day
        dueDate! day
        classSourcedId! id classes
        categorySourcedId! id categories
        gradingPeriodSourcedId!@1.1 id academicSessions
        academicSessionSourcedId!@1.2 id academicSessions
        resultValueMin!1.1 float
        resultValueMax!1.1 float
        schoolSourcedId!@1.2 id orgs
    """,
    "lineItemLearningObjectiveIds": """
        lineItemSourcedId! id lineItems
        source! one-of case|unknown
        learningObjectiveId! text
    """,
    "lineItemScoreScales": """
        title text
        lineItemSourcedId! id lineItems
        scoreScaleSourcedId! id scoreScales
    """,
    "results": """
        lineItemSourcedId! id lineItems
        studentSourcedId! id users
        scoreStatus! one-of exempt|fully graded|not submitted|partially graded|submitted
        score!1.1 float
        scoreDate! day
        comment text
        textScore@1.2 text
        classSourcedId@1.2 id classes
        inProgress@1.2 one-of true|false
        incomplete@1.2 one-of true|false
        late@1.2 one-of true|false
        missing@1.2 one-of true|false
    """,
    "resultScoreScales": """
        title text
        resultSourcedId! id results
        scoreScaleSourcedId! id scoreScales
    """,
    "resultLearningObjectiveIds": """
        resultSourcedId! id results
        source! one-of case|unknown
        learningObjectiveId! text
        score float
        textScore text
    """,
}
"""A column a line: its name, `!` if every row must have a value (`!1.1`: in that version), `@` the only version that
has it, its kind, and the words or the file that belong to it.
"""

_LINE = re.compile(r"(\w+)(!(?:1\.\d)?)?(?:@(1\.\d))? ([\w-]+) ?(.*)")


def columns_of(version: str) -> dict[str, tuple[Column, ...]]:
    """Return the files of a version with their columns."""
    return {
        name: (*FIRST_COLUMNS, *_columns(text, version))
        for name, text in _FILES.items()
        if version != "1.1" or name not in _ONLY_1_2
    }


def _columns(text: str, version: str) -> list[Column]:
    found = []
    for line in text.split("\n"):
        parts = _LINE.fullmatch(line.strip())
        if parts is None or parts[3] not in {None, version}:
            continue
        name, needed, _, kind, rest = parts.groups()
        is_reference = bool(rest) and kind in {"id", "ids"}
        values = frozenset() if is_reference or not rest else frozenset(word.strip() for word in rest.split("|"))
        found.append(Column(name, kind, needed in {"!", f"!{version}"}, values, rest if is_reference else ""))
    return found


KEPT = {
    "academicSessions",
    "orgs",
    "courses",
    "classes",
    "users",
    "demographics",
    "roles",
    "enrollments",
    "categories",
    "lineItems",
    "scoreScales",
    "results",
}
"""The files that something is taken from; the others are checked and passed over."""
