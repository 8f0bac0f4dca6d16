-- Periods that paired desks are to follow: who set each, who approved that it goes, since when.
CREATE TABLE period_decision (
    class_key TEXT NOT NULL,
    event TEXT NOT NULL,
    days INTEGER NOT NULL,
    decided_at TEXT NOT NULL,
    terms TEXT NOT NULL,
    signature BLOB NOT NULL,
    PRIMARY KEY (class_key, event)
) STRICT, WITHOUT ROWID;

-- What each file of a paired desk said of it last.
CREATE TABLE period_sending (
    class_key TEXT NOT NULL,
    event TEXT NOT NULL,
    peer TEXT NOT NULL,
    decided_at TEXT NOT NULL,
    reference TEXT NOT NULL,
    sent_at TEXT NOT NULL,
    said INTEGER NOT NULL,
    state TEXT NOT NULL,
    days INTEGER,
    answered_at TEXT,
    PRIMARY KEY (class_key, event, peer)
) STRICT, WITHOUT ROWID;
