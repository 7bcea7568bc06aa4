import type { Ledger } from '../store/ledger.ts';
import type { Activity, ActivityKindergarten, ActivityPerson, Evidence } from './activity.ts';

/** Who takes part in an activity, and what proves it, as it is entered: people by their number. */
export interface Taking {
  readonly kindergartens: readonly ActivityKindergarten[];
  readonly people: readonly Pick<ActivityPerson, 'personId' | 'role' | 'hours'>[];
  readonly evidence: readonly Evidence[];
}

/** Puts rows under their activity, which stands first in each: plain arrays, because there are many. */
function byActivity<T>(rows: readonly unknown[][], read: (row: readonly never[]) => T): Map<number, T[]> {
  const lists = new Map<number, T[]>();
  for (const row of rows) {
    const own = lists.get(row[0] as number);
    const entry = read(row as never[]);
    if (own) own.push(entry);
    else lists.set(row[0] as number, [entry]);
  }
  return lists;
}

/** Read at once for all activities that a predicate over `activity AS a` selects, in the order of entering. */
export function takingPartOf(
  ledger: Ledger,
  predicate: string,
  parameters: Readonly<Record<string, string | number>>,
): { [K in keyof Taking]: ReadonlyMap<number, Activity[K]> } {
  const selected =
    predicate === 'TRUE' ? 'TRUE' : `t.activity_id IN (SELECT a.id FROM activity AS a WHERE ${predicate})`;
  const rows = (columns: string, table: string) =>
    ledger
      .prepare<[object], unknown[]>(
        `SELECT t.activity_id, ${columns} FROM ${table} WHERE ${selected} ORDER BY t.id`,
      )
      .raw()
      .all(parameters) as unknown as unknown[][];
  return {
    kindergartens: byActivity(
      rows('t.kindergarten_id, t.people', 'activity_kindergarten AS t'),
      ([, kindergartenId, people]): ActivityKindergarten => ({
        kindergartenId: kindergartenId!,
        people: people!,
      }),
    ),
    people: byActivity(
      rows(
        't.person_id, person.name, person.unit, t.role, t.hours',
        'activity_person AS t JOIN person ON person.id = t.person_id',
      ),
      ([, personId, name, unit, role, hours]): ActivityPerson => ({
        personId: personId!,
        name: name!,
        unit: unit!,
        role: role!,
        hours: hours!,
      }),
    ),
    evidence: byActivity(
      rows('t.name, t.sha256, t.bytes', 'activity_evidence AS t'),
      ([, name, sha256, bytes]): Evidence => ({ name: name!, sha256: sha256!, bytes: bytes! }),
    ),
  };
}

interface Written {
  readonly isChanged: boolean;
  /** Calendars elsewhere show it. */
  readonly isShown: boolean;
}

interface Entry {
  /** What makes two rows the same one. */
  readonly key: Readonly<Record<string, string | number>>;
  /** What can be different about it. */
  readonly said: Readonly<Record<string, string | number | null>>;
}

/**
 * Writes the lists that are given over those that were (inside `perform`): rows that stay the same are not touched.
 */
export function writeTakingPart(
  ledger: Ledger,
  activityId: number,
  given: Partial<Taking>,
  before: Taking,
): Written {
  const kindergarten = (one: ActivityKindergarten): Entry => ({
    key: { kindergarten_id: one.kindergartenId },
    said: { people: one.people },
  });
  const person = (one: Taking['people'][number]): Entry => ({
    key: { person_id: one.personId, role: one.role },
    said: { hours: one.hours },
  });
  const file = (one: Evidence): Entry => ({
    key: { sha256: one.sha256 },
    said: { name: one.name, bytes: one.bytes },
  });
  const write = <T>(table: string, entry: (one: T) => Entry, now?: readonly T[], was: readonly T[] = []) =>
    now !== undefined && writeList(ledger, table, activityId, now.map(entry), was.map(entry));
  const shown = [
    write('activity_kindergarten', kindergarten, given.kindergartens, before.kindergartens),
    write('activity_person', person, given.people, before.people),
  ].some(Boolean);
  const proved = write('activity_evidence', file, given.evidence, before.evidence);
  return { isChanged: shown || proved, isShown: shown };
}

const keyText = (entry: Entry) => JSON.stringify(Object.values(entry.key));

/** @returns whether a row was added, changed or removed */
function writeList(
  ledger: Ledger,
  table: string,
  activityId: number,
  now: readonly Entry[],
  before: readonly Entry[],
): boolean {
  const wanted = new Map(now.map((entry) => [keyText(entry), entry]));
  const known = new Map(before.map((entry) => [keyText(entry), entry]));
  let isChanged = false;
  const where = (entry: Entry) =>
    ['activity_id = @activity_id', ...Object.keys(entry.key).map((key) => `${key} = @${key}`)].join(' AND ');
  for (const [key, entry] of known) {
    if (wanted.has(key)) continue;
    ledger
      .prepare<[object]>(`DELETE FROM ${table} WHERE ${where(entry)}`)
      .run({ activity_id: activityId, ...entry.key });
    isChanged = true;
  }
  for (const [key, entry] of wanted) {
    const old = known.get(key);
    const values = { activity_id: activityId, ...entry.key, ...entry.said };
    const names = Object.keys(old ? entry.said : values);
    if (old && names.every((name) => old.said[name] === entry.said[name])) continue;
    const sql = old
      ? `UPDATE ${table} SET ${names.map((name) => `${name} = @${name}`).join(', ')} WHERE ${where(entry)}`
      : `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map((name) => `@${name}`).join(', ')})`;
    ledger.prepare<[object]>(sql).run(values);
    isChanged = true;
  }
  return isChanged;
}
