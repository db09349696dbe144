-- What was found in which tree, which commit introduced or fixed it, and whom that was told. Lines and columns count from 1,
-- times are milliseconds since 1970 in UTC.

-- With what trees were checked: what another build or other options have found is not mixed with it.
CREATE TABLE history_setting (
  id      INTEGER PRIMARY KEY,
  edition TEXT NOT NULL,             -- the build of the program
  options TEXT NOT NULL,             -- the options that decide what is found
  UNIQUE (edition, options)
) STRICT;

-- A finding as it was reported somewhere, with its lines; each once, however many trees have it.
CREATE TABLE history_finding (
  id                   INTEGER PRIMARY KEY,
  digest               TEXT NOT NULL UNIQUE, -- SHA-256 of all that is said here and in history_effect and history_step
  fingerprint          TEXT NOT NULL,        -- the same where only lines differ
  rule                 TEXT NOT NULL,
  severity             TEXT NOT NULL CHECK (severity IN ('error', 'warning', 'note')),
  file                 TEXT NOT NULL,
  line                 INTEGER NOT NULL,
  column_              INTEGER NOT NULL,
  function             TEXT NOT NULL,
  message              TEXT NOT NULL,
  condition            TEXT NOT NULL,        -- the configurations in which it holds, empty: all
  example_architecture TEXT,                 -- a configuration in which it is real, null: none is known
  example_options      TEXT                  -- its options, one a line
) STRICT;
CREATE INDEX history_finding_fingerprint ON history_finding (fingerprint);

-- What a finding does on each architecture.
CREATE TABLE history_effect (
  finding_id   INTEGER NOT NULL REFERENCES history_finding(id) ON DELETE CASCADE,
  architecture TEXT NOT NULL,
  effect       TEXT NOT NULL CHECK (effect IN ('misbehaves', 'contract-only', 'not-affected')),
  reason       TEXT NOT NULL,
  PRIMARY KEY (finding_id, architecture)
) STRICT, WITHOUT ROWID;

-- The chain that leads to a finding, and further places with the same cause.
CREATE TABLE history_step (
  finding_id INTEGER NOT NULL REFERENCES history_finding(id) ON DELETE CASCADE,
  list       TEXT NOT NULL CHECK (list IN ('trace', 'also')),
  position   INTEGER NOT NULL,       -- from 0
  file       TEXT NOT NULL,
  line       INTEGER NOT NULL,
  column_    INTEGER NOT NULL,
  function   TEXT NOT NULL,
  text       TEXT NOT NULL,
  PRIMARY KEY (finding_id, list, position)
) STRICT, WITHOUT ROWID;

-- A place that was not analysed or could not be decided, so that a finding may be missing there; each once.
CREATE TABLE history_doubt (
  id       INTEGER PRIMARY KEY,
  digest   TEXT NOT NULL UNIQUE,     -- SHA-256 of all that is said here
  kind     TEXT NOT NULL CHECK (kind IN ('unanalysed', 'undecided')),
  file     TEXT NOT NULL,
  line     INTEGER NOT NULL,
  column_  INTEGER NOT NULL,
  function TEXT NOT NULL,
  rule     TEXT NOT NULL,            -- of a place that was not decided, otherwise empty
  reason   TEXT NOT NULL,
  can_hide INTEGER NOT NULL          -- 0: no finding can be missing there
) STRICT;

-- All that was found in a tree; trees in which the same was found share it.
CREATE TABLE history_result (
  id           INTEGER PRIMARY KEY,
  digest       TEXT NOT NULL UNIQUE, -- SHA-256 of all that is said here and of what it is made of
  version      TEXT NOT NULL,        -- of the kernel, as its Makefile has it
  era          TEXT NOT NULL,        -- the contract: ptl, no-nesting, counted
  era_evidence TEXT NOT NULL         -- file:line that decided it, or forced
) STRICT;
CREATE TABLE history_result_finding (
  result_id  INTEGER NOT NULL REFERENCES history_result(id) ON DELETE CASCADE,
  position   INTEGER NOT NULL,       -- from 0, as they are reported
  finding_id INTEGER NOT NULL REFERENCES history_finding(id),
  PRIMARY KEY (result_id, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE history_result_doubt (
  result_id INTEGER NOT NULL REFERENCES history_result(id) ON DELETE CASCADE,
  position  INTEGER NOT NULL,        -- from 0, as they are reported
  doubt_id  INTEGER NOT NULL REFERENCES history_doubt(id),
  PRIMARY KEY (result_id, position)
) STRICT, WITHOUT ROWID;

-- Trees that were checked.
CREATE TABLE history_tree (
  setting_id INTEGER NOT NULL REFERENCES history_setting(id) ON DELETE CASCADE,
  tree       TEXT NOT NULL,          -- git's id of the tree: the same in all repositories
  result_id  INTEGER REFERENCES history_result(id), -- null: it could not be checked
  error      TEXT NOT NULL,          -- why not, otherwise empty
  PRIMARY KEY (setting_id, tree)
) STRICT, WITHOUT ROWID;

-- Commits that were compared with their parents. One that is not here was not looked at: by default only first parents are.
CREATE TABLE history_commit (
  setting_id INTEGER NOT NULL REFERENCES history_setting(id) ON DELETE CASCADE,
  oid        TEXT NOT NULL,          -- git's id of the commit
  outcome    TEXT NOT NULL CHECK (outcome IN ('untouched', 'compared', 'failed')),
                                     -- untouched: it changes no file that can matter
  error      TEXT NOT NULL,          -- why its tree could not be checked, otherwise empty
  PRIMARY KEY (setting_id, oid)
) STRICT, WITHOUT ROWID;

-- What commits did.
CREATE TABLE history_event (
  setting_id INTEGER NOT NULL,
  oid        TEXT NOT NULL,
  position   INTEGER NOT NULL,       -- from 0
  status     TEXT NOT NULL CHECK (status IN ('introduced', 'fixed', 'moved')),
  cause      TEXT NOT NULL CHECK (cause IN ('commit', 'merge', 'fix-lost', 'dropped')),
                                     -- merge: neither side by itself; fix-lost: a side had fixed it, the merge has it again;
                                     -- dropped: a side had introduced it, the merge does not have it
  finding_id INTEGER NOT NULL REFERENCES history_finding(id), -- as it is after the commit; if fixed, as it was before
  before_id  INTEGER REFERENCES history_finding(id),          -- moved: as it was before
  is_doubtful INTEGER NOT NULL,      -- 1: code that was not analysed may have hidden it before, or hides it now
  PRIMARY KEY (setting_id, oid, position),
  FOREIGN KEY (setting_id, oid) REFERENCES history_commit (setting_id, oid) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX history_event_finding ON history_event (finding_id);

-- Commits that could not be checked and lie between a commit and what it was compared with: what it is said to have done may
-- have been done by one of them.
CREATE TABLE history_unsure (
  setting_id INTEGER NOT NULL,
  oid        TEXT NOT NULL,
  other      TEXT NOT NULL,          -- git's id of the commit that could not be checked
  PRIMARY KEY (setting_id, oid, other),
  FOREIGN KEY (setting_id, oid) REFERENCES history_commit (setting_id, oid) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- Refs that somebody wants to hear about.
CREATE TABLE history_watch (
  id         INTEGER PRIMARY KEY,
  mirror     TEXT NOT NULL,          -- name of the mirror, empty if it is none
  repository TEXT NOT NULL,          -- folder
  ref        TEXT NOT NULL,          -- full name of the ref in that folder
  label      TEXT NOT NULL,          -- what people call the repository and the ref
  webhook    TEXT NOT NULL,          -- where notices are posted, empty: nowhere; may hold a secret
  feed       TEXT NOT NULL,          -- file that is kept up to date with the notices, empty: none
  mail       INTEGER NOT NULL,       -- 1: notices wait to be written as mail
  added      INTEGER NOT NULL,
  setting_id INTEGER REFERENCES history_setting(id), -- with what the tip was checked, null: not yet
  tip        TEXT NOT NULL,          -- the commit up to which notices were made, empty: none yet
  looked     INTEGER NOT NULL,       -- when the ref was looked at last, 0: never
  error      TEXT NOT NULL,          -- why that failed, otherwise empty
  UNIQUE (repository, ref)
) STRICT;

-- What is found at the tip of a watched ref.
CREATE TABLE history_standing (
  watch_id    INTEGER NOT NULL REFERENCES history_watch(id) ON DELETE CASCADE,
  fingerprint TEXT NOT NULL,
  finding_id  INTEGER NOT NULL REFERENCES history_finding(id),
  oid         TEXT NOT NULL,         -- git's id of the commit that introduced it, empty: it was there from the start
  PRIMARY KEY (watch_id, fingerprint)
) STRICT, WITHOUT ROWID;

-- Changes of that: a row for each finding that appeared or disappeared, never two for one change.
CREATE TABLE history_notice (
  id          INTEGER PRIMARY KEY,
  watch_id    INTEGER NOT NULL REFERENCES history_watch(id) ON DELETE CASCADE,
  key         TEXT NOT NULL UNIQUE,  -- the same however often the notice is sent
  number      INTEGER NOT NULL,      -- how often this finding has changed on this ref, from 1
  status      TEXT NOT NULL CHECK (status IN ('appeared', 'disappeared')),
  fingerprint TEXT NOT NULL,
  finding_id  INTEGER NOT NULL REFERENCES history_finding(id), -- as it is, or as it was if it disappeared
  oid         TEXT NOT NULL,         -- git's id of the commit that did it, empty: the ref was set to another history
  subject     TEXT NOT NULL,         -- of that commit
  author      TEXT NOT NULL,         -- of that commit
  old_tip     TEXT NOT NULL,
  new_tip     TEXT NOT NULL,
  rewritten   INTEGER NOT NULL,      -- 1: the new tip does not have the old one in its history
  at          INTEGER NOT NULL
) STRICT;
CREATE INDEX history_notice_watch ON history_notice (watch_id, fingerprint);

-- Who has still to be told, and who was.
CREATE TABLE history_delivery (
  notice_id INTEGER NOT NULL REFERENCES history_notice(id) ON DELETE CASCADE,
  channel   TEXT NOT NULL CHECK (channel IN ('webhook', 'mail')),
  state     TEXT NOT NULL CHECK (state IN ('waiting', 'done')),
  attempts  INTEGER NOT NULL,
  due       INTEGER NOT NULL,        -- not to be tried again before this
  error     TEXT NOT NULL,           -- of the last attempt, without secrets
  PRIMARY KEY (notice_id, channel)
) STRICT, WITHOUT ROWID;
CREATE INDEX history_delivery_state ON history_delivery (state, channel);
