-- What editors decided about statements. It goes with its document, and follows it to the one that replaces it.
CREATE TABLE IF NOT EXISTS correction (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    document TEXT NOT NULL REFERENCES document ON DELETE CASCADE,
    replaces INTEGER,                 -- an earlier one, which stands again when this one is undone
    record BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS correction_document ON correction (document);
CREATE INDEX IF NOT EXISTS correction_replaces ON correction (replaces);
