-- A register as schema 1 left it, with one student, one recipient and one code. Never change this file.
PRAGMA application_id = 0x44494152;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
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
INSERT INTO "codes" VALUES(1,1,X'000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F','2026-09-01T09:00:00+05:00',NULL,NULL,NULL,NULL);
CREATE TABLE events (
    number     INTEGER PRIMARY KEY AUTOINCREMENT,
    at         TEXT NOT NULL,
    who        TEXT NOT NULL,
    kind       TEXT NOT NULL,
    student    INTEGER REFERENCES students (number),
    recipient  INTEGER REFERENCES recipients (number),
    detail     TEXT NOT NULL DEFAULT ''
) STRICT;
INSERT INTO "events" VALUES(1,'2026-09-01T09:00:00+05:00','Секретарь','student-entered',1,NULL,'');
INSERT INTO "events" VALUES(4,'2026-09-01T09:00:00+05:00','Секретарь','code-issued',NULL,1,'');
CREATE TABLE family_view (
    student    INTEGER NOT NULL REFERENCES students (number),
    recipient  INTEGER NOT NULL REFERENCES recipients (number),
    digest     TEXT NOT NULL,
    PRIMARY KEY (student, recipient)
) STRICT, WITHOUT ROWID;
CREATE TABLE meta (
    name  TEXT PRIMARY KEY,
    value ANY NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "meta" VALUES('salt',X'000102030405060708090A0B0C0D0E0F');
INSERT INTO "meta" VALUES('school_uuid','64656667-6869-4a6b-ac6d-6e6f70717273');
CREATE TABLE recipient_rows (
    student    INTEGER NOT NULL REFERENCES students (number),
    name_key   TEXT NOT NULL,
    recipient  INTEGER NOT NULL REFERENCES recipients (number),
    PRIMARY KEY (student, name_key)
) STRICT, WITHOUT ROWID;
INSERT INTO "recipient_rows" VALUES(1,'абрамов петр',1);
CREATE TABLE recipients (
    number  INTEGER PRIMARY KEY AUTOINCREMENT,
    name    TEXT NOT NULL
) STRICT;
INSERT INTO "recipients" VALUES(1,'Абрамов Пётр');
CREATE TABLE student_keys (
    key      TEXT PRIMARY KEY,
    student  INTEGER NOT NULL REFERENCES students (number)
) STRICT, WITHOUT ROWID;
INSERT INTO "student_keys" VALUES('ns:1',1);
INSERT INTO "student_keys" VALUES('tables:17',1);
CREATE TABLE students (
    number   INTEGER PRIMARY KEY AUTOINCREMENT,
    name     TEXT NOT NULL,
    page_id  TEXT NOT NULL UNIQUE CHECK (length(page_id) = 32),
    address  TEXT NOT NULL UNIQUE CHECK (length(address) = 32)
) STRICT;
INSERT INTO "students" VALUES(1,'Абрамова Зоя','aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb');
CREATE INDEX student_keys_student ON student_keys (student);
CREATE UNIQUE INDEX one_live_code ON codes (recipient) WHERE revoked_at IS NULL;
CREATE TRIGGER events_are_not_changed BEFORE UPDATE ON events
BEGIN SELECT RAISE (ABORT, 'the event log is only added to'); END;
CREATE TRIGGER events_are_not_deleted BEFORE DELETE ON events
BEGIN SELECT RAISE (ABORT, 'the event log is only added to'); END;
COMMIT;
