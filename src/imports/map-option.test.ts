import { expect, it } from 'vitest';
import { lastingMappings } from '../tables/hand-mapping.ts';
import type { AppliedMapping } from '../tables/record.ts';
import { checkUse } from './map-option.ts';
import type { Batch } from './survey.ts';

/** Two tables of one layout, both of which use what was told. */
function batchUsing(applied: AppliedMapping): Batch {
  const tables = ['甲.xlsx', '乙.xlsx'].map((path) => ({
    file: { path },
    location: { table: 'application', sheet: '申请表', layout: '单位名称|电话', byHand: [applied] },
  }));
  return { files: [{ headings: ['单位名称', '电话'] }], tables, findings: [] } as unknown as Batch;
}

it.each([
  ['letters of a column', 'C', null, 1],
  ['a heading', '电话', null, 1],
  ['the cell of a label', 'B5', 'map-letters-several', 0],
])('%s may or may not be told of several tables, and be remembered', (_, from, code, lasting) => {
  const mapping = { from, to: 'phone' };
  const applied = { mapping, key: 'phone', label: '电话', heading: '电话', cell: 'B5' };
  const use = () => checkUse([mapping], batchUsing(applied), []);
  if (code === null) expect(use).not.toThrow();
  else expect(use).toThrow(expect.objectContaining({ finding: expect.objectContaining({ code }) }));
  expect(lastingMappings([applied])).toHaveLength(lasting);
});
