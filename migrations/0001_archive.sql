-- The tables of an archive, the same in SQLite and PostgreSQL. Two words in braces differ: {name} is text ordered by its
-- bytes, {bytes} is binary. Applied migrations never change: a later version adds a file beside this one.

-- What the archive says of itself: `identity`, its own random name.
CREATE TABLE meta (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

-- The number of the last change. Whoever commits holds this row, so numbers have no gaps and follow the order of commits.
CREATE TABLE counter (
    name TEXT NOT NULL PRIMARY KEY,
    value BIGINT NOT NULL
);
INSERT INTO counter (name, value) VALUES ('change', 0);

-- Every change that was ever made, as JSON.
CREATE TABLE change (
    number BIGINT NOT NULL PRIMARY KEY,
    at TEXT NOT NULL,
    by_whom TEXT NOT NULL,
    content TEXT NOT NULL
);
CREATE INDEX change_at ON change (at);

-- Which documents a change touched, under the names they had then.
CREATE TABLE touched (
    document {name} NOT NULL,
    number BIGINT NOT NULL REFERENCES change (number),
    PRIMARY KEY (document, number)
);

-- Documents. `read` and `said` are descriptions as JSON; the columns after them are what both come to, for filters.
CREATE TABLE document (
    id {name} NOT NULL PRIMARY KEY,
    read TEXT NOT NULL,
    said TEXT NOT NULL,
    kind TEXT,
    date_first TEXT,
    date_last TEXT,
    is_removed BIGINT NOT NULL,
    added_at TEXT NOT NULL,
    changed BIGINT NOT NULL
);
CREATE INDEX document_kind ON document (kind, id);
CREATE INDEX document_date ON document (date_first, date_last);

-- In whose name a document speaks.
CREATE TABLE party (
    document {name} NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    code TEXT NOT NULL,
    PRIMARY KEY (document, code)
);
CREATE INDEX party_code ON party (code, document);

-- Names that lead to a document since others were joined to it.
CREATE TABLE alias (
    name {name} NOT NULL PRIMARY KEY,
    document {name} NOT NULL REFERENCES document (id)
);
CREATE INDEX alias_document ON alias (document);

-- The last suffix given for a name that was wished for again.
CREATE TABLE suffix (
    name {name} NOT NULL PRIMARY KEY,
    last BIGINT NOT NULL
);

-- Expressions, one row a version.
CREATE TABLE expression (
    document {name} NOT NULL REFERENCES document (id),
    language TEXT NOT NULL,
    version BIGINT NOT NULL,
    is_present BIGINT NOT NULL,
    position BIGINT NOT NULL,
    title TEXT,
    translation TEXT,
    original TEXT NOT NULL,
    size BIGINT NOT NULL,
    format TEXT NOT NULL,
    encoding TEXT NOT NULL,
    origin TEXT NOT NULL,
    added_at TEXT NOT NULL,
    provisions BIGINT NOT NULL,
    highest BIGINT NOT NULL,
    lexicon TEXT NOT NULL,
    program TEXT NOT NULL,
    PRIMARY KEY (document, language, version)
);
CREATE INDEX expression_original ON expression (original);
-- A path may be longer than an index of PostgreSQL takes.
CREATE INDEX expression_origin ON expression (substr(origin, 1, 600));

-- Readings, whole, one a version. `format` says how `content` is packed: 1 is JSON under zstd.
CREATE TABLE reading (
    document {name} NOT NULL,
    language TEXT NOT NULL,
    version BIGINT NOT NULL,
    format BIGINT NOT NULL,
    content {bytes} NOT NULL,
    PRIMARY KEY (document, language, version),
    FOREIGN KEY (document, language, version)
        REFERENCES expression (document, language, version) ON UPDATE CASCADE
);

-- Original bytes, where the archive is on a server. In a folder they are files and this table is empty.
CREATE TABLE original (
    hash TEXT NOT NULL PRIMARY KEY,
    content {bytes} NOT NULL
);

-- Remarks on provisions. `id` is the number of the change that made the note.
CREATE TABLE note (
    id BIGINT NOT NULL PRIMARY KEY,
    document {name} NOT NULL REFERENCES document (id),
    language TEXT NOT NULL,
    provision BIGINT NOT NULL,
    text TEXT NOT NULL,
    wording TEXT NOT NULL,
    by_whom TEXT NOT NULL,
    at TEXT NOT NULL,
    has_place BIGINT NOT NULL
);
CREATE INDEX note_expression ON note (document, language, provision);

-- Pairs of documents that a person said are not one; `one` sorts before `other`.
CREATE TABLE apart (
    one {name} NOT NULL REFERENCES document (id),
    other {name} NOT NULL REFERENCES document (id),
    PRIMARY KEY (one, other)
);
CREATE INDEX apart_other ON apart (other);
