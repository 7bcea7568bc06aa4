import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { examineLedger } from './doctor.ts';
import { Ledger } from './ledger.ts';
import { temporaryFolder, write } from './testing/sample.ts';

/** A ledger file with a few rows in it, after a foreign hand has been at it. */
async function tampered(sql: string): Promise<Ledger> {
  const path = join(temporaryFolder(), 't.db');
  const ledger = Ledger.create(path);
  await write(
    ledger,
    '登记',
    "INSERT INTO office (id, level, name) VALUES (1, 'city', '云溪市'), (2, 'county', '东湖区')",
    "INSERT INTO body (id, kind, office_id, title) VALUES (1, 'leadership', 2, '领导小组')",
  );
  await write(ledger, '改', "UPDATE office SET title = '教育局' WHERE id = 1");
  ledger.close();
  const foreign = new Database(path);
  foreign.pragma('foreign_keys = OFF');
  foreign.function('row_digest', () => 'x');
  foreign.exec(sql);
  foreign.close();
  return Ledger.open(path);
}

const without = (trigger: string, sql: string) => {
  // The trigger is put back, so that only the journal can tell.
  const model = Ledger.inMemory();
  const text = model
    .prepare<[string], { sql: string }>('SELECT sql FROM sqlite_schema WHERE name = ?')
    .get(trigger)?.sql;
  model.close();
  return `DROP TRIGGER ${trigger}; ${sql}; ${text};`;
};

describe('the doctor', () => {
  it('finds nothing in a ledger as it should be', async () => {
    const ledger = await tampered('SELECT 1');
    expect(examineLedger(ledger)).toEqual([]);
  });

  it.each([
    ['ledger-schema', '缺少 index membership_group', 'DROP INDEX membership_group'],
    ['ledger-schema', '缺少 trigger office_journal_update', 'DROP TRIGGER office_journal_update'],
    ['ledger-schema', '多出 table foreign_table', 'CREATE TABLE foreign_table (a)'],
    ['ledger-schema', 'table setting 被改动过', 'ALTER TABLE setting ADD COLUMN more TEXT'],
    [
      'ledger-journal',
      '机构 #1 内容与操作历史不符',
      without('office_journal_update', "UPDATE office SET title = 'x' WHERE id = 1"),
    ],
    ['ledger-journal', '机构 #1 不见了', without('office_journal_delete', 'DELETE FROM office WHERE id = 1')],
    [
      'ledger-journal',
      '机构 #7 没有操作历史',
      without('office_journal_insert', "INSERT INTO office (id, level, name) VALUES (7, 'county', '西岭区')"),
    ],
    [
      'ledger-journal',
      '第 1 次操作的改动记录不齐',
      without('change_kept', 'DELETE FROM change WHERE id = 2'),
    ],
    ['ledger-journal', '第 2 次操作没有收尾', 'INSERT INTO open_operation VALUES (1, 2)'],
    [
      'ledger-references',
      '工作机构 #1 所依靠的机构不存在',
      without('office_journal_delete', 'DELETE FROM office WHERE id = 2'),
    ],
  ])('%s: %s', async (code, problem, sql) => {
    const findings = examineLedger(await tampered(sql));
    expect(findings.map((finding) => finding.code)).toContain(code);
    expect(findings.find((finding) => finding.code === code)?.message).toContain(problem);
  });

  it("'ledger-damaged': pages overwritten", async () => {
    const ledger = await tampered('SELECT 1');
    const { path } = ledger;
    const pages = ledger.database.pragma('page_count', { simple: true }) as number;
    const root = (
      ledger.database.prepare("SELECT rootpage AS page FROM sqlite_schema WHERE name = 'office'").get() as {
        page: number;
      }
    ).page;
    ledger.close();
    expect(root).toBeLessThan(pages);
    const file = openSync(path, 'r+');
    writeSync(file, Buffer.alloc(600, 0x5a), 0, 600, (root - 1) * 4096);
    closeSync(file);
    expect(examineLedger(Ledger.open(path)).map((finding) => finding.code)).toEqual(['ledger-damaged']);
  });

  it("'ledger-leftover': what a killed process left is told, and is no fault", async () => {
    const ledger = await tampered('SELECT 1');
    writeFileSync(
      `${ledger.path}-holder`,
      JSON.stringify({
        clerk: '甲',
        title: '导入',
        pid: 0x3fffffff,
        host: (await import('node:os')).hostname(),
      }),
    );
    writeFileSync(`${ledger.path}.youlian-12.tmp`, '');
    writeFileSync(`${ledger.path}.youlian-12.tmp-journal`, '');
    writeFileSync(`${ledger.path}.bak`, '');
    const findings = examineLedger(ledger);
    expect(findings.map((finding) => [finding.code, finding.severity, finding.value])).toEqual([
      ['ledger-leftover', 'notice', 't.db-holder'],
      ['ledger-leftover', 'notice', 't.db.youlian-12.tmp'],
      ['ledger-leftover', 'notice', 't.db.youlian-12.tmp-journal'],
    ]);
  });

  it('counts what it does not show', async () => {
    const [first] = examineLedger(
      await tampered(
        without(
          'office_journal_insert',
          `INSERT INTO office (level, name) VALUES ${Array.from({ length: 8 }, (_, index) => `('town', '镇${index}')`).join(', ')}`,
        ),
      ),
    );
    expect(first?.message).toContain('共 8 处');
  });
});
