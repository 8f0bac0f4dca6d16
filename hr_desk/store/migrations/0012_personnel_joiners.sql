-- Who was accepted, and what is known of them: one part for each retention class of their values,
-- because a record has one class and a person's values have several.
CREATE TABLE joiner (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    state TEXT NOT NULL,
    state_on TEXT NOT NULL,
    created_at TEXT NOT NULL,
    notice_version INTEGER NOT NULL,
    notice_how TEXT NOT NULL,
    notice_at TEXT NOT NULL,
    handed TEXT NOT NULL
) STRICT;

CREATE INDEX joiner_by_state ON joiner (state, seq);

CREATE TABLE part (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    owner INTEGER NOT NULL REFERENCES joiner (seq),
    kind TEXT NOT NULL,
    retention_class TEXT,
    clock_event TEXT,
    clock_day TEXT,
    fields TEXT NOT NULL,
    UNIQUE (owner, kind)
) STRICT;

CREATE INDEX part_by_clock ON part (retention_class, clock_event, clock_day)
    WHERE retention_class IS NOT NULL;

-- What was done of the checklist; it goes with the part that it hangs on.
CREATE TABLE tick (
    part INTEGER NOT NULL REFERENCES part (seq),
    item TEXT NOT NULL,
    done_at TEXT NOT NULL,
    done_by TEXT NOT NULL,
    PRIMARY KEY (part, item)
) STRICT, WITHOUT ROWID;

-- The exact texts, each known by its hash.
CREATE TABLE consent_text (
    sha256 TEXT PRIMARY KEY,
    language TEXT NOT NULL,
    policy_version INTEGER NOT NULL,
    text TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What somebody consented to or took note of, field by field, and the text they were shown; it
-- hangs on the part of class CONS.
CREATE TABLE joiner_consent (
    part INTEGER NOT NULL REFERENCES part (seq),
    field TEXT NOT NULL,
    given_at TEXT NOT NULL,
    language TEXT NOT NULL,
    text_sha256 TEXT NOT NULL REFERENCES consent_text (sha256),
    signature TEXT NOT NULL,
    witness TEXT NOT NULL,
    withdrawn_at TEXT,
    PRIMARY KEY (part, field, given_at)
) STRICT, WITHOUT ROWID;

-- Terms name the part they come from, so that they go with it.
CREATE TABLE term (
    term TEXT NOT NULL,
    seq INTEGER NOT NULL,
    part INTEGER NOT NULL,
    PRIMARY KEY (term, seq, part)
) STRICT, WITHOUT ROWID;
