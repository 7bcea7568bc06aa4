import { bench, describe } from 'vitest';
import { Ledger, type OperationInfo } from './ledger.ts';
import { journalledTables } from './migrations.ts';
import { undoOperation } from './undo.ts';

const info: OperationInfo = {
  kind: 'bench',
  title: '试验',
  commandLine: 'youlian',
  clerk: '试验员',
  at: new Date('2022-09-01T01:00:00Z'),
};

/** As many kindergartens, each with its facts, as an import would enter. */
function enter(ledger: Ledger, count: number): void {
  const kindergarten = ledger.prepare('INSERT INTO kindergarten (code, credit_code) VALUES (?, ?)');
  const fact = ledger.prepare(
    `INSERT INTO kindergarten_fact (kindergarten_id, name, name_key, address, longitude, latitude, ownership,
       inclusive, category, classes, children, staff, teachers, principal, phone)
     VALUES (?, ?, ?, ?, ?, ?, '民办', 1, '一类', 6, 180, 20, 15, '邓淇', '13800000000')`,
  );
  for (let index = 0; index < count; index += 1) {
    // Names in no order, as rosters have them: their index is the costly one.
    const name = `幼儿园${(index * 2_654_435_761) % 10_000_000}号`;
    const code = String(1_000_000_000 + index);
    const { lastInsertRowid: id } = kindergarten.run(code, `91${String(index).padStart(16, '0')}`);
    fact.run(id, name, name, `某路${index}号`, 117 + index / 1e6, 34 + index / 1e6);
  }
}

async function journalled(count: number): Promise<Ledger> {
  const ledger = Ledger.inMemory();
  await ledger.perform(info, () => enter(ledger, count));
  return ledger;
}

/** The yardstick: the same tables, constraints and indexes without the journal. */
function bare(count: number): void {
  const ledger = Ledger.inMemory();
  for (const table of journalledTables) ledger.database.exec(`DROP TRIGGER ${table}_journal_insert`);
  ledger.database.exec('BEGIN');
  enter(ledger, count);
  ledger.database.exec('COMMIT');
  ledger.close();
}

const once = { iterations: 3, warmupIterations: 0, time: 0, warmupTime: 0 };

describe.each([20_000, 100_000])('%i kindergartens with their facts', (count) => {
  bench('yardstick: entered without a journal', () => bare(count), once);
  bench('entered as one operation', async () => (await journalled(count)).close(), once);
  bench(
    'entered, and undone',
    async () => {
      const ledger = await journalled(count);
      await ledger.perform({ ...info, undoes: 1 }, () => undoOperation(ledger, 1));
      ledger.close();
    },
    once,
  );
});
