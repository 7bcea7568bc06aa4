import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { testContext } from '../cli/test-context.ts';
import { run } from '../main.ts';
import { makeXlsx } from '../workbook/testing/make-xlsx.ts';

/** 职务, 姓名, 单位及职务 */
type Row = readonly [string, string, string];

const folder = mkdtempSync(join(tmpdir(), 'youlian-committees-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const head: Row = ['组长', '邓淇', '云溪市教育局局长'];
const deputy: Row = ['副组长', '王岚', '云溪市教育局副局长'];
const member: Row = ['成员', '李明远', '东湖区教育局副局长'];
const moved: Row = ['成员', '李明远', '东湖区教育局局长'];
const list = [head, deputy, member];

let ledgers = 0;

/** A desk with its own ledger: `type` runs a command line on a day, `bring` imports a list given as rows. */
async function desk(policies: readonly string[] = ['zaozhuang-2021']) {
  ledgers += 1;
  const ledgerPath = join(folder, `${ledgers}.db`);
  const type = async (day: string, ...argv: readonly string[]) => {
    const context = testContext(folder, { ledgerPath, now: () => new Date(`${day}T01:00:00Z`) });
    const exit = await run(argv, context);
    return { exit, out: context.out(), err: context.err() };
  };
  const bring = async (day: string, rows: readonly Row[], ...options: readonly string[]) => {
    const sheet = [['序号', '职务', '姓名', '单位及职务'], ...rows.map((row, at) => [at + 1, ...row])];
    writeFileSync(
      join(folder, '领导小组.xlsx'),
      makeXlsx([{ name: '名单', rows: [['云溪市幼儿园联盟领导小组'], ...sheet] }]),
    );
    const { exit, out } = await type(day, 'import', '领导小组.xlsx', ...options, '--yes', '--json');
    const report = JSON.parse(out) as {
      error?: { code: string };
      operation: number | null;
      totals: Record<string, number>;
      files: { tables: { findings: { code: string }[] }[] }[];
    };
    if (report.error) return { exit, codes: [report.error.code], totals: null, operation: null };
    const codes = report.files.flatMap(({ tables }) =>
      tables.flatMap(({ findings }) => findings.map(({ code }) => code)),
    );
    return { exit, codes, totals: report.totals, operation: report.operation };
  };
  const seats = async (on: string) => {
    const { out } = await type(on, 'committee', 'show', '--on', on, '--json');
    const bodies = JSON.parse(out) as { seats: Record<string, string | null>[] }[];
    return bodies.flatMap((body) => body.seats);
  };
  const held = async (on: string) =>
    (await seats(on)).map((seat) => `${seat.role} ${seat.name} ${seat.unitAndPosts}`);
  const office = ['--name', '云溪市教育局', '--level', 'city', '--region', '379900'];
  await type('2022-01-10', 'init', ...office, ...policies.flatMap((id) => ['--policy', id]), '--yes');
  return { type, bring, seats, held };
}

const told = (rows: readonly Row[]) => rows.map((row) => row.join(' '));

describe('importing a leadership list', () => {
  it('enters everybody in the order of the list, from no known beginning on', async () => {
    const { bring, seats, held } = await desk();
    const { totals, codes } = await bring('2022-03-01', list);
    expect(totals).toMatchObject({ read: 3, accepted: 3, inserted: 3, rejected: 0, skipped: 0 });
    expect(codes).toEqual([]);
    expect(await held('1990-01-01')).toEqual(told(list));
    expect(await seats('2022-03-01')).toEqual([
      {
        role: '组长',
        name: '邓淇',
        unit: '云溪市教育局',
        unitAndPosts: head[2],
        validFrom: '0001-01-01',
        validTo: null,
      },
      expect.objectContaining({ unit: '云溪市教育局' }),
      expect.objectContaining({ unit: '东湖区教育局' }),
    ]);
  });

  it.each(['fill', 'update', 'skip', 'fail'])('changes nothing the second time (%s)', async (conflict) => {
    const { bring, type } = await desk();
    await bring('2022-03-01', list);
    const again = await bring('2022-05-01', list, '--on-conflict', conflict);
    expect(again).toMatchObject({ exit: 0, operation: null, codes: [], totals: { unchanged: 3 } });
    expect(JSON.parse((await type('2022-05-01', 'history', '--json')).out)).toHaveLength(2);
  });

  it.each<[string, string, number, string[], Record<string, number>, Row]>([
    ['fill', '2022-05-01', 0, ['conflict-kept'], { unchanged: 3, updated: 0 }, member],
    ['skip', '2022-05-01', 0, [], { unchanged: 2, skipped: 1, updated: 0 }, member],
    ['update', '2022-05-01', 0, [], { unchanged: 2, updated: 1 }, moved],
    ['fail', '2022-05-01', 1, ['import-conflict'], { unchanged: 2, rejected: 1, updated: 0 }, member],
  ])('where a post differs: --on-conflict %s', async (conflict, day, exit, codes, totals, then) => {
    const { bring, held } = await desk();
    await bring('2022-03-01', list);
    const done = await bring(day, [head, deputy, moved], '--on-conflict', conflict);
    expect(done).toMatchObject({ exit, codes });
    expect(done.totals).toMatchObject(totals);
    expect(await held('2022-05-01')).toEqual(told([head, deputy, then]));
    expect(await held('2022-04-30')).toEqual(told(list));
  });

  it('--since dates the change, and whoever joins a group that sits already', async () => {
    const { bring, held } = await desk();
    await bring('2022-03-01', list);
    const joined: Row = ['成员', '赵小川', '西岭区教育局副局长'];
    await bring(
      '2022-05-01',
      [head, deputy, moved, joined],
      '--on-conflict',
      'update',
      '--since',
      '2022-04-01',
    );
    expect(await held('2022-03-31')).toEqual(told(list));
    expect(await held('2022-04-01')).toEqual(told([head, deputy, moved, joined]));
    const later: Row = ['成员', '周平安', '南浦区教育局副局长'];
    await bring('2022-06-01', [head, deputy, moved, joined, later]);
    expect(await held('2022-05-31')).not.toContain(later.join(' '));
    expect(await held('2022-06-01')).toContain(later.join(' '));
  });

  it('a newer order counts under update, and is left alone otherwise', async () => {
    const { bring, held } = await desk();
    await bring('2022-03-01', list);
    const turned = [head, member, deputy];
    expect((await bring('2022-05-01', turned)).operation).toBeNull();
    expect(await held('2022-05-01')).toEqual(told(list));
    await bring('2022-05-01', turned, '--on-conflict', 'update');
    expect(await held('2022-05-01')).toEqual(told(turned));
  });

  it.each<[string, Row, Row]>([
    ['a role word with a blank', ['组 长', '邓淇', head[2]], head],
    ['a role word with a full-width blank', ['组　长', '邓淇', head[2]], head],
    ['a name padded with a full-width blank', ['组长', '邓　淇', head[2]], head],
    ['a name padded with blanks', ['组长', '邓  淇', head[2]], head],
    ['blanks around the post', ['组长', '邓淇', ` ${head[2]} `], head],
  ])('%s is the same seat', async (_what, written, meant) => {
    const { bring, held } = await desk();
    await bring('2022-03-01', [written, deputy]);
    expect(await held('2022-03-01')).toEqual(told([meant, deputy]));
    expect((await bring('2022-03-02', [meant, deputy])).operation).toBeNull();
    expect((await bring('2022-03-02', [written, deputy])).operation).toBeNull();
  });

  it('the same name at two units is two people', async () => {
    const { bring, held, type } = await desk();
    const namesake: Row = ['成员', '李明远', '西岭区教育局副局长'];
    const both = [head, member, namesake];
    expect(await bring('2022-03-01', both)).toMatchObject({ codes: [], totals: { inserted: 3 } });
    expect((await bring('2022-03-02', both)).operation).toBeNull();
    const vague = await type('2022-05-01', 'committee', 'end', '李明远');
    expect(vague).toMatchObject({ exit: 2, out: '' });
    expect(vague.err).toContain('李明远@西岭区教育局');
    expect((await type('2022-05-01', 'committee', 'end', '李明远＠西岭区 教育局')).exit).toBe(0);
    expect(await held('2022-05-01')).toEqual(told([head, member]));
  });

  it('the same person twice: the same row is taken once, a differing one is refused', async () => {
    const { bring, held } = await desk();
    const other: Row = ['成员', '李明远', '东湖区教育局科长'];
    const done = await bring('2022-03-01', [head, member, member, other]);
    expect(done).toMatchObject({
      exit: 1,
      codes: ['seat-repeated'],
      totals: { read: 4, inserted: 2, unchanged: 1, rejected: 1 },
    });
    expect(await held('2022-03-01')).toEqual(told([head, member]));
  });

  it.each<[string, Row[], string[]]>([
    ['nobody heads the group', [deputy, member], ['committee-headless']],
    ['two head it', [head, ['组长', '周平安', '云溪市人民政府副市长']], ['committee-heads']],
    ['a deputy is no head', [['常务副组长', '王岚', deputy[2]], member], ['committee-headless']],
  ])('says that %s', async (_what, rows, codes) => {
    const { bring } = await desk();
    expect((await bring('2022-03-01', rows)).codes).toEqual(expect.arrayContaining(codes));
  });

  it('keeps whom a shorter list leaves out, and says so', async () => {
    const { bring, held } = await desk();
    await bring('2022-03-01', list);
    expect((await bring('2022-05-01', [head])).codes).toEqual(['committee-unlisted']);
    expect(await held('2022-05-01')).toEqual(told(list));
  });

  it('finds the group again once the office goes by a second policy', async () => {
    const { bring, type, held } = await desk();
    await bring('2022-03-01', list);
    expect((await type('2022-04-01', 'office', 'set', '--add-policy', 'helan-2022')).exit).toBe(0);
    expect(await bring('2022-05-01', list)).toMatchObject({ operation: null, totals: { unchanged: 3 } });
    expect(await held('2022-05-01')).toEqual(told(list));
  });
});

describe('leaving the group', () => {
  it.each<[string, string[], string, string]>([
    ['today', ['李明远'], '2022-05-01', '2022-04-30'],
    ['on a day gone by', ['李明远', '--on', '2022-04-01'], '2022-04-01', '2022-03-31'],
    ['on a day to come', ['李明远', '--on', '2022-12-01'], '2022-12-01', '2022-11-30'],
    ['with role and padding', ['李 明 远', '--role', '成 员'], '2022-05-01', '2022-04-30'],
    ['with the unit', ['李明远@东湖区教育局'], '2022-05-01', '2022-04-30'],
  ])('%s', async (_what, words, without, still) => {
    const { bring, type, held } = await desk();
    await bring('2022-03-01', list);
    const { exit, out } = await type('2022-05-01', 'committee', 'end', ...words, '--json');
    expect(exit).toBe(0);
    expect(JSON.parse(out)).toEqual({
      operation: 3,
      dryRun: false,
      name: '李明远',
      unit: '东湖区教育局',
      role: '成员',
      on: without,
    });
    expect(await held(still)).toEqual(told(list));
    expect(await held(without)).toEqual(told([head, deputy]));
  });

  it('--dry-run leaves the ledger as it is', async () => {
    const { bring, type, held } = await desk();
    await bring('2022-03-01', list);
    const { exit, err } = await type('2022-05-01', 'committee', 'end', '李明远', '--dry-run');
    expect([exit, err]).toEqual([0, expect.stringContaining('将登记')]);
    expect(await held('2022-05-01')).toEqual(told(list));
  });

  it.each([
    ['nobody of that name', ['赵小川'], 'person-not-seated'],
    ['another role', ['李明远', '--role', '组长'], 'person-not-seated'],
    ['another unit', ['李明远@西岭区教育局'], 'person-not-seated'],
  ])('refuses %s', async (_what, words, code) => {
    const { bring, type } = await desk();
    await bring('2022-03-01', list);
    const { exit, err } = await type('2022-05-01', 'committee', 'end', ...words);
    expect([exit, err]).toEqual([2, expect.stringContaining(`（${code}）`)]);
  });

  it('a seat that ends the day it began never was', async () => {
    const { bring, type, held } = await desk();
    await bring('2022-03-01', [head, deputy]);
    await bring('2022-05-01', list);
    await type('2022-05-01', 'committee', 'end', '李明远');
    expect(await held('2022-05-01')).toEqual(told([head, deputy]));
    expect((await bring('2022-05-01', list)).totals).toMatchObject({ inserted: 1 });
  });

  it.each<[string, Row[], string[]]>([
    ['one of them', list, ['李明远']],
    ['everybody', [member], ['李明远']],
  ])('and coming back: %s', async (_what, rows, leaving) => {
    const { bring, type, held } = await desk();
    await bring('2022-03-01', rows);
    for (const person of leaving) await type('2022-05-01', 'committee', 'end', person);
    const back = await bring('2022-07-01', rows, '--since', '2022-02-01');
    expect(back).toMatchObject({ exit: 0, totals: { inserted: 1 } });
    // The end that was entered stays: back from that day at the earliest.
    expect(await held('2022-04-30')).toEqual(told(rows));
    expect(await held('2022-05-01')).toEqual(told(rows));
    expect((await bring('2022-07-02', rows)).operation).toBeNull();
  });

  it('comes back from the day of the import where no day is given', async () => {
    const { bring, type, held } = await desk();
    await bring('2022-03-01', [member]);
    await type('2022-05-01', 'committee', 'end', '李明远');
    await bring('2022-07-01', [member]);
    expect(await held('2022-06-30')).toEqual([]);
    expect(await held('2022-07-01')).toEqual(told([member]));
  });

  it('whoever is to leave still sits: the same list changes nothing, a newer post keeps the day', async () => {
    const { bring, type, held, seats } = await desk();
    await bring('2022-03-01', list);
    await type('2022-05-01', 'committee', 'end', '李明远', '--on', '2022-12-01');
    expect(await bring('2022-06-01', list)).toMatchObject({ operation: null, codes: [] });
    expect(await bring('2022-06-01', [head, deputy])).toMatchObject({ operation: null, codes: [] });
    await bring('2022-06-01', [head, deputy, moved], '--on-conflict', 'update');
    expect(await held('2022-06-01')).toEqual(told([head, deputy, moved]));
    expect((await seats('2022-06-01'))[2]).toMatchObject({ validFrom: '2022-06-01', validTo: '2022-12-01' });
    expect(await held('2022-12-01')).toEqual(told([head, deputy]));
  });

  it('a change can be undone', async () => {
    const { bring, type, held } = await desk();
    await bring('2022-03-01', list);
    await type('2022-05-01', 'committee', 'end', '邓淇');
    expect((await type('2022-05-02', 'undo', '3', '--yes')).exit).toBe(0);
    expect(await held('2022-05-02')).toEqual(told(list));
  });
});

describe('showing the group', () => {
  it('says so where there is none, with an empty array for programs', async () => {
    const { type } = await desk();
    expect(await type('2022-05-01', 'committee', 'show')).toMatchObject({
      exit: 0,
      out: '',
      err: expect.stringContaining('还没有领导小组'),
    });
    expect((await type('2022-05-01', 'committee', 'show', '--json')).out).toBe('[]\n');
  });

  it('as a table, in the order of the list', async () => {
    const { bring, type } = await desk();
    await bring('2022-03-01', list);
    const { out } = await type('2022-05-01', 'committee', 'show');
    expect(out).toContain('云溪市幼儿园联盟领导小组（zaozhuang-2021）');
    const lines = out.trimEnd().split('\n');
    expect(lines.slice(-3).map((line) => line.trim().split(/\s+/).slice(0, 3))).toEqual(
      list.map((row) => [...row]),
    );
  });
});

const surname = fc.constantFrom(...'赵钱孙李周吴郑王');
const given = fc.array(fc.constantFrom(...'安邦成达恩帆光海'), { minLength: 1, maxLength: 2 });
const person = fc.tuple(surname, given).map(([first, rest]) => first + rest.join(''));
const place = fc.constantFrom('云溪市', '东湖区', '西岭区', '河口县');
const unit = fc.constantFrom('教育局', '人民政府', '教育和体育局', '教科院', '实验幼儿园');
const post = fc.constantFrom('局长', '副主任、二级调研员', '党组书记，局长', '科员（主持工作）', '园长');
const row: fc.Arbitrary<Row> = fc
  .tuple(fc.constantFrom('组长', '副组长', '成员'), person, place, unit, post)
  .map(([role, name, where, what, which]) => [role, name, `${where}${what}${which}`]);

it('an exported list imports without a change, into its own ledger and into an empty one', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 12 }), async (rows) => {
      const [one, other] = [await desk(), await desk()];
      await one.bring('2022-03-01', rows);
      const seats = await one.seats('2022-05-01');
      const { exit } = await one.type(
        '2022-05-01',
        'export',
        'leadership',
        '--output',
        '附件1.xlsx',
        '--force',
      );
      expect(exit).toBe(0);
      const back = JSON.parse((await one.type('2022-05-01', 'import', '附件1.xlsx', '--yes', '--json')).out);
      expect(back).toMatchObject({
        operation: null,
        totals: { unchanged: seats.length, read: seats.length },
      });
      await other.type('2022-05-01', 'import', '附件1.xlsx', '--yes');
      expect(await other.seats('2022-05-01')).toEqual(seats);
    }),
    { numRuns: 12 },
  );
});
