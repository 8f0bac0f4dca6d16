-- Who is interviewed when, where and by whom, and what each interviewer found.
-- They go with their application, whoever deletes it: a sweep, a restore, an import taken back.
-- Several interviews of one day share one invitation: the front desk expects a person once a day.
CREATE TABLE interview (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    application INTEGER NOT NULL REFERENCES application (seq) ON DELETE CASCADE,
    starts_at TEXT NOT NULL,
    minutes INTEGER NOT NULL,
    place TEXT NOT NULL,
    host TEXT NOT NULL,
    interviewers TEXT NOT NULL,
    state TEXT NOT NULL,
    state_at TEXT NOT NULL,
    entry INTEGER NOT NULL,
    invitation BLOB
) STRICT;

CREATE INDEX interview_by_application ON interview (application);
CREATE INDEX interview_by_start ON interview (starts_at);

CREATE TABLE scorecard (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    interview INTEGER NOT NULL REFERENCES interview (seq) ON DELETE CASCADE,
    interviewer TEXT NOT NULL,
    points TEXT NOT NULL,
    proposal TEXT,
    score TEXT,
    note TEXT,
    entered_by TEXT NOT NULL,
    entered_at TEXT NOT NULL
) STRICT;

CREATE INDEX scorecard_by_interview ON scorecard (interview);

-- Texts for candidates that the company wrote in place of the shipped ones; no personal data.
CREATE TABLE message_text (
    occasion TEXT PRIMARY KEY,
    zh TEXT NOT NULL,
    en TEXT NOT NULL
) STRICT;
