-- Schema 5. Acts between school and family (requirements A1.1, A1.3, A4.1, B1.1, B5.5, B6.1, B7.1, B7.2) and what was
-- imported (B8.1). Only ever added to: a mistake is corrected by another act that names it.
CREATE TABLE acts (
    number       INTEGER PRIMARY KEY AUTOINCREMENT,
    at           TEXT NOT NULL,
    who          TEXT NOT NULL,
    source       TEXT NOT NULL CHECK (source IN ('families', 'command', 'panel')),
    fingerprint  TEXT NOT NULL CHECK (length(fingerprint) = 64),
    kind         TEXT NOT NULL,
    day          TEXT,
    student      INTEGER REFERENCES students (number),
    recipient    INTEGER REFERENCES recipients (number),
    class        TEXT NOT NULL DEFAULT '',
    document     TEXT NOT NULL DEFAULT '',
    detail       TEXT NOT NULL DEFAULT '{}',
    earlier      INTEGER REFERENCES acts (number),
    UNIQUE (source, fingerprint)
) STRICT;
CREATE INDEX acts_by_kind ON acts (kind, number);
CREATE TRIGGER acts_are_not_changed BEFORE UPDATE ON acts
BEGIN SELECT RAISE (ABORT, 'acts are only added to'); END;
CREATE TRIGGER acts_are_not_deleted BEFORE DELETE ON acts
BEGIN SELECT RAISE (ABORT, 'acts are only added to'); END;
-- INSERT OR REPLACE deletes without asking the trigger above.
CREATE TRIGGER acts_are_not_replaced BEFORE INSERT ON acts
WHEN EXISTS (SELECT 1 FROM acts WHERE number = NEW.number)
    OR EXISTS (SELECT 1 FROM acts WHERE source = NEW.source AND fingerprint = NEW.fingerprint)
BEGIN SELECT RAISE (ABORT, 'this act is there already'); END;

-- One row whenever an export says something else than the last time. digest is the file's SHA-256 in hex; rows (table,
-- how many were read) and reasons (slug, how often) are JSON.
CREATE TABLE imports (
    number    INTEGER PRIMARY KEY AUTOINCREMENT,
    at        TEXT NOT NULL,
    who       TEXT NOT NULL,
    name      TEXT NOT NULL,
    digest    TEXT NOT NULL CHECK (length(digest) = 64),
    reader    TEXT NOT NULL,
    rows      TEXT NOT NULL,
    rejected  INTEGER NOT NULL CHECK (rejected >= 0),
    reasons   TEXT NOT NULL,
    accepted  INTEGER NOT NULL CHECK (accepted IN (0, 1))
) STRICT;
CREATE INDEX imports_by_name ON imports (name, number);
CREATE TRIGGER imports_are_not_changed BEFORE UPDATE ON imports
BEGIN SELECT RAISE (ABORT, 'imports are only added to'); END;
CREATE TRIGGER imports_are_not_deleted BEFORE DELETE ON imports
BEGIN SELECT RAISE (ABORT, 'imports are only added to'); END;
CREATE TRIGGER imports_are_not_replaced BEFORE INSERT ON imports
WHEN EXISTS (SELECT 1 FROM imports WHERE number = NEW.number)
BEGIN SELECT RAISE (ABORT, 'this import is there already'); END;
