-- What was said or shown of each criterion comes along from hiring with the points.
ALTER TABLE evaluation ADD COLUMN remarks TEXT NOT NULL DEFAULT '{}';
