-- Records that stay although their day has come, for a reason that a second person approved. A hold
-- is in force until the end of its review day or until it is lifted, and goes with its record.
CREATE TABLE hold (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    record TEXT NOT NULL,
    row INTEGER NOT NULL,
    review_on TEXT NOT NULL,
    terms TEXT NOT NULL,
    asked_by TEXT NOT NULL,
    asked_at TEXT NOT NULL,
    approved_by TEXT NOT NULL,
    approved_at TEXT NOT NULL,
    signature BLOB NOT NULL,
    lifted_by TEXT,
    lifted_at TEXT,
    lifted_because TEXT NOT NULL
) STRICT;

CREATE INDEX hold_by_record ON hold (record);
CREATE INDEX hold_in_force ON hold (row, review_on) WHERE lifted_at IS NULL;
