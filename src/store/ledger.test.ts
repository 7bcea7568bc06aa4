import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { Failure } from '../findings/catalogue.ts';
import { examineLedger } from './doctor.ts';
import { listOperations } from './history.ts';
import { journalTriggers } from './journal-triggers.ts';
import { Ledger } from './ledger.ts';
import { makeLedger } from './make-ledger.ts';
import { migrations, schemaVersion } from './migrations.ts';
import { failureOf, operation, temporaryFolder, undo, write } from './testing/sample.ts';

const addOffice = "INSERT INTO office (level, name) VALUES ('county', '东湖区')";

function offices(ledger: Ledger): string[] {
  return ledger
    .prepare<[], { name: string }>('SELECT name FROM office ORDER BY id')
    .all()
    .map((row) => row.name);
}

describe('one operation', () => {
  it('is one entry of the history, with its changes counted by table', async () => {
    const ledger = Ledger.inMemory();
    await write(ledger, '登记', addOffice, "INSERT INTO office (level, name) VALUES ('county', '西岭区')");
    await write(
      ledger,
      '改名',
      "UPDATE office SET title = name || '教体局'",
      'DELETE FROM office WHERE id = 2',
    );
    expect(listOperations(ledger)).toMatchObject([
      { id: 1, title: '登记', firstChange: 1, lastChange: 2, counts: { office: { insert: 2 } } },
      { id: 2, title: '改名', firstChange: 3, lastChange: 5, counts: { office: { update: 2, delete: 1 } } },
    ]);
    expect(examineLedger(ledger)).toEqual([]);
  });

  it.each([
    ['nothing was changed', async (ledger: Ledger) => void (await write(ledger, '空', 'SELECT 1'))],
    [
      'a value was set to what it was',
      async (ledger: Ledger) => void (await write(ledger, '同', 'UPDATE office SET name = name')),
    ],
    [
      'it was a dry run',
      async (ledger: Ledger) => {
        const { operation: number, changes } = await ledger.perform(
          operation(),
          () => void ledger.database.exec("INSERT INTO office (level, name) VALUES ('county', '西岭区')"),
          { dryRun: true },
        );
        expect([number, changes]).toEqual([null, 1]);
      },
    ],
    [
      'the work threw',
      async (ledger: Ledger) => {
        const work = () => {
          ledger.database.exec('DELETE FROM office');
          throw new Error('halt');
        };
        await expect(ledger.perform(operation(), work)).rejects.toThrow('halt');
      },
    ],
    [
      'the work threw after waiting',
      async (ledger: Ledger) => {
        const work = async () => {
          ledger.database.exec('DELETE FROM office');
          await Promise.resolve();
          throw new Error('halt');
        };
        await expect(ledger.perform(operation(), work)).rejects.toThrow('halt');
      },
    ],
  ])('leaves ledger and history as they were when %s', async (_when, act) => {
    const ledger = Ledger.inMemory();
    await write(ledger, '登记', addOffice);
    await act(ledger);
    expect(offices(ledger)).toEqual(['东湖区']);
    expect(listOperations(ledger)).toHaveLength(1);
    expect(
      await write(ledger, '再登记', "INSERT INTO office (level, name) VALUES ('county', '南浦区')"),
    ).toBe(2);
  });

  it('does not nest: the outer one is not rolled back by an inner one', async () => {
    const ledger = Ledger.inMemory();
    await ledger.perform(operation(), async () => {
      ledger.database.exec(addOffice);
      await expect(ledger.perform(operation(), () => {})).rejects.toThrow('does not nest');
    });
    expect(offices(ledger)).toEqual(['东湖区']);
  });

  it('keeps figures with the entry', async () => {
    const ledger = Ledger.inMemory();
    await ledger.perform(operation(), ({ summarise }) => {
      ledger.database.exec(addOffice);
      summarise({ rows: 1 });
    });
    expect(listOperations(ledger)[0]?.summary).toEqual({ rows: 1 });
  });
});

describe('nothing gets past the journal', () => {
  it.each([
    ['a write outside an operation', addOffice.replace('东湖区', '西岭区'), /change\.operation_id/],
    ['a change of a key', 'UPDATE office SET id = 9 WHERE id = 1', /keys do not change/],
    ['a change of the journal', "UPDATE change SET before = 'x'", /written once/],
    ['a deletion from the journal', 'DELETE FROM change', /not deleted/],
    ['a change of a closed operation', "UPDATE operation SET title = 'x'", /does not change/],
    ['a deletion of an operation', 'DELETE FROM operation', /not deleted/],
  ])('%s is refused', async (_what, sql, message) => {
    const ledger = Ledger.inMemory();
    await write(ledger, '登记', addOffice);
    expect(() => ledger.database.exec(sql)).toThrow(message);
  });

  it('a program without our digest cannot update a row', async () => {
    const path = join(temporaryFolder(), 't.db');
    const ledger = Ledger.create(path);
    await write(ledger, '登记', addOffice);
    ledger.close();
    const foreign = new Database(path);
    expect(() => foreign.exec("UPDATE office SET name = '西岭区'")).toThrow(/row_digest/);
    foreign.close();
  });
});

describe('what must never be is impossible in the file', () => {
  const fact = (from: string, to: string, id = 1) =>
    `INSERT INTO kindergarten_fact (kindergarten_id, valid_from, valid_to, name, name_key) VALUES (${id}, ${from}, ${to}, '园', '园')`;
  it.each([
    ['two open versions', [fact("'2021-01-01'", 'NULL'), fact("'2022-01-01'", 'NULL')]],
    ['overlapping versions', [fact("'2021-01-01'", "'2022-01-02'"), fact("'2022-01-01'", 'NULL')]],
    ['an empty period', [fact("'2021-01-01'", "'2021-01-01'")]],
    ['a malformed day', [fact("'2021-1-1'", 'NULL')]],
    ['a version of no kindergarten', [fact("'2021-01-01'", 'NULL', 7)]],
    [
      'two own offices',
      ["INSERT INTO office (level, name, is_own) VALUES ('city', '甲', 1), ('city', '乙', 1)"],
    ],
    ['the same office twice', ["INSERT INTO office (level, name) VALUES ('city', '甲'), ('city', '甲')"]],
    [
      'text where a number belongs',
      ["INSERT INTO source_file (operation_id, path, sha256, bytes) VALUES (1, 'a', 'b', '三')"],
    ],
  ])('%s', async (_what, statements) => {
    const ledger = Ledger.inMemory();
    await write(ledger, '登记', "INSERT INTO kindergarten (code) VALUES ('1234567890')");
    await expect(write(ledger, '试', ...statements)).rejects.toThrow();
  });

  it('takes versions that follow one another', async () => {
    const ledger = Ledger.inMemory();
    await write(
      ledger,
      '登记',
      "INSERT INTO kindergarten (code) VALUES ('1234567890')",
      fact("'0001-01-01'", "'2021-01-01'"),
      fact("'2021-01-01'", "'2022-01-01'"),
      fact("'2022-01-01'", 'NULL'),
    );
    expect(ledger.prepare('SELECT count(*) AS n FROM kindergarten_fact').get()).toEqual({ n: 3 });
  });
});

describe('opening a file', () => {
  it.each([
    ['ledger-missing', () => {}],
    ['ledger-not-ours', (path: string) => writeFileSync(path, '')],
    ['ledger-not-ours', (path: string) => writeFileSync(path, '这不是台账'.repeat(500))],
    ['ledger-not-ours', (path: string) => new Database(path).exec('CREATE TABLE t (a)').close()],
    ['file-unreadable', (path: string) => void mkdirSync(path)],
    [
      'ledger-newer',
      (path: string) => {
        const ledger = Ledger.create(path);
        ledger.database.pragma(`user_version = ${schemaVersion + 1}`);
        ledger.close();
      },
    ],
  ])('%s', async (code, prepare) => {
    const path = join(temporaryFolder(), 't.db');
    prepare(path);
    expect((await failureOf(() => Ledger.open(path))).finding.code).toBe(code);
  });

  it('ledger-readonly: says so when it comes to writing', async () => {
    const path = join(temporaryFolder(), 't.db');
    Ledger.create(path).close();
    const ledger = Ledger.open(path, { readonly: true });
    const failure = await failureOf(() => write(ledger, '登记', addOffice));
    expect(failure.finding.code).toBe('ledger-readonly');
    ledger.close();
  });

  it("'ledger-full': a full disk changes nothing", async () => {
    const path = join(temporaryFolder(), 't.db');
    const ledger = Ledger.create(path);
    await write(ledger, '登记', addOffice);
    const before = readFileSync(path);
    const pages = ledger.database.pragma('page_count', { simple: true }) as number;
    ledger.database.pragma(`max_page_count = ${pages + 2}`);
    const failure = await failureOf(() =>
      ledger.perform(operation('大批'), () => {
        const insert = ledger.prepare("INSERT INTO office (level, name, title) VALUES ('town', ?, ?)");
        for (let number = 0; number < 5_000; number += 1) insert.run(`镇${number}`, '办'.repeat(200));
      }),
    );
    expect(failure.finding.code).toBe('ledger-full');
    expect(failure.exitCode).toBe(2);
    expect(offices(ledger)).toEqual(['东湖区']);
    expect(listOperations(ledger)).toHaveLength(1);
    ledger.close();
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(existsSync(`${path}-holder`)).toBe(false);
  });
});

describe('making a ledger file', () => {
  it('gives it its name only when it is built', async () => {
    const path = join(temporaryFolder(), 't.db');
    await makeLedger(path, async (ledger) => {
      await write(ledger, '登记', addOffice);
      expect(existsSync(path)).toBe(false);
    });
    const ledger = Ledger.open(path);
    expect(offices(ledger)).toEqual(['东湖区']);
    ledger.close();
  });

  it.each([
    ['the building fails', {}, () => Promise.reject(new Failure('ledger-full'))],
    ['it is a dry run', { dryRun: true }, async () => {}],
  ])('leaves nothing behind when %s', async (_when, options, build) => {
    const folder = temporaryFolder();
    await makeLedger(join(folder, 't.db'), build, options).catch(() => {});
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ['ledger-exists', 't.db', 't.db'],
    ['file-unwritable', 't.db-journal', 't.db'],
    ['file-unwritable', '别处', 'ohne/t.db'],
  ])('%s: with “%s” standing there', async (code, standing, name) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, standing), 'x');
    const failure = await failureOf(() => makeLedger(join(folder, name), async () => {}));
    expect(failure.finding.code).toBe(code);
    expect(readFileSync(join(folder, standing), 'utf8')).toBe('x');
  });

  it('never overwrites a ledger that appears meanwhile', async () => {
    const path = join(temporaryFolder(), 't.db');
    const failure = await failureOf(() => makeLedger(path, async () => writeFileSync(path, '别人的')));
    expect(failure.finding.code).toBe('ledger-exists');
    expect(readFileSync(path, 'utf8')).toBe('别人的');
  });
});

describe('a ledger of an earlier version', () => {
  it('is brought up to date with all that refers to its kindergartens, and its operations can still be undone', async () => {
    const path = join(temporaryFolder(), 't.db');
    const ledger = Ledger.create(path);
    await write(ledger, '登记', "INSERT INTO kindergarten (code, credit_code) VALUES ('1234567890', NULL)");
    await write(
      ledger,
      '信息',
      "INSERT INTO kindergarten_fact (kindergarten_id, name, name_key) VALUES (1, '甲园', '甲园')",
    );
    await write(ledger, '代码', "UPDATE kindergarten SET credit_code = '91350100M000100Y43'");
    // As the first version made it: without the tables of the later ones.
    ledger.database.pragma('foreign_keys = OFF');
    const later = migrations.slice(1).flatMap(({ journalled }) => journalled);
    for (const table of later) ledger.database.exec(`DROP TABLE ${table}`);
    ledger.database.exec(`
      CREATE TABLE earlier (id INTEGER PRIMARY KEY, code TEXT UNIQUE CHECK (length(code) = 10),
        credit_code TEXT UNIQUE CHECK (length(credit_code) = 18)) STRICT;
      INSERT INTO earlier SELECT * FROM kindergarten;
      DROP TABLE kindergarten;
      ALTER TABLE earlier RENAME TO kindergarten;`);
    ledger.database.exec(journalTriggers('kindergarten', ledger.columns('kindergarten')));
    ledger.database.pragma('user_version = 1');
    ledger.close();

    const opened = Ledger.open(path);
    expect(examineLedger(opened)).toEqual([]);
    expect(opened.database.pragma('foreign_keys', { simple: true })).toBe(1);
    await write(
      opened,
      '同一法人',
      "INSERT INTO kindergarten (code, credit_code) VALUES ('1234567891', '91350100M000100Y43')",
    );
    await expect(write(opened, '试', 'DELETE FROM kindergarten WHERE id = 1')).rejects.toThrow();
    await undo(opened, 3);
    expect(opened.prepare('SELECT credit_code FROM kindergarten ORDER BY id').pluck().all()).toEqual([
      null,
      '91350100M000100Y43',
    ]);
    expect(examineLedger(opened)).toEqual([]);
    opened.close();
  });
});
