import { boolean, count, date } from './columns.ts';

const json = (column: string, empty: string) =>
  `${column} TEXT NOT NULL DEFAULT '${empty}' CHECK (json_valid(${column}))`;

// Packages (报送包) taken from other offices; which row of this ledger stands for which row of a sender's, with the
// sender's row as it last came; and what was decided of what an office handed in for a period (退回, 已审, 锁定).
export const packages = `
CREATE TABLE report_package (
  id INTEGER PRIMARY KEY,
  office_id INTEGER NOT NULL REFERENCES office (id),
  period TEXT NOT NULL CHECK (period <> ''),
  content TEXT NOT NULL CHECK (length(content) = 64),
  file TEXT NOT NULL CHECK (file <> ''),
  ${date('packed_on')} NOT NULL,
  ${date('received_on')} NOT NULL,
  ${count('stamp')} NOT NULL,
  ${boolean('masked')} NOT NULL,
  program_version TEXT NOT NULL,
  ${json('totals', '{}')},
  ${json('findings', '[]')}
) STRICT;
CREATE INDEX report_package_office ON report_package (office_id, period);

CREATE TABLE package_row (
  id INTEGER PRIMARY KEY,
  office_id INTEGER NOT NULL REFERENCES office (id),
  table_name TEXT NOT NULL CHECK (table_name <> ''),
  sender_row INTEGER NOT NULL,
  row_id INTEGER NOT NULL,
  image TEXT NOT NULL CHECK (json_valid(image)),
  ${boolean('home')} NOT NULL DEFAULT 1,
  ${boolean('removed')} NOT NULL DEFAULT 0,
  UNIQUE (office_id, table_name, sender_row)
) STRICT;
CREATE INDEX package_row_target ON package_row (table_name, row_id);

CREATE TABLE report_review (
  id INTEGER PRIMARY KEY,
  office_id INTEGER NOT NULL REFERENCES office (id),
  period TEXT NOT NULL CHECK (period <> ''),
  ${date('first_day')} NOT NULL,
  ${date('last_day')} NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('returned', 'approved', 'locked')),
  ${date('decided_on')} NOT NULL,
  reason TEXT,
  CHECK (last_day >= first_day),
  CHECK (state <> 'returned' OR reason IS NOT NULL),
  UNIQUE (office_id, period)
) STRICT;
`;
