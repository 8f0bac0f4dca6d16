-- What one sheet brought in, so that it can be taken back; and how its columns were read.
CREATE TABLE import_batch (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    form TEXT NOT NULL,
    user TEXT NOT NULL,
    started_at TEXT NOT NULL,
    started_on TEXT NOT NULL,
    notice_version INTEGER NOT NULL,
    notice_how TEXT NOT NULL,
    planned INTEGER NOT NULL,
    new INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    finished_at TEXT,
    undone_at TEXT
) STRICT;

-- One row of the sheet: whom it made or changed, and what stood there before.
CREATE TABLE import_row (
    batch INTEGER NOT NULL REFERENCES import_batch (seq),
    line INTEGER NOT NULL,
    made TEXT NOT NULL,
    person INTEGER NOT NULL,
    person_version INTEGER NOT NULL,
    application INTEGER,
    application_version INTEGER,
    before TEXT,
    PRIMARY KEY (batch, line)
) STRICT, WITHOUT ROWID;

CREATE INDEX import_row_by_person ON import_row (person);

-- A set of headings by its keyed digest, and the field of each in sorted order; nobody's data.
CREATE TABLE import_mapping (
    headings TEXT PRIMARY KEY,
    fields TEXT NOT NULL,
    saved_on TEXT NOT NULL
) STRICT, WITHOUT ROWID;
