import { boolean, count, date, noOverlap, validTime } from './columns.ts';

export const foundation = `
CREATE TABLE operation (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  command_line TEXT NOT NULL,
  clerk TEXT NOT NULL,
  at TEXT NOT NULL,
  program_version TEXT NOT NULL,
  schema_version INTEGER NOT NULL,
  undoes INTEGER REFERENCES operation (id) CHECK (undoes < id),
  first_change INTEGER,
  last_change INTEGER CHECK (last_change >= first_change),
  counts TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(counts)),
  summary TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(summary))
) STRICT;

CREATE TABLE open_operation (
  singleton INTEGER PRIMARY KEY CHECK (singleton = 1),
  operation_id INTEGER NOT NULL REFERENCES operation (id)
) STRICT;

CREATE TRIGGER operation_closed BEFORE UPDATE ON operation
WHEN OLD.id IS NOT (SELECT operation_id FROM open_operation)
BEGIN SELECT RAISE(ABORT, 'journal: a closed operation does not change'); END;
CREATE TRIGGER operation_kept BEFORE DELETE ON operation
BEGIN SELECT RAISE(ABORT, 'journal: operations are not deleted'); END;

-- The changes of one operation have consecutive ids, which the operation names: no index by operation is needed.
-- The index leaves inserts out: a large import is nearly all inserts, and nothing looks them up by row.
CREATE TABLE change (
  id INTEGER PRIMARY KEY,
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  table_name TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind = 'insert' OR kind = 'update' OR kind = 'delete'),
  before TEXT,
  digest TEXT
) STRICT;
CREATE INDEX change_row ON change (table_name, row_id) WHERE kind <> 'insert';
CREATE TRIGGER change_written_once BEFORE UPDATE ON change
BEGIN SELECT RAISE(ABORT, 'journal: changes are written once'); END;
CREATE TRIGGER change_kept BEFORE DELETE ON change
BEGIN SELECT RAISE(ABORT, 'journal: changes are not deleted'); END;

CREATE TABLE source_file (
  id INTEGER PRIMARY KEY,
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  path TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  bytes INTEGER NOT NULL
) STRICT;
CREATE INDEX source_file_operation ON source_file (operation_id);

CREATE TABLE source_table (
  id INTEGER PRIMARY KEY,
  source_file_id INTEGER NOT NULL REFERENCES source_file (id),
  sheet TEXT NOT NULL,
  table_id TEXT NOT NULL,
  columns TEXT NOT NULL CHECK (json_valid(columns)),
  footer TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(footer))
) STRICT;

CREATE TABLE source_row (
  id INTEGER PRIMARY KEY,
  source_table_id INTEGER NOT NULL REFERENCES source_table (id),
  row INTEGER NOT NULL,
  target TEXT NOT NULL,
  target_id INTEGER NOT NULL,
  fields INTEGER NOT NULL
) STRICT;
CREATE INDEX source_row_target ON source_row (target, target_id);

CREATE TABLE setting (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  value TEXT NOT NULL
) STRICT;

CREATE TABLE office (
  id INTEGER PRIMARY KEY,
  level TEXT NOT NULL CHECK (level IN ('province', 'city', 'county', 'town')),
  name TEXT NOT NULL CHECK (name <> ''),
  title TEXT,
  region_code TEXT,
  parent_id INTEGER REFERENCES office (id),
  ${boolean('is_own')} NOT NULL DEFAULT 0,
  CHECK (parent_id IS NULL OR parent_id <> id)
) STRICT;
CREATE UNIQUE INDEX office_own ON office (is_own) WHERE is_own = 1;
CREATE UNIQUE INDEX office_name ON office (coalesce(parent_id, 0), level, name);
CREATE INDEX office_area ON office (name);

CREATE TABLE term (
  id INTEGER PRIMARY KEY,
  school_year TEXT NOT NULL CHECK (school_year GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9][0-9][0-9]'),
  number INTEGER NOT NULL CHECK (number IN (1, 2)),
  ${date('starts')} NOT NULL,
  ${date('ends')} NOT NULL,
  CHECK (ends > starts),
  UNIQUE (school_year, number)
) STRICT;

CREATE TABLE policy_adoption (
  id INTEGER PRIMARY KEY,
  policy_id TEXT NOT NULL,
  ${validTime}
) STRICT;
${noOverlap('policy_adoption')}

CREATE TABLE kindergarten (
  id INTEGER PRIMARY KEY,
  code TEXT UNIQUE CHECK (length(code) = 10),
  credit_code TEXT UNIQUE CHECK (length(credit_code) = 18)
) STRICT;

CREATE TABLE kindergarten_fact (
  id INTEGER PRIMARY KEY,
  kindergarten_id INTEGER NOT NULL REFERENCES kindergarten (id),
  ${validTime},
  name TEXT NOT NULL CHECK (name <> ''),
  name_key TEXT NOT NULL,
  district_id INTEGER REFERENCES office (id),
  town_id INTEGER REFERENCES office (id),
  address TEXT,
  longitude REAL CHECK (longitude BETWEEN -180 AND 180),
  latitude REAL CHECK (latitude BETWEEN -90 AND 90),
  ownership TEXT,
  ${boolean('inclusive')},
  category TEXT,
  ${boolean('is_new')},
  ${boolean('is_weak')},
  build_state TEXT,
  ${count('classes')},
  ${count('children')},
  ${count('staff')},
  ${count('teachers')},
  ${count('preschool_teachers')},
  ${count('middle_titles')},
  ${count('senior_titles')},
  principal TEXT,
  phone TEXT,
  UNIQUE (kindergarten_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX kindergarten_fact_current ON kindergarten_fact (kindergarten_id) WHERE valid_to IS NULL;
CREATE INDEX kindergarten_fact_name ON kindergarten_fact (name_key);
${noOverlap('kindergarten_fact')}

CREATE TABLE alliance_group (
  id INTEGER PRIMARY KEY,
  policy_id TEXT NOT NULL,
  tier TEXT,
  name TEXT NOT NULL CHECK (name <> ''),
  office_id INTEGER REFERENCES office (id),
  ${date('cycle_start')} NOT NULL,
  ${date('cycle_end')},
  origin TEXT NOT NULL CHECK (origin IN ('list', 'plan', 'hand')),
  ${validTime},
  end_reason TEXT,
  CHECK (cycle_end IS NULL OR cycle_end > cycle_start)
) STRICT;

CREATE TABLE membership (
  id INTEGER PRIMARY KEY,
  group_id INTEGER NOT NULL REFERENCES alliance_group (id),
  kindergarten_id INTEGER NOT NULL REFERENCES kindergarten (id),
  role TEXT NOT NULL CHECK (role IN ('lead', 'member')),
  position INTEGER NOT NULL DEFAULT 0,
  responsible TEXT,
  ${validTime},
  end_reason TEXT
) STRICT;
CREATE UNIQUE INDEX membership_lead ON membership (group_id) WHERE role = 'lead' AND valid_to IS NULL;
CREATE INDEX membership_group ON membership (group_id);
CREATE INDEX membership_kindergarten ON membership (kindergarten_id);
${noOverlap('membership')}

CREATE TABLE person (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL CHECK (name <> ''),
  unit TEXT NOT NULL,
  UNIQUE (name, unit)
) STRICT;

CREATE TABLE body (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  office_id INTEGER REFERENCES office (id),
  group_id INTEGER REFERENCES alliance_group (id),
  policy_id TEXT,
  title TEXT NOT NULL,
  ${validTime}
) STRICT;

CREATE TABLE seat (
  id INTEGER PRIMARY KEY,
  body_id INTEGER NOT NULL REFERENCES body (id),
  person_id INTEGER NOT NULL REFERENCES person (id),
  role TEXT NOT NULL,
  position INTEGER NOT NULL,
  unit_and_posts TEXT NOT NULL,
  ${validTime}
) STRICT;
CREATE INDEX seat_body ON seat (body_id);
${noOverlap('seat')}

CREATE TABLE application (
  id INTEGER PRIMARY KEY,
  kindergarten_id INTEGER NOT NULL REFERENCES kindergarten (id),
  lead_id INTEGER REFERENCES kindergarten (id),
  policy_id TEXT NOT NULL DEFAULT '',
  cycle_start TEXT NOT NULL DEFAULT '',
  ${date('received_on')} NOT NULL,
  name TEXT NOT NULL,
  size TEXT, address TEXT, postcode TEXT,
  legal_representative TEXT, post TEXT, phone TEXT,
  contact TEXT, mobile TEXT, landline TEXT, email TEXT,
  lead_name TEXT, lead_phone TEXT, lead_address TEXT, lead_email TEXT,
  project TEXT, expected_effect TEXT, recommender TEXT, opinion TEXT,
  UNIQUE (kindergarten_id, policy_id, cycle_start)
) STRICT;

CREATE TABLE plan (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  policy_id TEXT NOT NULL,
  tier TEXT NOT NULL,
  ledger_stamp INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'adopted', 'discarded')),
  problem TEXT NOT NULL CHECK (json_valid(problem)),
  result TEXT NOT NULL CHECK (json_valid(result))
) STRICT;
`;
