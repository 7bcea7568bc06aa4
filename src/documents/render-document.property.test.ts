import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText } from './clean-text.ts';
import type { Cell, OfficialDocument } from './document.ts';
import { loadProfile } from './load-profile.ts';
import { measureDocument } from './reading/measure-document.ts';
import { openDocument } from './reading/open-document.ts';
import { divideWidth, placeCells } from './render/tables.ts';
import { renderDocument } from './render-document.ts';
import { ooxmlProblems } from './testing/validate-ooxml.ts';
import { unprintableTexts } from './unprintable-texts.ts';

const standard = loadProfile('standard', ['templates']);
const anyText = fc.string({ unit: 'binary', maxLength: 40 });
const trickyText = fc.oneof(
  anyText,
  fc.constantFrom(
    '𠮷',
    '<w:t>&amp;',
    ']]>',
    '\u0000\u0007',
    '\r\n甲\u2028乙',
    '\ud842',
    '{page}',
    ' 甲  乙 ',
    '“—…·”',
  ),
);

const textsOf = async (bytes: Uint8Array) =>
  measureDocument(await openDocument(bytes, '')).blocks.map((block) =>
    block.kind === 'paragraph' ? block.text : block.paragraphs.map(({ text }) => text).join('|'),
  );

describe('renderDocument with any text', () => {
  it('gives the same text back, in a valid file', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(trickyText, { minLength: 1, maxLength: 6 }), async (texts) => {
        const document: OfficialDocument = {
          title: '通知',
          body: [
            ...texts.map((text) => ({ kind: 'paragraph' as const, inlines: [text] })),
            { kind: 'table', head: [texts.map((text) => ({ inlines: [text] }))], rows: [] },
          ],
        };
        const bytes = await renderDocument(document, standard);
        expect(ooxmlProblems(bytes)).toEqual([]);
        const read = await textsOf(bytes);
        const clean = texts.map((text) => cleanText(text).text);
        expect(read.slice(2, -1)).toEqual(clean);
        expect(read.at(-1)).toBe(clean.join('|'));
        expect(unprintableTexts(document).length > 0).toBe(texts.some((text) => cleanText(text).removed > 0));
      }),
      { numRuns: 40 },
    );
  });

  it('takes out what no page shows and counts it', () => {
    expect(cleanText('甲\u0000\u202e乙\ud842\r\n𠮷\t丙')).toEqual({ text: '甲乙\n𠮷 丙', removed: 3 });
  });
});

describe('tables of any spans', () => {
  const cells = fc.array(
    fc.array(
      fc.record({
        inlines: fc.constant(['甲']),
        columns: fc.option(fc.integer({ min: -1, max: 4 }), { nil: undefined }),
        rows: fc.option(fc.integer({ min: -1, max: 4 }), { nil: undefined }),
      }) as fc.Arbitrary<Cell>,
      { minLength: 1, maxLength: 5 },
    ),
    { minLength: 1, maxLength: 6 },
  );

  it('keep every cell, fill the grid and never overlap', () => {
    fc.assert(
      fc.property(cells, fc.integer({ min: 0, max: 3 }), (rows, headRows) => {
        const placed = placeCells(rows, Math.min(headRows, rows.length));
        const widths = placed.map((row) => row.reduce((sum, { columns }) => sum + columns, 0));
        expect(new Set(widths).size).toBe(1);
        for (const row of placed) {
          let next = 0;
          for (const { column, columns } of row) {
            expect(column).toBe(next);
            next = column + columns;
          }
        }
        const kept = placed.flat().filter(({ isBelow, cell }) => !isBelow && cell.inlines.length > 0);
        expect(kept.length).toBe(rows.flat().length);
      }),
    );
  });

  it('divide a width into whole parts that together give it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.01, max: 100, noNaN: true }), { minLength: 1, maxLength: 30 }),
        (shares) => {
          const widths = divideWidth(8845, shares);
          expect(widths.reduce((sum, each) => sum + each, 0)).toBe(8845);
          expect(widths.every((each) => Number.isInteger(each) && each >= 0)).toBe(true);
        },
      ),
    );
  });
});
