-- Which numbers of a joiner wait to be compared with the original, and with whom; never the number.
-- Where the sealed draft that held one is gone, so is the number: somebody has to enter it again.
CREATE TABLE number_entry (
    joiner TEXT NOT NULL,
    field TEXT NOT NULL,
    user TEXT NOT NULL,
    typed_on TEXT NOT NULL,
    draft TEXT NOT NULL,
    replaced INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (joiner, field, user)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER number_entry_goes AFTER DELETE ON joiner BEGIN DELETE FROM number_entry WHERE joiner = OLD.id; END;
