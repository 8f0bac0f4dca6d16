-- Guests expected again and again or from a list, the codes they are invited with, and what became
-- of the code somebody brought to a kiosk. All of it goes with its visit, whatever deletes that.
CREATE TABLE series (
    id TEXT PRIMARY KEY,
    how TEXT NOT NULL,
    user TEXT NOT NULL,
    made_at TEXT NOT NULL,
    weekdays TEXT NOT NULL,
    until TEXT,
    working_days INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE series_visit (
    visit TEXT PRIMARY KEY,
    series TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX series_visit_by_series ON series_visit (series);

CREATE TABLE invitation_code (
    code TEXT PRIMARY KEY,
    visit TEXT NOT NULL,
    made_at TEXT NOT NULL,
    used_at TEXT,
    voided_at TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX invitation_code_of_visit ON invitation_code (visit);

CREATE TABLE brought_code (
    visit TEXT PRIMARY KEY,
    standing TEXT NOT NULL,
    expected TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER code_goes AFTER DELETE ON visit BEGIN DELETE FROM invitation_code WHERE visit = OLD.id; DELETE FROM brought_code WHERE visit = OLD.id; END;
CREATE TRIGGER series_goes AFTER DELETE ON visit BEGIN DELETE FROM series WHERE id IN (SELECT series FROM series_visit WHERE visit = OLD.id) AND NOT EXISTS (SELECT 1 FROM series_visit o WHERE o.series = series.id AND o.visit <> OLD.id); DELETE FROM series_visit WHERE visit = OLD.id; END;
