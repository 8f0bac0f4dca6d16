-- What wages and contributions need of one employee, in parts as in personnel.
CREATE TABLE account (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    number INTEGER NOT NULL,
    ended TEXT,
    ended_on TEXT
) STRICT;

CREATE TABLE part (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    owner INTEGER NOT NULL REFERENCES account (seq),
    kind TEXT NOT NULL,
    retention_class TEXT,
    clock_event TEXT,
    clock_day TEXT,
    fields TEXT NOT NULL,
    UNIQUE (owner, kind)
) STRICT;

CREATE INDEX part_by_clock ON part (retention_class, clock_event, clock_day)
    WHERE retention_class IS NOT NULL;
