import { date } from './columns.ts';

// Papers of the archive (档案) that belong to no activity, step, checklist, report or bulletin: filed by the clerk under
// a category of the office's own wording.
export const archive = `
CREATE TABLE archived_paper (
  id INTEGER PRIMARY KEY,
  group_id INTEGER REFERENCES alliance_group (id),
  policy_id TEXT,
  category TEXT NOT NULL CHECK (category <> ''),
  title TEXT NOT NULL CHECK (title <> ''),
  ${date('dated')} NOT NULL,
  name TEXT NOT NULL CHECK (name <> ''),
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  bytes INTEGER NOT NULL CHECK (bytes > 0),
  note TEXT
) STRICT;
CREATE UNIQUE INDEX archived_paper_once ON archived_paper (coalesce(group_id, 0), category, title, sha256);
CREATE INDEX archived_paper_group ON archived_paper (group_id) WHERE group_id IS NOT NULL;
`;
