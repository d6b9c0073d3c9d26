-- Which files were brought in, so that two of one name are told apart and one
-- that changed is known again. All columns are hashes; never exported.
CREATE TABLE imported (
  key BLOB PRIMARY KEY,     -- of its whole path
  name BLOB NOT NULL,       -- of what identities are derived from
  ends BLOB NOT NULL,       -- keys of the ends of its path
  scope BLOB,               -- what sets its identities apart; NULL for nothing
  digest BLOB NOT NULL      -- of its content; empty once something was erased
) STRICT, WITHOUT ROWID;
CREATE INDEX imported_name ON imported(name);
