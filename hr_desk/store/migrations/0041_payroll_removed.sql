-- What personnel took back of an account, and with which word: field key to its number.
ALTER TABLE account ADD COLUMN removed TEXT NOT NULL DEFAULT '{}';
