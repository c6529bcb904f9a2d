-- The source of truth. What people gave: files, paths, visibilities, releases, graphs; and one sequence.
-- What is dear to compute, each row stamped with its maker: text (reader), coding (coder, release), vectors (encoder).

CREATE TABLE fact (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- The latest change of each record; a record that is gone keeps only its line here.
CREATE TABLE change (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    UNIQUE (kind, id)
);

CREATE TABLE document (
    id TEXT PRIMARY KEY,
    sha256 TEXT NOT NULL,
    name TEXT NOT NULL,               -- of the file as it was given: readers tell formats by it
    record BLOB NOT NULL,             -- JSON, without passages and references
    reader TEXT NOT NULL,
    work TEXT NOT NULL,
    visibility TEXT NOT NULL,
    uploaded INTEGER NOT NULL,        -- 1: it came (also) without a path, and stays when its last path leaves it
    added TEXT NOT NULL
);
CREATE INDEX document_work ON document (work);

CREATE TABLE path (path TEXT PRIMARY KEY, document TEXT NOT NULL REFERENCES document ON DELETE CASCADE) WITHOUT ROWID;
CREATE INDEX path_document ON path (document);

-- AUTOINCREMENT, because indexes know passages by this number and it must never mean another one.
CREATE TABLE passage (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    document TEXT NOT NULL REFERENCES document ON DELETE CASCADE,
    record BLOB NOT NULL
);
CREATE INDEX passage_document ON passage (document, number);

CREATE TABLE reference (
    document TEXT NOT NULL REFERENCES document ON DELETE CASCADE,
    position INTEGER NOT NULL,
    work TEXT NOT NULL,
    record BLOB NOT NULL,
    PRIMARY KEY (document, position)
) WITHOUT ROWID;
CREATE INDEX reference_work ON reference (work);

CREATE TABLE coding (
    document TEXT PRIMARY KEY REFERENCES document ON DELETE CASCADE,
    coder TEXT NOT NULL,
    operating_confidence REAL NOT NULL
) WITHOUT ROWID;

CREATE TABLE passage_coding (
    passage INTEGER PRIMARY KEY REFERENCES passage ON DELETE CASCADE,
    document TEXT NOT NULL REFERENCES coding ON DELETE CASCADE,
    release INTEGER NOT NULL,         -- 0: an ontology import may have touched it; code it again
    record BLOB NOT NULL
);
CREATE INDEX passage_coding_document ON passage_coding (document, release);

CREATE TABLE vectors (
    document TEXT PRIMARY KEY REFERENCES document ON DELETE CASCADE,
    encoder TEXT NOT NULL,
    dimension INTEGER NOT NULL,
    matrix BLOB NOT NULL              -- float16, one row a passage, in the order of their numbers
) WITHOUT ROWID;

-- Who and what the passages name; an entity's record is computed from these rows.
CREATE TABLE naming (
    entity TEXT NOT NULL,
    passage INTEGER NOT NULL REFERENCES passage ON DELETE CASCADE,
    document TEXT NOT NULL REFERENCES document ON DELETE CASCADE,
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    times INTEGER NOT NULL,
    record BLOB NOT NULL
);
CREATE INDEX naming_entity ON naming (entity);
CREATE INDEX naming_document ON naming (document);
CREATE INDEX naming_passage ON naming (passage);
CREATE INDEX naming_folded ON naming (folded);

-- Ids minted once. `key` and `country` are what coders call the actor; a key may mean several bodies.
CREATE TABLE entity (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    country TEXT
) WITHOUT ROWID;
CREATE INDEX entity_key ON entity (key);

-- What an editor decided about an entity; such a row outlives the last document that names it.
CREATE TABLE decision (
    entity TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    label TEXT NOT NULL,
    visibility TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE redirect (id TEXT PRIMARY KEY, target TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX redirect_target ON redirect (target);

CREATE TABLE release (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    turtle TEXT NOT NULL,
    note TEXT NOT NULL,
    made TEXT NOT NULL
);

CREATE TABLE user_graph (iri TEXT PRIMARY KEY, nquads TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE failure (
    path TEXT PRIMARY KEY,
    error TEXT NOT NULL,
    detail TEXT NOT NULL,
    at TEXT NOT NULL
) WITHOUT ROWID;

-- Files under `files/` that may have no document: written before their transaction, removed after it.
CREATE TABLE stray (sha256 TEXT PRIMARY KEY) WITHOUT ROWID;
