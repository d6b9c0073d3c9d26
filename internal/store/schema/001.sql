CREATE TABLE decks (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  name TEXT NOT NULL UNIQUE,
  about TEXT NOT NULL,
  retention REAL NOT NULL,
  deadline INTEGER NOT NULL,
  lang TEXT NOT NULL,
  modified INTEGER NOT NULL,
  origin TEXT
) STRICT;

CREATE TABLE note_types (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  fields TEXT NOT NULL,     -- JSON
  templates TEXT NOT NULL,  -- JSON
  css TEXT NOT NULL,
  modified INTEGER NOT NULL,
  origin TEXT
) STRICT;

CREATE TABLE notes (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL,
  guid TEXT NOT NULL,
  type INTEGER REFERENCES note_types,
  fields TEXT,              -- joined by U+001F
  item TEXT,                -- JSON
  tags TEXT NOT NULL,       -- joined by spaces
  modified INTEGER NOT NULL,
  origin TEXT
) STRICT;
CREATE UNIQUE INDEX notes_id ON notes(id);
CREATE INDEX notes_type ON notes(type);

-- From phase on, a card's row is a cache of what its reviews add up to.
CREATE TABLE cards (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL,
  note INTEGER NOT NULL REFERENCES notes,
  deck INTEGER NOT NULL REFERENCES decks,
  ord INTEGER NOT NULL,
  suspended INTEGER NOT NULL,
  position INTEGER NOT NULL,
  retention REAL NOT NULL,
  modified INTEGER NOT NULL,
  origin TEXT,
  phase INTEGER NOT NULL,
  step INTEGER NOT NULL,
  stability REAL NOT NULL,
  difficulty REAL NOT NULL,
  due INTEGER NOT NULL,
  day INTEGER NOT NULL,
  interval INTEGER NOT NULL,
  last INTEGER NOT NULL,
  reps INTEGER NOT NULL,
  lapses INTEGER NOT NULL,
  buried INTEGER NOT NULL,
  first INTEGER NOT NULL,   -- when it was introduced
  queue INTEGER NOT NULL,   -- -1 suspended, 0 new, 1 learning, 2 review
  key INTEGER NOT NULL,     -- what the queue is ordered by: position, instant, day
  mix INTEGER NOT NULL      -- shuffles what has the same key
) STRICT;
CREATE UNIQUE INDEX cards_id ON cards(id);
CREATE UNIQUE INDEX cards_note ON cards(note, ord);
CREATE INDEX cards_queue ON cards(queue, key, mix);
CREATE INDEX cards_deck ON cards(deck, queue, key, mix);
CREATE INDEX cards_first ON cards(first) WHERE first > 0;

CREATE TABLE reviews (
  card INTEGER NOT NULL REFERENCES cards,
  at INTEGER NOT NULL,
  id BLOB NOT NULL,
  kind INTEGER NOT NULL,    -- 0 graded, 1 cancel, 2 set, 3 manual, 4 bury
  grade INTEGER NOT NULL,
  took_ms INTEGER NOT NULL,
  how TEXT NOT NULL,
  cancels BLOB,
  state TEXT,               -- JSON
  origin TEXT,
  PRIMARY KEY (card, at, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX reviews_graded ON reviews(at, grade, took_ms) WHERE kind = 0;
CREATE INDEX reviews_cancel ON reviews(at) WHERE kind = 1;

-- Holds a row only inside a transaction that erases.
CREATE TABLE erasing (yes INTEGER PRIMARY KEY) STRICT;
CREATE TRIGGER reviews_keep_update BEFORE UPDATE ON reviews
BEGIN SELECT RAISE(ABORT, 'reviews are never changed'); END;
CREATE TRIGGER reviews_keep_delete BEFORE DELETE ON reviews
WHEN NOT EXISTS (SELECT 1 FROM erasing)
BEGIN SELECT RAISE(ABORT, 'reviews are never deleted'); END;

CREATE TABLE media (
  name TEXT PRIMARY KEY,
  hash TEXT NOT NULL,
  size INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX media_hash ON media(hash);

CREATE TABLE readings (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  deck BLOB,
  title TEXT NOT NULL,
  author TEXT NOT NULL,
  lang TEXT NOT NULL,
  sections TEXT NOT NULL    -- JSON
) STRICT;

CREATE TABLE settings (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL       -- JSON
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  state TEXT NOT NULL       -- JSON
) STRICT;

-- What the program notes for itself; never exported.
CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
