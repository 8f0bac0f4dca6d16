-- Public-health orders with their days, and what is noted under one of a visit: whether the
-- temperature was normal, never its value, until the end of the day. Outside the days of an order
-- the file itself refuses it.
CREATE TABLE health_order (
    id TEXT PRIMARY KEY,
    number TEXT NOT NULL,
    issued_by TEXT NOT NULL,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    entered_by TEXT NOT NULL,
    entered_at TEXT NOT NULL,
    ended_at TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE visit_temperature (
    id TEXT PRIMARY KEY,
    visit TEXT NOT NULL UNIQUE,
    health_order TEXT NOT NULL REFERENCES health_order (id),
    day TEXT NOT NULL,
    normal INTEGER NOT NULL CHECK (normal IN (0, 1))
) STRICT, WITHOUT ROWID;
CREATE TRIGGER visit_temperature_goes AFTER DELETE ON visit BEGIN DELETE FROM visit_temperature WHERE visit = OLD.id; END;
CREATE TRIGGER visit_temperature_under_order BEFORE INSERT ON visit_temperature WHEN NOT EXISTS (SELECT 1 FROM health_order WHERE id = NEW.health_order AND NEW.day BETWEEN since AND until AND ended_at IS NULL) BEGIN SELECT RAISE(ABORT, 'no health order on this day'); END;
