import { date } from './columns.ts';

const quarter = "quarter TEXT NOT NULL CHECK (quarter GLOB '[0-9][0-9][0-9][0-9]Q[1-4]')";

// Quarterly bulletins (通报): the draft of each quarter, and what was issued, with the figures as they were printed; and
// which findings the clerk confirmed, so that a bulletin may name them in criticism.
export const bulletins = `
CREATE TABLE bulletin (
  id INTEGER PRIMARY KEY,
  policy_id TEXT NOT NULL,
  ${quarter},
  state TEXT NOT NULL CHECK (state IN ('draft', 'issued')),
  title TEXT NOT NULL CHECK (title <> ''),
  ${date('counted_on')} NOT NULL,
  number TEXT CHECK (number <> ''),
  ${date('issued_on')},
  name TEXT NOT NULL CHECK (name <> ''),
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  bytes INTEGER NOT NULL CHECK (bytes > 0),
  figures TEXT NOT NULL CHECK (json_valid(figures)),
  activity_id INTEGER REFERENCES activity (id),
  CHECK (state = 'draft' OR (number IS NOT NULL AND issued_on IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX bulletin_once ON bulletin (policy_id, quarter, state);
CREATE UNIQUE INDEX bulletin_number ON bulletin (number) WHERE state = 'issued';

CREATE TABLE bulletin_confirmation (
  id INTEGER PRIMARY KEY,
  policy_id TEXT NOT NULL,
  ${quarter},
  source TEXT NOT NULL CHECK (source IN ('owed', 'violation', 'overdue')),
  rule_id TEXT NOT NULL CHECK (rule_id <> ''),
  group_id INTEGER REFERENCES alliance_group (id),
  kindergarten_id INTEGER REFERENCES kindergarten (id),
  reason TEXT NOT NULL CHECK (reason <> ''),
  confirmed_by TEXT NOT NULL CHECK (confirmed_by <> ''),
  ${date('confirmed_on')} NOT NULL,
  CHECK (group_id IS NOT NULL OR kindergarten_id IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX bulletin_confirmation_once ON bulletin_confirmation
  (policy_id, quarter, source, rule_id, coalesce(group_id, 0), coalesce(kindergarten_id, 0));
CREATE INDEX bulletin_confirmation_group ON bulletin_confirmation (group_id) WHERE group_id IS NOT NULL;
CREATE INDEX bulletin_confirmation_kindergarten
  ON bulletin_confirmation (kindergarten_id) WHERE kindergarten_id IS NOT NULL;
`;
