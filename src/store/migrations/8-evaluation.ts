import { boolean, date } from './columns.ts';

// A score stands on half points; a fact has two decimals.
const half = (column: string) =>
  `${column} REAL CHECK (${column} >= 0 AND ${column} * 2 = CAST(${column} * 2 AS INTEGER))`;
// Where a value came from: file and its hash, sheet, cell. Absent where it was entered by hand.
const place = `file TEXT, file_sha256 TEXT CHECK (length(file_sha256) = 64), sheet TEXT, cell TEXT`;

// Year-end evaluation (年度考核): one run a policy and year with the rubric as it then stood; its subjects (a group, its
// lead, its members), what each scorer entered, gates, facts as the sheets showed them, evidence notes, opinions heard.
// Results stand only in a finalised run.
export const evaluation = `
CREATE TABLE evaluation_run (
  id INTEGER PRIMARY KEY,
  policy_id TEXT NOT NULL,
  year INTEGER NOT NULL CHECK (year BETWEEN 1990 AND 2100),
  rubric_id TEXT NOT NULL CHECK (rubric_id <> ''),
  rubric TEXT NOT NULL CHECK (json_valid(rubric)),
  ${date('opened_on')} NOT NULL,
  ${date('finalised_on')},
  ${date('reopened_on')},
  reopen_reason TEXT,
  CHECK ((reopened_on IS NULL) = (reopen_reason IS NULL)),
  UNIQUE (policy_id, year)
) STRICT;
CREATE TABLE evaluation_subject (
  id INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES evaluation_run (id),
  group_id INTEGER NOT NULL REFERENCES alliance_group (id),
  kindergarten_id INTEGER REFERENCES kindergarten (id),
  subject TEXT NOT NULL CHECK (subject <> ''),
  name TEXT NOT NULL CHECK (name <> ''),
  ${place}
) STRICT;
CREATE UNIQUE INDEX evaluation_subject_once
  ON evaluation_subject (run_id, group_id, subject, coalesce(kindergarten_id, 0));
CREATE INDEX evaluation_subject_group ON evaluation_subject (group_id);
CREATE INDEX evaluation_subject_kindergarten ON evaluation_subject (kindergarten_id) WHERE kindergarten_id IS NOT NULL;
CREATE TABLE evaluation_score (
  id INTEGER PRIMARY KEY,
  subject_id INTEGER NOT NULL REFERENCES evaluation_subject (id),
  indicator TEXT NOT NULL CHECK (indicator <> ''),
  scorer TEXT NOT NULL CHECK (scorer IN ('self', 'lead', 'expert', 'bureau')),
  ${half('value')} NOT NULL,
  ${place},
  UNIQUE (subject_id, indicator, scorer)
) STRICT;
CREATE TABLE evaluation_gate (
  id INTEGER PRIMARY KEY,
  subject_id INTEGER NOT NULL REFERENCES evaluation_subject (id),
  gate TEXT NOT NULL CHECK (gate <> ''),
  ${boolean('answer')} NOT NULL,
  ${place},
  UNIQUE (subject_id, gate)
) STRICT;
CREATE TABLE evaluation_fact (
  id INTEGER PRIMARY KEY,
  subject_id INTEGER NOT NULL REFERENCES evaluation_subject (id),
  fact TEXT NOT NULL CHECK (fact <> ''),
  value REAL,
  basis TEXT,
  ${place},
  UNIQUE (subject_id, fact)
) STRICT;
CREATE TABLE evaluation_evidence (
  id INTEGER PRIMARY KEY,
  subject_id INTEGER NOT NULL REFERENCES evaluation_subject (id),
  indicator TEXT NOT NULL CHECK (indicator <> ''),
  note TEXT NOT NULL CHECK (note <> ''),
  ${place},
  UNIQUE (subject_id, indicator)
) STRICT;
CREATE TABLE evaluation_opinion (
  id INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES evaluation_run (id),
  group_id INTEGER NOT NULL REFERENCES alliance_group (id),
  kindergarten_id INTEGER NOT NULL REFERENCES kindergarten (id),
  subject TEXT NOT NULL CHECK (subject <> ''),
  heard_from_id INTEGER REFERENCES kindergarten (id),
  ${date('heard_on')} NOT NULL,
  opinion TEXT NOT NULL CHECK (opinion <> ''),
  ${place},
  UNIQUE (run_id, group_id, kindergarten_id, subject)
) STRICT;
CREATE INDEX evaluation_opinion_group ON evaluation_opinion (group_id);
CREATE INDEX evaluation_opinion_kindergarten ON evaluation_opinion (kindergarten_id);
CREATE INDEX evaluation_opinion_from ON evaluation_opinion (heard_from_id) WHERE heard_from_id IS NOT NULL;
CREATE TABLE evaluation_result (
  id INTEGER PRIMARY KEY,
  subject_id INTEGER NOT NULL UNIQUE REFERENCES evaluation_subject (id),
  total REAL NOT NULL CHECK (total >= 0),
  grade TEXT NOT NULL CHECK (grade <> ''),
  rank INTEGER NOT NULL CHECK (rank >= 1),
  among INTEGER NOT NULL CHECK (among >= rank),
  ${boolean('vetoed')} NOT NULL
) STRICT;
`;
