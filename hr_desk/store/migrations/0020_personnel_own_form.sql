-- The codes that joiners are handed to fill in their own part at a kiosk, and which form came with
-- each. A code goes with its joiner; the form is a draft, sealed to the colleague in made_by.
CREATE TABLE joiner_code (
    digest TEXT PRIMARY KEY,
    joiner TEXT NOT NULL,
    made_by TEXT NOT NULL,
    until TEXT NOT NULL,
    form TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX joiner_code_of ON joiner_code (joiner);

CREATE TRIGGER joiner_code_goes AFTER DELETE ON joiner BEGIN DELETE FROM joiner_code WHERE joiner = OLD.id; END;
