-- Every state an application has had, so that a step can be taken back and time can be counted.
-- `entry` is the number of the audit entry that made the step: one action, however many rows.
CREATE TABLE step (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    application INTEGER NOT NULL REFERENCES application (seq) ON DELETE CASCADE,
    entry INTEGER NOT NULL,
    at TEXT NOT NULL,
    stage TEXT NOT NULL,
    stage_on TEXT NOT NULL,
    reason TEXT,
    offer_told_by TEXT,
    offer_on TEXT,
    retention_class TEXT,
    clock_event TEXT,
    clock_day TEXT
) STRICT;

CREATE INDEX step_by_application ON step (application, seq);
CREATE INDEX step_by_entry ON step (entry);

INSERT INTO step (application, entry, at, stage, stage_on, reason, offer_told_by, offer_on,
    retention_class, clock_event, clock_day)
    SELECT a.seq, 0, p.created_at, a.stage, a.stage_on, a.reason, a.offer_told_by, a.offer_on,
        a.retention_class, a.clock_event, a.clock_day
    FROM application a JOIN person p ON p.seq = a.person;

-- The day on which somebody last did something for an open application: what lies untouched ends.
ALTER TABLE application ADD COLUMN touched_on TEXT NOT NULL DEFAULT '';

UPDATE application SET touched_on = stage_on;

CREATE INDEX application_untouched ON application (touched_on) WHERE retention_class IS NULL;

-- A requisition is for a number of openings, evergreen, or for any post; its stages are a choice
-- from the catalogue's, its deputies see it as its owner does (both JSON lists).
ALTER TABLE requisition ADD COLUMN kind TEXT NOT NULL DEFAULT 'openings';

ALTER TABLE requisition ADD COLUMN stages TEXT NOT NULL DEFAULT '[]';

ALTER TABLE requisition ADD COLUMN deputies TEXT NOT NULL DEFAULT '[]';

ALTER TABLE requisition ADD COLUMN close_entry INTEGER;
