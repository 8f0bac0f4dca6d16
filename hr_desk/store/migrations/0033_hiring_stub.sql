-- What a decision leaves behind (class STUB): why and at which point, nobody's name. It belongs to
-- its application as long as that is there, and then stands alone, without order and exact day.
CREATE TABLE stub (
    id TEXT PRIMARY KEY,
    application INTEGER UNIQUE REFERENCES application (seq) ON DELETE SET NULL,
    requisition TEXT NOT NULL,
    stage TEXT NOT NULL,
    outcome TEXT NOT NULL,
    reason TEXT NOT NULL,
    points TEXT NOT NULL,
    week TEXT NOT NULL,
    role TEXT NOT NULL,
    source TEXT NOT NULL,
    kept INTEGER NOT NULL,
    counted INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
