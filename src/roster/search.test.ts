import { describe, expect, it } from 'vitest';
import { type Searchable, searchKindergartens } from './search.ts';

const names = [
  '东湖区实验幼儿园',
  '重阳幼儿园',
  '长乐幼儿园',
  '知行幼儿园',
  '石桥镇中心幼儿园',
  '东湖区第一幼儿园',
  '小太阳幼儿园',
  '西岭区实验幼儿园',
  '女儿河幼儿园',
];
const entries: Searchable[] = names.map((name, at) => ({
  id: at + 1,
  name,
  code: `37990200${String(at + 1).padStart(2, '0')}`,
  creditCode: at === 0 ? '91350100M000100Y43' : null,
  principal: at === 1 ? '周 岚' : null,
  phone: at === 2 ? '0632-3311234' : null,
  otherNames: at === 6 ? ['阳光宝贝幼儿园'] : [],
}));

const find = (...words: string[]) => searchKindergartens(entries, words).map(({ entry }) => entry.name);

describe('searching kindergartens', () => {
  it.each([
    ['initials', 'dhsy', '东湖区实验幼儿园'],
    ['initials with the 区', 'dhqsy', '东湖区实验幼儿园'],
    ['initials to the end', 'dhsyyey', '东湖区实验幼儿园'],
    ['capitals and full width', 'ＤＨＳＹ', '东湖区实验幼儿园'],
    ['full pinyin', 'donghuqushiyan', '东湖区实验幼儿园'],
    ['full pinyin without 区', 'donghushiyan', '东湖区实验幼儿园'],
    ['pinyin and initials mixed', 'donghsy', '东湖区实验幼儿园'],
    ['two letters of sh', 'dhshy', '东湖区实验幼儿园'],
    ['pinyin and characters mixed', 'dh实验', '东湖区实验幼儿园'],
    ['重 as chong', 'cyang', '重阳幼儿园'],
    ['重 as zhong', 'zhongyang', '重阳幼儿园'],
    ['长 as zhang and 乐 as yue', 'zhangyue', '长乐幼儿园'],
    ['长 as chang and 乐 as le', 'changle', '长乐幼儿园'],
    ['行 as hang', 'zhihang', '知行幼儿园'],
    ['行 as xing', 'zx', '知行幼儿园'],
    ['ü as v', 'nveh', '女儿河幼儿园'],
    ['第 left out', 'dhqyyey', '东湖区第一幼儿园'],
    ['a piece of the name', '桥镇中', '石桥镇中心幼儿园'],
    ['a piece without 镇', '石桥中心', '石桥镇中心幼儿园'],
    ['traditional characters', '東湖區實驗', '东湖区实验幼儿园'],
    ['another way of writing a number', '第1幼儿园', '东湖区第一幼儿园'],
    ['a name it once bore', '阳光宝贝', '小太阳幼儿园'],
    ['a name it once bore, by sound', 'ygbb', '小太阳幼儿园'],
    ['an identity code', '3799020004', '知行幼儿园'],
    ['a piece of a credit code', 'm000100y', '东湖区实验幼儿园'],
    ['a principal', '周岚', '重阳幼儿园'],
    ['a phone', '3311234', '长乐幼儿园'],
  ])('%s: %s', (_what, word, name) => expect(find(word)[0]).toBe(name));

  it('wants every word to fit', () => {
    expect(find('实验')).toEqual(['东湖区实验幼儿园', '西岭区实验幼儿园']);
    expect(find('实验', 'xl')).toEqual(['西岭区实验幼儿园']);
    expect(find('实验', '桥')).toEqual([]);
  });

  it('puts the closest first and says why', () => {
    const [first, second] = searchKindergartens(entries, ['东湖']);
    expect([first, second].map((each) => [each?.entry.name, each?.hit])).toEqual([
      ['东湖区实验幼儿园', { score: 92, reason: '名称以此开头' }],
      ['东湖区第一幼儿园', { score: 92, reason: '名称以此开头' }],
    ]);
    expect(searchKindergartens(entries, ['ygbb'])[0]?.hit.reason).toBe(
      '曾用名“阳光宝贝幼儿园”，拼音首字母相符',
    );
  });

  it.each(['zzz', '没有', '3799', '12'])('%s fits', (word) => {
    expect(find(word).length).toBe(word === '3799' ? entries.length : 0);
  });
});
