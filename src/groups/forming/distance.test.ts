import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { convertPosition, coordinateSystems } from '../../common/coordinate-systems.ts';
import { greatCircleMillimetres } from '../../common/geography.ts';
import type { Kindergarten } from '../../roster/kindergarten.ts';
import { distances } from './distance.ts';
import { positionsOf } from './positions.ts';
import { communityOf } from './shared-place.ts';
import { sampleKindergarten as kindergarten } from './testing/sample-kindergarten.ts';

const fallback = { sameCommunity: 1000, sameTown: 3000, sameDistrict: 15_000, elsewhere: 60_000 };
const unknown = { longitude: null, latitude: null };

describe('distances', () => {
  it.each<[string, Partial<Kindergarten>, number, string]>([
    ['the same village', { townId: 7, address: '东湖区湖滨街道柳堤社区12号' }, 1000, 'community'],
    ['another village of the town', { townId: 7, address: '湖滨街道石桥村' }, 3000, 'town'],
    ['the town, no village in the address', { townId: 7, address: null }, 3000, 'town'],
    ['the same village name in an unknown town', { townId: null, address: '柳堤社区' }, 15_000, 'district'],
    ['another town', { townId: 8 }, 15_000, 'district'],
    ['another district', { townId: null, districtId: 2 }, 60_000, 'elsewhere'],
    ['no district', { townId: null, districtId: null }, 60_000, 'elsewhere'],
  ])('estimates from %s where coordinates are missing', (_, facts, metres, shared) => {
    const a = kindergarten(1, { townId: 7, address: '云溪市东湖区湖滨街道柳堤社区', ...unknown });
    const measure = distances({ positions: new Map(), fallback });
    const expected = { millimetres: metres * 1000, basis: 'administrative', shared };
    expect(measure(a, kindergarten(2, facts))).toEqual(expected);
    expect(measure(kindergarten(2, facts), a)).toEqual(expected);
  });

  it('estimates by what is usual in the town or district, where enough of it is located', () => {
    const at = (id: number, step: number, facts: object) =>
      kindergarten(id, { longitude: 117, latitude: 35 + step * 0.01, townId: 7, districtId: 1, ...facts });
    const roster = [0, 1, 2, 3].map((step) => at(step + 10, step, { townId: step < 3 ? 7 : 8 }));
    const { positions } = positionsOf(roster, 'wgs84');
    const measure = distances({ positions, fallback, roster });
    const [a, b, c] = [7, 7, 8].map((townId, index) =>
      kindergarten(index + 1, { ...unknown, townId, districtId: 1, address: null }),
    ) as [Kindergarten, Kindergarten, Kindergarten];
    // Three in the town are too few; of the six distances in the district the fourth is two steps of 1.11 km.
    expect(measure(a, b).millimetres).toBe(3_000_000);
    expect(Math.round(measure(a, c).millimetres / 10_000)).toBe(222);
    const whole = distances({ positions, fallback, roster: roster.map((each) => ({ ...each, townId: 7 })) });
    expect(Math.round(whole(a, b).millimetres / 10_000)).toBe(222);
  });

  it('takes what the sheet gives before anything else, the mean of both ways, and measures the rest', () => {
    const [a, b, c] = [kindergarten(1), kindergarten(2), kindergarten(3)];
    const { positions } = positionsOf([a, b, c], 'wgs84');
    const given = {
      entries: [
        [1, 2, 4000],
        [2, 1, 5001],
      ] as const,
    };
    const measure = distances({ positions, given, fallback });
    expect(measure(a, b)).toEqual({ millimetres: 4501, basis: 'matrix' });
    expect(measure(b, a)).toEqual(measure(a, b));
    expect(measure(a, c)).toMatchObject({ basis: 'coordinates' });
  });
});

describe('communityOf', () => {
  it.each([
    ['东湖区湖滨街道柳堤社区12号', '柳堤'],
    ['云溪市东湖区柳泉镇石桥村', '石桥'],
    ['柳泉镇石桥村委会旁', '石桥'],
    ['湖滨街道办事处柳堤社区居委会院内', '柳堤'],
    ['柳堤社区', '柳堤'],
    ['东湖区中心村路12号', undefined],
    ['东湖区湖滨街道阳光小区12号', undefined],
    ['东湖区湖滨路社区街3号', undefined],
    ['', undefined],
    [null, undefined],
  ])('%s → %s', (address, community) => {
    expect(communityOf(address)).toBe(community);
  });
});

describe('positionsOf', () => {
  const near = [1, 2, 3, 4].map((id) => kindergarten(id));

  it.each([
    ['swapped', { longitude: 35, latitude: 117 }, '像是经度、纬度填反了'],
    ['abroad', { longitude: 2.35, latitude: 48.85 }, '不在我国范围内'],
    ['far from all others', { longitude: 107, latitude: 35 }, '离其他园所的中间位置有 912 公里'],
  ])('leaves out coordinates that are %s and says why', (_, place, reason) => {
    const odd = kindergarten(9, place);
    const { positions, doubted } = positionsOf([...near, odd], 'wgs84');
    expect([...positions.keys()]).toEqual([1, 2, 3, 4]);
    expect(doubted).toEqual([{ kindergarten: odd, reason }]);
  });

  it('calls nothing far where all lie at one place, or where there are too few to tell', () => {
    const same = near.map((each) => ({ ...each, longitude: 117, latitude: 35 }));
    expect(positionsOf(same, 'wgs84').doubted).toEqual([]);
    const two = [kindergarten(1, { longitude: 80, latitude: 40 }), kindergarten(2)];
    expect(positionsOf(two, 'wgs84').doubted).toEqual([]);
  });

  it('takes a wide prefecture as it is', () => {
    const wide = [115, 117, 119, 121, 123, 125].map((longitude, id) =>
      kindergarten(id, { longitude, latitude: 49 }),
    );
    expect(positionsOf(wide, 'wgs84').doubted).toEqual([]);
  });

  it('gives the same places whatever system they are written in, within some metres', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...coordinateSystems),
        fc.double({ min: 116.5, max: 117.5, noNaN: true }),
        fc.double({ min: 34.5, max: 35.5, noNaN: true }),
        (crs, longitude, latitude) => {
          const written = convertPosition({ longitude, latitude }, 'wgs84', crs);
          const { positions } = positionsOf([kindergarten(1, written)], crs);
          const found = positions.get(1);
          expect(found && greatCircleMillimetres(found, { longitude, latitude })).toBeLessThan(2_000);
        },
      ),
      { numRuns: 50 },
    );
  });
});
