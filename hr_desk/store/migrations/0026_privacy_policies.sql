-- New versions of the policy on their way: written, approved by a second person, published.
CREATE TABLE policy_draft (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    number INTEGER NOT NULL,
    state TEXT NOT NULL,
    payload TEXT NOT NULL,
    written_by TEXT NOT NULL,
    written_at TEXT NOT NULL,
    author_signature BLOB NOT NULL,
    approved_by TEXT,
    approved_at TEXT,
    approver_signature BLOB,
    root_signature BLOB,
    content BLOB
) STRICT;

-- What another file says of its recipients: for the lists and for what is a major change.
CREATE TABLE recipient_copy (
    id TEXT PRIMARY KEY,
    sender TEXT NOT NULL,
    version INTEGER NOT NULL,
    ended INTEGER NOT NULL,
    known TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- How far the people of another file have been told of a version: numbers, nobody's name.
CREATE TABLE policy_progress (
    policy INTEGER NOT NULL,
    peer TEXT NOT NULL,
    concerned INTEGER NOT NULL,
    told INTEGER NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (policy, peer)
) STRICT, WITHOUT ROWID;

-- Impact assessments (PIPL 55, 56); a later one of the same subject takes the place of the earlier.
CREATE TABLE assessment (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    subject TEXT NOT NULL,
    occasion TEXT NOT NULL,
    necessity TEXT NOT NULL,
    impact TEXT NOT NULL,
    measures TEXT NOT NULL,
    result TEXT NOT NULL,
    assessed_on TEXT NOT NULL,
    review_on TEXT NOT NULL,
    assessed_by TEXT NOT NULL,
    replaces TEXT,
    retention_class TEXT,
    clock_event TEXT,
    clock_day TEXT
) STRICT;

CREATE INDEX assessment_by_clock ON assessment (retention_class, clock_event, clock_day)
    WHERE retention_class IS NOT NULL;
