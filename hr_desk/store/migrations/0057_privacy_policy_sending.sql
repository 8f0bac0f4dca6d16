-- To which file of a paired desk a version of the policy went last, and what became of it there.
CREATE TABLE policy_sending (
    policy INTEGER NOT NULL,
    peer TEXT NOT NULL,
    reference TEXT NOT NULL,
    sent_at TEXT NOT NULL,
    times INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    answered_at TEXT,
    PRIMARY KEY (policy, peer)
) STRICT, WITHOUT ROWID;

-- What went before nobody answered: it is sent once more, and what is there already is told.
INSERT INTO policy_sending (policy, peer, reference, sent_at, times, outcome)
    WITH RECURSIVE went (policy, peer, last) AS (
        SELECT 1, substr(name, 13), CAST(value AS INTEGER) FROM fact WHERE name GLOB 'policy_sent:*'
        UNION ALL SELECT policy + 1, peer, last FROM went WHERE policy < last
    )
    SELECT policy, peer, '', '', 0, '' FROM went;

DELETE FROM fact WHERE name GLOB 'policy_sent:*';
