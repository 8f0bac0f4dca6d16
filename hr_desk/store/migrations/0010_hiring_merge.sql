-- Two records of one human, made one; the snapshot brings both back and goes with the person.
CREATE TABLE merge (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    kept INTEGER NOT NULL REFERENCES person (seq),
    gone TEXT NOT NULL UNIQUE,
    merged_at TEXT NOT NULL,
    snapshot TEXT NOT NULL
) STRICT;

CREATE INDEX merge_by_kept ON merge (kept, seq);

-- Pairs that look like one human and are two, the lower row first.
CREATE TABLE different_people (
    one INTEGER NOT NULL REFERENCES person (seq),
    other INTEGER NOT NULL REFERENCES person (seq),
    PRIMARY KEY (one, other)
) STRICT, WITHOUT ROWID;

CREATE INDEX different_people_by_other ON different_people (other);
