-- Persons, their applications and the requisitions they are for.
CREATE TABLE requisition (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    title TEXT NOT NULL,
    department TEXT NOT NULL,
    place TEXT NOT NULL,
    head_count INTEGER NOT NULL,
    owner TEXT NOT NULL,
    opened_on TEXT NOT NULL,
    closed_on TEXT,
    close_reason TEXT
) STRICT;

CREATE TABLE person (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    notice_version INTEGER NOT NULL,
    notice_how TEXT NOT NULL,
    notice_at TEXT NOT NULL,
    fields TEXT NOT NULL
) STRICT;

CREATE TABLE application (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    person INTEGER NOT NULL REFERENCES person (seq),
    requisition INTEGER NOT NULL REFERENCES requisition (seq),
    stage TEXT NOT NULL,
    stage_on TEXT NOT NULL,
    owner TEXT NOT NULL,
    reason TEXT,
    offer_told_by TEXT,
    offer_on TEXT,
    retention_class TEXT,
    clock_event TEXT,
    clock_day TEXT,
    fields TEXT NOT NULL
) STRICT;

CREATE INDEX application_by_stage ON application (stage, seq);
CREATE INDEX application_by_person ON application (person);
CREATE INDEX application_by_requisition ON application (requisition, seq);
CREATE INDEX application_by_clock ON application (retention_class, clock_event, clock_day)
    WHERE retention_class IS NOT NULL;
CREATE INDEX person_notice_owed ON person (seq) WHERE notice_how = 'owed';

CREATE TABLE term (
    term TEXT NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (term, seq)
) STRICT, WITHOUT ROWID;
