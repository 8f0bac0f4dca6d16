-- What was said or shown of each criterion, as the printed sheet asks for it: criterion to stored
-- text, and beside the criteria "other".
ALTER TABLE scorecard ADD COLUMN remarks TEXT NOT NULL DEFAULT '{}';
