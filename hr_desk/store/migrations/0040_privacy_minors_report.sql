-- What each file counted for a yearly report on minors: numbers, nobody's name.
CREATE TABLE minors_figures (
    year INTEGER NOT NULL,
    peer TEXT NOT NULL,
    counts TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (year, peer)
) STRICT, WITHOUT ROWID;

-- The yearly report as it was made of them, and how it was handed to the authority.
CREATE TABLE minors_report (
    year INTEGER PRIMARY KEY,
    counts TEXT NOT NULL,
    missing TEXT NOT NULL,
    made_at TEXT NOT NULL,
    made_by TEXT NOT NULL,
    filed_on TEXT,
    reference TEXT,
    filed_by TEXT
) STRICT;
