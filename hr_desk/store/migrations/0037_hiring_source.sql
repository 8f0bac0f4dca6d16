-- Where public data about a candidate was found. After a refusal the values stand in kept alone,
-- where nothing reads them, until a sweep takes the row.
CREATE TABLE source (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    person INTEGER NOT NULL REFERENCES person (seq) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    place TEXT NOT NULL,
    published_on TEXT NOT NULL,
    fields TEXT NOT NULL,
    entered_by TEXT NOT NULL,
    entered_on TEXT NOT NULL,
    refused_on TEXT,
    kept TEXT NOT NULL
) STRICT;

CREATE INDEX source_by_person ON source (person);
CREATE INDEX source_refused ON source (refused_on) WHERE refused_on IS NOT NULL;
