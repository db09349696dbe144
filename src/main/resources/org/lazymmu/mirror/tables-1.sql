-- Mirrors. Refs and commits are in the git repository objects.git; here is what git does not know. Times are milliseconds since
-- 1970 in UTC.

CREATE TABLE mirror (
  id              INTEGER PRIMARY KEY,
  name            TEXT NOT NULL UNIQUE COLLATE NOCASE, -- its refs are refs/mirrors/NAME/*
  url             TEXT NOT NULL,    -- as the user gave it: it may hold a password
  refs            TEXT NOT NULL,    -- patterns of full names, one a line
  interval_millis INTEGER NOT NULL, -- how often sync --watch synchronises it
  deadline_millis INTEGER NOT NULL, -- how long one synchronisation may take
  added           INTEGER NOT NULL,
  default_branch  TEXT              -- where the other side's HEAD points, for example refs/heads/master
) STRICT;

-- Runs of synchronisations; of each mirror the last few hundred, and its last success.
CREATE TABLE attempt (
  id        INTEGER PRIMARY KEY,
  mirror_id INTEGER NOT NULL REFERENCES mirror ON DELETE CASCADE,
  started   INTEGER NOT NULL,
  ended     INTEGER,                -- null: it still runs, or was killed
  outcome   TEXT NOT NULL CHECK (outcome IN ('running', 'ok', 'failed', 'gone', 'interrupted')),
  error     TEXT NOT NULL DEFAULT '' -- one line, without passwords
) STRICT;
CREATE INDEX attempt_mirror ON attempt (mirror_id, id);

-- What became of refs, from the second successful synchronisation on. Never thrown away before the mirror is.
CREATE TABLE ref_change (
  id         INTEGER PRIMARY KEY,
  mirror_id  INTEGER NOT NULL REFERENCES mirror ON DELETE CASCADE,
  attempt_id INTEGER REFERENCES attempt ON DELETE SET NULL,
  at         INTEGER NOT NULL,
  ref        TEXT NOT NULL,         -- its name on the other side
  kind       TEXT NOT NULL CHECK (kind IN ('created', 'moved', 'forced', 'deleted')),
  old        TEXT NOT NULL,         -- id, empty if there was none; kept as refs/kept/NAME/ID if forced or deleted
  new        TEXT NOT NULL,         -- id, empty if there is none
  done       INTEGER NOT NULL       -- 0: about to be done; whether it was is seen from the refs
) STRICT;
CREATE INDEX ref_change_mirror ON ref_change (mirror_id, id);
CREATE INDEX ref_change_attempt ON ref_change (attempt_id);
