// 'YYYY-MM-DD', so that text order is date order.
export const date = (column: string) =>
  `${column} TEXT CHECK (${column} GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')`;

/** `valid_from` inclusive, `valid_to` exclusive, NULL while in force (half-open valid time). */
export const validTime = `${date('valid_from')} NOT NULL DEFAULT '0001-01-01',
  ${date('valid_to')} CHECK (valid_to IS NULL OR valid_to > valid_from)`;

/** What makes two rows versions of the same thing: of those no two may hold at the same time. */
export const overlapKeys: Readonly<Record<string, readonly string[]>> = {
  policy_adoption: ['policy_id'],
  kindergarten_fact: ['kindergarten_id'],
  membership: ['group_id', 'kindergarten_id'],
  seat: ['body_id', 'person_id', 'role'],
};

export const noOverlap = (table: string) => {
  const same = (overlapKeys[table] ?? []).map((key) => `other.${key} = NEW.${key}`).join(' AND ');
  const body = `BEGIN SELECT RAISE(ABORT, '${table}: periods overlap') WHERE EXISTS (
    SELECT 1 FROM ${table} AS other WHERE ${same} AND other.id <> NEW.id
      AND other.valid_from < coalesce(NEW.valid_to, '9999-12-31')
      AND NEW.valid_from < coalesce(other.valid_to, '9999-12-31')); END;`;
  return `CREATE TRIGGER ${table}_overlap_insert AFTER INSERT ON ${table} ${body}
CREATE TRIGGER ${table}_overlap_update AFTER UPDATE ON ${table} ${body}`;
};

export const boolean = (column: string) => `${column} INTEGER CHECK (${column} IN (0, 1))`;
export const count = (column: string) => `${column} INTEGER CHECK (${column} >= 0)`;
