import { expect, it } from 'vitest';
import type { Parameters } from '../findings/finding.ts';
import type { ImportRun } from '../tables/import-target.ts';
import { PlacelessRows } from './placeless-rows.ts';

it('says once of a table how many kindergartens have no district, and which came first', () => {
  const said: unknown[] = [];
  const run = {
    report: (code: string, { row }: { row: number }, field: string, parameters: Parameters) =>
      said.push([code, row, field, parameters]),
  } as unknown as ImportRun;
  const rows = new PlacelessRows();
  rows.report(run);
  for (let row = 2; row < 9; row++) {
    rows.add({ row, values: {}, cells: { name: `A${row}` }, raw: {}, findings: [] }, `木棉${row}园`);
  }
  rows.report(run);
  rows.clear();
  rows.report(run);
  const names = 'A2“木棉2园”、A3“木棉3园”、A4“木棉4园”、A5“木棉5园”、A6“木棉6园” 等';
  expect(said).toEqual([['district-missing', 2, 'district', { count: 7, names }]]);
});
