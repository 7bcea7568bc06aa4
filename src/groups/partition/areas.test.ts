import { describe, expect, it } from 'vitest';
import type { Office } from '../../ledger/office.ts';
import { sampleKindergarten } from '../forming/testing/sample-kindergarten.ts';
import { areasOf, shareDistricts } from './areas.ts';

const office = (id: number, level: Office['level'], name: string, parentId: number | null): Office => ({
  ...{ id, level, name, parentId, title: null, regionCode: null },
});

const offices = [
  office(1, 'city', '云溪市', null),
  office(2, 'county', '东湖区', 1),
  office(3, 'county', '西岭区', 1),
  office(4, 'town', '湖滨街道', 2),
  office(5, 'town', '开发区街道', 1),
];

describe('areasOf', () => {
  const inDistrict = sampleKindergarten(1, { districtId: 2, districtLevel: 'county' });
  const ofCity = sampleKindergarten(2, { districtId: 1, districtLevel: 'city', townId: 4 });
  const ofCityUnknown = sampleKindergarten(3, { districtId: 1, districtLevel: 'city' });
  const ofCityTown = sampleKindergarten(4, { districtId: 1, districtLevel: 'city', townId: 5 });
  const all = [inDistrict, ofCity, ofCityUnknown, ofCityTown];

  it('puts one of the city itself in the district of its town, and says of whom that is not known', () => {
    const { areas, undetermined } = areasOf(all, 'district', offices);
    expect(areas).toEqual([{ officeId: 2, name: '东湖区', kindergartens: [inDistrict, ofCity] }]);
    expect(undetermined.map(({ kindergarten }) => kindergarten.id)).toEqual([3, 4]);
  });

  it('goes by town, and by where the clerk has pinned', () => {
    const { areas } = areasOf(all, 'town', offices, new Map([[1, 4]]));
    expect(areas.map(({ name, kindergartens }) => [name, kindergartens.map(({ id }) => id)])).toEqual([
      ['湖滨街道', [1, 2]],
      ['开发区街道', [4]],
    ]);
  });
});

describe('shareDistricts', () => {
  const area = (size: number, eligible = size, fewest = Math.ceil(size / 16)) => ({ size, eligible, fewest });
  it.each([
    ['the fewest without a number', [area(40), area(10)], null, [3, 1]],
    ['never more than may be centres', [area(40, 2), area(10, 0)], null, [2, 0]],
    ['one more where it is most crowded', [area(40), area(15)], 5, [3, 2]],
    ['from none on where there are too few', [area(40), area(10)], 2, [1, 1]],
    ['the larger area first', [area(10), area(40)], 1, [0, 1]],
    ['no more than all areas can take', [area(3, 1), area(2, 1)], 9, [1, 1]],
  ])('%s', (_, areas, count, expected) => {
    expect(shareDistricts(areas, count)).toEqual(expected);
  });
});
