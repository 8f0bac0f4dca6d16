-- Counts that stay when records go (class STAT): of nobody, and of fewer than five people none.
CREATE TABLE tally (
    period TEXT NOT NULL,
    what TEXT NOT NULL,
    value TEXT NOT NULL,
    people INTEGER NOT NULL,
    PRIMARY KEY (period, what, value)
) STRICT, WITHOUT ROWID;
