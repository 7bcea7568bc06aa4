import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { findSources, type Source } from '../imports/provenance.store.ts';
import type { Ledger } from '../store/ledger.ts';
import { rawRows } from './packages/travelling.store.ts';
import { canonical, everyRow, union } from './testing/canonical.ts';
import { cityDesk, desk, districtDesk, districtNames, pack, receive } from './testing/districts.ts';

/** Where the facts of each kindergarten came from, by its code: file, sheet and the cell of the name. */
function origins(
  ledger: Ledger,
): Map<string, Pick<Source, 'path' | 'sha256' | 'sheet'> & { name: string | undefined }> {
  return new Map(
    rawRows(ledger, 'kindergarten').map(([id, code]) => {
      const [source] = findSources(ledger, 'kindergarten', Number(id));
      const { path = '', sha256 = '', sheet = '', cells = {} } = source ?? {};
      return [String(code), { path, sha256, sheet, name: cells.name }];
    }),
  );
}

it('puts ten districts together in a city and that in a province, exactly, down to the cell, and takes it all back', async () => {
  const parent = mkdtempSync(join(tmpdir(), 'youlian-合并-'));
  onTestFinished(() => rmSync(parent, { recursive: true, force: true }));
  const city = await cityDesk(districtNames, '2026-10-10', parent);
  const districts = await Promise.all(districtNames.map((_, index) => districtDesk(index, { parent })));
  const files: string[] = [];
  for (const district of districts) files.push(await pack(district));
  const own = districts.map((district) => district.read(canonical));
  const before = city.read(everyRow);

  const received = await receive(city, ...files);

  expect(received.packages.map(({ outcome, findings }) => [outcome, findings])).toEqual(
    districtNames.map(() => ['received', []]),
  );
  const merged = city.read(canonical);
  expect(merged).toEqual(union(own));
  const cityOrigins = city.read(origins);
  for (const [index, district] of districts.entries()) {
    for (const [code, source] of district.read(origins)) {
      expect(source.name).toMatch(/^B\d+$/);
      expect(cityOrigins.get(code)).toEqual({
        ...source,
        path: `${districtNames[index]}教育局：${source.path}`,
      });
    }
  }

  const province = desk('省', '2026-10-18', parent);
  const office = ['--name', '云岭省教育厅', '--level', 'province', '--region', '370000'];
  await province.done('init', ...office, '--policy', 'guangxi-2020', '--yes');
  await province.done('office', 'set', '--add-city', '云溪市');
  const upward = await pack(city, '市.zip');
  const above = await receive(province, upward);
  expect(above.packages).toMatchObject([{ office: '云溪市教育局', outcome: 'received', findings: [] }]);
  expect(province.read(canonical)).toEqual(merged);
  expect(province.read(origins)).toEqual(cityOrigins);
  const offices = province.read((ledger) =>
    rawRows(ledger, 'office').filter(([, level]) => level === 'county'),
  );
  expect(offices).toHaveLength(districtNames.length);
  expect(new Set(offices.map((row) => row[5])).size).toBe(1);

  await city.done('undo', String(received.operation), '--yes');
  expect(city.read(everyRow)).toEqual(before);
}, 120_000);
