import { expect, it } from 'vitest';
import type { Ledger } from '../store/ledger.ts';
import { rosterTarget } from './roster.import.ts';
import { importRows, ledgerOf, operation } from './testing/roster-bench.ts';

const names = ['春芽', '星河', '海棠', '月牙', '木棉'];
const row = (index: number, longitude: number, latitude = 34.8) => ({
  name: `东湖区${names[index]}幼儿园`,
  district: '东湖区',
  longitude,
  latitude,
});

async function importTable(ledger: Ledger, rows: readonly ReturnType<typeof row>[]) {
  const { run } = await importRows(ledger, rows);
  await ledger.perform(operation, () => rosterTarget.finish?.(run, {}));
  return run.findings.filter(({ severity }) => severity === 'warning');
}

it('tells of the coordinates that lie far from all others, once the table is in', async () => {
  const ledger = await ledgerOf();
  const rows = [row(0, 117.31), row(1, 117.33), row(2, 117.35), row(3, 107.34)];
  const findings = await importTable(ledger, rows);
  expect(findings.map(({ code }) => code)).toEqual(['coordinates-far']);
  expect(findings[0]?.message).toContain('离其他园所的中间位置有 910 公里');
});

it('judges a single newcomer by those that are there already', async () => {
  const ledger = await ledgerOf();
  await importTable(ledger, [row(0, 117.31), row(1, 117.33), row(2, 117.35)]);
  expect(await importTable(ledger, [row(3, 117.34, 53)])).toMatchObject([{ code: 'coordinates-far' }]);
  expect(await importTable(ledger, [row(4, 117.9)])).toEqual([]);
});

it('has nothing to say of two alone, nor of an office spread wide', async () => {
  const two = await ledgerOf();
  expect(await importTable(two, [row(0, 117), row(1, 80)])).toEqual([]);
  const wide = await ledgerOf();
  const spread = [115, 117, 119, 121, 123].map((longitude, index) => row(index, longitude, 48));
  expect(await importTable(wide, spread)).toEqual([]);
});
