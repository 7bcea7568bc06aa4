import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differsByOneSlip, NameReader, nameKey } from './names.ts';

const reader = new NameReader({
  cities: ['云溪市'],
  districts: [
    { id: 1, name: '东湖区' },
    { id: 2, name: '西岭区' },
    { id: 3, name: '河口县' },
  ],
  towns: ['湖滨街道', '石桥镇'],
});

describe('nameKey', () => {
  it.each([
    ['东湖区　实验 幼儿园', '东湖区实验幼儿园'],
    ['东湖区实验幼儿园（滨河分园）', '东湖区实验幼儿园滨河分园'],
    ['东湖区实验幼儿园【滨河分园】', '东湖区实验幼儿园滨河分园'],
    ['西岭区第一幼儿园', '西岭区一幼儿园'],
    ['西岭区第１幼儿园', '西岭区一幼儿园'],
    ['西岭区第12幼儿园', '西岭区十二幼儿园'],
    ['西岭区第十二幼儿园', '西岭区十二幼儿园'],
    ['105幼儿园', '一百零五幼儿园'],
    ['007幼儿园', '零零七幼儿园'],
    ['小太阳幼儿园有限公司', '小太阳幼儿园'],
    ['小太阳幼儿园（个人独资）', '小太阳幼儿园'],
    ['小太阳幼儿园有限责任公司（普惠）', '小太阳幼儿园'],
    ['小·太阳幼稚园', '小太阳幼儿园'],
    ['ABC双语幼儿园', 'abc双语幼儿园'],
  ])('%s → %s', (name, key) => expect(nameKey(name)).toBe(key));

  it('is idempotent', () => {
    const piece = fc.constantFrom(
      ...[
        '第',
        '一',
        '十',
        '1',
        '０',
        '幼儿园',
        '（',
        ')',
        ' ',
        '　',
        '有限公司',
        '普惠',
        '东湖',
        '·',
        'A',
        '\u0301',
        'ﷺ',
      ],
    );
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.array(piece).map((pieces) => pieces.join('')),
    );
    fc.assert(
      fc.property(text, (name) => {
        expect(nameKey(nameKey(name))).toBe(nameKey(name));
      }),
      { numRuns: 300 },
    );
  });
});

describe('reading a name', () => {
  it.each([
    ['云溪市东湖区实验幼儿园', { city: false, districts: [1], town: null, core: '实验', campus: '' }],
    ['东湖实验幼儿园', { districts: [1], core: '实验' }],
    ['东湖湾幼儿园', { districts: [], core: '东湖湾' }],
    ['东湖幼儿园', { districts: [], core: '东湖' }],
    ['云溪市实验幼儿园', { city: true, districts: [], core: '实验' }],
    ['远山市东湖区实验幼儿园', { districts: [1], core: '实验' }],
    ['湖滨街道中心幼儿园', { town: '湖滨', core: '中心' }],
    ['河口县柳林镇中心幼儿园', { districts: [3], town: '柳林', core: '中心' }],
    ['水乡幼儿园', { town: null, core: '水乡' }],
    ['东湖区实验幼儿园滨河分园', { core: '实验', campus: '滨河分园' }],
    ['东湖区实验幼儿园（东校区）', { core: '实验', campus: '东校区' }],
    ['东湖区实验第二分园幼儿园', { core: '实验', campus: '二分园' }],
    ['东湖区实验幼儿园总园', { core: '实验', campus: '' }],
  ])('%s', (name, parts) => expect(reader.read(name)).toMatchObject(parts));
});

describe('one slip of the pen', () => {
  it.each([
    ['金色童年', '金色童车', true],
    ['金色童年', '金色的童年', true],
    ['阳光宝贝', '阳光宝', true],
    ['阳光贝', '阳光宝', false],
    ['阳光花园', '阳光花园', false],
    ['阳光一家', '阳光二家', false],
    ['阳光东园', '阳光西园', false],
    ['新阳光宝贝', '阳光宝贝', false],
    ['小阳光宝贝', '大阳光宝贝', false],
    ['金色童年', '银色童话', false],
  ])('%s / %s: %s', (one, other, slip) => {
    expect(differsByOneSlip(one, other)).toBe(slip);
    expect(differsByOneSlip(other, one)).toBe(slip);
  });
});
