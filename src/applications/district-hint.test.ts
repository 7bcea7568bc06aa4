import { expect, it } from 'vitest';
import { districtIn } from './district-hint.ts';

const areas = { cities: ['云溪市'], districts: ['东湖区', '西岭区', '河口县', '湖区'] };

it.each<[string | null, string | null]>([
  ['云溪市东湖区湖滨路1号', '东湖区'],
  ['东湖区湖滨路1号', '东湖区'],
  ['云溪市 西岭 区教育和体育局', '西岭区'],
  // The one that stands first, and the longer of two that begin together.
  ['西岭区东湖区路3号', '西岭区'],
  ['云溪市东湖区', '东湖区'],
  // Not in the ledger yet: believed only after a known city.
  ['云溪市青石县城关镇5号', '青石县'],
  ['青石县城关镇5号', null],
  ['云溪市幸福小区3号楼', null],
  ['云溪市高新园区2号', null],
  ['湖滨路1号', null],
  ['', null],
  [null, null],
])('%s → %s', (text, district) => {
  expect(districtIn(text, areas)).toBe(district);
});
