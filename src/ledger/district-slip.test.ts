import { expect, it } from 'vitest';
import { districtMeant } from './district-slip.ts';

const known = ['江北区', '东湖区', '河口县', '青石县', '台儿庄区', '单县', '城区', '鄂托克前旗'];

it.each([
  ['江北去', '江北区'],
  ['江北曲', '江北区'],
  ['东?区', '东湖区'],
  ['东�区', '东湖区'],
  ['东湖区区', '东湖区'],
  ['东湖湖区', '东湖区'],
  ['湖区', '东湖区'],
  ['东胡区', '东湖区'],
  ['台庄区', '台儿庄区'],
  ['台儿压区', '台儿庄区'],
])('takes %s for a slip of %s', (written, meant) => {
  expect(districtMeant(written, known)).toBe(meant);
});

it.each([
  '西湖区',
  '江南区',
  '新湖区',
  '东湖县',
  '青山县',
  '单城县',
  '郊区',
  '鄂托克后旗',
  '鄂托克旗',
  '临河区',
  '某某区',
])('takes %s for another district', (written) => {
  expect(districtMeant(written, known)).toBeNull();
});

it('knows no slip where no district is known', () => {
  expect(districtMeant('江北去', [])).toBeNull();
});
