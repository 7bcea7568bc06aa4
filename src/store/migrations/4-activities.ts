import { boolean, count, date } from './columns.ts';

const time = (column: string) => `${column} TEXT CHECK (${column} GLOB '[0-2][0-9]:[0-5][0-9]')`;

// What is planned, held or called off (活动), with who took part, who is wanted there, and what proves it; the days on
// which the office's calendar (校历) differs from the published one; and when somebody or something is not to be had.
export const activities = `
CREATE TABLE calendar_day (
  id INTEGER PRIMARY KEY,
  ${date('date')} NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('off', 'work', 'closed')),
  name TEXT NOT NULL,
  source TEXT
) STRICT;

CREATE TABLE activity (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE CHECK (uid <> ''),
  ${count('sequence')} NOT NULL DEFAULT 0,
  policy_id TEXT NOT NULL,
  group_id INTEGER REFERENCES alliance_group (id),
  office_id INTEGER REFERENCES office (id),
  kind TEXT NOT NULL CHECK (kind <> ''),
  line TEXT,
  title TEXT NOT NULL CHECK (title <> ''),
  state TEXT NOT NULL CHECK (state IN ('planned', 'done', 'cancelled')),
  rule_id TEXT,
  ${date('due_from')},
  ${date('due_to')},
  ${date('planned_on')},
  ${time('starts')},
  ${time('ends')},
  ${boolean('fixed')} NOT NULL DEFAULT 0,
  ${date('held_on')},
  ${date('held_to')},
  host_id INTEGER REFERENCES kindergarten (id),
  venue TEXT,
  hours REAL CHECK (hours > 0),
  topics TEXT,
  outcome TEXT,
  ${boolean('outstanding')} NOT NULL DEFAULT 0,
  reason TEXT,
  note TEXT,
  origin TEXT NOT NULL CHECK (origin IN ('plan', 'table', 'hand')),
  CHECK (group_id IS NOT NULL OR office_id IS NOT NULL),
  CHECK ((state = 'done') = (held_on IS NOT NULL)),
  CHECK (planned_on IS NOT NULL OR held_on IS NOT NULL),
  CHECK (held_to IS NULL OR held_to >= held_on),
  CHECK (ends IS NULL OR ends > starts),
  CHECK ((due_from IS NULL) = (due_to IS NULL) AND (due_to IS NULL OR due_to >= due_from))
) STRICT;
CREATE INDEX activity_group ON activity (group_id);
CREATE INDEX activity_office ON activity (office_id) WHERE office_id IS NOT NULL;
CREATE INDEX activity_planned ON activity (planned_on) WHERE planned_on IS NOT NULL;
CREATE INDEX activity_held ON activity (held_on) WHERE held_on IS NOT NULL;
CREATE INDEX activity_host ON activity (host_id) WHERE host_id IS NOT NULL;

CREATE TABLE activity_kindergarten (
  id INTEGER PRIMARY KEY,
  activity_id INTEGER NOT NULL REFERENCES activity (id),
  kindergarten_id INTEGER NOT NULL REFERENCES kindergarten (id),
  ${count('people')},
  UNIQUE (activity_id, kindergarten_id)
) STRICT;
CREATE INDEX activity_kindergarten_kindergarten ON activity_kindergarten (kindergarten_id);

CREATE TABLE activity_person (
  id INTEGER PRIMARY KEY,
  activity_id INTEGER NOT NULL REFERENCES activity (id),
  person_id INTEGER NOT NULL REFERENCES person (id),
  role TEXT NOT NULL CHECK (role <> ''),
  hours REAL CHECK (hours > 0),
  UNIQUE (activity_id, person_id, role)
) STRICT;
CREATE INDEX activity_person_person ON activity_person (person_id);

CREATE TABLE activity_evidence (
  id INTEGER PRIMARY KEY,
  activity_id INTEGER NOT NULL REFERENCES activity (id),
  name TEXT NOT NULL CHECK (name <> ''),
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  bytes INTEGER NOT NULL CHECK (bytes >= 0),
  UNIQUE (activity_id, sha256)
) STRICT;

CREATE TABLE activity_block (
  id INTEGER PRIMARY KEY,
  ${date('first_day')} NOT NULL,
  ${date('last_day')} NOT NULL,
  group_id INTEGER REFERENCES alliance_group (id),
  kindergarten_id INTEGER REFERENCES kindergarten (id),
  person_id INTEGER REFERENCES person (id),
  reason TEXT NOT NULL CHECK (reason <> ''),
  CHECK (last_day >= first_day)
) STRICT;
CREATE INDEX activity_block_kindergarten ON activity_block (kindergarten_id) WHERE kindergarten_id IS NOT NULL;
CREATE INDEX activity_block_person ON activity_block (person_id) WHERE person_id IS NOT NULL;
`;
