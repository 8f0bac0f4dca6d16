-- That whoever handled data for us deleted or gave back what they had, once it ended. A correction
-- is a further row: the latest one that nobody took back counts. A row goes with its recipient.
CREATE TABLE attestation (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    recipient TEXT NOT NULL REFERENCES recipient (id) ON DELETE CASCADE,
    ended_on TEXT NOT NULL,
    attested_on TEXT NOT NULL,
    how TEXT NOT NULL,
    reference TEXT NOT NULL,
    file_sha256 TEXT NOT NULL,
    entered_by TEXT NOT NULL,
    entered_at TEXT NOT NULL,
    taken_back_at TEXT,
    CHECK (attested_on >= ended_on)
) STRICT;

CREATE INDEX attestation_recipient ON attestation (recipient);
