-- What each file's register of disclosures tells the privacy office: kinds and numbers, no names.
CREATE TABLE disclosure_copy (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    sender TEXT NOT NULL,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    recipient TEXT NOT NULL,
    purpose TEXT NOT NULL,
    fields TEXT NOT NULL,
    people INTEGER NOT NULL,
    content_sha256 TEXT NOT NULL
) STRICT;
