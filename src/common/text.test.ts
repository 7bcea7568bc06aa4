import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { headingKey, squeezeText, tidyName, tidyText } from './text.ts';

describe('text as it is stored', () => {
  test.each([
    ['　云溪市　教育局，副局长；兼１２３ＡＢ ', '云溪市 教育局，副局长；兼123AB'],
    ['组长（兼）：“共建”…①～！？', '组长（兼）：“共建”…①～！？'],
    ['东湖\u200b区\ufeff', '东湖区'],
    ['⽅圆幼⼉园', '方圆幼儿园'],
    ['𠮷田㊣㎡Ⅱ½', '𠮷田㊣㎡Ⅱ½'],
  ])('%j → %j', (given, kept) => {
    expect(tidyText(given)).toBe(kept);
  });

  test.each([
    ['邓 淇(代)', '邓淇（代）'],
    ['办公室，兼 教研室', '办公室，兼教研室'],
  ])('a name: %j → %j', (given, kept) => {
    expect(tidyName(given)).toBe(kept);
  });

  it('is what was written, blanks and the width of letters and digits aside', () => {
    // Every sign but blanks, signs without width, full-width letters and digits, and look-alikes of Han characters.
    const changed =
      /[\s\u00a0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\u2e80-\u2fdf\uf900-\ufaff]|[\ufe00-\ufe0f]/u;
    const sign = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
      fc.constantFrom(...'，。；：！？（）“”‘’《》【】…—～·、①②㎡Ⅲ½ﬁ％＃＋－／＝＠𠮷𡘙㐂'),
    );
    const kept = fc.array(sign.filter((each) => !changed.test(each))).map((signs) => signs.join(''));
    fc.assert(fc.property(kept, (text) => tidyText(text) === text));
  });

  it('is the same when tidied again, and compares as it did before', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const tidy = tidyText(text);
        expect(tidyText(tidy)).toBe(tidy);
        expect(tidyName(tidyName(text))).toBe(tidyName(text));
      }),
    );
  });
});

describe('text as it is compared', () => {
  it('knows no width, no blanks, and for headings no brackets', () => {
    expect(squeezeText('区（市）\n教体局，１')).toBe('区(市)教体局,1');
    expect(headingKey('班级数（个）：')).toBe('班级数');
  });
});
