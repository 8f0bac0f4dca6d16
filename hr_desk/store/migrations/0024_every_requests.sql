-- What people ask about their own data. The cases and what belongs to them are filled in privacy
-- alone; what the officer asks of a file, and whom it restricts, stands in that file.
CREATE TABLE request (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    number TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    state TEXT NOT NULL,
    code TEXT NOT NULL,
    channel TEXT NOT NULL,
    ground TEXT NOT NULL,
    received_at TEXT NOT NULL,
    received_by TEXT NOT NULL,
    fields TEXT NOT NULL,
    failures INTEGER NOT NULL,
    locked_until TEXT,
    method TEXT NOT NULL,
    verified_at TEXT,
    verified_by TEXT,
    outcome TEXT NOT NULL,
    ending TEXT NOT NULL,
    closed_at TEXT,
    retention_class TEXT,
    clock_event TEXT,
    clock_day TEXT
) STRICT;

CREATE INDEX request_by_state ON request (state, seq);
CREATE INDEX request_by_clock ON request (retention_class, clock_event, clock_day)
    WHERE retention_class IS NOT NULL;

-- The words of the case: what was asked, noted, answered.
CREATE TABLE request_note (
    request INTEGER NOT NULL REFERENCES request (seq),
    line INTEGER NOT NULL,
    at TEXT NOT NULL,
    user TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (request, line)
) STRICT, WITHOUT ROWID;

-- What proves an identity, until a working day after the result.
CREATE TABLE request_proof (
    request INTEGER NOT NULL REFERENCES request (seq),
    line INTEGER NOT NULL,
    forget_on TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (request, line)
) STRICT, WITHOUT ROWID;

-- A question to one file, and its contribution until the case is closed.
CREATE TABLE request_part (
    reference BLOB PRIMARY KEY,
    request INTEGER NOT NULL REFERENCES request (seq),
    peer TEXT NOT NULL,
    asked_at TEXT NOT NULL,
    answered_at TEXT,
    records INTEGER,
    content TEXT
) STRICT, WITHOUT ROWID;

-- An order about one contributed record (by its reference), and the answer.
CREATE TABLE request_order (
    reference BLOB PRIMARY KEY,
    request INTEGER NOT NULL REFERENCES request (seq),
    peer TEXT NOT NULL,
    record TEXT NOT NULL,
    kind TEXT NOT NULL,
    fields TEXT NOT NULL,
    ordered_at TEXT NOT NULL,
    answered_at TEXT,
    answer TEXT NOT NULL,
    kept TEXT NOT NULL,
    gone_at TEXT
) STRICT, WITHOUT ROWID;

-- One field that is kept although its deletion was asked; it counts once approved.
CREATE TABLE request_refusal (
    request INTEGER NOT NULL REFERENCES request (seq),
    record TEXT NOT NULL,
    field TEXT NOT NULL,
    reason TEXT NOT NULL,
    evidence TEXT NOT NULL,
    review_on TEXT NOT NULL,
    entered_by TEXT NOT NULL,
    approved_by TEXT,
    approved_at TEXT,
    PRIMARY KEY (request, record, field)
) STRICT, WITHOUT ROWID;

-- The working days of a later notice, and the years whose whole notice is in.
CREATE TABLE calendar_day (
    day TEXT PRIMARY KEY,
    works INTEGER NOT NULL,
    source TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE calendar_year (
    year INTEGER PRIMARY KEY,
    source TEXT NOT NULL
) STRICT;

-- A question of the officer's that waits for somebody who reads this file.
CREATE TABLE request_task (
    reference BLOB PRIMARY KEY,
    peer TEXT NOT NULL,
    code TEXT NOT NULL,
    at TEXT NOT NULL,
    fields TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Records that are kept and not used any more, by the officer's order (their own reference).
CREATE TABLE record_restriction (
    record TEXT PRIMARY KEY,
    row INTEGER NOT NULL,
    reference TEXT NOT NULL,
    since_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
