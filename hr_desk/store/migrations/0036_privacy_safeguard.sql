-- Where the company's computers and kiosks stand, and who keeps the halves of the recovery key.
CREATE TABLE safeguard (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    keeper TEXT NOT NULL,
    place TEXT NOT NULL,
    recorded_by TEXT NOT NULL,
    recorded_on TEXT NOT NULL
) STRICT, WITHOUT ROWID;
