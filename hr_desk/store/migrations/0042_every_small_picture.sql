-- A small picture is a document of its own, sealed under its own key: this is the id of the one it
-- is of. It has the record and the kind of that one, and goes whenever that one goes.
ALTER TABLE document ADD COLUMN small_of TEXT;
CREATE UNIQUE INDEX document_by_small_of ON document (small_of) WHERE small_of IS NOT NULL;
