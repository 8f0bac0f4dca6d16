-- The badges of visits: what their QR says. A badge goes with its visit, whatever deletes that.
CREATE TABLE badge (
    code TEXT PRIMARY KEY,
    visit TEXT NOT NULL,
    made_at TEXT NOT NULL,
    voided_at TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX badge_of_visit ON badge (visit);
CREATE TRIGGER badge_goes AFTER DELETE ON visit BEGIN DELETE FROM badge WHERE visit = OLD.id; END;
