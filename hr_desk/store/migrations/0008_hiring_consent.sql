-- What somebody agreed to or acknowledged, and the exact texts.
CREATE TABLE consent_text (
    sha256 TEXT PRIMARY KEY,
    language TEXT NOT NULL,
    policy_version INTEGER NOT NULL,
    text TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE consent (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    record TEXT NOT NULL,
    subject TEXT NOT NULL,
    act TEXT NOT NULL,
    how TEXT NOT NULL,
    witness TEXT NOT NULL,
    text_sha256 TEXT NOT NULL REFERENCES consent_text (sha256),
    given_at TEXT NOT NULL,
    user TEXT NOT NULL,
    until TEXT,
    asked_on TEXT,
    ended_on TEXT,
    ended_by TEXT
) STRICT;

CREATE INDEX consent_by_record ON consent (record, seq);
CREATE INDEX consent_by_end ON consent (until) WHERE until IS NOT NULL AND ended_on IS NULL;
CREATE INDEX consent_ended ON consent (ended_on) WHERE ended_on IS NOT NULL;

-- Values that are stored and not processed: they stand nowhere else, so that nothing reads them.
CREATE TABLE restriction (
    record TEXT NOT NULL,
    field TEXT NOT NULL,
    since_on TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (record, field)
) STRICT, WITHOUT ROWID;
