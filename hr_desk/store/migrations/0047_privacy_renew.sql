-- Of how many of a file's people a consent has to be asked anew.
ALTER TABLE policy_progress ADD COLUMN renew INTEGER NOT NULL DEFAULT 0;
