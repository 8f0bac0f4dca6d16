-- What every compartment file has, whatever it holds.
CREATE TABLE fact (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
    seq INTEGER PRIMARY KEY,
    body TEXT NOT NULL,
    hash BLOB NOT NULL,
    signature BLOB NOT NULL
) STRICT;

-- Which entries name a record; derived from the log, so that its history is one look-up.
CREATE TABLE audit_record (
    record TEXT NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (record, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE sweep (
    number INTEGER PRIMARY KEY,
    swept_at TEXT NOT NULL,
    counts TEXT NOT NULL,
    earliest_due TEXT NOT NULL,
    latest_due TEXT NOT NULL,
    truncated_at TEXT,
    vacuumed_at TEXT,
    certificate BLOB
) STRICT;

CREATE TABLE tombstone (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    sweep INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    reference BLOB NOT NULL UNIQUE,
    receiver TEXT NOT NULL,
    kind TEXT NOT NULL,
    record TEXT NOT NULL,
    envelope BLOB NOT NULL,
    sealed_at TEXT NOT NULL,
    delivered_at TEXT
) STRICT;

CREATE TABLE disclosure (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    at TEXT NOT NULL,
    user TEXT NOT NULL,
    kind TEXT NOT NULL,
    recipient TEXT NOT NULL,
    purpose TEXT NOT NULL,
    fields TEXT NOT NULL,
    records TEXT NOT NULL,
    content_sha256 TEXT NOT NULL,
    content_bytes INTEGER NOT NULL,
    completed_at TEXT
) STRICT;

CREATE TABLE draft (
    id TEXT PRIMARY KEY,
    user TEXT NOT NULL,
    record TEXT NOT NULL,
    typed_on TEXT NOT NULL,
    saved_at TEXT NOT NULL,
    sealed BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX draft_by_record ON draft (record);

CREATE TABLE document (
    id TEXT PRIMARY KEY,
    record TEXT NOT NULL,
    kind TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    key BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX document_by_record ON document (record);
