-- Who may receive people's data, and on which conditions.
CREATE TABLE recipient (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    country TEXT NOT NULL,
    registration TEXT NOT NULL,
    contact TEXT NOT NULL,
    agreement TEXT NOT NULL,
    purposes TEXT NOT NULL,
    fields TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_until TEXT NOT NULL,
    route TEXT NOT NULL,
    assessment TEXT NOT NULL,
    ended_at TEXT
) STRICT;

-- Templates that the company made, with the receiver's empty workbook where there is one.
CREATE TABLE hand_off_template (
    key TEXT PRIMARY KEY,
    source TEXT NOT NULL,
    workbook BLOB NOT NULL,
    saved_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What was approved once by a second person; terms is what they signed.
CREATE TABLE standing_hand_off (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    recipient TEXT NOT NULL REFERENCES recipient (id),
    template TEXT NOT NULL,
    asked_by TEXT NOT NULL,
    asked_at TEXT NOT NULL,
    terms TEXT NOT NULL,
    approved_by TEXT,
    approved_at TEXT,
    signature BLOB,
    ended_at TEXT
) STRICT;

-- One file that left: the entry of the register has the same id.
CREATE TABLE hand_off (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE REFERENCES disclosure (id),
    standing TEXT NOT NULL REFERENCES standing_hand_off (id),
    again_of TEXT,
    place TEXT NOT NULL,
    plain INTEGER NOT NULL,
    removed_at TEXT,
    password TEXT,
    password_until TEXT NOT NULL,
    receipt_at TEXT,
    receipt_rows INTEGER,
    receipt_sha256 TEXT
) STRICT;

-- Who stood in it, by a keyed digest of what was told; goes with the joiner.
CREATE TABLE hand_off_row (
    hand_off INTEGER NOT NULL REFERENCES hand_off (seq),
    joiner INTEGER NOT NULL REFERENCES joiner (seq),
    line INTEGER NOT NULL,
    change TEXT NOT NULL,
    digest TEXT NOT NULL,
    refused_at TEXT,
    PRIMARY KEY (joiner, hand_off)
) STRICT, WITHOUT ROWID;

-- What somebody agreed that a recipient may have; hangs on the part of class CONS.
CREATE TABLE recipient_consent (
    part INTEGER NOT NULL REFERENCES part (seq),
    recipient TEXT NOT NULL REFERENCES recipient (id),
    fields TEXT NOT NULL,
    given_at TEXT NOT NULL,
    language TEXT NOT NULL,
    text_sha256 TEXT NOT NULL REFERENCES consent_text (sha256),
    how TEXT NOT NULL,
    witness TEXT NOT NULL,
    withdrawn_at TEXT,
    PRIMARY KEY (part, recipient, given_at)
) STRICT, WITHOUT ROWID;
