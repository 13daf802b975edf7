"""The files of a bundle and the columns of those that we write, in the order of the binding (OneRoster CSV 1.2)."""

from __future__ import annotations

FILES = (
    *("academicSessions", "categories", "classes", "classResources", "courses", "courseResources", "demographics"),
    *("enrollments", "lineItemLearningObjectiveIds", "lineItems", "lineItemScoreScales", "orgs", "resources"),
    *("resultLearningObjectiveIds", "results", "resultScoreScales", "roles", "scoreScales", "userProfiles"),
    *("userResources", "users"),
)
"""All but the manifest itself, in the order in which it names them."""

_BASE = ("sourcedId", "status", "dateLastModified")
"""In a bulk file the last two stay empty."""

COLUMNS: dict[str, tuple[str, ...]] = {
    "academicSessions": (
        *_BASE,
        *("title", "type", "startDate", "endDate", "parentSourcedId", "schoolYear", "metadata.kind"),
        "metadata.ordinal",
    ),
    "categories": (
        *_BASE,
        *("title", "weight", "metadata.short"),
    ),
    "classes": (
        *_BASE,
        *("title", "grades", "courseSourcedId", "classCode", "classType", "location", "schoolSourcedId"),
        *("termSourcedIds", "subjects", "subjectCodes", "periods", "metadata.subgroup"),
    ),
    "courses": (
        *_BASE,
        *("schoolYearSourcedId", "title", "courseCode", "grades", "orgSourcedId", "subjects", "subjectCodes"),
        "metadata.short",
    ),
    "demographics": (
        *_BASE,
        *("birthDate", "sex", "americanIndianOrAlaskaNative", "asian", "blackOrAfricanAmerican"),
        *("nativeHawaiianOrOtherPacificIslander", "white", "demographicRaceTwoOrMoreRaces"),
        *("hispanicOrLatinoEthnicity", "countryOfBirthCode", "stateOfBirthAbbreviation", "cityOfBirth"),
        "publicSchoolResidenceStatus",
    ),
    "enrollments": (
        *_BASE,
        *("classSourcedId", "schoolSourcedId", "userSourcedId", "role", "primary", "beginDate", "endDate"),
    ),
    "lineItems": (
        *_BASE,
        *("title", "description", "assignDate", "dueDate", "classSourcedId", "categorySourcedId"),
        *("academicSessionSourcedId", "resultValueMin", "resultValueMax", "schoolSourcedId", "metadata.weight"),
        *("metadata.isTest", "metadata.plannedOn", "metadata.minutes"),
    ),
    "orgs": (
        *_BASE,
        *("name", "type", "identifier", "parentSourcedId"),
    ),
    "results": (
        *_BASE,
        *("lineItemSourcedId", "studentSourcedId", "scoreStatus", "score", "scoreDate", "comment", "textScore"),
        *("classSourcedId", "inProgress", "incomplete", "late", "missing", "metadata.ordinal", "metadata.slot"),
        *("metadata.counts", "metadata.weight", "metadata.enteredAt", "metadata.dueOn", "metadata.average"),
        "metadata.weightedAverage",
    ),
    "roles": (
        *_BASE,
        *("userSourcedId", "roleType", "role", "beginDate", "endDate", "orgSourcedId", "userProfileSourcedId"),
    ),
    "scoreScales": (
        *_BASE,
        *("title", "type", "orgSourcedId", "courseSourcedId", "classSourcedId", "scoreScaleValue"),
    ),
    "users": (
        *_BASE,
        *("enabledUser", "username", "userIds", "givenName", "familyName", "middleName", "identifier", "email"),
        *("sms", "phone", "agentSourcedIds", "grades", "password", "userMasterIdentifier", "resourceSourcedIds"),
        *("preferredGivenName", "preferredMiddleName", "preferredFamilyName", "primaryOrgSourcedId", "pronouns"),
    ),
}
"""Columns that begin with `metadata.` are ours; the binding wants them last."""
