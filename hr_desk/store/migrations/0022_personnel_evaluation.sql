-- What interviewers found of somebody who was hired, as it came from hiring; it hangs on the part
-- of its class (EVAL) and goes with it, whoever deletes that: a sweep, a restore.
CREATE TABLE evaluation (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    part INTEGER NOT NULL REFERENCES part (seq) ON DELETE CASCADE,
    held_at TEXT NOT NULL,
    interviewer TEXT NOT NULL,
    points TEXT NOT NULL,
    proposal TEXT,
    score TEXT,
    note TEXT,
    UNIQUE (part, held_at, interviewer)
) STRICT;
