-- Who was asked to come when; the visits compartment knows the invitation by its reference.
CREATE TABLE invitation (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    reference BLOB NOT NULL UNIQUE,
    application INTEGER NOT NULL REFERENCES application (seq),
    planned_at TEXT NOT NULL,
    host TEXT NOT NULL,
    state TEXT NOT NULL,
    state_at TEXT NOT NULL
) STRICT;

CREATE INDEX invitation_by_application ON invitation (application);
