import { expect, it } from 'vitest';
import { makeFinding } from '../findings/catalogue.ts';
import type { Batch, SurveyedFile, SurveyedTable } from './survey.ts';
import { BatchTally } from './tally.ts';

function batchOf(names: readonly string[]): Batch {
  const files = names.map((path): SurveyedFile => {
    const file = { path, absolute: path, sha256: null, opened: true, bytes: 1, findings: [], tables: [] };
    const location = { table: 'roster', sheet: '表', confidence: 1 } as unknown as SurveyedTable['location'];
    const tables: SurveyedTable[] = [];
    const surveyed = { ...file, tables } as unknown as SurveyedFile;
    tables.push({ file: surveyed, location } as SurveyedTable);
    return surveyed;
  });
  return { files, tables: files.flatMap(({ tables }) => tables), findings: [] } as unknown as Batch;
}

it('holds so many findings of a batch, and says of each table how many there were', () => {
  const batch = batchOf(['甲.csv', '乙.csv', '丙.csv']);
  const tally = new BatchTally(batch, 5);
  for (const [index, count] of [3, 4, 0].entries()) {
    const table = tally.open(batch.tables[index]!);
    for (let row = 0; row < count; row++) table.note(makeFinding('name-invalid', { value: `坏${row}` }));
  }
  const [first, second, third] = tally.report().files.map(({ tables }) => tables[0]!.findings);
  expect(first!.map(({ code }) => code)).toEqual(['name-invalid', 'name-invalid', 'name-invalid']);
  expect(second!.map(({ code }) => code)).toEqual(['name-invalid', 'name-invalid', 'findings-capped']);
  expect(second!.at(-1)).toMatchObject({ file: '乙.csv', sheet: '表' });
  expect(second!.at(-1)!.message).toContain('共有 4 处问题，只列出了其中的前 2 处');
  expect(third).toEqual([]);
});

it('learns nothing from a batch that is refused as a whole', () => {
  const batch = batchOf(['甲.csv']);
  const tally = new BatchTally(batch);
  const table = tally.open(batch.tables[0]!);
  table.count({ kind: 'inserted' });
  table.learnt = true;
  expect(tally.report().files[0]?.tables[0]).toMatchObject({ learnt: true, inserted: 1 });
  tally.refuse();
  expect(tally.report().files[0]?.tables[0]).toMatchObject({ learnt: false, inserted: 0 });
});
