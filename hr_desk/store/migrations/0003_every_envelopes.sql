-- What crosses a border: what was taken in, the keys of kiosks, and what both sides call by one
-- reference. A reference is random and occurs on both sides; a record's id never does.
CREATE TABLE received (
    reference BLOB PRIMARY KEY,
    sender TEXT NOT NULL,
    kind TEXT NOT NULL,
    key_name TEXT NOT NULL,
    received_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE link (
    reference BLOB PRIMARY KEY,
    record TEXT NOT NULL,
    peer TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX link_by_record ON link (record);

CREATE TABLE intake_key (
    name TEXT PRIMARY KEY,
    profile TEXT NOT NULL,
    secret BLOB NOT NULL,
    made_on TEXT NOT NULL,
    replaced_on TEXT
) STRICT, WITHOUT ROWID;

ALTER TABLE outbox ADD COLUMN receipt_at TEXT;

-- What the envelope says, until its receipt: sealed afresh when it grows old or its sender leaves.
ALTER TABLE outbox ADD COLUMN message BLOB;
