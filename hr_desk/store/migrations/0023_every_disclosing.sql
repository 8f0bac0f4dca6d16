-- What is to leave once, and, perhaps, approved by a second person; terms is what they signed.
CREATE TABLE disclosure_request (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    recipient TEXT,
    asked_by TEXT NOT NULL,
    asked_at TEXT NOT NULL,
    terms TEXT NOT NULL,
    approved_by TEXT,
    approved_at TEXT,
    signature BLOB,
    ended_at TEXT
) STRICT;

-- Its file: the entry of the register has the same id.
CREATE TABLE disclosure_file (
    id TEXT PRIMARY KEY REFERENCES disclosure (id),
    request TEXT NOT NULL REFERENCES disclosure_request (id),
    place TEXT NOT NULL,
    password TEXT,
    password_until TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Who was told of it, by the id of their record, and how; goes with the record.
CREATE TABLE disclosure_notice (
    request TEXT NOT NULL REFERENCES disclosure_request (id),
    record TEXT NOT NULL,
    told_at TEXT NOT NULL,
    how TEXT NOT NULL,
    told_by TEXT NOT NULL,
    PRIMARY KEY (record, request)
) STRICT, WITHOUT ROWID;
