import { date } from './columns.ts';

// Yearly figures (指标) of a policy, of one kindergarten or of an office as a whole. An answer of yes or no is 1 or 0
// of 1; where only the result is known (85 %), numerator and denominator are missing.
// A row may bear nothing but the target.
export const indicators = `
CREATE TABLE indicator_value (
  id INTEGER PRIMARY KEY,
  policy_id TEXT NOT NULL,
  indicator TEXT NOT NULL CHECK (indicator <> ''),
  year INTEGER NOT NULL CHECK (year BETWEEN 1990 AND 2100),
  office_id INTEGER REFERENCES office (id),
  kindergarten_id INTEGER REFERENCES kindergarten (id),
  numerator REAL CHECK (numerator >= 0),
  denominator REAL CHECK (denominator > 0),
  result REAL,
  target REAL,
  ${date('received_on')} NOT NULL,
  note TEXT,
  CHECK ((office_id IS NULL) <> (kindergarten_id IS NULL)),
  CHECK (denominator IS NULL OR numerator IS NOT NULL),
  CHECK (numerator IS NULL OR result IS NULL),
  CHECK (coalesce(numerator, result, target) IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX indicator_value_once
  ON indicator_value (policy_id, indicator, year, coalesce(office_id, 0), coalesce(kindergarten_id, 0));
CREATE INDEX indicator_value_kindergarten ON indicator_value (kindergarten_id) WHERE kindergarten_id IS NOT NULL;
`;
