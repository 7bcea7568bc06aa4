import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { shapes } from '../cli/shapes.ts';
import { testContext } from '../cli/test-context.ts';
import { run } from '../main.ts';
import { loadRegister, registerIds } from '../tables/load.ts';
import type { RegisterField } from '../tables/register.ts';
import { builtInTemplates } from '../tables/testing/read-sheet.ts';
import { makeXlsx } from '../workbook/testing/make-xlsx.ts';

const folder = mkdtempSync(join(tmpdir(), 'youlian-registers-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const [star, moon] = ['东湖区星星幼儿园', '东湖区月亮幼儿园'];
const group = '星星学区';
let ledgers = 0;

/** A desk in March 2026 with a group of two kindergartens, the member a weak one. */
async function desk(templateFolders: readonly string[] = []) {
  ledgers += 1;
  const ledgerPath = join(folder, `${ledgers}.db`);
  const type = async (...argv: readonly string[]) => {
    const context = testContext(folder, {
      ledgerPath,
      now: () => new Date('2026-03-02T01:00:00Z'),
      ...(templateFolders.length > 0
        ? { templateFolders: [...templateFolders, ...testContext(folder, {}).templateFolders] }
        : {}),
    });
    const exit = await run(argv, context);
    return { exit, out: context.out(), err: context.err() };
  };
  const done = async (...argv: readonly string[]) => {
    const result = await type(...argv);
    expect(result.exit, result.err).toBe(0);
    return result;
  };
  const office = ['--name', '云溪市教育局', '--level', 'city', '--region', '379900'];
  await done('init', ...office, '--policy', 'shenzhen-draft', '--district', '东湖区', '--yes');
  const add = (name: string, ...more: string[]) =>
    done('kindergarten', 'add', '--name', name, '--district', '东湖区', ...more, '--allow-similar', '--yes');
  await add(star, '--ownership', '教育部门办');
  await add(moon, '--ownership', '民办', '--is-weak', '是');
  await done('group', 'create', '--name', group, '--lead', star, '--member', moon, '--yes');
  const verdicts = async (rule: string) => {
    const record = JSON.parse((await type('check', '--json')).out);
    return record.verdicts
      .filter((each: { rule: string }) => each.rule === rule)
      .map(({ outcome, subject }: { outcome: string; subject: { name: string } }) => [subject.name, outcome]);
  };
  const show = async (register: string) =>
    JSON.parse((await done('register', 'show', register, '--json')).out) as z.infer<
      (typeof shapes)['register-show']
    >;
  const take = async (rows: readonly (readonly (string | number | null)[])[], ...more: string[]) => {
    const name = `登记${ledgers}.xlsx`;
    writeFileSync(join(folder, name), makeXlsx([{ name: '登记', rows }]));
    const { out, exit } = await type('import', name, '--json', '--yes', ...more);
    const record = JSON.parse(out);
    const findings = record.files.flatMap(
      (file: { tables: { table: string; findings: { code: string; cell: string }[] }[] }) =>
        file.tables.flatMap((table) =>
          table.findings.map(({ code, cell }) => `${table.table} ${code} ${cell}`),
        ),
    );
    return { exit, totals: record.totals, findings };
  };
  return { type, done, verdicts, show, take };
}

const weakHeads = ['序号', '园所名称', '区县', '建档日期', '主要问题', '帮扶园', '目标', '措施', '完成时限'];

/** Something that fits a field. */
function sample({ type, choices }: RegisterField): string | number {
  if (type === 'choice') return choices?.[0] ?? '';
  if (type === 'date') return '2026-01-15';
  if (type === 'integer') return 12;
  if (type === 'decimal') return 12.5;
  if (type === 'yesNo') return '是';
  if (type === 'personName') return '周岚';
  return '内容甲';
}

describe('every register', () => {
  it.each(registerIds(builtInTemplates))(
    '%s: its filled-in blank is recognised, taken whole, exported and unchanged when it comes again',
    async (id) => {
      const register = loadRegister(id, builtInTemplates);
      const { done, take, show, type } = await desk();
      const about =
        register.of === 'group' ? [group] : register.of === 'kindergarten' ? [moon, '东湖区'] : [];
      const heads = [
        '序号',
        ...(register.of === 'group'
          ? ['联盟名称']
          : register.of === 'kindergarten'
            ? ['园所名称', '所属区县']
            : []),
        ...register.fields.map(({ name }) => name),
        '备注',
      ];
      const row = [1, ...about, ...register.fields.map(sample), '随手记的'];
      const taken = await take([[register.title.replace('{area}', '云溪市')], heads, row]);
      expect([taken.totals.inserted, taken.totals.rejected, taken.findings]).toEqual([1, 0, []]);
      const [entry] = await show(id);
      const said = Object.fromEntries(
        register.fields.map((field) => [field.key, field.type === 'yesNo' ? true : sample(field)]),
      );
      expect(entry).toMatchObject({ content: { ...said, note: '随手记的' }, lacking: [] });
      await done('export', 'register', id, '--output', `${id}-${ledgers}.xlsx`);
      const { out, exit } = await type('import', `${id}-${ledgers}.xlsx`, '--json', '--yes');
      expect([exit, JSON.parse(out).totals]).toMatchObject([0, { read: 1, unchanged: 1 }]);
      await done('template', id, '--output', `空表-${id}-${ledgers}.xlsx`);
      const blank = JSON.parse((await type('import', `空表-${id}-${ledgers}.xlsx`, '--json', '--yes')).out);
      expect(blank.totals).toMatchObject({ read: 0, rejected: 0 });
    },
  );
});

describe('entries', () => {
  it('are entered, changed, checked and taken back by hand', async () => {
    const { done, show, type, verdicts } = await desk();
    expect(await verdicts('S6.weak')).toEqual([[moon, 'unknown']]);
    const add = [
      'register',
      'add',
      '薄弱园档案',
      '建档日期=2026年1月5日',
      '薄弱环节=游戏活动',
      '--kindergarten',
      moon,
    ];
    const { out } = await done(...add, '--yes', '--json');
    expect(shapes['register-change'].parse(JSON.parse(out))).toMatchObject({
      of: moon,
      after: { filedOn: '2026-01-05', weakness: '游戏活动' },
    });
    expect(await verdicts('S6.weak')).toEqual([[moon, 'violation']]);
    const check = await type('register', 'check', '薄弱园档案', '--json');
    expect(check.exit).toBe(1);
    expect(shapes['register-check'].parse(JSON.parse(check.out))).toMatchObject({
      incomplete: [{ of: moon, lacking: ['帮扶单位', '提升目标', '帮扶措施', '计划完成日期'] }],
      absent: [],
    });
    const more = ['帮扶单位=东湖区星星幼儿园', '提升目标=达到三类', '颜色='];
    await type('register', 'set', '1', ...more, '--yes');
    const full = ['提升目标=达到三类', '帮扶措施=每月驻园', '计划完成日期=2026-12-31', '薄弱环节='];
    await done('register', 'set', '#1', ...full, '--yes');
    expect((await show('weak-kindergartens'))[0]?.content).toEqual({
      filedOn: '2026-01-05',
      goal: '达到三类',
      measures: '每月驻园',
      due: '2026-12-31',
    });
    await done('register', 'set', '1', '薄弱环节=环境', '--yes');
    expect(await verdicts('S6.weak')).toEqual([[moon, 'pass']]);
    const history = await done('history');
    expect(history.out).toContain('修改登记 1');
    await done('register', 'remove', '1', '--yes');
    expect(await show('weak-kindergartens')).toEqual([]);
    const last = JSON.parse((await done('history', '--json')).out) as { operation: number; title: string }[];
    const removal = last.find(({ title }) => title === '删除登记 1')?.operation;
    await done('undo', String(removal), '--yes');
    expect(await show('weak-kindergartens')).toHaveLength(1);
  });

  it('lists a weak kindergarten that has none', async () => {
    const { type } = await desk();
    const { exit, out } = await type('register', 'check', 'weak-kindergartens');
    expect(exit).toBe(1);
    expect(out).toContain(`${moon}（东湖区）：没有登记`);
  });

  it.each([
    ['register-unknown', ['show', '没有的登记簿']],
    ['register-field-unknown', ['add', 'office-rules', '颜色=红']],
    ['register-field-missing', ['add', 'office-rules', '文号=1号']],
    ['register-subject-needed', ['add', 'weak-kindergartens', '建档日期=2026-01-05']],
    ['register-subject-needed', ['add', 'weak-kindergartens', '建档日期=2026-01-05', '--group', group]],
    ['register-entry-unknown', ['set', '99', '备注=无']],
    ['term-not-allowed', ['add', 'party-organisations', '党组织形式=挂靠', '--kindergarten', moon]],
    ['date-invalid', ['add', 'weak-kindergartens', '建档日期=去年', '--kindergarten', moon]],
  ] as const)('refuses with %s: %j', async (code, argv) => {
    const { type } = await desk();
    const { exit, out } = await type('register', ...argv, '--json', ...(argv[0] === 'show' ? [] : ['--yes']));
    expect([exit, JSON.parse(out).error?.code ?? JSON.parse(out).code]).toEqual([2, code]);
  });

  it('knows a field by its other wordings too, as its table does', async () => {
    const { done, show } = await desk();
    const words = ['资源=户外场地', '类别=场地设施', '提供园=星星幼儿园'];
    await done('register', 'add', '共享资源清单', '--group', group, ...words, '--yes');
    expect(await show('shared-resources')).toMatchObject([
      { content: { resource: '户外场地', kind: '场地设施', provider: '星星幼儿园' } },
    ]);
  });

  it('refuses a second one of the same mark, by hand and on changing another', async () => {
    const { type, done } = await desk();
    const add = (name: string) =>
      type('register', 'add', 'typical-cases', '--group', group, `案例名称=${name}`, '--yes', '--json');
    expect((await add('甲 案例')).exit).toBe(0);
    expect((await add('甲案例')).out).toContain('register-entry-twice');
    await done('register', 'add', 'typical-cases', '--group', group, '案例名称=乙案例', '--yes');
    const { out } = await type('register', 'set', '2', '案例名称=甲案例', '--yes', '--json');
    expect(out).toContain('register-entry-twice');
  });
});

describe('the table of a register', () => {
  const title = ['东湖区薄弱园档案'];

  it('is filled, kept or overwritten as asked, with findings at the cells', async () => {
    const { take, show } = await desk();
    const row = [1, moon, '东湖区', '2026.1.5', '游戏', star, null, null, '2026-12-31'];
    expect((await take([title, weakHeads, row])).totals).toMatchObject({ inserted: 1, rejected: 0 });
    const later = [1, moon, '东湖区', '2026.1.6', '游戏', null, '达标', null, null];
    const kept = await take([title, weakHeads, later]);
    expect(kept.findings).toEqual(['weak-kindergartens conflict-kept D3']);
    expect((await take([title, weakHeads, later], '--on-conflict', 'update')).totals).toMatchObject({
      updated: 1,
    });
    expect((await show('weak-kindergartens'))[0]?.content).toMatchObject({
      filedOn: '2026-01-06',
      goal: '达标',
    });
  });

  it('rejects what it cannot place, and a row that contradicts another', async () => {
    const { take } = await desk();
    const row = (name: string, problem: string) => [
      1,
      name,
      '东湖区',
      '2026-01-05',
      problem,
      star,
      '达标',
      '驻园',
      null,
    ];
    const { totals, findings } = await take([
      title,
      weakHeads,
      row('没有的幼儿园', '游戏'),
      row(moon, '游戏'),
      row(moon, '卫生'),
    ]);
    expect(totals).toMatchObject({ read: 3, inserted: 1, rejected: 2 });
    expect(findings).toEqual([
      'weak-kindergartens kindergarten-unknown B3',
      ['weak-kindergartens', 'register-twice', 'E5'].join(' '),
    ]);
  });

  it('names an unknown group and a wording that is not offered', async () => {
    const { take } = await desk();
    const heads = ['学区名称', '案例题目', '形成日期', '主要做法', '成效', '推广级别'];
    const { findings } = await take([
      ['典型案例登记表'],
      heads,
      ['月亮学区', '甲', '2026-01-05', '做法', '成效', '市'],
      [group, '乙', '2026-01-05', '做法', '成效', '全球'],
    ]);
    expect(findings).toEqual(['typical-cases group-unknown A3', 'typical-cases term-not-allowed F4']);
  });
});

describe('an office’s own register', () => {
  const own = join(folder, '模板');
  const write = (text: string) => {
    mkdirSync(join(own, 'registers'), { recursive: true });
    writeFileSync(join(own, 'registers', 'visits.yaml'), text);
  };
  const good = `id: visits
name: 家访记录
title: 家访记录表
of: kindergarten
key: [visitedOn]
fields:
  - { key: visitedOn, name: 家访日期, type: date, required: true }
  - { key: families, name: 家访户数, type: integer, expected: true }
`;

  it('needs no program: blank, import, export, check', async () => {
    write(good);
    const { take, show, done } = await desk([own]);
    const taken = await take([
      ['家访记录表'],
      ['园所名称', '所属区县', '家访日期', '家访户数'],
      [moon, '东湖区', '2026-02-01', 12],
      [moon, '东湖区', '2026-02-08', null],
    ]);
    expect(taken.totals).toMatchObject({ inserted: 2, rejected: 0 });
    expect(await show('家访记录')).toMatchObject([{ lacking: [] }, { lacking: ['家访户数'] }]);
    await done('export', 'register', '家访记录', '--output', '家访.xlsx');
    const list = JSON.parse((await done('register', 'list', '--json')).out);
    expect(shapes['register-list'].parse(list)).toContainEqual(
      expect.objectContaining({ id: 'visits', entries: 2 }),
    );
  });

  it.each([
    ['key: [families]', 'required: true'],
    ['key: visitedOn2', 'name: 家访户数'],
    ['of: kindergarten', 'of: office\nwanted: all'],
    ['type: integer', 'type: choice'],
    ['key: families', 'key: visitedOn'],
  ])('names the line of a slip (%s)', async (from, to) => {
    const other = mkdtempSync(join(tmpdir(), 'youlian-registers-'));
    mkdirSync(join(other, 'registers'));
    const slip =
      from === 'key: [families]'
        ? good.replace('key: [visitedOn]', from)
        : from === 'key: visitedOn2'
          ? good.replace('name: 家访日期', to)
          : good.replace(from, to);
    writeFileSync(join(other, 'registers', 'visits.yaml'), slip);
    const context = testContext(folder, {
      ledgerPath: join(folder, `${ledgers}.db`),
      templateFolders: [other, ...testContext(folder, {}).templateFolders],
    });
    expect(await run(['register', 'list'], context)).toBe(2);
    expect(context.err()).toMatch(/visits\.yaml.*第 \d+ 行/su);
    rmSync(other, { recursive: true });
  });
});
