-- What one shift leaves to the next about a visit. A note goes with its visit.
CREATE TABLE visit_note (
    visit TEXT PRIMARY KEY,
    text TEXT NOT NULL,
    written_by TEXT NOT NULL,
    written_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER visit_note_goes AFTER DELETE ON visit BEGIN DELETE FROM visit_note WHERE visit = OLD.id; END;
