-- Schema 3. What was published, and who was told of it. `publisher_key` (32 bytes) is in meta since the first publication:
-- it seals the manifest on the host. Paths are those of the site; nothing here says what a page holds.
CREATE TABLE publications (
    generation   INTEGER PRIMARY KEY,
    at           TEXT NOT NULL,
    host         TEXT NOT NULL,
    written      INTEGER NOT NULL,
    deleted      INTEGER NOT NULL,
    bytes        INTEGER NOT NULL,
    verified_at  TEXT
) STRICT;

-- The generation that brought what a diary's page says now: the digest of its envelope tells, for a new look is no news.
CREATE TABLE published_diaries (
    address     TEXT PRIMARY KEY CHECK (length(address) = 32),
    envelope    TEXT NOT NULL,
    generation  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- At most one message a day for a recipient. A message is claimed before it goes out: after a crash it is not repeated.
CREATE TABLE mailings (
    number      INTEGER PRIMARY KEY AUTOINCREMENT,
    recipient   INTEGER NOT NULL REFERENCES recipients (number),
    day         TEXT NOT NULL,
    channel     TEXT NOT NULL CHECK (channel IN ('email', 'sms')),
    generation  INTEGER NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('claimed', 'sent', 'later', 'refused')),
    code        TEXT NOT NULL DEFAULT '',
    at          TEXT NOT NULL,
    UNIQUE (recipient, day)
) STRICT;
