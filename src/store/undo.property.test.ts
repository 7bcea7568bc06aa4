import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Failure } from '../findings/catalogue.ts';
import { examineLedger } from './doctor.ts';
import { isEffective, listOperations } from './history.ts';
import { Ledger, type OperationInfo } from './ledger.ts';
import { journalledTables } from './migrations.ts';
import { undoOperation } from './undo.ts';

const info: OperationInfo = {
  kind: 'test',
  title: '试写',
  commandLine: 'youlian test',
  clerk: '试验员',
  at: new Date('2022-09-01T01:00:00Z'),
};

type Values = Readonly<Record<string, string | number | null>>;

/** One write to one row. Ids come from a small range, so that operations meet on rows and ids are used again. */
type Write =
  | { readonly do: 'insert'; readonly table: string; readonly id: number; readonly values: Values }
  | { readonly do: 'update'; readonly table: string; readonly id: number; readonly values: Values }
  | { readonly do: 'delete'; readonly table: string; readonly id: number };

const id = fc.integer({ min: 1, max: 4 });
const idOrNull = fc.option(id);
const word = fc.constantFrom('甲', '乙', '丙');
const day = fc.constantFrom('2021-03-01', '2022-01-01', '2022-09-01');
const laterDay = fc.option(fc.constantFrom('2022-06-01', '2023-01-01'));
const real = fc.double({ min: -90, max: 90, noNaN: true });

/** Values for rows of several tables that refer to one another, are unique in places, and must not overlap. */
const rows: Readonly<Record<string, fc.Arbitrary<Values>>> = {
  setting: fc.record({ key: word, value: fc.string({ unit: 'grapheme', maxLength: 4 }) }),
  office: fc.record({
    level: fc.constant('county'),
    name: word,
    parent_id: idOrNull,
    region_code: fc.option(word),
  }),
  kindergarten: fc.record({
    code: fc.option(fc.constantFrom('1000000001', '1000000002')),
    credit_code: fc.constant(null),
  }),
  kindergarten_fact: fc.record({
    kindergarten_id: id,
    valid_from: day,
    valid_to: laterDay,
    name: word,
    name_key: word,
    district_id: idOrNull,
    latitude: fc.option(real),
    inclusive: fc.option(fc.constantFrom(0, 1)),
  }),
  person: fc.record({ name: word, unit: word }),
  body: fc.record({ kind: fc.constant('leadership'), office_id: idOrNull, title: word }),
  seat: fc.record({
    body_id: id,
    person_id: id,
    role: fc.constantFrom('组长', '成员'),
    position: fc.integer({ min: 1, max: 3 }),
    unit_and_posts: word,
    valid_from: day,
    valid_to: laterDay,
  }),
};

const write: fc.Arbitrary<Write> = fc.constantFrom(...Object.keys(rows)).chain((table) => {
  const values = rows[table] as fc.Arbitrary<Values>;
  return fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({ do: fc.constant('insert' as const), table: fc.constant(table), id, values }),
    },
    {
      weight: 3,
      arbitrary: fc.record({ do: fc.constant('update' as const), table: fc.constant(table), id, values }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant('delete' as const), table: fc.constant(table), id }),
    },
  );
});

type Step = { readonly writes: readonly Write[] } | { readonly undo: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ writes: fc.array(write, { minLength: 4, maxLength: 12 }) }) },
  // How far back from the last operation.
  { weight: 2, arbitrary: fc.record({ undo: fc.integer({ min: 0, max: 9 }) }) },
);

/** Does the write where the ledger allows it; says whether the journal has a change of it. */
function attempt(ledger: Ledger, one: Write): boolean {
  const count = ledger.prepare<[], { n: number }>('SELECT count(*) AS n FROM change');
  const before = count.get()?.n;
  ledger.database.exec('SAVEPOINT one');
  try {
    if (one.do === 'delete') ledger.prepare(`DELETE FROM ${one.table} WHERE id = ?`).run(one.id);
    else {
      const columns = Object.keys(one.values);
      const values = Object.values(one.values);
      const marks = columns.map(() => '?').join(', ');
      const settings = columns.map((column) => `${column} = ?`).join(', ');
      if (one.do === 'insert') {
        ledger
          .prepare(`INSERT INTO ${one.table} (${columns.join(', ')}, id) VALUES (${marks}, ?)`)
          .run(...values, one.id);
      } else ledger.prepare(`UPDATE ${one.table} SET ${settings} WHERE id = ?`).run(...values, one.id);
    }
    ledger.database.exec('RELEASE one');
    return count.get()?.n !== before;
  } catch {
    ledger.database.exec('ROLLBACK TO one; RELEASE one');
    return false;
  }
}

/** Rows by table and id, as JSON. */
type State = ReadonlyMap<string, string>;

function stateOf(ledger: Ledger): State {
  const state = new Map<string, string>();
  for (const table of journalledTables) {
    for (const row of ledger.prepare<[], { id: number }>(`SELECT * FROM ${table}`).iterate()) {
      state.set(`${table} ${row.id}`, JSON.stringify(row));
    }
  }
  return state;
}

/** What an operation came to: rows as it left them, null for those it removed. */
function effectOf(before: State, after: State): ReadonlyMap<string, string | null> {
  const effect = new Map<string, string | null>();
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    if (before.get(key) !== after.get(key)) effect.set(key, after.get(key) ?? null);
  }
  return effect;
}

/** The state that the effects, one after the other, make of nothing. */
function replay(effects: readonly ReadonlyMap<string, string | null>[]): State {
  const state = new Map<string, string>();
  for (const effect of effects) {
    for (const [key, row] of effect) {
      if (row === null) state.delete(key);
      else state.set(key, row);
    }
  }
  return state;
}

/** The effects of the operations in effect, each from when it last came into effect. */
function inEffect<T>(ledger: Ledger, effects: ReadonlyMap<number, T>): T[] {
  const operations = listOperations(ledger);
  const since = new Map<number, number>();
  for (const operation of operations.filter(isEffective)) {
    // An undoing of an undoing brings the operation at the bottom back, from then on.
    let bottom = operation;
    let hops = 0;
    for (; bottom.undoes !== null; hops += 1) bottom = operations[bottom.undoes - 1] ?? bottom;
    if (hops % 2 === 0) since.set(bottom.id, operation.id);
  }
  return [...since]
    .filter(([base]) => operations[base - 1]?.undoneBy === null)
    .sort(([, one], [, other]) => one - other)
    .map(([base]) => effects.get(base) as T);
}

describe('selective undo', () => {
  it('leaves what the other operations alone would have made; a refused one leaves everything as it was', async () => {
    let undone = 0;
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 16 }), async (steps) => {
        const ledger = Ledger.inMemory();
        const effects = new Map<number, ReadonlyMap<string, string | null>>();
        for (const each of steps) {
          const before = stateOf(ledger);
          if ('writes' in each) {
            const { operation } = await ledger.perform(info, () => {
              for (const one of each.writes) attempt(ledger, one);
            });
            if (operation !== null) effects.set(operation, effectOf(before, stateOf(ledger)));
            continue;
          }
          const operations = listOperations(ledger);
          const back = operations.length === 0 ? 0 : each.undo % operations.length;
          const target = operations.at(-1 - back);
          if (!target) continue;
          try {
            await ledger.perform({ ...info, kind: 'undo', undoes: target.id }, () =>
              undoOperation(ledger, target.id),
            );
          } catch (error) {
            if (!(error instanceof Failure)) throw error;
            expect(['undo-blocked', 'undo-done']).toContain(error.finding.code);
            // Without foreign hands every refusal names operations.
            expect(error.message).not.toContain('doctor');
            // Nothing came after the last operation, so nothing can stand in its way.
            expect(back).toBeGreaterThan(0);
            expect(stateOf(ledger)).toEqual(before);
            refused += 1;
            continue;
          }
          undone += 1;
          expect(stateOf(ledger)).toEqual(replay(inEffect(ledger, effects)));
        }
        expect(examineLedger(ledger)).toEqual([]);
        ledger.close();
      }),
      { numRuns: 60, seed: 20210301 },
    );
    // The run says something only if both happened, and often.
    expect(undone).toBeGreaterThan(100);
    expect(refused).toBeGreaterThan(50);
  });
});
