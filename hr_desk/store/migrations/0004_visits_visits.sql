-- Visits with their visitor, the staff directory, and sign-outs at a kiosk that fit no visit.
-- A visitor is not linked to another visit of the same human: each visit is one record.
CREATE TABLE visit (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    state TEXT NOT NULL,
    day TEXT NOT NULL,
    origin TEXT NOT NULL,
    created_at TEXT NOT NULL,
    planned_at TEXT,
    arrived_at TEXT,
    left_at TEXT,
    left_how TEXT NOT NULL,
    unaccounted INTEGER NOT NULL,
    code TEXT NOT NULL,
    host TEXT,
    reason TEXT,
    notice_version INTEGER NOT NULL,
    notice_how TEXT NOT NULL,
    notice_at TEXT NOT NULL,
    notice_language TEXT NOT NULL,
    retention_class TEXT,
    clock_event TEXT,
    clock_day TEXT,
    fields TEXT NOT NULL
) STRICT;

CREATE INDEX visit_by_state ON visit (state, seq);
CREATE INDEX visit_by_day ON visit (day, seq);
CREATE INDEX visit_by_clock ON visit (retention_class, clock_event, clock_day)
    WHERE retention_class IS NOT NULL;
CREATE INDEX visit_unaccounted ON visit (seq) WHERE unaccounted = 1;

CREATE TABLE term (
    term TEXT NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (term, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE staff (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    name TEXT NOT NULL,
    department TEXT NOT NULL,
    extension TEXT NOT NULL
) STRICT;

CREATE TABLE staff_term (
    term TEXT NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (term, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE unmatched (
    id TEXT PRIMARY KEY,
    at TEXT NOT NULL,
    day TEXT NOT NULL,
    code TEXT NOT NULL,
    phone_tail TEXT NOT NULL
) STRICT, WITHOUT ROWID;
