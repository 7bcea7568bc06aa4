import { date } from './columns.ts';

// Reports (报送材料) that were handed in: by an office or by a group, once for each period; when, and the paper itself.
export const submissions = `
CREATE TABLE submission (
  id INTEGER PRIMARY KEY,
  policy_id TEXT NOT NULL,
  report TEXT NOT NULL CHECK (report <> ''),
  office_id INTEGER REFERENCES office (id),
  group_id INTEGER REFERENCES alliance_group (id),
  period TEXT NOT NULL CHECK (period <> ''),
  ${date('submitted_on')} NOT NULL,
  document TEXT,
  document_sha256 TEXT CHECK (length(document_sha256) = 64),
  note TEXT,
  CHECK ((office_id IS NULL) <> (group_id IS NULL))
) STRICT;
CREATE UNIQUE INDEX submission_once
  ON submission (policy_id, report, period, coalesce(office_id, 0), coalesce(group_id, 0));
CREATE INDEX submission_office ON submission (office_id) WHERE office_id IS NOT NULL;
CREATE INDEX submission_group ON submission (group_id) WHERE group_id IS NOT NULL;
`;
