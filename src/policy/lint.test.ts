import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtInTemplates } from '../cli/create-context.ts';
import { lintPolicy } from './lint.ts';
import { policyIds } from './load.ts';

const builtIn = builtInTemplates();
const fileOf = (id: string) => join(builtIn, 'policies', `${id}.yaml`);

/** What lint says of a built-in policy with one text replaced, and the text of each line it names. */
function lintChanged(id: string, before: string, after: string) {
  const original = readFileSync(fileOf(id), 'utf8');
  expect(original).toContain(before);
  const text = original.replace(before, after);
  const path = join(mkdtempSync(join(tmpdir(), 'youlian-lint-')), `${id}.yaml`);
  writeFileSync(path, text);
  const { errors, advice } = lintPolicy(path, [builtIn]);
  const lines = text.split('\n');
  const shown = ({ line, expected }: { line: number; expected: string }) =>
    `${lines[line - 1]?.trim()} ⇒ ${expected}`;
  return { errors: errors.map(shown), advice: advice.map(shown) };
}

describe('lint', () => {
  it.each(policyIds([builtIn]))('finds nothing in %s, and no bound that its examples do not try', (id) => {
    expect(lintPolicy(fileOf(id), [builtIn])).toEqual({ errors: [], advice: [] });
  });

  it('names an example that comes out otherwise', () => {
    const { errors } = lintChanged(
      'guangxi-2020',
      '{ title: 五个班, given: { lead: { classes: 5 } }, outcome: violation }',
      '{ title: 五个班, given: { lead: { classes: 5 } }, outcome: pass }',
    );
    expect(errors).toEqual([
      expect.stringMatching(/五个班.+⇒ 例子“五个班”写的是符合（pass），实际得出不符合（violation）/),
    ]);
  });

  it('names a figure that comes out otherwise', () => {
    const { errors } = lintChanged(
      'guangxi-2020',
      'outcome: null, figure: 1.2 }',
      'outcome: null, figure: 1.5 }',
    );
    expect(errors).toEqual([expect.stringContaining('写的是 1.5，实际得出 1.2')]);
  });

  it('names another reading that a verdict has and the example does not', () => {
    const { errors } = lintChanged(
      'zaozhuang-2021',
      'outcome: violation, otherReading: pass }',
      'outcome: violation }',
    );
    expect(errors).toEqual([expect.stringContaining('另一种读法写的是没有结论，实际得出符合')]);
  });

  it('wants an upper bound where everybody is divided into groups', () => {
    const { errors } = lintChanged(
      'shenzhen-draft',
      '      lower: null\n      upper: 16',
      '      lower: 2\n      upper: null',
    );
    expect(errors).toContainEqual(
      'forming: { task: partition, within: district } ⇒ 要划分学区，应有一条写明上限（upper）的 size 规则',
    );
  });

  it('wants a reading that is computed to be declared', () => {
    const { errors } = lintChanged(
      'zaozhuang-2021',
      'alternative: 本辖区指镇（街）',
      'alternative: 指镇（街）',
    );
    expect(errors).toEqual([
      expect.stringMatching(/^parameters|within.+另一种读法“本辖区指镇（街）”没有在 readings 里声明/),
    ]);
  });

  it('finds rules that nothing reaches', () => {
    const { errors } = lintChanged(
      'shenzhen-draft',
      'parameters: { requires: [{ described: 是公办园, when: { sector: public } }] }',
      'parameters: {}',
    );
    expect(errors.some((error) => error.includes('这条规则用不到'))).toBe(true);
  });

  it.each([
    ['body: council\n', 'body: senate\n', /应为 bodies 中的一个：.*council/],
    ['apartFrom: council', 'apartFrom: senate', /应为 bodies 中的一个：.*supervisors/],
    ['- id: supervisors\n', '- id: council\n', /“council”重复/],
  ])('finds a body that is not there or twice: %s', (before, after, said) => {
    const { errors } = lintChanged('guangxi-2020', before, after);
    expect(errors.some((error) => said.test(error))).toBe(true);
  });

  it.each([
    ['of: group, line: staff', 'of: group, line: stuff', /应为 lines 中的一个：.*staff/],
    ['{ id: guidance, name: 入园指导', '{ id: research, name: 入园指导', /“research”重复/],
    ['name: 入园指导', 'name: 联合教研', /“联合教研”已是 research 的叫法/],
    ['aliases: [现场指导', 'aliases: [教研', /“教研”已是 research 的叫法/],
  ])('finds a kind of activity without its line or with the name of another: %s', (before, after, said) => {
    const { errors } = lintChanged('guangxi-2020', before, after);
    expect(errors.some((error) => said.test(error))).toBe(true);
  });

  it.each([
    [
      'guangxi-2020',
      'activity: [board-report]',
      'activity: [board]',
      /应为 activities 中 of: group 的一个：.*board-report/,
    ],
    [
      'guangxi-2020',
      'activity: [meeting], subject: office',
      'activity: [meeting], subject: group',
      /of: group 的一个/,
    ],
    ['guangxi-2020', 'atLeast: 1, upTo: 2', 'atLeast: 3, upTo: 2', /upTo.*⇒ 应不小于 atLeast（3）/],
    [
      'helan-2022',
      'activity: [principals, guidance] }',
      'activity: [teachers] }',
      /应为 activities 中 of: group 的一个/,
    ],
    ['guangxi-2020', 'report: group-report }', 'report: yearly }', /应为 reports 中的一个：plan、group-list/],
    ['guangxi-2020', 'due: 2020-09-30', 'due: 09-30', /只报一次的应写日期/],
    ['guangxi-2020', 'due: 10-15', 'due: 2020-10-15', /每年报的应写月日/],
    ['guangxi-2020', 'to: 领导小组, due: end', 'to: 领导小组, due: 06-30', /应写 end（期末）/],
    ['guangxi-2020', 'due: 10-15', 'due: 13-15', /10-15、2020-09-30 或 end/],
    [
      'zaozhuang-2021',
      'reading: 只要教学的月份, months',
      'reading: 只要有课的月份, months',
      /没有在 readings 里声明/,
    ],
  ])('finds what is wrong with a cadence or a report in %s: %s', (id, before, after, said) => {
    const { errors } = lintChanged(id, before, after);
    expect(
      errors.some((error) => said.test(error)),
      errors.join('\n'),
    ).toBe(true);
  });

  it.each([
    ['班级数 }', '班级数, whole: true }', /whole.*只用于填一个数的指标/],
    [
      'numerator: 装备达标的园数',
      'of: office, numerator: 装备达标的园数',
      /of.*是或否的指标（yes-no）由各园填/,
    ],
    ['unit: 平方米, numerator: 建筑面积', 'of: office, unit: 平方米, numerator: 建筑面积', /只由本单位填/],
    ['numerator: 创建园数', 'of: office, numerator: 创建园数', /answering.*只由本单位填/],
    ['of: office }', 'of: district }', /office.*kindergarten.*either/],
    ['      described: 公办园在园幼儿占比\n', '', /described/],
  ])(
    'finds an indicator that those meant cannot fill in, or a share without a name: %s',
    (before, after, said) => {
      const { errors } = lintChanged('jingan-2023', before, after);
      expect(
        errors.some((error) => said.test(error)),
        errors.join('\n'),
      ).toBe(true);
    },
  );

  it('finds kinds taken out that are not listed', () => {
    const { errors } = lintChanged('zaozhuang-2021', 'without: [新建] }', 'without: [新办] }');
    expect(errors.some((error) => error.includes('kinds 里没有“新办”'))).toBe(true);
  });

  it('finds sizes that no group can have together', () => {
    const { errors } = lintChanged(
      'shenzhen-draft',
      '  - id: S2.mix\n',
      `  - id: S2.least
    requirement: S2
    title: 每个学区至少 17 所
    kind: size
    modality: must
    clause: 二、主要任务（一）2
    facts: [members]
    parameters: { lower: 16, upper: null, countsLead: false }
    examples:
      - { title: 没有, given: { members: [] }, outcome: violation }
  - id: S2.mix
`,
    );
    expect(errors).toEqual([expect.stringContaining('与 S2.size 的园数互相矛盾')]);
  });

  it('tells every mistake of the notation at once, in the order of the lines', () => {
    const { errors } = lintChanged(
      'helan-2022',
      'status: issued\neffective: null',
      'status: printed\neffective: 去年',
    );
    expect(errors).toHaveLength(2);
    expect(errors[0]).toContain('status: printed');
    expect(errors[1]).toContain('effective: 去年');
  });

  it('advises examples on both sides of a bound', () => {
    const path = join(builtIn, '../fixtures/findings/policy-advice/yunxi-2026.yaml');
    expect(lintPolicy(path, [builtIn]).advice.map(({ expected }) => expected)).toEqual([
      '最好再举园数为 1、2、5、6 的例子',
    ]);
  });
});
