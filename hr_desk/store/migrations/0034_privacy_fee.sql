-- What a person is asked to pay for one case, at most what it costs: amounts in yuan as texts with
-- two decimals, what the cost consists of, why, and the case's number among those of its year.
CREATE TABLE request_fee (
    request INTEGER PRIMARY KEY REFERENCES request (seq),
    which INTEGER NOT NULL,
    fee TEXT NOT NULL,
    cost TEXT NOT NULL,
    consists TEXT NOT NULL,
    reason TEXT NOT NULL,
    set_by TEXT NOT NULL,
    set_at TEXT NOT NULL
) STRICT;
