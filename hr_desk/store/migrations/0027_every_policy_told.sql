-- Who was told of a later version of the policy, by the id of their record; goes with the record.
CREATE TABLE policy_told (
    record TEXT NOT NULL,
    policy INTEGER NOT NULL,
    told_at TEXT NOT NULL,
    how TEXT NOT NULL,
    told_by TEXT NOT NULL,
    PRIMARY KEY (record, policy)
) STRICT, WITHOUT ROWID;
