-- How many agreed anew because of a version, and how many took back or declined what they had
-- agreed to; null where a desk of an earlier program said neither.
ALTER TABLE policy_progress ADD COLUMN given INTEGER;
ALTER TABLE policy_progress ADD COLUMN refused INTEGER;
