import { boolean, date, validTime } from './columns.ts';

// Who was posted where (跟岗, 支教, 挂职, 派驻, 蹲点), with the tiers of both places on those dates; inspections (督导)
// with what was found and each dated step of its rectification (整改); who is responsible for which kindergarten
// (责任督学); budgets and entries of special funds (专项经费), in cents.
export const postingsInspectionsFunds = `
CREATE TABLE posting (
  id INTEGER PRIMARY KEY,
  group_id INTEGER REFERENCES alliance_group (id),
  person_id INTEGER NOT NULL REFERENCES person (id),
  kind TEXT NOT NULL CHECK (kind IN ('shadowing', 'teaching', 'secondment', 'residence', 'stationing')),
  rank TEXT CHECK (rank IN ('principal', 'manager', 'key-teacher', 'teacher', 'other')),
  origin_id INTEGER REFERENCES kindergarten (id),
  destination_id INTEGER NOT NULL REFERENCES kindergarten (id),
  origin_tier TEXT CHECK (origin_tier IN ('city', 'county', 'town', 'village')),
  destination_tier TEXT CHECK (destination_tier IN ('city', 'county', 'town', 'village')),
  ${boolean('destination_poor')},
  ${date('started_on')} NOT NULL,
  ${date('ended_on')} CHECK (ended_on >= started_on),
  days INTEGER CHECK (days > 0),
  end_reason TEXT,
  note TEXT,
  origin TEXT NOT NULL CHECK (origin IN ('table', 'hand'))
) STRICT;
CREATE INDEX posting_person ON posting (person_id);
CREATE INDEX posting_group ON posting (group_id) WHERE group_id IS NOT NULL;
CREATE INDEX posting_origin ON posting (origin_id) WHERE origin_id IS NOT NULL;
CREATE INDEX posting_destination ON posting (destination_id);
CREATE INDEX posting_started ON posting (started_on);

CREATE TABLE inspection (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('inspection', 'visit')),
  group_id INTEGER REFERENCES alliance_group (id),
  kindergarten_id INTEGER NOT NULL REFERENCES kindergarten (id),
  inspector_id INTEGER REFERENCES person (id),
  ${date('plan_filed_on')},
  ${date('visited_on')},
  topics TEXT,
  opinion TEXT,
  note TEXT,
  origin TEXT NOT NULL CHECK (origin IN ('table', 'hand')),
  CHECK (plan_filed_on IS NOT NULL OR visited_on IS NOT NULL)
) STRICT;
CREATE INDEX inspection_kindergarten ON inspection (kindergarten_id);
CREATE INDEX inspection_group ON inspection (group_id) WHERE group_id IS NOT NULL;
CREATE INDEX inspection_inspector ON inspection (inspector_id) WHERE inspector_id IS NOT NULL;
CREATE INDEX inspection_visited ON inspection (visited_on) WHERE visited_on IS NOT NULL;

CREATE TABLE inspection_finding (
  id INTEGER PRIMARY KEY,
  inspection_id INTEGER NOT NULL REFERENCES inspection (id),
  number INTEGER NOT NULL CHECK (number > 0),
  content TEXT NOT NULL CHECK (content <> ''),
  severity TEXT NOT NULL CHECK (severity IN ('ordinary', 'serious')),
  points REAL CHECK (points >= 0),
  note TEXT,
  UNIQUE (inspection_id, number)
) STRICT;

CREATE TABLE rectification_step (
  id INTEGER PRIMARY KEY,
  finding_id INTEGER NOT NULL REFERENCES inspection_finding (id),
  step TEXT NOT NULL CHECK (step IN ('feedback', 'report', 'notice', 'recheck', 'close')),
  ${date('done_on')} NOT NULL,
  ${date('due_on')},
  ${boolean('passed')},
  result TEXT,
  document TEXT,
  CHECK (due_on IS NULL OR step = 'notice'),
  CHECK ((step = 'recheck') = (passed IS NOT NULL)),
  UNIQUE (finding_id, step, done_on)
) STRICT;
CREATE UNIQUE INDEX rectification_step_once ON rectification_step (finding_id, step)
  WHERE step IN ('feedback', 'report', 'close');
CREATE INDEX rectification_due ON rectification_step (due_on) WHERE due_on IS NOT NULL;

CREATE TABLE inspector_assignment (
  id INTEGER PRIMARY KEY,
  person_id INTEGER NOT NULL REFERENCES person (id),
  group_id INTEGER NOT NULL REFERENCES alliance_group (id),
  kindergarten_id INTEGER REFERENCES kindergarten (id),
  role TEXT NOT NULL CHECK (role <> ''),
  share INTEGER CHECK (share BETWEEN 1 AND 100),
  ${validTime}
) STRICT;
CREATE INDEX inspector_assignment_group ON inspector_assignment (group_id);
CREATE INDEX inspector_assignment_person ON inspector_assignment (person_id);
CREATE INDEX inspector_assignment_kindergarten ON inspector_assignment (kindergarten_id)
  WHERE kindergarten_id IS NOT NULL;

CREATE TABLE fund_budget (
  id INTEGER PRIMARY KEY,
  policy_id TEXT NOT NULL,
  year INTEGER NOT NULL CHECK (year BETWEEN 1990 AND 2100),
  office_id INTEGER REFERENCES office (id),
  group_id INTEGER REFERENCES alliance_group (id),
  purpose TEXT NOT NULL DEFAULT '',
  amount_cents INTEGER NOT NULL CHECK (amount_cents >= 0),
  ${date('approved_on')},
  document TEXT,
  note TEXT,
  CHECK ((office_id IS NULL) <> (group_id IS NULL))
) STRICT;
CREATE UNIQUE INDEX fund_budget_once
  ON fund_budget (policy_id, year, coalesce(office_id, 0), coalesce(group_id, 0), purpose);
CREATE INDEX fund_budget_group ON fund_budget (group_id) WHERE group_id IS NOT NULL;

CREATE TABLE fund_entry (
  id INTEGER PRIMARY KEY,
  policy_id TEXT NOT NULL,
  year INTEGER NOT NULL CHECK (year BETWEEN 1990 AND 2100),
  office_id INTEGER REFERENCES office (id),
  group_id INTEGER REFERENCES alliance_group (id),
  kindergarten_id INTEGER REFERENCES kindergarten (id),
  ${date('entered_on')} NOT NULL,
  purpose TEXT NOT NULL CHECK (purpose <> ''),
  voucher TEXT,
  amount_cents INTEGER NOT NULL CHECK (amount_cents <> 0),
  reverses TEXT CHECK (reverses <> ''),
  account TEXT CHECK (account IN ('separate', 'running')),
  summary TEXT,
  note TEXT,
  origin TEXT NOT NULL CHECK (origin IN ('table', 'hand')),
  CHECK ((office_id IS NULL) <> (group_id IS NULL)),
  CHECK ((amount_cents < 0) = (reverses IS NOT NULL))
) STRICT;
CREATE INDEX fund_entry_day ON fund_entry (policy_id, year, entered_on);
CREATE INDEX fund_entry_group ON fund_entry (group_id) WHERE group_id IS NOT NULL;
CREATE INDEX fund_entry_kindergarten ON fund_entry (kindergarten_id) WHERE kindergarten_id IS NOT NULL;
`;
