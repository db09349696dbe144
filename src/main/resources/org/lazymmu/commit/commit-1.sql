-- The index of commits. Each commit is in it once, whatever number of mirrors have it; which ones do, git is asked.
-- A commit is in it together with all that is said of it here, or not at all, and never before its parents.

-- Who wrote or committed something, each pair of name and address once.
CREATE TABLE person (
  id    INTEGER PRIMARY KEY,        -- our number
  name  TEXT NOT NULL,              -- as written, may be empty
  email TEXT NOT NULL,              -- without angle brackets, may be empty
  UNIQUE (email, name)
) STRICT;

-- One row for each commit.
CREATE TABLE commit_ (
  id             INTEGER PRIMARY KEY, -- our number: parents have smaller ones than their children
  oid            TEXT NOT NULL UNIQUE,-- git's id, all of its hexadecimal digits in lower case
  subject        TEXT NOT NULL,       -- the first paragraph in one line
  title          TEXT NOT NULL,       -- the subject as trees agree on it: without tags like UPSTREAM: in front, lower case
  author         INTEGER NOT NULL REFERENCES person(id), -- who wrote it
  authored       INTEGER NOT NULL,    -- seconds since 1970
  author_zone    INTEGER NOT NULL,    -- minutes east of Greenwich
  committer      INTEGER NOT NULL REFERENCES person(id), -- who committed it
  committed      INTEGER NOT NULL,    -- seconds since 1970
  committer_zone INTEGER NOT NULL,    -- minutes east of Greenwich
  is_cut         INTEGER NOT NULL     -- 1 if the message or the list of files was too long to be taken whole
) STRICT;
CREATE INDEX commit_by_title ON commit_(title);
CREATE INDEX commit_by_author ON commit_(author, authored);
CREATE INDEX commit_by_time ON commit_(committed);

-- The message behind the subject.
CREATE TABLE message (
  commit_id INTEGER PRIMARY KEY REFERENCES commit_(id), -- whose
  body      TEXT NOT NULL             -- trailers included, without empty lines around it
) STRICT;

-- The parents of commits, in git's order.
CREATE TABLE parent (
  commit_id INTEGER NOT NULL REFERENCES commit_(id), -- the child
  position  INTEGER NOT NULL,         -- from 0
  parent_id INTEGER REFERENCES commit_(id), -- null where history was cut off there
  oid       TEXT,                     -- git's id where parent_id is null
  PRIMARY KEY (commit_id, position)
) STRICT, WITHOUT ROWID;

-- Commits that no other commit of the index has for a parent. All that can be reached from them is in the index.
CREATE TABLE frontier (
  commit_id INTEGER PRIMARY KEY REFERENCES commit_(id) -- which
) STRICT;

-- Trailers, those in git's trailer block and those that people wrote elsewhere.
CREATE TABLE trailer (
  commit_id INTEGER NOT NULL REFERENCES commit_(id), -- whose message
  position  INTEGER NOT NULL,         -- from 0, in the order of the message
  kind      TEXT NOT NULL,            -- fixes, link, cc-stable, reported-by, ...; other for keys that mean nothing to us
  key       TEXT NOT NULL,            -- as written
  value     TEXT NOT NULL,            -- as written, unfolded
  in_block  INTEGER NOT NULL,         -- 1 if git interpret-trailers sees it, too
  line      INTEGER NOT NULL,         -- of the message, from 1
  PRIMARY KEY (commit_id, position)
) STRICT, WITHOUT ROWID;

-- What messages say of other commits.
CREATE TABLE reference (
  commit_id INTEGER NOT NULL REFERENCES commit_(id), -- whose message
  position  INTEGER NOT NULL,         -- from 0, in the order of the message
  kind      TEXT NOT NULL,            -- upstream, cherry-pick, backport, stable-dependency, prerequisite, fixes, reverts,
                                      -- partly-reverts, mention
  hex       TEXT NOT NULL,            -- the id as written in lower case, 7 digits or more; empty if there is none
  subject   TEXT NOT NULL,            -- of that commit as quoted; empty if it is not
  title     TEXT,                     -- that subject in the form of commit_.title, where there is no id
  origin    TEXT NOT NULL,            -- the tree that it is said to come from; mostly empty
  certain   INTEGER NOT NULL,         -- 1 if the text says that it is a commit, 0 if it merely looks like an id
  line      INTEGER NOT NULL,         -- of the message, from 1
  PRIMARY KEY (commit_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX reference_by_hex ON reference(hex) WHERE hex <> '';
CREATE INDEX reference_by_title ON reference(title) WHERE title IS NOT NULL;

-- Mails that messages point to.
CREATE TABLE mail (
  commit_id  INTEGER NOT NULL REFERENCES commit_(id), -- whose message
  position   INTEGER NOT NULL,        -- from 0, in the order of the message
  message_id TEXT NOT NULL,           -- without angle brackets
  PRIMARY KEY (commit_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX mail_by_id ON mail(message_id);

-- Names of files, each once.
CREATE TABLE path (
  id   INTEGER PRIMARY KEY,           -- our number
  name TEXT NOT NULL UNIQUE           -- from the top of the tree
) STRICT;

-- Which files a commit changes against its parent. Merges have none.
CREATE TABLE touched (
  commit_id INTEGER NOT NULL REFERENCES commit_(id), -- which changes it
  path_id   INTEGER NOT NULL REFERENCES path(id),    -- what it changes
  PRIMARY KEY (commit_id, path_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX touched_by_path ON touched(path_id, commit_id);

-- Patch ids, of those commits that were ever compared by them.
CREATE TABLE patch (
  commit_id INTEGER PRIMARY KEY REFERENCES commit_(id), -- whose
  stable    TEXT NOT NULL,            -- what git patch-id --stable prints; empty for merges and where nothing changes
  is_cut    INTEGER NOT NULL          -- 1 if it has more hunks than are kept
) STRICT;
CREATE INDEX patch_by_stable ON patch(stable) WHERE stable <> '';

-- The parts of those patches.
CREATE TABLE hunk (
  commit_id INTEGER NOT NULL REFERENCES patch(commit_id), -- whose
  position  INTEGER NOT NULL,         -- from 0, in the order of the patch
  path      TEXT NOT NULL,            -- of the file
  whole     TEXT NOT NULL,            -- hash of its lines with the unchanged ones around them, without white space
  change    TEXT NOT NULL,            -- hash of its removed and added lines alone, without white space
  changed   INTEGER NOT NULL,         -- how many lines it removes and adds
  PRIMARY KEY (commit_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX hunk_by_whole ON hunk(whole);
CREATE INDEX hunk_by_change ON hunk(change);

-- Subjects and bodies as the full-text index reads them.
CREATE VIEW commit_text AS
  SELECT commit_.id AS id, commit_.subject AS subject, message.body AS body
  FROM commit_ JOIN message ON message.commit_id = commit_.id;

-- Full-text search: SELECT rowid FROM full_text WHERE full_text MATCH '"set_ptes" AND sparc*'. Names in snake case are
-- found as a phrase of their parts. The rows are filled by the program together with the commits.
CREATE VIRTUAL TABLE full_text USING fts5(
  subject, body, content = 'commit_text', content_rowid = 'id', columnsize = 0, tokenize = 'unicode61'
);
