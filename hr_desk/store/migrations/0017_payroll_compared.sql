-- Which values of an account somebody has compared with the original: a list of field keys.
ALTER TABLE account ADD COLUMN compared TEXT NOT NULL DEFAULT '[]';
