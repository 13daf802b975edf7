-- Schema 6. The final results of every student in every closed school year, for good: a change is another revision.
-- content: JSON with the names, the columns and the marks as the journal wrote them.
CREATE TABLE year_results (
    number      INTEGER PRIMARY KEY AUTOINCREMENT,
    student     INTEGER NOT NULL REFERENCES students (number),
    year        TEXT NOT NULL,
    revision    INTEGER NOT NULL CHECK (revision >= 1),
    class       TEXT NOT NULL,
    grade       INTEGER,
    level       TEXT CHECK (level IN ('primary', 'basic', 'secondary')),
    content     TEXT NOT NULL,
    entered_at  TEXT NOT NULL,
    UNIQUE (student, year, revision)
) STRICT;
CREATE INDEX year_results_of_year ON year_results (year);
CREATE TRIGGER year_results_are_not_changed BEFORE UPDATE ON year_results
BEGIN SELECT RAISE (ABORT, 'results are only added to'); END;
CREATE TRIGGER year_results_are_not_deleted BEFORE DELETE ON year_results
BEGIN SELECT RAISE (ABORT, 'results are only added to'); END;
-- INSERT OR REPLACE deletes without asking the trigger above.
CREATE TRIGGER year_results_are_not_replaced BEFORE INSERT ON year_results
WHEN EXISTS (SELECT 1 FROM year_results WHERE number = NEW.number)
    OR EXISTS (SELECT 1 FROM year_results
               WHERE student = NEW.student AND year = NEW.year AND revision = NEW.revision)
BEGIN SELECT RAISE (ABORT, 'this result is there already'); END;

-- How far the closing of a year has come, so that one that was cut off goes on where it was.
CREATE TABLE year_closings (
    year        TEXT PRIMARY KEY,
    first_day   TEXT NOT NULL,
    last_day    TEXT NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('results', 'archived', 'closed')),
    archive     TEXT NOT NULL DEFAULT '',
    digest      TEXT NOT NULL DEFAULT '',
    draws_code  INTEGER NOT NULL,
    at          TEXT NOT NULL
) STRICT, WITHOUT ROWID;
