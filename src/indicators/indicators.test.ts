import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
import { shapes } from '../cli/shapes.ts';
import { testContext } from '../cli/test-context.ts';
import { run } from '../main.ts';
import { makeXlsx } from '../workbook/testing/make-xlsx.ts';

const folder = mkdtempSync(join(tmpdir(), 'youlian-indicators-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let ledgers = 0;
const [star, moon, sun] = ['东湖区星星幼儿园', '东湖区月亮幼儿园', '西岭区太阳幼儿园'];

/** A desk in March 2026 with three kindergartens: two public ones, one private. */
async function desk(policy = 'jingan-2023') {
  ledgers += 1;
  const ledgerPath = join(folder, `${ledgers}.db`);
  const type = async (...argv: readonly string[]) => {
    const context = testContext(folder, { ledgerPath, now: () => new Date('2026-03-02T01:00:00Z') });
    const exit = await run(argv, context);
    return { exit, out: context.out(), err: context.err() };
  };
  const done = async (...argv: readonly string[]) => {
    const result = await type(...argv);
    expect(result.exit, result.err).toBe(0);
    return result;
  };
  const office = ['--name', '云溪市教育局', '--level', 'city', '--region', '379900'];
  await done('init', ...office, '--policy', policy, '--district', '东湖区', '西岭区', '--yes');
  const add = (name: string, district: string, ownership: string, town: string) =>
    done(
      ...['kindergarten', 'add', '--name', name, '--district', district, '--ownership', ownership],
      ...['--town', town, '--allow-similar', '--yes'],
    );
  await add(star, '东湖区', '教育部门办', '湖滨街道');
  await add(moon, '东湖区', '民办', '湖滨街道');
  await add(sun, '西岭区', '教育部门办', '柳泉镇');
  const verdict = async (rule: string, ...more: string[]) => {
    const record = JSON.parse((await type('check', '--json', ...more)).out);
    return record.verdicts.filter((each: { rule: string }) => each.rule === rule);
  };
  /** Imports rows of the table and gives totals and codes of findings with their cells. */
  const take = async (rows: readonly (readonly (string | number | null)[])[], ...more: string[]) => {
    const heading = ['年度', '指标', '园所名称', '所属区县', '分子', '分母', '数值', '目标值', '备注'];
    const name = `指标${ledgers}.xlsx`;
    writeFileSync(
      join(folder, name),
      makeXlsx([{ name: '指标', rows: [['云溪市学前教育指标数据表'], heading, ...rows] }]),
    );
    const { out, exit } = await type('import', name, '--json', '--yes', ...more);
    const record = JSON.parse(out);
    const codes = ({ findings }: { findings: { code: string; cell: string }[] }) =>
      findings.map(({ code, cell }) => `${code} ${cell}`);
    const findings = record.files.flatMap(
      (file: { tables: { findings: { code: string; cell: string }[] }[] }) => file.tables.flatMap(codes),
    );
    return { exit, totals: record.totals, findings };
  };
  return { type, done, verdict, take };
}

describe('the table of yearly figures', () => {
  it('is taken, judged, changed and taken back', async () => {
    const { take, verdict, done } = await desk();
    const { totals, findings } = await take([
      [2025, '残疾儿童入园率', null, null, 45, 50, '90%', null, null],
      [2025, '高质量幼儿园', star, '东湖区', null, null, '是', null, null],
      [2025, '高质量幼儿园', sun, null, null, null, '否', null, null],
      ['2025年', '室外游戏场地生均面积', '全市', null, null, null, null, 4, null],
      [2025, 'outdoor-area', star, null, 812.5, 200, null, null, '含屋顶'],
    ]);
    expect([totals.inserted, totals.rejected, findings]).toEqual([5, 0, []]);
    expect(await verdict('J3.disabled')).toMatchObject([{ outcome: 'pass', facts: { part: 45, whole: 50 } }]);
    expect(await verdict('J1.public')).toMatchObject([
      { outcome: 'violation', facts: { part: 1, whole: 2, year: 2025, lacking: 0 } },
    ]);
    await done('indicator', 'set', '室外游戏场地生均面积', '--year', '2025', '--remove', '--yes');
    expect(await verdict('J2.outdoor-area')).toMatchObject([
      {
        outcome: 'unknown',
        message:
          '有 3 所园（东湖区星星幼儿园、东湖区月亮幼儿园、西岭区太阳幼儿园）没有 2025 年“室外游戏场地生均面积”的数据或目标值。',
      },
    ]);
    await done('indicator', 'set', '室外游戏场地生均面积', '--year', '2025', '--target', '4', '--yes');
    expect(await verdict('J2.outdoor-area')).toMatchObject([
      { outcome: 'pass', subject: { name: star }, facts: { value: 4.06, bound: 4 } },
      { outcome: 'unknown', facts: { lacking: 2 } },
    ]);
    await done(
      'indicator',
      'set',
      '残疾儿童入园率',
      '--year',
      '2025',
      '--numerator',
      '44',
      '--denominator',
      '50',
      '--yes',
    );
    expect(await verdict('J3.disabled')).toMatchObject([{ outcome: 'violation' }]);
    await done('undo', '8', '--yes');
    expect(await verdict('J3.disabled')).toMatchObject([{ outcome: 'pass' }]);
    await done('indicator', 'set', '残疾儿童入园率', '--year', '2025', '--remove', '--yes');
    expect(await verdict('J3.disabled')).toMatchObject([{ outcome: 'unknown', missing: ['indicators'] }]);
  });

  it("'indicator-year' and others: says of each row what is wrong with it, and takes the others", async () => {
    const { take } = await desk();
    const { findings, totals, exit } = await take([
      [2025, '没有的指标', null, null, 1, 2, null, null, null],
      [2031, '班额达标率', null, null, 1, 2, null, null, null],
      [2025, '班额达标率', null, null, 3, 2, null, null, null],
      [2025, '班额达标率', null, null, 3, null, '约', null, null],
      [2025, '班额达标率', null, null, 1, 2, null, '全部', null],
      [2025, '创建园', '不知名幼儿园', null, null, null, '是', null, null],
      [2025, '班额达标率', null, null, 20, 20, null, null, null],
    ]);
    expect(findings).toEqual([
      'indicator-unknown B3',
      'indicator-year A4',
      'indicator-figure E5',
      'indicator-figure G6',
      'indicator-target H7',
      'kindergarten-unknown C8',
    ]);
    expect([exit, totals.accepted, totals.rejected]).toEqual([1, 1, 6]);
  });

  it("'indicator-none', 'policy-needed': says once that the policy has no indicators, or none is known", async () => {
    const { take, type } = await desk('zaozhuang-2021');
    const rows = [1, 2].map((part) => [2025, '班额达标率', null, null, part, 2, null, null, null]);
    expect((await take(rows)).findings).toEqual(['indicator-none B3']);
    const { exit, err } = await type('indicator', 'list');
    expect([exit, err.includes('indicator-none')]).toEqual([2, true]);
  });

  it('keeps what the ledger has unless told otherwise', async () => {
    const { take, verdict } = await desk();
    const row = (part: number) => [[2025, '班额达标率', null, null, part, 20, null, null, null]];
    await take(row(20));
    expect((await take(row(20))).totals).toMatchObject({ unchanged: 1 });
    expect((await take(row(19))).findings).toEqual(['conflict-kept G3']);
    expect(await verdict('J2.class-size')).toMatchObject([{ outcome: 'pass' }]);
    expect((await take(row(19), '--on-conflict', 'update')).totals).toMatchObject({ updated: 1 });
    expect(await verdict('J2.class-size')).toMatchObject([{ outcome: 'violation' }]);
  });

  it('goes out and comes back the same, also as the sheet to fill in', async () => {
    const { take, done, type } = await desk();
    await take([
      [2024, '肥胖发生率', null, null, 50, 1000, null, null, null],
      [2025, '肥胖发生率', null, null, null, null, '4.9%', null, null],
      [2025, '新建公建配套园所数', null, null, null, null, 3, null, '三所'],
      [2025, '创建园', moon, null, null, null, '是', null, null],
      [2025, '生均建筑面积', sun, null, 1000.5, 90, null, 9.5, null],
    ]);
    const name = `导出${ledgers}.xlsx`;
    await done('export', 'indicators', '--output', name);
    const again = JSON.parse((await type('import', name, '--json', '--yes')).out);
    expect(again.totals).toMatchObject({ read: 5, unchanged: 5, findings: 0 });
    const other = await desk();
    const fresh = JSON.parse((await other.type('import', name, '--json', '--yes')).out);
    expect(fresh.totals).toMatchObject({ read: 5, inserted: 5 });
    const [one, two] = [
      await done('export', 'indicators', '--format', 'json'),
      await other.done('export', 'indicators', '--format', 'json'),
    ];
    expect(two.out).toBe(one.out);
    const blank = await done(
      'export',
      'indicators',
      '--blank',
      '--year',
      '2025',
      '--indicator',
      '创建园',
      '--format',
      'json',
    );
    expect(
      JSON.parse(blank.out).map((row: { name: string; result: string }) => [row.name, row.result]),
    ).toEqual([
      [star, null],
      [moon, '是'],
      [sun, null],
    ]);
  });

  it('asks each only for what is his to fill in, and says how', async () => {
    const { take, done, type } = await desk();
    await take([[2025, '班额达标率', star, '东湖区', 5, 6, null, null, null]]);
    const name = `待填${ledgers}.xlsx`;
    const blank = ['export', 'indicators', '--blank', '--year', '2025'];
    await done(...blank, '--output', name);
    const rows = JSON.parse((await done(...blank, '--format', 'json')).out);
    const asked = (indicator: string) =>
      rows.flatMap((row: { indicator: string; name: string }) =>
        row.indicator === indicator ? [row.name] : [],
      );
    expect(asked('新建公建配套园所数')).toEqual(['全市']);
    expect(asked('家庭科学育儿指导服务覆盖率')).toEqual(['全市']);
    expect(asked('高质量幼儿园')).toEqual([star, moon, sun]);
    expect(asked('班额达标率')).toEqual(['全市', star, moon, sun]);
    expect(rows.find((row: { numerator: number }) => row.numerator === 5).result).toBe('83.33%');
    // What was filled in comes back as it is; the rows that nobody filled in are left out without a word.
    const { totals, files } = JSON.parse((await type('import', name, '--json', '--yes')).out);
    expect(totals).toMatchObject({ read: rows.length, unchanged: 1, rejected: 0, skipped: rows.length - 1 });
    expect(files.flatMap((file: { tables: { findings: unknown[] }[] }) => file.tables)).toMatchObject([
      { table: 'indicators', findings: [] },
    ]);
    expect((await type('import', name, '--yes')).out).toContain(`没有填 ${rows.length - 1}`);
    const { readFile } = await import('node:fs/promises');
    const { default: exceljs } = await import('exceljs');
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load(new Uint8Array(await readFile(join(folder, name))).buffer as never);
    const guide = workbook.getWorksheet('填写说明');
    const texts = (guide?.getColumn(1).values ?? []).map(String);
    expect(texts).toContain('残疾儿童入园率');
    const line = texts.indexOf('高质量幼儿园');
    expect(guide?.getCell(line, 6).text).toContain('每园的“数值”填是或否');
    const sheet = workbook.getWorksheet('指标数据表');
    const offered = (row: number) => sheet?.getCell(row, 8).dataValidation?.formulae?.[0] ?? null;
    const first = (sheet?.getColumn(3).values ?? []).map(String).indexOf('高质量幼儿园');
    expect(offered(first)).toBe('"是,否"');
    const ratio = (sheet?.getColumn(3).values ?? []).map(String).indexOf('班额达标率');
    expect(offered(ratio)).toBeNull();
  });

  it("'indicator-by-office', 'indicator-twice', 'indicator-more-than-roster', 'kindergarten-elsewhere': says so at the cell", async () => {
    const { take, type } = await desk();
    const { findings, totals } = await take([
      [2025, '新建公建配套园所数', star, null, null, null, '3所', null, null],
      [2025, '班额达标率', '全市', null, 19, 20, null, null, null],
      [2025, '班额达标率', null, null, 19, 20, '95%', null, null],
      [2025, '班额达标率', null, null, 18, 20, null, null, null],
      [2025, '高质量幼儿园', star, null, null, null, '是', null, null],
      [2025, '高质量幼儿园', star, '东湖区', 0, 1, '是', null, null],
      [2025, '高质量幼儿园', star, '东湖区', null, null, '否', null, null],
      [2025, '高质量幼儿园', sun, '东湖区', null, null, '是', null, null],
      [2025, '创建园', null, null, 3, 4, null, null, null],
      [2025, '近视发生率', null, null, null, null, 0.96, null, null],
      [2025, '龋齿发生率', null, null, null, null, 1, null, null],
      [2025, '肥胖发生率', null, null, null, null, '无', null, null],
      [2025, '残疾儿童入园率', null, null, null, null, '95%', '-1', null],
    ]);
    expect(findings).toEqual([
      'indicator-by-office C3',
      'indicator-twice E6',
      'indicator-figure G8',
      'indicator-twice G9',
      'kindergarten-elsewhere D10',
      'indicator-more-than-roster F11',
      'value-normalised G12',
      'percentage-unclear G13',
      'value-placeholder G14',
      'indicator-target H15',
    ]);
    expect(totals).toMatchObject({ read: 13, inserted: 4, unchanged: 1, rejected: 7, skipped: 1 });
    const { err } = await type(
      ...[
        'indicator',
        'set',
        '新建公建配套园所数',
        '--kindergarten',
        star,
        '--year',
        '2025',
        '--result',
        '3',
        '--yes',
      ],
    );
    expect(err).toContain('由主管部门填全部园所的一个数');
  });

  it('tells two rows that say different things apart from the ledger, with both values', async () => {
    const { type } = await desk();
    const heading = ['年度', '指标', '园所名称', '分子', '分母'];
    for (const [name, part] of [
      ['甲', 19],
      ['乙', 18],
    ] as const) {
      const rows = [['云溪市学前教育指标数据表'], heading, [2025, '班额达标率', '全市', part, 20]];
      writeFileSync(join(folder, `${name}${ledgers}.xlsx`), makeXlsx([{ name: '指标', rows }]));
    }
    const files = [`甲${ledgers}.xlsx`, `乙${ledgers}.xlsx`];
    const record = JSON.parse((await type('import', ...files, '--json', '--yes')).out);
    const findings = record.files.flatMap((file: { tables: { findings: { message: string }[] }[] }) =>
      file.tables.flatMap((table) => table.findings.map(({ message }) => message)),
    );
    expect(findings).toEqual([
      expect.stringMatching(
        /甲\d+\.xlsx 工作表“指标”第 3 行已有同一项，两处不同：那里是“95%（19\/20）”，这里是“90%（18\/20）”。$/,
      ),
    ]);
  });

  it('shows in the history which indicator it was, and an answer as yes or no', async () => {
    const { done } = await desk();
    const set = (result: string) =>
      done(
        'indicator',
        'set',
        '创建园',
        '--year',
        '2025',
        '--kindergarten',
        star,
        '--result',
        result,
        '--yes',
      );
    await set('是');
    await set('否');
    const shown = (await done('history', 'show', '6')).out;
    expect(shown).toContain('数值：是 → 否');
    expect((await done('history', 'show', '5')).out).toMatch(/指标：创建园；.*数值：是/);
  });
});

describe('indicator list, set and report', () => {
  it('print their shapes, with what was and what changed', async () => {
    const { done, type } = await desk();
    const set = async (...words: string[]) =>
      shapes['indicator-set'].parse(
        JSON.parse((await done('indicator', 'set', ...words, '--json', '--yes')).out),
      );
    expect(
      await set('肥胖发生率', '--year', '2024', '--numerator', '50', '--denominator', '1000'),
    ).toMatchObject({
      before: null,
      after: '5%（50/1000）',
    });
    expect(
      await set('obesity', '--year', '2025', '--numerator', '52', '--denominator', '1000'),
    ).toMatchObject({
      after: '5.2%（52/1000）',
    });
    const list = shapes['indicator-list'].parse(JSON.parse((await done('indicator', 'list', '--json')).out));
    expect(list.find(({ id }) => id === 'obesity')?.years).toEqual([
      { year: 2024, office: true, kindergartens: 0 },
      { year: 2025, office: true, kindergartens: 0 },
    ]);
    const { exit, out } = await type('indicator', 'report', '--year', '2025', '--json');
    const { indicators } = shapes['indicator-report'].parse(JSON.parse(out));
    expect(exit).toBe(1);
    expect(indicators.find(({ indicator }) => indicator === 'obesity')).toMatchObject({
      rule: 'J3.health',
      value: 5.2,
      previous: 5,
      change: 0.2,
      outcome: 'violation',
    });
  });

  it('report the latest year with figures, of the office, as check concludes on the same day', async () => {
    const { take, type, verdict } = await desk();
    await take([
      [2025, '高质量幼儿园', star, null, null, null, '是', null, null],
      [2025, '高质量幼儿园', sun, null, null, null, '否', null, null],
      [2025, '托幼一体化幼儿园', star, null, null, null, '是', null, null],
      [2025, '托幼一体化幼儿园', moon, null, null, null, '否', null, null],
      [2025, '托幼一体化幼儿园', sun, null, null, null, '否', null, null],
      [2025, '室外游戏场地生均面积', '全市', null, null, null, null, 4, null],
      [2025, '班额达标率', '全市', null, 2, 3, null, null, null],
      [2024, '班额达标率', '全市', null, 3, 3, null, null, null],
    ]);
    const report = async (...more: string[]) => {
      const { out } = await type('indicator', 'report', '--json', ...more);
      return shapes['indicator-report'].parse(JSON.parse(out));
    };
    const latest = await report();
    expect(latest).toMatchObject({ office: '云溪市教育局', year: 2025, on: '2026-03-02', asCheck: true });
    const row = (rule: string) => latest.indicators.find((each) => each.rule === rule);
    // The deadline is over by now: both say so.
    for (const rule of ['J1.public', 'J2.class-size', 'J5.streets', 'J8.coverage']) {
      const [checked] = await verdict(rule);
      expect([rule, row(rule)?.outcome]).toEqual([rule, checked.outcome]);
    }
    expect(row('J1.public')).toMatchObject({ outcome: 'violation', part: 1, whole: 2, value: 50 });
    expect(row('J2.class-size')).toMatchObject({ value: 66.67, previous: 100, change: -33.33 });
    // Towns, not kindergartens.
    expect(row('J5.streets')).toMatchObject({ part: 1, whole: 2, value: 50, unit: '%' });
    expect(row('J5.nursery')).toMatchObject({ part: 1, whole: 3, value: 33.33 });
    expect(row('J2.outdoor-area')).toMatchObject({ requirement: '不低于 4 平方米', target: 4, lacking: 3 });
    expect(row('J2.activity-area')).toMatchObject({ requirement: '不低于目标值（还没有填）', target: null });
    expect(row('J8.coverage')).toMatchObject({
      outcome: 'unknown',
      lacking: 3,
      remark: expect.stringContaining('不在紧密型教育集团里的 3 所里有 3 所没有填是不是“创建园”'),
    });
    const text = (await type('indicator', 'report')).out;
    expect(text).toContain('云溪市教育局 2025 年指标完成情况');
    expect(text).toContain('结论按 2026年3月2日判定，与 youlian check 一致。');
    expect(text).toContain('-33.33 个百分点');
    const name = `完成情况${ledgers}.xlsx`;
    await type('indicator', 'report', '--output', name);
    const { readFile } = await import('node:fs/promises');
    const { default: exceljs } = await import('exceljs');
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load(new Uint8Array(await readFile(join(folder, name))).buffer as never);
    const sheet = workbook.worksheets[0];
    expect(sheet?.getCell('A1').text).toBe('云溪市教育局 2025 年指标完成情况');
    expect(sheet?.getCell('A3').text).toContain('结论按 2026年3月2日判定');
    const headings = ((sheet?.getRow(4).values ?? []) as string[]).filter(Boolean);
    expect(headings.slice(-2)).toEqual(['结论', '说明']);
    const reasons = (sheet?.getColumn(headings.length).values ?? []).map(String);
    expect(reasons.some((reason) => reason.includes('有 3 所没有填是不是“创建园”'))).toBe(true);
    expect(sheet?.pageSetup.fitToWidth).toBe(1);
    const heights = new Set([5, 6, 7].map((row) => sheet?.getRow(row).height));
    expect([...heights]).toEqual([36]);
    // Reckoned from the roster, by the same verdict.
    for (const rule of latest.indicators.filter(({ remark }) => remark === '按园所信息计算')) {
      const [checked] = await verdict(rule.rule ?? '');
      expect([rule.value, rule.outcome]).toEqual([checked.facts.percent, checked.outcome]);
    }
    expect(latest.indicators.filter(({ name }) => name.includes('占比')).length).toBeGreaterThan(0);
    const letter = `完成情况${ledgers}.docx`;
    await type('indicator', 'report', '--output', letter);
    const parts = unzipSync(new Uint8Array(await readFile(join(folder, letter))));
    expect(strFromU8(parts['word/document.xml'] ?? new Uint8Array())).toContain('2025 年主要指标完成情况');
    const before = await report('--year', '2024');
    expect(before).toMatchObject({ year: 2024, on: '2024-12-31', asCheck: false });
    const past = (await type('indicator', 'report', '--year', '2024')).out;
    expect(past).toContain('结论按 2024年12月31日判定；已有 2025 年的数据');
  });

  it("'indicator-figure', 'indicator-target', 'indicator-unknown': refuses what is no figure, and writes nothing", async () => {
    const { type } = await desk();
    const refused = async (...words: string[]) =>
      (await type('indicator', 'set', ...words, '--year', '2025', '--yes')).err;
    expect(await refused('肥胖发生率', '--numerator', '5')).toContain('indicator-figure');
    expect(await refused('肥胖发生率', '--target', '低')).toContain('indicator-target');
    expect(await refused('胖', '--result', '5%')).toContain('indicator-unknown');
    expect(await refused('肥胖发生率', '--numerator', '-5', '--denominator', '6')).toContain('--numerator');
    const { err } = await type('indicator', 'set', '肥胖发生率', '--year', '2031', '--result', '5%', '--yes');
    expect(err).toContain('应是 1990 到 2026 之间的年份');
  });
});
