import { describe, expect, it } from 'vitest';
import { builtInTemplates } from '../cli/create-context.ts';
import { Ledger } from '../store/ledger.ts';
import { operation } from '../store/testing/sample.ts';
import { loadDistrictNames } from '../tables/load.ts';
import { areaOfOffice, type OfficeLevel, readDistrictName } from './office.ts';
import { addOwnOffice, findOrAddOffice, listOffices, ownOffice, resolveDistrict } from './offices.store.ts';

const dictionary = loadDistrictNames([builtInTemplates()]);

async function ledgerOf(
  level: OfficeLevel,
  area: string,
  others: readonly (readonly [OfficeLevel, string])[],
) {
  const ledger = Ledger.inMemory();
  await ledger.perform(operation(), () => {
    addOwnOffice(ledger, { level, name: area, title: `${area}教育局`, regionCode: '379900' });
    const parentId = ownOffice(ledger).id;
    for (const [each, name] of others) findOrAddOffice(ledger, { level: each, name, parentId });
  });
  return ledger;
}

describe('area of a bureau', () => {
  it.each([
    ['云溪市教育局', '云溪市'],
    ['东湖区教育和体育局', '东湖区'],
    ['青石县教体局', '青石县'],
    ['云溪市教育委员会', '云溪市'],
    ['湖滨街道教育办公室', '湖滨街道'],
    ['云溪市', '云溪市'],
    ['教育局', '教育局'],
  ])('%s → %s', (title, area) => {
    expect(areaOfOffice(title)).toBe(area);
  });
});

describe('district as written', () => {
  it.each([
    ['东湖区', { own: false, name: '东湖区' }],
    [' 东 湖 区\n教育和体育局', { own: false, name: '东湖区' }],
    ['东湖区教体局', { own: false, name: '东湖区' }],
    ['市直', { own: true, name: '市直' }],
    ['市 属', { own: true, name: '市属' }],
    ['市本级', { own: true, name: '市本级' }],
    ['峰城区', { own: false, name: '峄城区', alias: { written: '峰城区', meant: '峄城区' } }],
    ['峰城', { own: false, name: '峄城区', alias: { written: '峰城', meant: '峄城区' } }],
    ['教体局', { own: false, name: '教体局' }],
  ])('%s', (text, expected) => {
    expect(readDistrictName(text, dictionary)).toEqual(expected);
  });
});

describe('the office a district means', () => {
  const districts = [
    ['county', '东湖区'],
    ['county', '西岭区'],
    ['county', '青石县'],
    ['county', '青石区'],
    ['county', '峄城区'],
    ['town', '南浦'],
  ] as const;

  it.each([
    ['东湖区', '东湖区'],
    ['东湖', '东湖区'],
    ['东湖区教育局', '东湖区'],
    ['东湖教体局', '东湖区'],
    ['东湖县', null],
    ['东湖湾', null],
    // Two of that short name: not to be guessed.
    ['青石', null],
    ['青石县', '青石县'],
    ['南浦', null],
    ['北原区', null],
    ['', null],
    ['市直', '云溪市'],
    ['局直属', '云溪市'],
    ['云溪市教育局', '云溪市'],
    ['云溪', '云溪市'],
    ["东'湖", null],
  ])('%s → %s', async (text, name) => {
    const ledger = await ledgerOf('city', '云溪市', districts);
    expect(resolveDistrict(ledger, text, dictionary)?.name ?? null).toBe(name);
  });

  it('says which miswriting it put right', async () => {
    const ledger = await ledgerOf('city', '云溪市', districts);
    expect(resolveDistrict(ledger, '峰城区教体局', dictionary)).toMatchObject({
      name: '峄城区',
      level: 'county',
      alias: { written: '峰城区教体局', meant: '峄城区' },
    });
  });

  it('市直 in a district’s ledger is the city above it, 直属 the district itself', async () => {
    const ledger = await ledgerOf('county', '东湖区', []);
    expect(resolveDistrict(ledger, '市直', dictionary)?.name).toBe('东湖区');
    await ledger.perform(operation(), () => {
      const city = findOrAddOffice(ledger, { level: 'city', name: '云溪市', parentId: null });
      ledger.prepare('UPDATE office SET parent_id = ? WHERE is_own = 1').run(city.id);
    });
    expect(resolveDistrict(ledger, '市直', dictionary)?.name).toBe('云溪市');
    expect(resolveDistrict(ledger, '局直属', dictionary)?.name).toBe('东湖区');
  });

  it('finds an office before it enters one', async () => {
    const ledger = await ledgerOf('city', '云溪市', districts);
    const own = ownOffice(ledger);
    const before = listOffices(ledger).length;
    await ledger.perform(operation(), () => {
      const found = findOrAddOffice(ledger, { level: 'county', name: '东湖区', parentId: own.id });
      expect(found.name).toBe('东湖区');
      expect(listOffices(ledger)).toHaveLength(before);
      // The same name elsewhere in the tree is another office.
      expect(findOrAddOffice(ledger, { level: 'county', name: '东湖区', parentId: null }).id).not.toBe(
        found.id,
      );
      expect(
        findOrAddOffice(ledger, { level: 'county', name: '东湖区', parentId: null, regionCode: '1' })
          .regionCode,
      ).toBeNull();
    });
    expect(listOffices(ledger)).toHaveLength(before + 1);
  });
});
