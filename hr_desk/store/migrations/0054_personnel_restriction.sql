-- Values whose consent was withdrawn while a hold keeps the joiner: they stand nowhere else, so that
-- nothing reads them, and go when the hold ends.
CREATE TABLE restriction (
    record TEXT NOT NULL,
    field TEXT NOT NULL,
    since_on TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (record, field)
) STRICT, WITHOUT ROWID;
