import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Failure } from '../findings/catalogue.ts';
import { inspectRubric, loadRubric, rubricIds, rubricsFor } from './load-rubric.ts';
import { builtInFolder } from './testing/folders.ts';

const own = mkdtempSync(join(tmpdir(), 'youlian-rubric-'));
const folders = [own, builtInFolder];
mkdirSync(join(own, 'rubrics'));
afterAll(() => rmSync(own, { recursive: true }));

const original = readFileSync(join(builtInFolder, 'rubrics/zaozhuang-2021.yaml'), 'utf8');

/** The findings about the rubric with one of its texts changed (every time it occurs first). */
function findingsWith(from: string, to: string) {
  expect(original).toContain(from);
  const path = join(own, 'changed.yaml');
  writeFileSync(path, original.replace(from, to));
  return inspectRubric(path, folders, undefined).findings;
}

describe('lint of a rubric', () => {
  it.each(rubricIds([builtInFolder]))('has nothing against %s', (id) => {
    const { rubric, findings } = inspectRubric(
      join(builtInFolder, `rubrics/${id}.yaml`),
      [builtInFolder],
      id,
    );
    expect(findings.map(({ message }) => message)).toEqual([]);
    expect(rubric?.id).toBe(id);
  });

  it.each([
    [
      'rubric-sum',
      'points: 20\n            method: given',
      'points: 19\n            method: given',
      '写明 30 分，各指标合计却是 29 分',
    ],
    [
      'rubric-sum',
      'name: 管理共融\n        clause: 四、联盟任务（一）\n        points: 30',
      'name: 管理共融\n        clause: 四、联盟任务（一）\n        weight: 30',
      '有的写了权重',
    ],
    ['rubric-sum', '{ by: self, weight: 20 }', '{ by: self, weight: 21 }', '合计应是 100，现在是 101'],
    ['rubric-bands', 'from: 75, to: 90', 'from: 75, to: 95', '重叠'],
    ['rubric-bands', 'from: 75, to: 90', 'from: 75, to: 85', '空缺'],
    ['rubric-bands', 'from: 0, to: 60', 'from: 10, to: 60', '应从 0 起'],
    [
      'rubric-bands',
      '{ name: 较好, from: 7, points: 8 }',
      '{ name: 较好, from: 9.5, points: 8 }',
      '两档重叠了',
    ],
    [
      'rubric-bands',
      '{ name: 好, from: 9, points: 10 }',
      '{ name: 好, from: 9, points: 11 }',
      '超过了这一项的满分',
    ],
    ['rubric-formula', '10 × 材料齐全率 ÷ 100', '10 × 材料齐全率 ÷', '公式第 13 个字'],
    ['rubric-fact-unknown', '10 × 材料齐全率 ÷ 100', '10 × 材料完整率 ÷ 100', '没有叫“材料完整率”的台账数据'],
    [
      'rubric-fact-unknown',
      '10 × 材料齐全率 ÷ 100',
      '10 × 活动参与率 ÷ 100',
      '对整个联盟没有，只用于主导园、成员园',
    ],
    ['rubric-fact-unknown', '10 × 材料齐全率 ÷ 100', '指标(没有这个指标)', '政策里没有指标'],
    ['rubric-division', '10 × 材料齐全率 ÷ 100', '10 × 材料齐全率 ÷ 应办活动完成率', '除数可能是 0'],
    ['rubric-scorer', 'scorers: [lead, bureau]', 'scorers: [expert, bureau]', '由 expert 评'],
    ['rubric-duplicate', 'id: guidance', 'id: papers', '“papers”重复'],
    ['rubric-duplicate', 'name: 深入联盟园指导', 'name: 联盟材料', '“联盟材料”重复'],
    ['rubric-invalid', 'passing: [优秀, 良好, 合格]', 'passing: [优秀, 良好, 及格]', '没有“及格”这个等次'],
    ['rubric-invalid', 'method: given', 'method: guessed', '应为 given、deducted、bands、formula 之一'],
    [
      'rubric-invalid',
      'points: 20\n            method: given',
      'points: 20.3\n            method: given',
      '0.5 的倍数',
    ],
    ['rubric-invalid', 'policy: zaozhuang-2021', 'policy: nowhere', '没有编号为“nowhere”的政策'],
  ])('%s: %s → %s', (code, from, to, told) => {
    const findings = findingsWith(from, to);
    const found = findings.filter((each) => each.code === code);
    expect(found.length, JSON.stringify(findings)).toBeGreaterThan(0);
    expect(found.map(({ message }) => message).join()).toContain(told);
    expect(found[0]?.message).toMatch(/第 \d+ 行第 \d+ 列/u);
    expect(found[0]?.file).toBe(join(own, 'changed.yaml'));
  });

  it('says that a lead cannot score itself', () => {
    const text = original.replaceAll('{ by: expert, weight: 30 }', '{ by: lead, weight: 30 }');
    const path = join(own, 'lead.yaml');
    writeFileSync(path, text);
    const { findings } = inspectRubric(path, folders, undefined);
    expect(findings.map(({ code }) => code)).toEqual(['rubric-scorer']);
    expect(findings[0]?.message).toContain('主导园自己是考核对象');
  });

  it('takes a division that may be by zero, with a notice', () => {
    const path = join(own, 'division.yaml');
    writeFileSync(path, original.replace('10 × 材料齐全率 ÷ 100', '10 × 材料齐全率 ÷ 应办活动完成率'));
    const { rubric, findings } = inspectRubric(path, folders, undefined);
    expect(rubric?.id).toBe('zaozhuang-2021');
    expect(findings.map(({ severity }) => severity)).toEqual(['notice']);
  });
});

describe('loading rubrics', () => {
  it('refuses an unknown one, naming those there are', () => {
    expect(() => loadRubric('no-such', folders)).toThrow(Failure);
    try {
      loadRubric('no-such', folders);
    } catch (error) {
      expect((error as Failure).finding.code).toBe('rubric-unknown');
      expect((error as Failure).finding.message).toContain('zaozhuang-2021');
    }
  });

  it("prefers the office's own of the policy, in the years it is for", () => {
    const text = original
      .replace('id: zaozhuang-2021\n', 'id: yunxi-2026\n')
      .replace('weights: office\n', 'weights: office\nyears: { from: 2026, to: 2027 }\n');
    writeFileSync(join(own, 'rubrics/yunxi-2026.yaml'), text);
    expect(rubricsFor('zaozhuang-2021', 2026, folders).map(({ id }) => id)).toEqual(['yunxi-2026']);
    expect(rubricsFor('zaozhuang-2021', 2025, folders).map(({ id }) => id)).toEqual(['zaozhuang-2021']);
    expect(rubricsFor('helan-2022', 2026, folders).every(({ policy }) => policy === 'helan-2022')).toBe(true);
  });
});
