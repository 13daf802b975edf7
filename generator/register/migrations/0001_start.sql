-- Schema 1. Times are the school's, ISO 8601. Nothing here is ever published.

-- school_uuid (text), salt (16 bytes), backup_kek and backup_salt (when a backup code was drawn)
CREATE TABLE meta (
    name  TEXT PRIMARY KEY,
    value ANY NOT NULL
) STRICT, WITHOUT ROWID;

-- One row per student ever seen. page_id never changes: devices know the page by it. address changes at a withdrawal only.
CREATE TABLE students (
    number   INTEGER PRIMARY KEY AUTOINCREMENT,
    name     TEXT NOT NULL,
    page_id  TEXT NOT NULL UNIQUE CHECK (length(page_id) = 32),
    address  TEXT NOT NULL UNIQUE CHECK (length(address) = 32)
) STRICT;

-- The identities by which the exports name a student; a key belongs to one student for ever.
CREATE TABLE student_keys (
    key      TEXT PRIMARY KEY,
    student  INTEGER NOT NULL REFERENCES students (number)
) STRICT, WITHOUT ROWID;
CREATE INDEX student_keys_student ON student_keys (student);

CREATE TABLE recipients (
    number  INTEGER PRIMARY KEY AUTOINCREMENT,
    name    TEXT NOT NULL
) STRICT;

-- Which recipient a student's row with this (folded) name means: set at first sight, never changed.
CREATE TABLE recipient_rows (
    student    INTEGER NOT NULL REFERENCES students (number),
    name_key   TEXT NOT NULL,
    recipient  INTEGER NOT NULL REFERENCES recipients (number),
    PRIMARY KEY (student, name_key)
) STRICT, WITHOUT ROWID;

-- The code itself is never here. kek is erased at the revocation.
CREATE TABLE codes (
    number       INTEGER PRIMARY KEY AUTOINCREMENT,
    recipient    INTEGER NOT NULL REFERENCES recipients (number),
    kek          BLOB CHECK (length(kek) = 32),
    issued_at    TEXT NOT NULL,
    handed_at    TEXT,
    handed_to    TEXT,
    revoked_at   TEXT,
    replaced_by  INTEGER REFERENCES codes (number),
    CHECK ((kek IS NULL) = (revoked_at IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX one_live_code ON codes (recipient) WHERE revoked_at IS NULL;

-- The rows of the families file as the last run saw them: a digest of what the row wrote down as its person.
CREATE TABLE family_view (
    student    INTEGER NOT NULL REFERENCES students (number),
    recipient  INTEGER NOT NULL REFERENCES recipients (number),
    digest     TEXT NOT NULL,
    PRIMARY KEY (student, recipient)
) STRICT, WITHOUT ROWID;

-- Who did what and when. Only ever added to.
CREATE TABLE events (
    number     INTEGER PRIMARY KEY AUTOINCREMENT,
    at         TEXT NOT NULL,
    who        TEXT NOT NULL,
    kind       TEXT NOT NULL,
    student    INTEGER REFERENCES students (number),
    recipient  INTEGER REFERENCES recipients (number),
    detail     TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TRIGGER events_are_not_changed BEFORE UPDATE ON events
BEGIN SELECT RAISE (ABORT, 'the event log is only added to'); END;
CREATE TRIGGER events_are_not_deleted BEFORE DELETE ON events
BEGIN SELECT RAISE (ABORT, 'the event log is only added to'); END;
