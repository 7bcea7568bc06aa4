import { describe, expect, it } from 'vitest';
import { sheetXml } from '../book/sheet-xml.ts';
import { SheetBuilder } from './sheet-builder.ts';

/** A sheet of rows of 30 points, the last three of which stand on one page, with some lines below. */
function sheetOf(rows: number, below: number) {
  const sheet = new SheetBuilder([60, 60]);
  for (let row = 1; row <= rows + below; row += 1) sheet.add([{ style: 'label', value: '行' }], 30);
  const together = { from: rows - 2, to: rows };
  return sheet.build('表', { isLandscape: true, heading: { from: 1, to: 1 }, together });
}

describe('the end of a printed page', () => {
  it('never comes between rows that stand together, whatever the size at which the sheet is printed', () => {
    const breaks = Array.from({ length: 40 }, (_, index) => sheetOf(index + 5, 12).pageEnd?.before ?? null);
    // Short sheets are made a little smaller and stand on one page; where the page surely ends elsewhere it is left.
    expect(breaks.slice(0, 3)).toEqual([null, null, null]);
    expect(breaks.filter((before) => before !== null).length).toBeGreaterThan(5);
    breaks.forEach((before, index) => {
      if (before !== null) expect(before).toBe(index + 3);
    });
  });

  it('is written where programs heed it: at a size of its own, not fitted to pages', () => {
    const broken = [12, 14, 16, 18, 20].map((rows) => sheetOf(rows, 12)).find(({ pageEnd }) => pageEnd);
    const xml = sheetXml(broken!, () => null, true);
    expect(xml).toContain('<pageSetUpPr fitToPage="0"/>');
    expect(xml).toMatch(/<pageSetup paperSize="9" orientation="landscape" scale="\d\d"\/>/);
    expect(xml).toContain(`<brk id="${broken!.pageEnd!.before - 1}" max="16383" man="1"/>`);
    expect(sheetXml(sheetOf(6, 2), () => null, true)).toContain('fitToWidth="1" fitToHeight="1"');
  });
});
