import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { personName, roleName, unitOf } from './unit.ts';

describe('the unit in 单位及职务', () => {
  it.each([
    ['云溪市教育局党组书记、局长', '云溪市教育局'],
    ['云溪市 教育局\n副局长', '云溪市教育局'],
    ['东湖区教育和体育局副局长', '东湖区教育和体育局'],
    ['云溪市教育局学前教育科科长', '云溪市教育局'],
    ['云溪市教育局党委委员、云溪市幼儿园园长', '云溪市教育局'],
    ['云溪市实验幼儿园园长、党支部书记', '云溪市实验幼儿园'],
    ['云溪市教科院学前教研员', '云溪市教科院'],
    ['云溪市教育科学研究院副院长', '云溪市教育科学研究院'],
    ['云溪市教育发展中心主任', '云溪市教育发展中心'],
    ['云溪市人民政府副秘书长、办公室主任', '云溪市人民政府'],
    ['湖滨街道办事处副主任', '湖滨街道办事处'],
    ['湖滨镇政府副镇长', '湖滨镇政府'],
    ['市委教育工委副书记', '市委教育工委'],
    // An ending that goes on is none.
    ['东湖区中心小学校长', '东湖区中心小学'],
    ['云溪大学附属幼儿园园长', '云溪大学附属幼儿园'],
    ['云溪市教育局机关幼儿园园长', '云溪市教育局机关幼儿园'],
    ['东湖区教育局直属机关第一幼儿园园长', '东湖区教育局直属机关第一幼儿园'],
    ['云溪市教委办公室主任', '云溪市教委办公室'],
    ['云溪市教育委员会主任', '云溪市教育委员会'],
    // Nothing ends as units do: the whole text.
    ['退休教师', '退休教师'],
    ['局长', '局长'],
    ['', ''],
  ])('%s → %s', (text, unit) => {
    expect(unitOf(text)).toBe(unit);
  });

  it('is a beginning of the text, and stays what it is when read again', () => {
    const part = fc.constantFrom(
      '云溪市',
      '东湖区',
      '教育局',
      '幼儿园',
      '小学',
      '中心',
      '局',
      '长',
      '副',
      '、',
      '主任',
      '委员会',
      '大学',
      '附属',
      '机关',
      '第一',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const text = parts.join('');
        const unit = unitOf(text);
        expect(text.replaceAll(' ', '').startsWith(unit)).toBe(true);
        expect(unitOf(unit)).toBe(unit);
      }),
      { numRuns: 500, seed: 7 },
    );
  });
});

it.each([
  ['邓 淇', '邓淇'],
  ['邓　淇', '邓淇'],
  ['邓淇', '邓淇'],
  ['阿依 · 古丽', '阿依·古丽'],
  ['Anna  Li', 'Anna Li'],
])('name %s → %s', (written, name) => {
  expect(personName(written)).toBe(name);
});

it.each([
  ['组 长', '组长'],
  ['副　组长：', '副组长'],
  ['成员', '成员'],
])('role %s → %s', (written, role) => {
  expect(roleName(written)).toBe(role);
});
