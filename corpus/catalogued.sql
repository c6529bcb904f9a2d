-- What a catalogue says of a document; it outweighs what a reader finds, now and whenever the file is read again.
CREATE TABLE IF NOT EXISTS catalogued (
    document TEXT PRIMARY KEY REFERENCES document ON DELETE CASCADE,
    record BLOB NOT NULL
) WITHOUT ROWID;
