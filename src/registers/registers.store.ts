import type { IsoDate } from '../common/dates.ts';
import type { RegisterFacts } from '../policy/facts.ts';
import type { Ledger } from '../store/ledger.ts';
import { loadRegister, registerIds } from '../tables/load.ts';
import type { Content, EntrySubject, RegisterEntry } from './register-entry.ts';

type Row = Omit<RegisterEntry, 'content'> & { readonly content: string };

const columns = `id, register, office_id AS officeId, group_id AS groupId, kindergarten_id AS kindergartenId, mark,
  content, entered_on AS enteredOn`;

const understood = (row: Row): RegisterEntry => ({ ...row, content: JSON.parse(row.content) as Content });

/** The entries of a register: by group, kindergarten, then in the order in which they came in. */
export function listEntries(ledger: Ledger, register: string): RegisterEntry[] {
  return ledger
    .prepare<[string], Row>(
      `SELECT ${columns} FROM register_entry WHERE register = ? ORDER BY group_id, kindergarten_id, id`,
    )
    .all(register)
    .map(understood);
}

/** How many entries each register has. */
export function entryCounts(ledger: Ledger): Map<string, number> {
  const rows = ledger
    .prepare<[], { register: string; count: number }>(
      'SELECT register, count(*) AS count FROM register_entry GROUP BY register ORDER BY register',
    )
    .all();
  return new Map(rows.map(({ register, count }) => [register, count]));
}

export function findEntryById(ledger: Ledger, id: number): RegisterEntry | undefined {
  const row = ledger.prepare<[number], Row>(`SELECT ${columns} FROM register_entry WHERE id = ?`).get(id);
  return row && understood(row);
}

export function findEntry(
  ledger: Ledger,
  register: string,
  subject: EntrySubject,
  mark: string,
): RegisterEntry | undefined {
  const row = ledger
    .prepare<[EntrySubject & { register: string; mark: string }], Row>(
      `SELECT ${columns} FROM register_entry WHERE register = @register AND mark = @mark
        AND office_id IS @officeId AND group_id IS @groupId AND kindergarten_id IS @kindergartenId`,
    )
    .get({ ...subject, register, mark });
  return row && understood(row);
}

/** Enters a new entry (inside `perform`). Gives its row id. */
export function addEntry(ledger: Ledger, entry: Omit<RegisterEntry, 'id'>): number {
  const { lastInsertRowid } = ledger
    .prepare(
      `INSERT INTO register_entry (register, office_id, group_id, kindergarten_id, mark, content, entered_on)
       VALUES (@register, @officeId, @groupId, @kindergartenId, @mark, @content, @enteredOn)`,
    )
    .run({ ...entry, content: JSON.stringify(entry.content) });
  return Number(lastInsertRowid);
}

/** Gives an entry another content (inside `perform`); what it is told apart by goes with it. */
export function changeEntry(ledger: Ledger, id: number, mark: string, content: Content): void {
  ledger
    .prepare('UPDATE register_entry SET mark = ?, content = ? WHERE id = ?')
    .run(mark, JSON.stringify(content), id);
}

/** Inside `perform`. */
export function removeEntry(ledger: Ledger, id: number): void {
  ledger.prepare('DELETE FROM register_entry WHERE id = ?').run(id);
}

/**
 * The registers as rules look them up: each read when it is first asked for, and once for each day, since a rule asks
 * anew for every group.
 */
export function registerFacts(ledger: Ledger, folders: readonly string[]): RegisterFacts {
  const read = new Map<string, readonly RegisterEntry[]>();
  const onDays = new Map<string, ReturnType<RegisterFacts['of']>>();
  let known: ReadonlySet<string> | undefined;
  return {
    of(register: string, on: IsoDate) {
      known ??= new Set(registerIds(folders));
      if (!known.has(register)) return undefined;
      const key = `${register} ${on}`;
      const held = onDays.get(key);
      if (held) return held;
      const entries = read.get(register) ?? listEntries(ledger, register);
      read.set(register, entries);
      const facts = {
        name: loadRegister(register, folders).name,
        entries: entries
          .filter(({ enteredOn }) => enteredOn <= on)
          .map(({ groupId, kindergartenId, content }) => ({ groupId, kindergartenId, values: content })),
      };
      onDays.set(key, facts);
      return facts;
    },
  };
}
