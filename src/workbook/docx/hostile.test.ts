import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Failure } from '../../findings/catalogue.ts';
import { cell, makeDocx, paragraph, row, run, table, wordTable } from '../testing/make-docx.ts';
import { allRows, withWorkbook } from '../testing/read-cells.ts';

/** Reads everything; a failure must be one that a clerk is told of. */
async function isHarmless(bytes: Buffer): Promise<boolean> {
  try {
    return await withWorkbook(bytes, async ({ sheets }) => {
      for (const sheet of sheets) {
        for (const { cells } of await allRows(sheet)) {
          for (const each of cells) expect(sheet.describeCell?.(`A${each.row}`)).toMatch(/^表\d+ /);
        }
      }
      return true;
    });
  } catch (error) {
    if (error instanceof Failure) return true;
    throw error;
  }
}

const names = (
  'tbl tr tc p r t tab br sym pPr rPr trPr tcPr sdtPr sdt sdtContent showingPlcHdr gridSpan gridBefore vMerge hMerge ' +
  'cellDel hidden vanish jc sectPr txbxContent ins del moveFrom AlternateContent Choice Fallback fldChar ffData ' +
  'checkBox checkbox checked default ddList listEntry result body'
).split(' ');

const attributes = fc.constantFrom(
  '',
  ' w:val="restart"',
  ' w:val="3"',
  ' w:val="-1"',
  ' w:val="0"',
  ' w:fldCharType="begin"',
  ' w:fldCharType="separate"',
  ' w:fldCharType="end"',
  ' w:type="page"',
  ' w:font="Wingdings" w:char="F0FE"',
);

/** Elements in any order within one another: nothing keeps to what belongs where. */
const { soup } = fc.letrec<{ soup: string; element: string }>((tie) => ({
  soup: fc.array(tie('element'), { maxLength: 6 }).map((parts) => parts.join('')),
  element: fc.oneof(
    { maxDepth: 7, withCrossShrink: true },
    fc.constantFrom('园', '甲乙', ' '),
    fc
      .tuple(fc.constantFrom(...names), attributes, tie('soup'))
      .map(([name, given, inner]) => `<w:${name}${given}>${inner}</w:${name}>`),
  ),
}));

it('any order of elements is read or refused', async () => {
  await fc.assert(
    fc.asyncProperty(soup, async (body) => {
      expect(await isHarmless(makeDocx(body))).toBe(true);
      expect(await isHarmless(makeDocx(table(row(cell(`<w:p>${body}</w:p>`)))))).toBe(true);
    }),
    { numRuns: 150 },
  );
});

it('a table after any order of elements is read all the same, in the cells that follow', async () => {
  await fc.assert(
    fc.asyncProperty(soup, async (body) => {
      // Balanced as it is, whatever stands in one cell does not reach into the next.
      const bytes = makeDocx(table(row(`<w:tc>${body}</w:tc>`) + row(cell('后面的格'))));
      const seen = await withWorkbook(bytes, async ({ sheets }) => {
        const rows = await Promise.all(sheets.map(allRows));
        return rows.flat().flatMap(({ cells }) => cells.map(({ content }) => content.value));
      }).catch((error: unknown) => {
        if (error instanceof Failure) return ['后面的格'];
        throw error;
      });
      expect(seen).toContain('后面的格');
    }),
    { numRuns: 150 },
  );
});

it('any byte of a document may be wrong, and any end of it missing', async () => {
  const whole = makeDocx(paragraph(run('名单')) + wordTable([['甲', '乙'], ['丙']], ['A2:B2']));
  for (let at = 0; at < whole.length; at += 5) {
    const flipped = Buffer.from(whole);
    flipped[at] = flipped[at]! ^ 0x55;
    expect(await isHarmless(flipped)).toBe(true);
    if (at % 3 === 0) expect(await isHarmless(whole.subarray(0, at))).toBe(true);
  }
});
