import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { testContext } from '../cli/test-context.ts';
import { run } from '../main.ts';
import { makeXlsx } from '../workbook/testing/make-xlsx.ts';

it('names the cell in which a value stood, also below another header, in merged cells, and for 同上', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'youlian-provenance-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const rows = [
    ['园所名称', '所属区县', '园长', '班级数', '在园幼儿数'],
    ['甲星幼儿园', '东湖区', '邓淇', 3, 90],
    ['乙星幼儿园', '同上', '李明', 4, 120],
    ['丙星幼儿园', '东湖区', '苏禾', 5, 150],
    ['丁星幼儿园', null, '丁景', 6, 180],
    ['园所名称', '所属区县', '园长', '在园幼儿数', '班级数'],
    ['戊星幼儿园', '东湖区', '王小明', 210, 7],
  ];
  writeFileSync(join(folder, '表.xlsx'), makeXlsx([{ name: '表', rows, merges: ['B4:B5'] }]));
  const youlian = async (...words: string[]) => {
    const context = testContext(folder);
    const exit = await run(words, context);
    expect(exit, context.err()).toBe(0);
    return context.out();
  };
  const init = ['init', '--name', '云溪市教育局', '--level', 'city', '--region', '379900', '--yes'];
  await youlian(...init, '--policy', 'zaozhuang-2021');
  await youlian('import', '表.xlsx', '--yes');
  const cellsOf = async (name: string) => {
    const shown = JSON.parse(await youlian('kindergarten', 'show', name, '--provenance', '--json'));
    return ['name', 'district', 'classes', 'children'].map((field) => shown.provenance[field]?.cell);
  };
  expect(await cellsOf('甲星幼儿园')).toEqual(['A2', 'B2', 'D2', 'E2']);
  expect(await cellsOf('乙星幼儿园')).toEqual(['A3', 'B2', 'D3', 'E3']);
  expect(await cellsOf('丁星幼儿园')).toEqual(['A5', 'B4', 'D5', 'E5']);
  expect(await cellsOf('戊星幼儿园')).toEqual(['A7', 'B7', 'E7', 'D7']);
});
