-- Schema 2. The marks of a class as the last builds saw them, with the time of the data that showed each text first:
-- JSON, deflated (RFC 1950), written whole by every build that makes the class. Erased with the class's year.
CREATE TABLE seen_marks (
    class    TEXT PRIMARY KEY,
    content  BLOB NOT NULL
) STRICT, WITHOUT ROWID;
