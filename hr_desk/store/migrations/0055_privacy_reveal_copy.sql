-- What the privacy office knows of each emergency in which it was shown whom to call: why, and until
-- when somebody is to be told. Nothing of the visitor; a row goes with the visit.
CREATE TABLE reveal_copy (
    reference BLOB PRIMARY KEY,
    sender TEXT NOT NULL,
    reason TEXT NOT NULL,
    revealed_at TEXT NOT NULL,
    due TEXT NOT NULL,
    told_on TEXT
) STRICT, WITHOUT ROWID;
