import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { shapes } from '../cli/shapes.ts';
import { testContext } from '../cli/test-context.ts';
import { run } from '../main.ts';
import { makeXlsx } from '../workbook/testing/make-xlsx.ts';

const folder = mkdtempSync(join(tmpdir(), 'youlian-bodies-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let ledgers = 0;

/** A desk with its own ledger under a policy: one group of 春芽 and 星星 in 东湖区. */
async function desk(policy: string, { empty = false } = {}) {
  ledgers += 1;
  const ledgerPath = join(folder, `${ledgers}.db`);
  const type = async (...argv: readonly string[]) => {
    const context = testContext(folder, { ledgerPath });
    const exit = await run(argv, context);
    return { exit, out: context.out(), err: context.err() };
  };
  const done = async (...argv: readonly string[]) => {
    const result = await type(...argv);
    expect(result.exit, result.err).toBe(0);
    return result;
  };
  const office = ['--name', '云溪市教育局', '--level', 'city', '--region', '379900'];
  await done('init', ...office, '--policy', policy, '--yes');
  const kindergartens = [
    ['东湖区春芽幼儿园', '周岚'],
    ['东湖区星星幼儿园', '李明'],
  ] as const;
  for (const [name, principal] of kindergartens) {
    const facts = ['--name', name, '--district', '东湖区', '--ownership', '公办', '--principal', principal];
    await done('kindergarten', 'add', ...facts, '--allow-similar', '--yes');
  }
  if (!empty) {
    const members = ['--lead', '东湖区春芽幼儿园', '--member', '东湖区星星幼儿园'];
    await done('group', 'create', '--name', '春芽集团', ...members, '--since', '2021-03-01', '--yes');
  }
  const verdict = async (rule: string, ...more: string[]) => {
    const record = JSON.parse((await type('check', '--json', ...more)).out);
    return record.verdicts.filter((each: { rule: string }) => each.rule === rule);
  };
  const bodies = async (...more: string[]) =>
    shapes.committee.parse(JSON.parse((await done('committee', 'show', '--json', ...more)).out));
  return { type, done, verdict, bodies };
}

type Row = readonly [role: string, name: string, unitAndPosts: string];

function save(name: string, title: string, rows: readonly Row[]): string {
  const sheet = [['序号', '职务', '姓名', '单位及职务'], ...rows.map((row, at) => [at + 1, ...row])];
  writeFileSync(join(folder, name), makeXlsx([{ name: '名单', rows: [[title], ...sheet] }]));
  return name;
}

const council: readonly Row[] = [
  ['理事长', '周岚', '东湖区春芽幼儿园园长'],
  ['理事', '何宁', '东湖区春芽幼儿园副园长'],
  ['理事', '李明', '东湖区星星幼儿园园长'],
];

describe('a body by hand', () => {
  it('is created, seated, listed, judged, and undone', async () => {
    const { done, type, verdict, bodies } = await desk('guangxi-2020');
    expect(await verdict('G10.board')).toMatchObject([{ outcome: 'unknown', missing: ['boards'] }]);
    const { out } = await done('committee', 'create', '理事会', '--group', '春芽集团', '--yes', '--json');
    const { id } = shapes['committee-create'].parse(JSON.parse(out));
    for (const [role, name, posts] of council.slice(0, 2)) {
      const seat = ['--role', role, '--posts', posts, '--since', '2021-03-01'];
      await done('committee', 'seat', String(id), name, ...seat, '--yes');
    }
    expect(await verdict('G10.board')).toMatchObject([
      { outcome: 'violation', message: expect.stringContaining('东湖区星星幼儿园的园长李明') },
    ]);
    const last = ['李明', '--role', '理事', '--posts', '东湖区星星幼儿园园长', '--since', '2021-03-01'];
    const seated = await done('committee', 'seat', '理事会', ...last, '--yes', '--json');
    expect(shapes['committee-seat'].parse(JSON.parse(seated.out))).toMatchObject({ body: id, role: '理事' });
    expect(await verdict('G10.board')).toMatchObject([{ outcome: 'pass' }]);
    const list = shapes['committee-list'].parse(JSON.parse((await done('committee', 'list', '--json')).out));
    expect(list).toEqual([
      {
        id,
        kind: 'council',
        name: '理事会',
        title: '春芽集团理事会',
        policy: 'guangxi-2020',
        office: null,
        group: '春芽集团',
        people: 3,
        vacant: [],
      },
    ]);
    const [body] = await bodies('理事会');
    expect(body?.seats.map(({ name }) => name)).toEqual(['周岚', '何宁', '李明']);
    const history = JSON.parse((await done('history', '--json')).out);
    await done('undo', String(history.at(-1).operation), '--yes');
    expect(await verdict('G10.board')).toMatchObject([{ outcome: 'violation' }]);
    expect((await type('committee', 'show', '监事会')).err).toContain('（body-not-found）');
  });

  it('keeps terms: whoever left before the day leaves the seat vacant', async () => {
    const { done, verdict } = await desk('guangxi-2020');
    await done('committee', 'create', '领导小组', '--yes');
    const head = ['邓淇', '--role', '组长', '--posts', '云溪市教育局局长', '--since', '2021-03-01'];
    await done('committee', 'seat', '领导小组', ...head, '--until', '2022-08-31', '--yes');
    expect(await verdict('G14.leadership', '--on', '2022-08-31')).toMatchObject([{ outcome: 'pass' }]);
    expect(await verdict('G14.leadership', '--on', '2022-09-01')).toMatchObject([
      { outcome: 'violation', message: expect.stringContaining('组长空缺（邓淇自2022年9月1日起不再担任）') },
    ]);
    const listed = JSON.parse((await done('committee', 'list', '--on', '2022-09-01', '--json')).out);
    expect(listed).toMatchObject([{ people: 0, vacant: ['组长'] }]);
  });

  it('gives other posts from a day on, and a new end of the term', async () => {
    const { done, bodies } = await desk('guangxi-2020');
    await done('committee', 'create', '领导小组', '--yes');
    const seat = (posts: string, ...more: string[]) =>
      done('committee', 'seat', '领导小组', '邓淇', '--role', '组长', '--posts', posts, ...more, '--yes');
    await seat('云溪市教育局副局长', '--since', '2021-03-01');
    await seat('云溪市教育局局长', '--since', '2022-03-01', '--until', '2023-12-31');
    expect((await done('committee', 'show')).out).toContain('2022-03-01 至 2023-12-31');
    const posts = async (on: string) =>
      (await bodies('--on', on)).flatMap(({ seats }) => seats.map(({ unitAndPosts }) => unitAndPosts));
    expect(await posts('2022-02-28')).toEqual(['云溪市教育局副局长']);
    expect(await posts('2022-03-01')).toEqual(['云溪市教育局局长']);
    expect(await posts('2023-12-31')).toEqual(['云溪市教育局局长']);
    expect(await posts('2024-01-01')).toEqual([]);
    const again = await seat('云溪市教育局局长', '--since', '2022-03-01');
    expect(again.err).toContain('台账已是这样');
  });

  it('writes nothing in a dry run, and refuses a term that ends before it begins', async () => {
    const { done, type, bodies } = await desk('guangxi-2020');
    await done('committee', 'create', '领导小组', '--dry-run');
    expect(await bodies()).toEqual([]);
    await done('committee', 'create', '领导小组', '--yes');
    const seat = ['邓淇', '--role', '组长', '--posts', '云溪市教育局局长', '--since', '2022-03-01'];
    const refused = await type('committee', 'seat', '领导小组', ...seat, '--until', '2022-02-27', '--yes');
    expect([refused.exit, refused.err]).toEqual([2, expect.stringContaining('（option-value）')]);
  });

  it('ends a seat in the body that is named', async () => {
    const { done, type, bodies } = await desk('guangxi-2020');
    await done('import', save('理事会.xlsx', '春芽集团理事会', council), '--yes');
    await done(
      'import',
      save('监事会.xlsx', '春芽集团监事会', [['理事', '何宁', '东湖区春芽幼儿园副园长']]),
      '--yes',
    );
    expect((await type('committee', 'end', '何宁')).err).toContain('春芽集团监事会');
    await done('committee', 'end', '何宁', '--body', '监事会');
    const left = (await bodies()).map(({ seats }) => seats.length);
    expect(left).toEqual([3, 0]);
  });
});

describe('a list', () => {
  it.each([
    ['zaozhuang-2021', '云溪市幼儿园联盟领导小组', 'leadership', '云溪市幼儿园联盟领导小组'],
    ['zaozhuang-2021', '东湖区幼儿园联盟领导小组', 'leadership', '东湖区幼儿园联盟领导小组'],
    ['zaozhuang-2021', '云溪市幼儿园联盟专家团队名单', 'expert-team', '云溪市幼儿园联盟专家团队'],
    [
      'helan-2022',
      '学前教育集团化管理领导小组办公室',
      'leadership-office',
      '云溪市学前教育集团化管理领导小组办公室',
    ],
    ['helan-2022', '春芽集团 工作小组', 'working-party', '春芽集团工作小组'],
    ['helan-2022', '东湖区春芽幼儿园集团管理团队', 'management-team', '春芽集团管理团队'],
    ['guangxi-2020', '春芽集团监事会成员名单', 'supervisors', '春芽集团监事会'],
    ['shenzhen-draft', '春芽集团治理委员会', 'committee', '春芽集团治理委员会'],
    ['shenzhen-draft', '春芽集团学区人员', 'district-staff', '春芽集团学区人员'],
  ])('under %s titled %s is of %s', async (policy, title, kind, named) => {
    const { done, bodies } = await desk(policy);
    await done('import', save('名单.xlsx', title, [['成员', '何宁', '云溪市教科院教研员']]), '--yes');
    expect((await bodies()).map((body) => [body.kind, body.title])).toEqual([[kind, named]]);
  });

  it('goes where --body says, whatever its title', async () => {
    const { done, type, bodies } = await desk('guangxi-2020');
    const file = save('名单.xlsx', '某某集团理事会', council);
    const refused = await type('import', file, '--yes');
    expect([refused.exit, refused.err + refused.out]).toEqual([
      1,
      expect.stringContaining('body-group-unknown'),
    ]);
    await done('committee', 'create', '理事会', '--group', '春芽集团', '--yes');
    await done('import', file, '--body', '1', '--yes');
    expect((await bodies()).map(({ seats }) => seats.length)).toEqual([3]);
    expect((await type('import', file, '--body', '9', '--yes')).exit).toBe(1);
  });

  it('of another body than the leadership group is exported under its title, and imports unchanged', async () => {
    const text = fc.constantFrom('周岚', '何宁', '李明', '欧阳小川', '丁行禾');
    const role = fc.constantFrom('理事长', '副理事长', '理事', '家长代表');
    const posts = fc.constantFrom(
      '东湖区春芽幼儿园园长',
      '东湖区教育局副局长、督学',
      '云溪市教科院教研员',
      '星星幼儿园家长',
    );
    const rows = fc.uniqueArray(fc.tuple(role, text, posts), {
      minLength: 1,
      maxLength: 6,
      selector: ([one, other]) => `${one} ${other}`,
    });
    await fc.assert(
      fc.asyncProperty(rows, fc.constantFrom('理事会', '监事会', '领导小组'), async (list, kind) => {
        const { done, bodies } = await desk('guangxi-2020');
        const title = kind === '领导小组' ? '东湖区学前教育集团领导小组' : `春芽集团${kind}`;
        await done('import', save('名单.xlsx', title, list), '--yes');
        const before = await bodies();
        await done('export', 'leadership', '--body', '1', '--output', '导出.xlsx', '--force');
        const again = await done('import', '导出.xlsx', '--yes', '--json');
        expect(JSON.parse(again.out)).toMatchObject({ operation: null, totals: { unchanged: list.length } });
        const other = await desk('guangxi-2020');
        await other.done('import', '导出.xlsx', '--yes');
        expect(await other.bodies()).toEqual(before);
      }),
      { numRuns: 8 },
    );
  }, 60_000);
});

describe('the staff of a district', () => {
  it('may serve two districts: a notice', async () => {
    const { done, verdict } = await desk('shenzhen-draft');
    const inspectors = Array.from(
      { length: 8 },
      (_, at): Row => ['兼职责任督学', `兼${'一二三四五六七八'[at]}`, '东湖区教育督导室督学'],
    );
    const staff: readonly Row[] = [['专职责任督学', '甲一', '东湖区教育督导室督学'], ...inspectors];
    await done('import', save('人员.xlsx', '春芽集团学区人员', staff), '--yes');
    expect(await verdict('S4.inspectors')).toMatchObject([{ outcome: 'pass' }]);
    expect(await verdict('S4.researchers')).toMatchObject([{ outcome: 'violation' }]);
    const more = ['--name', '东湖区月亮幼儿园', '--district', '东湖区', '--allow-similar', '--yes'];
    await done('kindergarten', 'add', ...more);
    const alone = ['--name', '月亮集团', '--lead', '东湖区月亮幼儿园', '--since', '2021-03-01', '--yes'];
    await done('group', 'create', ...alone, '--member', '东湖区星星幼儿园');
    await done('import', save('人员.xlsx', '月亮集团学区人员', staff.slice(0, 1)), '--yes');
    expect(await verdict('S4.inspectors')).toMatchObject([
      { outcome: 'notice', message: expect.stringContaining('甲一同时在别的学区任职') },
      { outcome: 'notice', message: expect.stringContaining('兼职责任督学 0 人，应有 8 人') },
    ]);
  });
});
