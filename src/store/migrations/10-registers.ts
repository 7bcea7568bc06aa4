import { date } from './columns.ts';

// Registers (登记簿): their fields are data, their entries stand here. What an entry says is kept by key of the field,
// so that an office may change its registers; `mark` tells the entries of one subject apart.
export const registers = `
CREATE TABLE register_entry (
  id INTEGER PRIMARY KEY,
  register TEXT NOT NULL CHECK (register <> ''),
  office_id INTEGER REFERENCES office (id),
  group_id INTEGER REFERENCES alliance_group (id),
  kindergarten_id INTEGER REFERENCES kindergarten (id),
  mark TEXT NOT NULL,
  content TEXT NOT NULL CHECK (json_type(content) = 'object'),
  ${date('entered_on')} NOT NULL,
  CHECK ((office_id IS NOT NULL) + (group_id IS NOT NULL) + (kindergarten_id IS NOT NULL) = 1)
) STRICT;
CREATE UNIQUE INDEX register_entry_once ON register_entry
  (register, coalesce(office_id, 0), coalesce(group_id, 0), coalesce(kindergarten_id, 0), mark);
CREATE INDEX register_entry_group ON register_entry (group_id) WHERE group_id IS NOT NULL;
CREATE INDEX register_entry_kindergarten ON register_entry (kindergarten_id) WHERE kindergarten_id IS NOT NULL;
`;
