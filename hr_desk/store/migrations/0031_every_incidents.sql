-- Incidents: their files and the people touched are filled in privacy alone; what the officer asks
-- of a file stands in that file until somebody answers.
CREATE TABLE incident (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    number TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    drill INTEGER NOT NULL,
    way TEXT NOT NULL,
    level TEXT NOT NULL,
    named TEXT NOT NULL,
    since_at TEXT NOT NULL,
    until_at TEXT NOT NULL,
    found_at TEXT NOT NULL,
    opened_at TEXT NOT NULL,
    opened_by TEXT NOT NULL,
    sections TEXT NOT NULL,
    reported_at TEXT,
    announced TEXT NOT NULL,
    spared TEXT NOT NULL,
    closed_at TEXT,
    retention_class TEXT,
    clock_event TEXT,
    clock_day TEXT
) STRICT;

CREATE INDEX incident_by_clock ON incident (retention_class, clock_event, clock_day)
    WHERE retention_class IS NOT NULL;

-- A question to one file, and how many people it named.
CREATE TABLE incident_part (
    reference BLOB PRIMARY KEY,
    incident INTEGER NOT NULL REFERENCES incident (seq),
    peer TEXT NOT NULL,
    asked_at TEXT NOT NULL,
    answered_at TEXT,
    people INTEGER
) STRICT, WITHOUT ROWID;

-- One record that the incident touches, and whether its person was told.
CREATE TABLE incident_person (
    incident INTEGER NOT NULL REFERENCES incident (seq),
    line INTEGER NOT NULL,
    part BLOB NOT NULL,
    kind TEXT NOT NULL,
    fields TEXT NOT NULL,
    known TEXT NOT NULL,
    minor INTEGER NOT NULL,
    result TEXT NOT NULL,
    result_at TEXT,
    PRIMARY KEY (incident, line)
) STRICT, WITHOUT ROWID;

-- A question of the officer's about an incident that waits for somebody who reads this file.
CREATE TABLE incident_task (
    reference BLOB PRIMARY KEY,
    peer TEXT NOT NULL,
    way TEXT NOT NULL,
    named TEXT NOT NULL,
    since_at TEXT NOT NULL,
    until_at TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
