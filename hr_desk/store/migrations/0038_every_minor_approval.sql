-- Who may read about people below eighteen, asked by one and approved by another; terms is what the
-- approver signed.
CREATE TABLE minor_approval (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    terms TEXT NOT NULL,
    asked_by TEXT NOT NULL,
    asked_at TEXT NOT NULL,
    approved_by TEXT,
    approved_at TEXT,
    signature BLOB,
    ended_at TEXT
) STRICT;

-- No read of before this table could name an approval.
INSERT INTO fact (name, value) SELECT 'minor_reads_after', coalesce(max(seq), 0) FROM audit;
