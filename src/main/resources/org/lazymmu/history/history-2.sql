-- What somebody wants to hear about: names with commas between them, empty: all, or for the era each tree's own.
ALTER TABLE history_watch ADD COLUMN architectures TEXT NOT NULL DEFAULT '';
ALTER TABLE history_watch ADD COLUMN era TEXT NOT NULL DEFAULT '';
ALTER TABLE history_watch ADD COLUMN rules TEXT NOT NULL DEFAULT '';
