import { describe, expect, it } from 'vitest';
import { builtInTemplates } from '../cli/create-context.ts';
import { Failure, type FindingCode, makeFinding } from '../findings/catalogue.ts';
import { addOwnOffice } from '../ledger/offices.store.ts';
import { examineLedger } from '../store/doctor.ts';
import { Ledger } from '../store/ledger.ts';
import { failureOf, operation, undo } from '../store/testing/sample.ts';
import type { ImportRun, OnConflict, RowOutcome } from '../tables/import-target.ts';
import { leaveSeat } from './commands/end.ts';
import { listBodies } from './committees.store.ts';
import { leadershipTarget } from './leadership.import.ts';

async function emptyLedger(): Promise<Ledger> {
  const ledger = Ledger.inMemory();
  await ledger.perform(operation('建账', { kind: 'init' }), () =>
    addOwnOffice(ledger, { level: 'city', name: '云溪市', title: '云溪市教育局', regionCode: '379900' }),
  );
  return ledger;
}

/** 职务, 姓名, 单位及职务 */
type Row = readonly [string, string, string];

interface Settings {
  readonly onConflict?: OnConflict;
  readonly since?: string;
  readonly today?: string;
  readonly policyId?: string | null;
}

/** Imports a list as one operation; gives what became of each row, and the findings' codes. */
async function importList(ledger: Ledger, rows: readonly Row[], settings: Settings = {}) {
  const findings: string[] = [];
  const outcomes: RowOutcome[] = [];
  const { operation: number } = await ledger.perform(operation('导入名单'), ({ id }) => {
    const run: ImportRun = {
      ledger,
      operationId: id,
      policyId: settings.policyId === undefined ? 'zaozhuang-2021' : settings.policyId,
      tier: null,
      since: settings.since ?? null,
      today: settings.today ?? '2022-09-01',
      onConflict: settings.onConflict ?? 'fill',
      decisions: new Map(),
      file: { path: '名单.xlsx', sha256: '0'.repeat(64), sheet: '领导小组' },
      templateFolders: [builtInTemplates()],
      memory: new Map(),
      isInspecting: false,
      knew: () => {},
      earlier: () => undefined,
      report(code: FindingCode, record, field, parameters = {}) {
        const finding = makeFinding(code, parameters, {
          cell: field === null ? undefined : record.cells[field],
        });
        findings.push(code);
        return finding;
      },
      ask: () => undefined,
    };
    leadershipTarget.begin?.(run);
    for (const [index, [role, name, unitAndPosts]] of rows.entries()) {
      const row = index + 3;
      const values = { role, name, unitAndPosts };
      const cells = { role: `B${row}`, name: `C${row}`, unitAndPosts: `D${row}` };
      outcomes.push(leadershipTarget.apply({ row, values, cells, raw: values, findings: [] }, run));
    }
    leadershipTarget.finish?.(run, {});
  });
  return { operation: number, kinds: outcomes.map((each) => each.kind), outcomes, findings };
}

function seats(ledger: Ledger, on: string): string[] {
  return listBodies(ledger, on).flatMap((body) =>
    body.seats.map((seat) => `${seat.role} ${seat.name}@${seat.unit}：${seat.unitAndPosts}`),
  );
}

const list: readonly Row[] = [
  ['组 长', '邓　淇', '云溪市教育局党组成员、副局长'],
  ['副组长', '汤禾舒', '云溪市教育局学前教育科科长'],
  ['成员', '丁行禾', '东湖区教育和体育局副局长'],
];

describe('a leadership list', () => {
  it('seats its people from the beginning, in the order of the list', async () => {
    const ledger = await emptyLedger();
    const { kinds, findings } = await importList(ledger, list);
    expect([kinds, findings]).toEqual([['inserted', 'inserted', 'inserted'], []]);
    expect(seats(ledger, '2000-01-01')).toEqual([
      '组长 邓淇@云溪市教育局：云溪市教育局党组成员、副局长',
      '副组长 汤禾舒@云溪市教育局：云溪市教育局学前教育科科长',
      '成员 丁行禾@东湖区教育和体育局：东湖区教育和体育局副局长',
    ]);
    expect(listBodies(ledger, '2022-09-01')).toMatchObject([
      { kind: 'leadership', policyId: 'zaozhuang-2021', title: '云溪市幼儿园联盟领导小组' },
    ]);
  });

  it('seats them from --since where it is given', async () => {
    const ledger = await emptyLedger();
    await importList(ledger, list, { since: '2021-03-01' });
    expect([seats(ledger, '2021-02-28').length, seats(ledger, '2021-03-01').length]).toEqual([0, 3]);
  });

  it.each(['fill', 'update', 'skip', 'fail'] as const)(
    'changes nothing the second time (%s)',
    async (onConflict) => {
      const ledger = await emptyLedger();
      await importList(ledger, list);
      const again = await importList(ledger, list, { onConflict, today: '2023-01-01' });
      expect(again).toMatchObject({
        operation: null,
        kinds: ['unchanged', 'unchanged', 'unchanged'],
        findings: [],
      });
    },
  );

  it('takes two people of one name at two units for two, and one row given twice for one', async () => {
    const ledger = await emptyLedger();
    const two: Row[] = [
      ['组长', '邓淇', '云溪市教育局局长'],
      ['成员', '康乐', '东湖区教育局科长'],
      ['成员', '康乐', '西岭区教育局科长'],
      ['成员', '康 乐', '西岭区教育局科长'],
    ];
    expect((await importList(ledger, two)).kinds).toEqual(['inserted', 'inserted', 'inserted', 'unchanged']);
    expect(seats(ledger, '2022-09-01')).toHaveLength(3);
    expect((await importList(ledger, two)).operation).toBeNull();
  });

  it('rejects a person who stands twice with different posts', async () => {
    const ledger = await emptyLedger();
    const { kinds, findings } = await importList(ledger, [
      ...list,
      ['成员', '丁行禾', '东湖区教育和体育局局长'],
    ]);
    expect([kinds.at(-1), findings]).toEqual(['rejected', ['seat-repeated']]);
    expect(seats(ledger, '2022-09-01')).toHaveLength(3);
  });

  it('keeps the groups of two policies apart', async () => {
    const ledger = await emptyLedger();
    await importList(ledger, list);
    await importList(ledger, list.slice(0, 1), { policyId: 'helan-2022' });
    expect(listBodies(ledger, '2022-09-01').map((body) => [body.policyId, body.seats.length])).toEqual([
      ['zaozhuang-2021', 3],
      ['helan-2022', 1],
    ]);
  });

  it('where no policy can be told, means the only group, and none of several', async () => {
    const ledger = await emptyLedger();
    await importList(ledger, list);
    expect((await importList(ledger, list, { policyId: null })).kinds).toEqual(list.map(() => 'unchanged'));
    await importList(ledger, list.slice(0, 1), { policyId: 'helan-2022' });
    await importList(ledger, list.slice(0, 2), { policyId: null });
    expect(listBodies(ledger, '2022-09-01').map((body) => [body.policyId, body.seats.length])).toEqual([
      ['zaozhuang-2021', 3],
      ['helan-2022', 1],
      [null, 2],
    ]);
  });

  it.each([
    ['no head', [['成员', '丁行禾', '东湖区教育局科长']], ['committee-headless']],
    ['only deputy heads', [['副组长', '丁行禾', '东湖区教育局科长']], ['committee-headless']],
    ['two heads', [list[0], ['组长', '汤禾舒', '云溪市教育局科长']], ['committee-heads']],
  ] as [string, Row[], string[]][])('is warned about with %s', async (_what, rows, codes) => {
    const ledger = await emptyLedger();
    expect((await importList(ledger, rows)).findings).toEqual(codes);
  });
});

describe('a changed 单位及职务', () => {
  const moved: readonly Row[] = [list[0] as Row, list[1] as Row, ['成员', '丁行禾', '西岭区教育局局长']];
  const before = '成员 丁行禾@东湖区教育和体育局：东湖区教育和体育局副局长';
  const after = '成员 丁行禾@西岭区教育局：西岭区教育局局长';

  it.each([
    ['fill', 'unchanged', ['conflict-kept']],
    ['skip', 'skipped', []],
  ] as const)('%s keeps what the ledger has', async (onConflict, kind, codes) => {
    const ledger = await emptyLedger();
    await importList(ledger, list);
    const { kinds, findings, outcomes, operation: number } = await importList(ledger, moved, { onConflict });
    expect([kinds.at(-1), findings, number]).toEqual([kind, codes, null]);
    expect(outcomes.at(-1)?.changes).toMatchObject([{ field: 'unitAndPosts', kept: true }]);
    expect(seats(ledger, '2022-09-01')).toContain(before);
  });

  it('fail says what differs, and takes nothing', async () => {
    const ledger = await emptyLedger();
    await importList(ledger, list);
    const { findings, operation: number } = await importList(ledger, moved, { onConflict: 'fail' });
    expect([findings, number]).toEqual([['import-conflict'], null]);
  });

  it('update ends the old seat and begins a new one on the day', async () => {
    const ledger = await emptyLedger();
    await importList(ledger, list);
    const { kinds, operation: number } = await importList(ledger, moved, {
      onConflict: 'update',
      since: '2022-03-01',
    });
    expect(kinds).toEqual(['unchanged', 'unchanged', 'updated']);
    expect(seats(ledger, '2022-02-28')).toContain(before);
    expect(seats(ledger, '2022-03-01')).toContain(after);
    expect(seats(ledger, '2022-03-01')).toHaveLength(3);
    await undo(ledger, number ?? 0);
    expect(seats(ledger, '2022-03-01')).toContain(before);
    expect(examineLedger(ledger)).toEqual([]);
  });

  it('update on the day the seat began puts it right in place', async () => {
    const ledger = await emptyLedger();
    await importList(ledger, list, { since: '2022-09-01' });
    await importList(ledger, moved, { onConflict: 'update' });
    expect(seats(ledger, '2022-09-01')).toContain(after);
    expect(ledger.prepare('SELECT count(*) AS n FROM seat').get()).toEqual({ n: 3 });
  });

  it('update takes the order of the newer list', async () => {
    const ledger = await emptyLedger();
    await importList(ledger, list);
    const turned = [list[0], list[2], list[1]] as Row[];
    expect((await importList(ledger, turned)).operation).toBeNull();
    const { kinds } = await importList(ledger, turned, { onConflict: 'update' });
    expect(kinds).toEqual(['unchanged', 'updated', 'updated']);
    expect(seats(ledger, '2022-09-01').map((seat) => seat.split('@')[0])).toEqual([
      '组长 邓淇',
      '成员 丁行禾',
      '副组长 汤禾舒',
    ]);
  });
});

describe('who comes and goes', () => {
  it('whoever joins a seated group joins today; whoever is missing stays, with a warning', async () => {
    const ledger = await emptyLedger();
    await importList(ledger, list);
    const newer: Row[] = [list[0] as Row, ['成员', '严远', '南浦区教育局局长']];
    expect((await importList(ledger, newer)).findings).toEqual(['committee-unlisted']);
    expect([seats(ledger, '2022-08-31').length, seats(ledger, '2022-09-01').length]).toEqual([3, 4]);
  });

  it('a seat ends on a day, or was never taken', async () => {
    const ledger = await emptyLedger();
    await importList(ledger, list);
    const end = (person: string, on: string, role?: string) =>
      ledger.perform(operation('卸任'), () => leaveSeat(ledger, { person, role, on }));
    await end('丁 行禾', '2022-05-01');
    expect([seats(ledger, '2022-04-30').length, seats(ledger, '2022-05-01').length]).toEqual([3, 2]);
    expect((await failureOf(() => end('丁行禾', '2022-05-01'))).finding.code).toBe('person-not-seated');
    await importList(ledger, list, { today: '2022-09-01' });
    await end('丁行禾', '2022-09-01');
    expect(seats(ledger, '2022-10-01')).toHaveLength(2);
    expect(examineLedger(ledger)).toEqual([]);
  });

  it('asks which seat is meant where there are several', async () => {
    const ledger = await emptyLedger();
    await importList(ledger, [
      ['组长', '邓淇', '云溪市教育局局长'],
      ['成员', '邓淇', '云溪市教育局局长'],
      ['成员', '康乐', '东湖区教育局科长'],
      ['成员', '康乐', '西岭区教育局科长'],
    ]);
    const end = (person: string, role?: string) =>
      ledger.perform(operation('卸任'), () => leaveSeat(ledger, { person, role, on: '2022-09-01' }));
    for (const person of ['邓淇', '康乐']) {
      expect((await failureOf(() => end(person))).finding.code).toBe('person-several-seats');
    }
    expect(await failureOf(() => end('无名'))).toBeInstanceOf(Failure);
    expect((await end('邓淇', '成 员')).result.role).toBe('成员');
    expect((await end('康乐@西岭区教育局')).result.unit).toBe('西岭区教育局');
    expect(seats(ledger, '2022-09-01')).toHaveLength(2);
  });
});
