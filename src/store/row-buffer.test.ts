import { describe, expect, it } from 'vitest';
import { examineLedger } from './doctor.ts';
import { listOperations, rowChanges } from './history.ts';
import { Ledger, type OperationInfo } from './ledger.ts';
import { undoOperation } from './undo.ts';

const info: OperationInfo = {
  kind: 'test',
  title: '试写',
  commandLine: 'youlian test',
  clerk: '试验员',
  at: new Date('2022-09-01T01:00:00Z'),
};

const kindergarten = { table: 'kindergarten', columns: ['code', 'credit_code'] } as const;
const fact = { table: 'kindergarten_fact', columns: ['kindergarten_id', 'name', 'name_key'] } as const;

function enter(ledger: Ledger, count: number): number[] {
  return Array.from({ length: count }, (_, index) => {
    const id = ledger.append(kindergarten, [String(1_000_000_000 + index), null]);
    ledger.append(fact, [id, `第${index}幼儿园`, `第${index}幼儿园`]);
    return id;
  });
}

const rowsOf = (ledger: Ledger, table: string) =>
  ledger.prepare<[], { id: number }>(`SELECT * FROM ${table} ORDER BY id`).all();

describe('rows appended to the ledger', () => {
  it.each([1, 2, 31, 32, 33, 97, 150])(
    '%i at once are there as if written one by one, each in the journal',
    async (count) => {
      const ledger = Ledger.inMemory();
      const { result: ids, changes } = await ledger.perform(info, () => enter(ledger, count));
      expect(ids).toEqual(Array.from({ length: count }, (_, index) => index + 1));
      expect(changes).toBe(2 * count);
      const kindergartens = rowsOf(ledger, 'kindergarten');
      expect(kindergartens).toHaveLength(count);
      expect(kindergartens.at(-1)).toMatchObject({ id: count, code: String(1_000_000_000 + count - 1) });
      expect(rowsOf(ledger, 'kindergarten_fact').at(-1)).toMatchObject({
        id: count,
        kindergarten_id: count,
        name: `第${count - 1}幼儿园`,
      });
      const [operation] = listOperations(ledger);
      expect(operation?.counts).toEqual({
        kindergarten: { insert: count },
        kindergarten_fact: { insert: count },
      });
      expect(rowChanges(ledger, operation!, 1_000)).toHaveLength(2 * count);
      expect(examineLedger(ledger)).toEqual([]);
      await ledger.perform({ ...info, undoes: 1 }, () => undoOperation(ledger, 1));
      expect(rowsOf(ledger, 'kindergarten')).toEqual([]);
      expect(examineLedger(ledger)).toEqual([]);
    },
  );

  it('are seen by whoever reads, and leave the ids that others used alone', async () => {
    const ledger = Ledger.inMemory();
    await ledger.perform(info, () => {
      expect(ledger.append(kindergarten, [null, null])).toBe(1);
      expect(rowsOf(ledger, 'kindergarten')).toHaveLength(1);
      expect(ledger.append(kindergarten, [null, null])).toBe(2);
      ledger.database.exec('INSERT INTO kindergarten (code) VALUES (NULL)');
      expect(ledger.append(kindergarten, [null, null])).toBe(4);
      ledger.prepare('DELETE FROM kindergarten WHERE id >= 3').run();
      expect(ledger.append(kindergarten, [null, null])).toBe(3);
    });
    expect(rowsOf(ledger, 'kindergarten').map(({ id }) => id)).toEqual([1, 2, 3]);
    expect(examineLedger(ledger)).toEqual([]);
  });

  it('go with the operation that is not kept', async () => {
    const ledger = Ledger.inMemory();
    const dry = await ledger.perform(info, () => enter(ledger, 40), { dryRun: true });
    expect(dry).toMatchObject({ operation: null, changes: 80 });
    const failing = ledger.perform(info, () => {
      enter(ledger, 40);
      throw new Error('stopped');
    });
    await expect(failing).rejects.toThrow('stopped');
    expect(rowsOf(ledger, 'kindergarten')).toEqual([]);
    await ledger.perform(info, () => enter(ledger, 1));
    expect(rowsOf(ledger, 'kindergarten_fact')).toHaveLength(1);
  });

  it('that the ledger refuses take the whole operation with them, even where the error is swallowed', async () => {
    const ledger = Ledger.inMemory();
    const twice = () => {
      enter(ledger, 1);
      ledger.append(kindergarten, ['1000000000', null]);
    };
    await expect(ledger.perform(info, twice)).rejects.toThrow(/UNIQUE/);
    const swallowing = ledger.perform(info, () => {
      twice();
      expect(() => rowsOf(ledger, 'kindergarten')).toThrow(/UNIQUE/);
      enter(ledger, 100);
    });
    await expect(swallowing).rejects.toThrow(/UNIQUE/);
    expect(rowsOf(ledger, 'kindergarten')).toEqual([]);
    expect(listOperations(ledger)).toEqual([]);
  });

  it('are refused outside an operation', () => {
    const ledger = Ledger.inMemory();
    expect(() => ledger.append(kindergarten, [null, null])).toThrow(/inside perform/);
    ledger.database.exec('BEGIN');
    ledger.append(kindergarten, [null, null]);
    expect(() => rowsOf(ledger, 'kindergarten')).toThrow(/NOT NULL/);
  });
});
