import { describe, expect, it } from 'vitest';
import { headDifferences } from './head-in-file.ts';

const title = '云溪市教育局关于2022年第二季度学前教育集团工作情况的通报';
const given = { title, number: '云教字〔2022〕9号', date: '2022-07-15' };
const body = '根据《办法》（云政发〔2021〕3号）要求……\n截至2022年6月30日……\n';
const signed = `云溪市教育局\n 2022年7月15日 \n`;

describe('headDifferences', () => {
  it.each([
    ['the same', `云教字〔2022〕9号\n${title}\n${body}${signed}`, []],
    ['brackets and spaces of another hand', `云教字[2022] 9 号\n${title}\n${body}${signed}`, []],
    ['no number', `${title}\n${body}${signed}`, ['bulletin-number-differs']],
    ['another number', `云教字〔2022〕8号\n${title}\n${body}${signed}`, ['bulletin-number-differs']],
    ['another day', `云教字〔2022〕9号\n${title}\n${body}2022年6月30日\n`, ['bulletin-date-differs']],
    ['no day', `云教字〔2022〕9号\n${title}\n${body}`, ['bulletin-date-differs']],
    ['a day in numerals', `云教字〔2022〕9号\n${title}\n${body}二〇二二年七月十五日\n`, []],
  ])('%s', (_, text, codes) => {
    expect(headDifferences({ ...given, text }).map(({ code }) => code)).toEqual(codes);
  });

  it('names both, and no number out of the text', () => {
    const [none] = headDifferences({ ...given, text: `${title}\n${body}${signed}` });
    expect(none?.message).toContain('云教字〔2022〕9号');
    expect(none?.message).toContain('没有写发文字号');
    const [other] = headDifferences({ ...given, text: `云教字〔2022〕8号\n${title}\n${body}${signed}` });
    expect(other?.message).toContain('云教字〔2022〕8号');
    const [day] = headDifferences({
      ...given,
      text: `云教字〔2022〕9号\n${title}\n${body}2022年6月30日\n`,
    });
    expect(day?.message).toMatch(/2022年7月15日.*2022年6月30日/u);
  });
});
