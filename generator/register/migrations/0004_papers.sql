-- Schema 4. Papers for families: what was printed for whom, and what was handed over. A printing has a number («Выпуск №»)
-- that is given once, even if nothing of it was new.
CREATE TABLE printings (
    issue    INTEGER PRIMARY KEY,
    made_at  TEXT NOT NULL
) STRICT;

-- A paper of one recipient (NULL: whoever brings the child up) about one student. While it is not handed over a new
-- printing takes its place: the row keeps its number, and first_made_at (NULL: printed once) when it was due first.
CREATE TABLE papers (
    number         INTEGER PRIMARY KEY AUTOINCREMENT,
    student        INTEGER NOT NULL REFERENCES students (number),
    recipient      INTEGER REFERENCES recipients (number),
    product        TEXT NOT NULL CHECK (product IN ('week', 'term', 'exam', 'call')),
    period         TEXT NOT NULL,
    class          TEXT NOT NULL,
    ground         TEXT NOT NULL,
    code           TEXT NOT NULL,
    issue          INTEGER NOT NULL REFERENCES printings (issue),
    made_at        TEXT NOT NULL,
    first_made_at  TEXT,
    handed_on      TEXT,
    handed_to      TEXT NOT NULL DEFAULT '',
    CHECK (handed_on IS NOT NULL OR handed_to = '')
) STRICT;
CREATE UNIQUE INDEX one_open_paper ON papers (student, ifnull(recipient, 0), product, period) WHERE handed_on IS NULL;
CREATE INDEX papers_of_student ON papers (student, product, period);
CREATE INDEX papers_of_period ON papers (product, period);
CREATE INDEX papers_by_code ON papers (code);

-- Weeks in which a class had no lessons: for them no extract is due, and that is written down.
CREATE TABLE weeks_without_lessons (
    week      TEXT NOT NULL,
    class     TEXT NOT NULL,
    noted_at  TEXT NOT NULL,
    PRIMARY KEY (week, class)
) STRICT, WITHOUT ROWID;
