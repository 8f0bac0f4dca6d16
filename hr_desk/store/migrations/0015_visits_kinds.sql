-- The kind of visitor, the texts a visitor confirmed, the slip the host signs; who was closed at
-- 24:00 on site has a state of their own.
ALTER TABLE visit ADD COLUMN kind TEXT NOT NULL DEFAULT '';
ALTER TABLE visit ADD COLUMN confirmed TEXT NOT NULL DEFAULT '{}';
ALTER TABLE visit ADD COLUMN slip TEXT NOT NULL DEFAULT '';

CREATE INDEX visit_by_kind ON visit (kind, seq);

UPDATE visit SET state = 'not_seen' WHERE unaccounted = 1;
DROP INDEX visit_unaccounted;
ALTER TABLE visit DROP COLUMN unaccounted;
