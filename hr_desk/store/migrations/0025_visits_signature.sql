-- What a visitor signed at a kiosk: the strokes, and the exact texts they stand below. A signature is
-- evidence (class CONS): it outlives its visit, whose id is all that it says of anybody.
CREATE TABLE visit_signature (
    id TEXT PRIMARY KEY,
    visit TEXT NOT NULL,
    signed_at TEXT NOT NULL,
    language TEXT NOT NULL,
    texts TEXT NOT NULL,
    strokes TEXT NOT NULL,
    ended_on TEXT,
    withdrawn_on TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX visit_signature_of ON visit_signature (visit);
CREATE INDEX visit_signature_ended ON visit_signature (ended_on) WHERE ended_on IS NOT NULL;
CREATE TABLE visit_signed_text (
    sha256 TEXT PRIMARY KEY,
    text TEXT NOT NULL
) STRICT, WITHOUT ROWID;
