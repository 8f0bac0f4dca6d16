-- Of each value that left for good: what became of it here, or of the copy in another file.
CREATE TABLE transferred (
    disclosure TEXT NOT NULL REFERENCES disclosure (id),
    record TEXT NOT NULL,
    field TEXT NOT NULL,
    place TEXT NOT NULL,
    state TEXT NOT NULL,
    class TEXT,
    until TEXT,
    sweep INTEGER,
    at TEXT NOT NULL,
    PRIMARY KEY (disclosure, record, field, place)
) STRICT, WITHOUT ROWID;

-- Of what another file gave away for good: the copies that something keeps here for a while.
CREATE TABLE transfer_kept (
    disclosure TEXT NOT NULL,
    reference TEXT NOT NULL,
    field TEXT NOT NULL,
    record TEXT NOT NULL,
    peer TEXT NOT NULL,
    PRIMARY KEY (disclosure, reference, field)
) STRICT, WITHOUT ROWID;
