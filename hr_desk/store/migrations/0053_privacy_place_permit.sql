-- What a privacy officer allowed to lie off this computer's own disk: where, why, until when, and
-- who took it back. No personal data but user ids; the places are folders of the company.
CREATE TABLE place_permit (
    id TEXT PRIMARY KEY,
    use TEXT NOT NULL,
    folder TEXT NOT NULL,
    place TEXT NOT NULL,
    reason TEXT NOT NULL,
    given_by TEXT NOT NULL,
    given_at TEXT NOT NULL,
    until TEXT NOT NULL,
    signature BLOB NOT NULL,
    taken_back_by TEXT,
    taken_back_at TEXT,
    because TEXT,
    CHECK ((taken_back_by IS NULL) = (taken_back_at IS NULL) AND (because IS NULL) = (taken_back_at IS NULL))
) STRICT, WITHOUT ROWID;
