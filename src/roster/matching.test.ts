import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MatchEntry, MatchIndex, type MatchRecord } from './match-index.ts';
import { matchKindergarten } from './matching.ts';
import { NameReader } from './names.ts';

const east = 1;
const west = 2;
const city = 9;
const reader = () =>
  new NameReader({
    cities: ['云溪市'],
    districts: [
      { id: east, name: '东湖区' },
      { id: west, name: '西岭区' },
    ],
    towns: ['湖滨街道', '石桥镇', '柳林镇'],
  });

function indexOf(...entries: (Partial<MatchEntry> & { name: string })[]): MatchIndex {
  const index = new MatchIndex(reader());
  entries.forEach((entry, at) => {
    index.set({ id: at + 1, districtId: east, ...entry });
  });
  return index;
}

const known = () =>
  indexOf(
    { name: '东湖区实验幼儿园', code: '3799020001', creditCode: 'A' },
    { name: '金色童年幼儿园', code: '3799020002' },
    { name: '石桥镇中心幼儿园', town: '石桥镇' },
    { name: '云溪市实验幼儿园', districtId: city, code: '3799000001' },
    { name: '小太阳幼儿园', districtId: west },
    { name: '小太阳幼儿园', districtId: east },
    { name: '阳光宝贝幼儿园', districtId: null },
    { name: '东湖区第一幼儿园' },
    { name: '新芽幼儿园滨河分园' },
  );

describe('matching', () => {
  it.each<[string, Partial<MatchRecord> & { name: string }, object]>([
    [
      'by code, whatever the name',
      { name: '东湖区示范实验幼儿园', code: '3799020001' },
      { kind: 'same', id: 1, by: 'code', nameFar: false },
    ],
    [
      'by code, from another district',
      { name: '东湖区实验幼儿园', code: '3799020001', districtId: west },
      { kind: 'same', id: 1 },
    ],
    [
      'by code, a name that has nothing in common',
      { name: '月亮船艺术幼儿园', code: '3799020001' },
      { kind: 'same', id: 1, nameFar: true },
    ],
    ['by credit code', { name: '东湖实验园', creditCode: 'A' }, { kind: 'same', id: 1, by: 'creditCode' }],
    [
      'code of one, credit code and name of another',
      { name: '东湖区实验幼儿园', code: '3799020002', creditCode: 'A' },
      { kind: 'contradiction' },
    ],
    [
      'code and name of one, credit code of another: one legal person',
      { name: '金色童年幼儿园', code: '3799020002', creditCode: 'A' },
      { kind: 'same', id: 2, by: 'code' },
    ],
    [
      'the same credit code, another code and name: one legal person, or a mistake',
      { name: '西山林场幼儿园', code: '3799020009', creditCode: 'A' },
      { kind: 'near', candidates: [{ id: 1 }] },
    ],
    [
      'the same credit code, a name that has nothing in common',
      { name: '月亮船艺术幼儿园', creditCode: 'A' },
      { kind: 'near', candidates: [{ id: 1 }] },
    ],
    [
      'the same credit code, another campus',
      { name: '东湖区实验幼儿园滨河分园', creditCode: 'A' },
      { kind: 'near', candidates: [{ id: 1 }] },
    ],
    [
      'the code of the main kindergarten on a campus',
      { name: '东湖区实验幼儿园滨河分园', code: '3799020001' },
      { kind: 'contradiction' },
    ],
    ['traditional characters', { name: '金色童年幼兒園' }, { kind: 'same', id: 2 }],
    [
      'a sound-alike in a short name',
      { name: '小太杨幼儿园', districtId: west },
      { kind: 'near', candidates: [{ id: 5 }] },
    ],
    [
      'a look-alike in a short name',
      { name: '小大阳幼儿园', districtId: west },
      { kind: 'near', candidates: [{ id: 5 }] },
    ],
    [
      'code of one, name of another',
      { name: '金色童年幼儿园', code: '3799020001' },
      { kind: 'contradiction' },
    ],
    [
      'credit code of one, another code',
      { name: '东湖区实验幼儿园', code: '3799020009', creditCode: 'A' },
      { kind: 'contradiction' },
    ],
    [
      'code of one, a name found in another district only',
      { name: '小太阳幼儿园', code: '3799000001', districtId: city },
      { kind: 'same', id: 4 },
    ],
    [
      'by name within the district',
      { name: '小太阳 幼儿园（普惠）', districtId: west },
      { kind: 'same', id: 5, by: 'name' },
    ],
    ['第1 and 第一', { name: '东湖区第1幼儿园' }, { kind: 'same', id: 8 }],
    [
      'by name where the district is not known',
      { name: '金色童年幼儿园', districtId: null },
      { kind: 'same', id: 2 },
    ],
    [
      'the same name in two districts, district not known',
      { name: '小太阳幼儿园', districtId: null },
      { kind: 'near', candidates: [{ id: 5 }, { id: 6 }] },
    ],
    [
      'the same name in a third district',
      { name: '小太阳幼儿园', districtId: 3 },
      { kind: 'new', namesake: null },
    ],
    ['a kindergarten whose district nobody knew', { name: '阳光宝贝幼儿园' }, { kind: 'same', id: 7 }],
    [
      'the same name, another code',
      { name: '金色童年幼儿园', code: '3799020009' },
      { kind: 'new', namesake: 2 },
    ],
    [
      'without the district’s name',
      { name: '实验幼儿园' },
      { kind: 'near', candidates: [{ id: 1, score: 0.95 }] },
    ],
    ['with the district’s short name', { name: '东湖实验幼儿园' }, { kind: 'near', candidates: [{ id: 1 }] }],
    ['with city and district', { name: '云溪市东湖区实验幼儿园' }, { kind: 'same', id: 1 }],
    [
      'with city and short district',
      { name: '云溪东湖实验幼儿园' },
      { kind: 'near', candidates: [{ id: 1 }] },
    ],
    ['the city’s own is not the district’s', { name: '云溪市实验幼儿园' }, { kind: 'new' }],
    [
      'the district’s name decides where the column is empty',
      { name: '东湖实验幼儿园', districtId: null },
      { kind: 'near', candidates: [{ id: 1 }] },
    ],
    ['another district’s name', { name: '西岭区金色童年幼儿园' }, { kind: 'near', candidates: [{ id: 2 }] }],
    [
      'one character wrong',
      { name: '金色童车幼儿园' },
      { kind: 'near', candidates: [{ id: 2, score: 0.85 }] },
    ],
    [
      'one character wrong, but each has a code',
      { name: '金色童车幼儿园', code: '3799020009' },
      { kind: 'new', namesake: null },
    ],
    ['another number', { name: '东湖区第二幼儿园' }, { kind: 'new' }],
    ['new before an old name', { name: '新金色童年幼儿园' }, { kind: 'new' }],
    ['a branch', { name: '金色童年幼儿园滨河分园' }, { kind: 'new' }],
    ['the main one of a branch', { name: '新芽幼儿园' }, { kind: 'new' }],
    ['a branch written with brackets', { name: '新芽幼儿园（滨河分园）' }, { kind: 'same', id: 9 }],
    [
      'a branch, the district’s name before it',
      { name: '东湖区新芽幼儿园滨河分园' },
      { kind: 'near', candidates: [{ id: 9 }] },
    ],
    [
      'the town’s centre, without the district',
      { name: '东湖区石桥镇中心幼儿园' },
      { kind: 'near', candidates: [{ id: 3 }] },
    ],
    ['another town’s centre', { name: '柳林镇中心幼儿园' }, { kind: 'new' }],
    ['a centre of no known town', { name: '中心幼儿园' }, { kind: 'new' }],
    [
      'a centre whose town stands in its column',
      { name: '中心幼儿园', town: '石桥镇' },
      { kind: 'near', candidates: [{ id: 3 }] },
    ],
    [
      'one of that name in another town',
      { name: '石桥镇中心幼儿园', town: '柳林镇' },
      { kind: 'near', candidates: [{ id: 3 }] },
    ],
    ['short names do not slip', { name: '大太阳幼儿园' }, { kind: 'new' }],
  ])('%s', (_title, record, match) => {
    expect(matchKindergarten({ districtId: east, ...record }, known())).toMatchObject(match);
  });

  it('asks about a name that a kindergarten once bore', () => {
    const index = known();
    index.addFormerName(2, '启明星幼儿园');
    expect(matchKindergarten({ name: '启明星幼儿园', districtId: east }, index)).toMatchObject({
      kind: 'near',
      candidates: [{ id: 2 }],
    });
  });

  it('follows a kindergarten that got another name, district or code', () => {
    const index = known();
    const near = { name: '金色童车幼儿园', districtId: east };
    expect(matchKindergarten(near, index).kind).toBe('near');
    index.set({ id: 2, name: '启明星幼儿园', districtId: west, code: '3799030001' });
    expect(matchKindergarten(near, index).kind).toBe('new');
    expect(matchKindergarten({ name: '启明星幼儿园', districtId: west }, index)).toMatchObject({
      kind: 'same',
      id: 2,
    });
    expect(matchKindergarten({ name: '无名幼儿园', districtId: west, code: '3799020002' }, index).kind).toBe(
      'new',
    );
  });

  it('never takes a code for another kindergarten than the one that has it, whatever the name', () => {
    const names = fc.constantFrom(
      '金色童年幼儿园',
      '东湖区实验幼儿园',
      '小太阳幼儿园',
      '实验幼儿园',
      '月亮船艺术幼儿园',
      '第1幼儿园',
    );
    const record = fc.record({
      name: fc.oneof(names, fc.string({ minLength: 1, maxLength: 8, unit: 'grapheme' })),
      districtId: fc.constantFrom(east, west, city, null),
      town: fc.constantFrom('石桥镇', undefined),
    });
    fc.assert(
      fc.property(
        record,
        fc.constantFrom(['3799020001', 1], ['3799020002', 2], ['3799000001', 4]),
        (given, coded) => {
          const [code, id] = coded as [string, number];
          const match = matchKindergarten({ ...given, code }, known());
          expect(['same', 'contradiction']).toContain(match.kind);
          if (match.kind === 'same') expect(match).toMatchObject({ id, by: 'code' });
        },
      ),
      { numRuns: 200 },
    );
  });

  it('never takes two names for one that differ in what tells kindergartens apart', () => {
    const place = fc.constantFrom('', '东湖区', '东湖', '云溪市东湖区', '石桥镇', '湖滨街道');
    const core = fc.constantFrom('金色童年', '小太阳', '实验', '中心', '一品天城', '启明');
    const telling = fc.constantFrom('第一', '第2', '第十二', '第叁', '东', '西', '新', '');
    const campus = fc.constantFrom('', '滨河分园', '（东园）', '（西园）', '第二分园', '三分园', '湖畔校区');
    const disguise = fc.constantFrom<(name: string) => string>(
      (name) => name,
      (name) => `${name}有限公司`,
      (name) => `${name}（普惠）`,
      (name) => [...name].join(' '),
      (name) => name.replace('幼儿园', '幼兒園'),
      (name) => name.replace('（', '(').replace('）', ')'),
    );
    const name = fc.record({ place, core, telling, campus, disguise });
    const field = fc.constantFrom('place' as const, 'core' as const, 'telling' as const, 'campus' as const);
    // What must be the same for two names to be one: everything but the way of writing it.
    const plain = ({ place: where, core: what, telling: sign, campus: part }: Record<string, unknown>) =>
      JSON.stringify([where === '云溪市东湖区' ? '东湖区' : where, what, sign, part]);
    let same = 0;
    fc.assert(
      fc.property(name, name, field, fc.constantFrom('石桥镇', undefined), (one, drawn, changed, town) => {
        // All is as in the first name but one part and the way of writing it.
        const other = { ...one, disguise: drawn.disguise, [changed]: drawn[changed] };
        const write = (each: typeof one) =>
          each.disguise(`${each.place}${each.telling}${each.core}幼儿园${each.campus}`);
        const index = indexOf({ name: write(one), town });
        const { kind } = matchKindergarten({ name: write(other), districtId: east, town }, index);
        if (kind === 'same') same += 1;
        if (kind === 'same') expect(plain(one)).toBe(plain(other));
        if (plain(one) === plain(other)) expect(['same', 'near']).toContain(kind);
      }),
      { numRuns: 3_000, seed: 20210301 },
    );
    expect(same).toBeGreaterThan(200);
  });

  it('finds the same candidates as comparing with every one', () => {
    const syllable = fc.constantFrom(
      '金',
      '色',
      '童',
      '年',
      '车',
      '实验',
      '中心',
      '一',
      '东',
      '东湖区',
      '石桥镇',
      '云溪市',
    );
    const name = fc.array(syllable, { minLength: 1, maxLength: 5 }).map((parts) => `${parts.join('')}幼儿园`);
    const place = fc.constantFrom(east, west, null);
    const town = fc.constantFrom('石桥镇', '柳林镇', undefined);
    const entry = fc.record({ name, districtId: place, town });
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 12 }), entry, (entries, record) => {
        const all = matchKindergarten(record, indexOf(...entries));
        const alone = entries.flatMap((each, at) => {
          const index = new MatchIndex(reader());
          index.set({ ...each, id: at + 1 });
          const match = matchKindergarten(record, index);
          return match.kind === 'new' ? [] : [at + 1];
        });
        if (all.kind === 'new') expect(alone).toEqual([]);
        if (all.kind === 'same') expect(alone).toContain(all.id);
        if (all.kind === 'near') {
          for (const candidate of all.candidates) expect(alone).toContain(candidate.id);
          if (alone.length <= 5) expect(all.candidates.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('a kindergarten that was also entered under another name', () => {
  const merged = () => {
    const index = indexOf(
      { name: '新芽幼儿园', code: '3799020001', creditCode: 'A' },
      { name: '启明星幼儿园', creditCode: 'A' },
      { name: '绿洲幼儿园', creditCode: 'B' },
    );
    index.addAlias(1, { name: '新芽幼儿园滨河分园', districtId: east, code: '3799020009' });
    index.addAlias(1, { name: '春苗幼儿园', districtId: east, code: null });
    return index;
  };
  const match = (record: Partial<MatchRecord> & { name: string }) =>
    matchKindergarten({ districtId: east, ...record }, merged());
  const same = (by: string) => ({ kind: 'same', id: 1, by, nameFar: false });

  it.each<[string, Partial<MatchRecord> & { name: string }, object]>([
    ['by that name', { name: '春苗幼儿园' }, same('name')],
    ['by that name and its own code', { name: '春苗幼儿园', code: '3799020001' }, same('code')],
    ['by the code it had then', { name: '新芽幼儿园滨河分园', code: '3799020009' }, same('code')],
    [
      'by its own code, though the name is a campus',
      { name: '新芽幼儿园滨河分园', code: '3799020001' },
      same('code'),
    ],
    ['by a credit code that two share', { name: '新芽幼儿园滨河分园', creditCode: 'A' }, same('creditCode')],
  ])('is known %s', (_, record, expected) => {
    expect(match(record)).toEqual(expected);
  });

  it('is asked about where the credit code is another', () => {
    const near = { kind: 'near', candidates: [{ id: 1 }] };
    expect(match({ name: '春苗幼儿园', creditCode: 'C' })).toMatchObject(near);
  });

  it('is not taken where another identity code speaks against it', () => {
    expect(match({ name: '春苗幼儿园', code: '3799020077' }).kind).toBe('new');
    expect(match({ name: '春苗幼儿园', districtId: west }).kind).toBe('new');
  });

  it('still says so where the code is that of another', () => {
    const index = merged();
    index.set({ id: 4, name: '春苗幼儿园', districtId: east });
    const record = { name: '春苗幼儿园', districtId: east, code: '3799020001' };
    expect(matchKindergarten(record, index).kind).toBe('contradiction');
  });
});
