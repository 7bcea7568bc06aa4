import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shapes } from '../cli/shapes.ts';
import { maskName } from '../common/masking.ts';
import { openWorkbook } from '../workbook/open.ts';
import { listActivities } from './activities.store.ts';
import type { Attendance } from './attendance.store.ts';
import { trainingCoverage } from './coverage.ts';
import { benchGroups, type RecordsBench, recordsBench } from './testing/records-bench.ts';

const day = '2026-10-14';

/** A bench with a training of the eastern group, one of the western, and the office's. */
async function trainings(): Promise<RecordsBench> {
  const bench = await recordsBench();
  const record = (...words: string[]) => bench.play('activity', 'record', '--yes', '--date', day, ...words);
  for (const words of [
    ['--kind', '教师培训', '--group', benchGroups.east, '--title', '师德培训', '--hours', '6'],
    ['--kind', '教师培训', '--group', benchGroups.west],
    ['--kind', '经验交流分享会'],
  ]) {
    const { exit, err } = await record(...words);
    expect(exit, err).toBe(0);
  }
  return bench;
}

async function signIn(bench: RecordsBench, rows: string, ...options: string[]) {
  bench.write('签到表.csv', `培训签到表\n姓名,单位,活动,日期,学时\n${rows}`);
  const { exit, out } = await bench.play('import', '签到表.csv', '--yes', '--json', ...options);
  const report = shapes.import.parse(JSON.parse(out));
  return {
    exit,
    totals: report.totals,
    findings: report.files
      .flatMap(({ tables }) => tables)
      .flatMap(({ findings }) => findings)
      .flatMap(({ code, cell }) => [code, cell]),
  };
}

const people = (bench: RecordsBench) =>
  bench.look((ledger) =>
    listActivities(ledger).map((each) => each.people.map(({ name, unit, hours }) => [name, unit, hours])),
  );

describe('sign-in sheets', () => {
  it('put people under the activity of their group, their unit under its full name', async () => {
    const bench = await trainings();
    const { exit, findings, totals } = await signIn(
      bench,
      [
        `周　岚,星星幼儿园,师德培训,${day},4`,
        `周岚,东湖区月亮幼儿园,教师培训,${day},`,
        `吴越,小树苗幼儿园,培训,${day},2学时`,
        `郑和,教育局教研室,经验交流分享会,${day},`,
      ].join('\n'),
    );
    expect({ exit, findings }).toEqual({
      exit: 0,
      findings: ['value-normalised', 'E5', 'attendance-unit-unknown', 'B6'],
    });
    expect(totals).toMatchObject({ inserted: 4 });
    expect(people(bench)).toEqual([
      [
        ['周岚', '东湖区星星幼儿园', 4],
        ['周岚', '东湖区月亮幼儿园', null],
      ],
      [['吴越', '西岭区小树苗幼儿园', 2]],
      [['郑和', '教育局教研室', null]],
    ]);
  });

  it('are known again, and hours are settled as told', async () => {
    const bench = await trainings();
    const row = (hours: string) => `周岚,星星幼儿园,师德培训,${day},${hours}\n`;
    await signIn(bench, row(''));
    expect(await signIn(bench, row('4'))).toMatchObject({ totals: { updated: 1 }, findings: [] });
    expect(await signIn(bench, row('4'))).toMatchObject({ totals: { unchanged: 1 }, findings: [] });
    expect(await signIn(bench, row(''))).toMatchObject({ totals: { unchanged: 1 } });
    expect(await signIn(bench, row('6'))).toMatchObject({ findings: ['conflict-kept', 'E3'] });
    await signIn(bench, row('6'), '--on-conflict', 'skip');
    expect(people(bench)[0]).toEqual([['周岚', '东湖区星星幼儿园', 4]]);
    await signIn(bench, row('6'), '--on-conflict', 'update');
    expect(people(bench)[0]).toEqual([['周岚', '东湖区星星幼儿园', 6]]);
    const last = bench.look((ledger) => ledger.stamp());
    expect((await bench.play('undo', String(last), '--yes')).exit).toBe(0);
    expect(people(bench)[0]).toEqual([['周岚', '东湖区星星幼儿园', 4]]);
  });

  it.each<[string, string, string]>([
    [`周岚,星星幼儿园,师德培训,2026-10-15,4`, 'attendance-no-activity', 'C3'],
    [`周岚,星星幼儿园,舞蹈培训班结业典礼,2026-10-14,4`, 'attendance-ambiguous', 'C3'],
    [`郑和,教育局教研室,教师培训,${day},4`, 'attendance-ambiguous', 'C3'],
    [`周岚,实验幼儿园,经验交流分享会,${day},4`, 'kindergarten-ambiguous', 'B3'],
    [`,星星幼儿园,师德培训,${day},4`, 'value-required', 'A3'],
  ])('reject %s', async (row, code, cell) => {
    const bench = await trainings();
    // A second training of the eastern group on the day.
    const again = ['--kind', '教师培训', '--group', benchGroups.east, '--title', '舞蹈', '--again'];
    await bench.play('activity', 'record', '--yes', '--date', day, ...again);
    expect(await signIn(bench, `${row}\n`)).toMatchObject({ exit: 1, findings: [code, cell] });
    expect(people(bench).flat()).toEqual([]);
  });

  it('find somebody who stands on two rows', async () => {
    const bench = await trainings();
    const row = `周岚,星星幼儿园,师德培训,${day},4\n`;
    const { findings, totals } = await signIn(bench, row + row.replace('星星', '东湖区星星'));
    expect(findings).toEqual(['attendance-repeated', 'A4']);
    expect(totals).toMatchObject({ inserted: 1, rejected: 1 });
  });
});

describe('training coverage', () => {
  const staffed = async () => {
    const bench = await trainings();
    const staff: Record<string, number | null> = {
      东湖区实验幼儿园: 4,
      东湖区星星幼儿园: 2,
      东湖区月亮幼儿园: null,
      西岭区小树苗幼儿园: 1,
    };
    await bench.change((ledger) => {
      for (const [name, count] of Object.entries(staff)) {
        ledger.prepare('UPDATE kindergarten_fact SET staff = ? WHERE name = ?').run(count, name);
      }
    });
    await signIn(
      bench,
      [
        `周岚,星星幼儿园,师德培训,${day},4`,
        `吴小越,星星幼儿园,师德培训,${day},`,
        `周岚,东湖区实验幼儿园,师德培训,${day},4`,
        `周岚,月亮幼儿园,师德培训,${day},4`,
        `周岚,小树苗幼儿园,教师培训,${day},`,
        `郑和,小树苗幼儿园,教师培训,${day},`,
        `周岚,东湖区实验幼儿园,经验交流分享会,${day},2`,
      ].join('\n'),
    );
    return bench;
  };
  const coverage = async (bench: RecordsBench, ...options: string[]) => {
    const { exit, out, err } = await bench.play('training', 'coverage', '--json', ...options);
    expect(exit, err).toBe(0);
    return shapes['training-coverage'].parse(JSON.parse(out));
  };

  it('counts people once against the staff, and never what it does not know', async () => {
    const bench = await staffed();
    const { kindergartens, staff, trained, share, findings } = await coverage(bench);
    const of = (name: string) => kindergartens.find((each) => each.name === name);
    expect(of('东湖区星星幼儿园')).toMatchObject({ share: 1, missing: 0, state: 'counted' });
    expect(of('东湖区实验幼儿园')).toMatchObject({
      share: 0.25,
      missing: 3,
      trained: [{ name: '周岚', hours: 6, activities: 2 }],
    });
    expect(of('东湖区月亮幼儿园')).toMatchObject({ share: null, missing: null, state: 'staff-unknown' });
    expect(of('西岭区小树苗幼儿园')).toMatchObject({ share: null, missing: null, state: 'more-than-staff' });
    expect({ staff, trained, share }).toEqual({ staff: 6, trained: 3, share: 0.5 });
    expect(findings.map(({ code }) => code)).toEqual(['training-more-than-staff']);
  });

  it('looks at a period, a group, a kind', async () => {
    const bench = await staffed();
    expect((await coverage(bench, '--until', '2026-10-13')).trained).toBe(0);
    expect((await coverage(bench, '--since', '2026-10-15')).trained).toBe(0);
    const east = await coverage(bench, '--group', benchGroups.east, '--kind', '教师培训');
    expect(east.kindergartens.map(({ name }) => name).sort()).toEqual([
      '东湖区实验幼儿园',
      '东湖区星星幼儿园',
      '东湖区月亮幼儿园',
    ]);
    expect(east.kindergartens.find(({ name }) => name === '东湖区实验幼儿园')?.trained).toMatchObject([
      { hours: 4 },
    ]);
    const wrong = await bench.play('training', 'coverage', '--since', '2026-10-15', '--until', '2026-10-14');
    expect(wrong.exit).toBe(2);
  });

  it('tells who is missing, with masked names where it is published', async () => {
    const bench = await staffed();
    const of = async (...options: string[]) => {
      const { kindergartens } = await coverage(bench, '--until', '2026-11-01', ...options);
      return kindergartens.find(({ name }) => name === '东湖区星星幼儿园');
    };
    expect(await of('--kind', '经验交流分享会')).toMatchObject({
      trained: [],
      untrained: ['周岚', '吴小越'],
      missing: 2,
    });
    expect(await of('--masked')).toMatchObject({ trained: [{ name: '周*' }, { name: '吴*越' }] });
    const file = ['--masked', '--output', '覆盖.xlsx'];
    const { exit, err } = await bench.play('training', 'coverage', ...file);
    expect({ exit, err }).toMatchObject({ exit: 0, err: expect.not.stringContaining('工作副本') });
    const workbook = await openWorkbook(join(bench.folder, '覆盖.xlsx'));
    const texts: string[] = [];
    for (const sheet of workbook.sheets) {
      for await (const { cells } of sheet.rows()) {
        for (const { content } of cells) if (content.type === 'text') texts.push(content.value);
      }
    }
    await workbook.close();
    expect(texts).toContain('吴*越');
    expect(texts.join()).not.toMatch(/吴小越|周岚/u);
    const first = readFileSync(join(bench.folder, '覆盖.xlsx'));
    await bench.play('training', 'coverage', ...file, '--force');
    expect(readFileSync(join(bench.folder, '覆盖.xlsx')).equals(first)).toBe(true);
    expect((await bench.play('training', 'coverage', '--output', '全.xlsx')).err).toContain('工作副本');
    const shown = await bench.play('training', 'coverage');
    expect(shown.out).toContain('教职工数不详');
    const kind = ['--kind', '经验交流分享会'];
    expect((await bench.play('training', 'coverage', ...kind)).out).toContain('还没有参训：周岚、吴小越');
    const masked = await bench.play('training', 'coverage', ...kind, '--masked');
    expect(masked.out).toContain('还没有参训：周*、吴*越');
  });

  it('never gives more than the whole, and leaves nobody out', () => {
    const attendance = fc.record({
      activityId: fc.integer({ min: 1, max: 3 }),
      policyId: fc.constant('p'),
      kind: fc.constant('training'),
      title: fc.constant('培训'),
      heldOn: fc.constant(day),
      heldTo: fc.constant(null),
      personId: fc.integer({ min: 1, max: 9 }),
      hours: fc.option(fc.integer({ min: 1, max: 9 })),
    });
    const unitOf = (personId: number) => ['甲园', '乙园', '教研室'][personId % 3]!;
    fc.assert(
      fc.property(
        fc.array(attendance, { maxLength: 20 }),
        fc.array(fc.option(fc.nat(5)), { minLength: 2, maxLength: 2 }),
        (given, staff) => {
          const attended: Attendance[] = given.map((each) => ({
            ...each,
            name: `第${each.personId}人`,
            unit: unitOf(each.personId),
          }));
          const everybody = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((personId) => ({
            personId,
            name: `第${personId}人`,
            unit: unitOf(personId),
          }));
          const kindergartens = ['甲园', '乙园'].map((name, index) => ({
            id: index,
            name,
            district: null,
            staff: staff[index] ?? null,
          }));
          const units = new Map([
            ['甲园', 0],
            ['乙园', 1],
          ]);
          const found = trainingCoverage(kindergartens, attended, everybody, units);
          expect(found.share === null || found.share <= 1).toBe(true);
          const trained = new Set(given.map(({ personId }) => personId));
          const placed = found.kindergartens.flatMap((each) => each.trained);
          expect(placed.length + found.elsewhere.length).toBe(trained.size);
          for (const each of found.kindergartens) {
            expect(each.trained.length + each.untrained.length).toBe(3);
            expect(
              each.share === null || (each.staff !== null && each.share === each.trained.length / each.staff),
            ).toBe(true);
            expect(each.missing === null || each.missing >= 0).toBe(true);
          }
        },
      ),
      { numRuns: 100, seed: 20211103 },
    );
  });

  it.each([
    ['周岚', '周*'],
    ['王小明', '王*明'],
    ['欧阳小月', '欧**月'],
    ['王', '王*'],
    ['', '*'],
  ])('masks %s as %s', (name, masked) => {
    expect(maskName(name)).toBe(masked);
  });
});
