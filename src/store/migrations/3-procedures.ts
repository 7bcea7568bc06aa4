import { boolean, date, validTime } from './columns.ts';

// What was done with a group step by step (办理步骤), which papers it has, and which rules it need not meet.
export const procedures = `
CREATE TABLE procedure_step (
  id INTEGER PRIMARY KEY,
  group_id INTEGER NOT NULL REFERENCES alliance_group (id),
  kindergarten_id INTEGER REFERENCES kindergarten (id),
  procedure_id TEXT NOT NULL CHECK (procedure_id <> ''),
  step TEXT NOT NULL CHECK (step <> ''),
  ${date('done_on')} NOT NULL,
  decided_by TEXT,
  document TEXT,
  document_sha256 TEXT CHECK (length(document_sha256) = 64),
  note TEXT
) STRICT;
CREATE UNIQUE INDEX procedure_step_once
  ON procedure_step (group_id, coalesce(kindergarten_id, 0), procedure_id, step);
CREATE INDEX procedure_step_kindergarten ON procedure_step (kindergarten_id) WHERE kindergarten_id IS NOT NULL;

CREATE TABLE group_document (
  id INTEGER PRIMARY KEY,
  group_id INTEGER NOT NULL REFERENCES alliance_group (id),
  kindergarten_id INTEGER REFERENCES kindergarten (id),
  checklist TEXT NOT NULL CHECK (checklist <> ''),
  item TEXT NOT NULL CHECK (item <> ''),
  ${boolean('present')} NOT NULL,
  ${date('dated')} NOT NULL,
  document TEXT,
  document_sha256 TEXT CHECK (length(document_sha256) = 64),
  note TEXT
) STRICT;
CREATE UNIQUE INDEX group_document_once
  ON group_document (group_id, coalesce(kindergarten_id, 0), checklist, item);
CREATE INDEX group_document_kindergarten ON group_document (kindergarten_id) WHERE kindergarten_id IS NOT NULL;

CREATE TABLE waiver (
  id INTEGER PRIMARY KEY,
  policy_id TEXT NOT NULL,
  rule_id TEXT NOT NULL,
  group_id INTEGER REFERENCES alliance_group (id),
  kindergarten_id INTEGER REFERENCES kindergarten (id),
  reason TEXT NOT NULL CHECK (reason <> ''),
  granted_by TEXT NOT NULL CHECK (granted_by <> ''),
  ${date('granted_on')} NOT NULL,
  ${validTime}
) STRICT;
CREATE INDEX waiver_group ON waiver (group_id);
CREATE INDEX waiver_kindergarten ON waiver (kindergarten_id) WHERE kindergarten_id IS NOT NULL;
`;
