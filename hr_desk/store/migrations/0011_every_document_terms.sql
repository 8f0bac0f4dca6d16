-- What a document is found by: its words and pairs of characters, with a space between.
ALTER TABLE document ADD COLUMN terms TEXT NOT NULL DEFAULT '';
