-- How works are described: equal descriptions are one form, alike forms one work. `formed` says where each stands;
-- the rest is computed from the forms. A form whose work is '' waits to be grouped, within the same transaction.
CREATE TABLE form (id TEXT PRIMARY KEY, work TEXT NOT NULL, record BLOB NOT NULL) WITHOUT ROWID;
CREATE INDEX form_work ON form (work);

CREATE TABLE formed (
    document TEXT NOT NULL REFERENCES document ON DELETE CASCADE,
    position INTEGER NOT NULL,        -- of the reference; -1: the document itself
    form TEXT NOT NULL REFERENCES form,
    PRIMARY KEY (document, position)
) WITHOUT ROWID;
CREATE INDEX formed_form ON formed (form);

-- What forms must share to be compared, and the titles by which their works are found.
CREATE TABLE form_block (
    block TEXT NOT NULL,
    form TEXT NOT NULL REFERENCES form ON DELETE CASCADE,
    PRIMARY KEY (block, form)
) WITHOUT ROWID;
CREATE INDEX form_block_form ON form_block (form);

-- Every key that gives a work an address: its DOI, its UN symbol, its author, title and year.
CREATE TABLE work_key (
    key TEXT NOT NULL,
    form TEXT NOT NULL REFERENCES form ON DELETE CASCADE,
    id TEXT NOT NULL,                 -- the address that the key gives
    PRIMARY KEY (key, form)
) WITHOUT ROWID;
CREATE INDEX work_key_form ON work_key (form);
CREATE INDEX work_key_id ON work_key (id);

-- Forms that are, or may be, one work.
CREATE TABLE form_pair (
    one TEXT NOT NULL REFERENCES form ON DELETE CASCADE,
    other TEXT NOT NULL REFERENCES form ON DELETE CASCADE,
    score REAL NOT NULL,
    why TEXT NOT NULL,
    PRIMARY KEY (one, other)
) WITHOUT ROWID;
CREATE INDEX form_pair_other ON form_pair (other);

-- What editors decided about two works. Its keys are hashes, so that no word of a deleted document stays here.
CREATE TABLE work_decision (
    one TEXT NOT NULL,
    other TEXT NOT NULL,
    verdict TEXT NOT NULL,            -- same, other
    keys TEXT NOT NULL,               -- by which each of the two was known then
    by TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (one, other)
) WITHOUT ROWID;
