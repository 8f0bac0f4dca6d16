-- Each time somebody revealed whom to call of a visitor in an emergency, and what is owed for it:
-- that the visitor, or whoever was called, is told by its day. A row goes with its visit.
CREATE TABLE contact_reveal (
    id TEXT PRIMARY KEY,
    visit TEXT NOT NULL,
    reason TEXT NOT NULL,
    words TEXT NOT NULL,
    revealed_by TEXT NOT NULL,
    revealed_at TEXT NOT NULL,
    due TEXT NOT NULL,
    told TEXT,
    told_how TEXT,
    told_on TEXT,
    told_by TEXT,
    CHECK ((told IS NULL) = (told_on IS NULL) AND (told_how IS NULL) = (told_on IS NULL) AND (told_by IS NULL) = (told_on IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_reveal_visit ON contact_reveal (visit);
CREATE TRIGGER contact_reveal_goes AFTER DELETE ON visit BEGIN DELETE FROM contact_reveal WHERE visit = OLD.id; END;
CREATE INDEX visit_emergency_contact ON visit (clock_day) WHERE json_extract(fields, '$.emergency_contact') IS NOT NULL;
