import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnPoints, countLines, fileWidth, fitsOnOneLine, fitText, highestRow } from './text-layout.ts';

describe('countLines', () => {
  it.each([
    ['', 10, 1],
    ['云溪市实验幼儿园', 8, 1],
    ['云溪市实验幼儿园', 7, 2],
    ['云溪市\n实验', 10, 2],
    ['abcdefgh', 4, 1],
    ['abcdefghi', 4, 2],
    // A word that does not fit goes to the next line whole.
    ['云溪市 shiyan', 5, 2],
    ['云溪市shiyan东湖', 5, 2],
    // A full stop is not left alone at the start of a line: it takes its neighbour with it.
    ['云溪市实验。', 5, 2],
    ['（云溪市）', 5, 1],
    ['园'.repeat(100), 10, 10],
    ['a'.repeat(100), 10, 5],
  ])('%j in %i characters takes %i lines', (text, width, lines) => {
    expect(countLines(text, width)).toBe(lines);
  });

  it('never takes fewer lines than the text is wide, nor less when narrower', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('园', '，', '。', '（', '）', 'a', '7', ' ', '\n', '“'), { maxLength: 60 }),
        fc.integer({ min: 3, max: 20 }),
        (characters, width) => {
          const text = characters.join('');
          const solid = text.replace(/[\s]/gu, '');
          const em = [...solid].reduce((sum, each) => sum + (/[a7]/u.test(each) ? 0.5 : 1), 0);
          expect(countLines(text, width)).toBeGreaterThanOrEqual(Math.ceil(em / width));
          expect(countLines(text, 1000)).toBe(text.split('\n').length);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('fitText', () => {
  it('keeps the size where there is room', () => {
    expect(fitText('云溪市', 100, 12)).toMatchObject({ size: 12, fits: true });
  });

  it('makes a text smaller until it fits the height', () => {
    const fitted = fitText('保教质量'.repeat(60), 300, 12, { height: 100 });
    expect(fitted.fits).toBe(true);
    expect(fitted.size).toBeLessThan(12);
    expect(fitted.height).toBeLessThanOrEqual(100);
  });

  it('says when even the smallest type is too large', () => {
    expect(fitText('保教质量'.repeat(3000), 300, 12)).toMatchObject({ fits: false, height: highestRow });
  });

  it('keeps a number on one line by a smaller type, but not an unreadable one', () => {
    const phone = fitText('0632-3311234', 60, 12, { unbroken: true });
    expect(phone.size).toBeLessThan(12);
    expect(fitsOnOneLine('0632-3311234', 60, phone.size)).toBe(true);
    expect(fitText('0632-3311234'.repeat(9), 60, 12, { unbroken: true }).size).toBe(12);
  });
});

it('states the width of a column in digits of the default font', () => {
  // 16 characters of 5.25 points are 84 points, 112 pixels, 14 digits of 8 pixels.
  expect(columnPoints(10, 6)).toBe(84);
  expect(fileWidth(16)).toBe(14);
});
