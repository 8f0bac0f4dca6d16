-- The company's own words of letters to employees, in place of the program's; no personal data.
CREATE TABLE letter_text (
    key TEXT PRIMARY KEY,
    source TEXT NOT NULL,
    saved_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
