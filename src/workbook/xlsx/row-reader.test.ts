import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellAddress } from '../address.ts';
import { defaultLimits } from '../limits.ts';
import type { Row } from '../sheet.ts';
import { xlsxParts, zipParts } from '../testing/make-xlsx.ts';
import { allRows, cellAt, valuesOf, withWorkbook } from '../testing/read-cells.ts';
import { RowReader } from './row-reader.ts';
import { SharedStrings } from './shared-strings.ts';
import { OutlineScan } from './sheet-outline.ts';
import { token, XmlCursor } from './xml-cursor.ts';

const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';

/** A workbook of one sheet with this sheetData, and these `<si>` elements as shared strings. */
function sheetFile(rows: string, shared = '', numberFormat = 'yyyy"年"m"月"d"日"'): Buffer {
  const parts = xlsxParts([{ name: '表', rows: [[{ number: 1, format: numberFormat }]] }]);
  parts['xl/worksheets/sheet1.xml'] = `<worksheet ${main}><sheetData>${rows}</sheetData></worksheet>`;
  parts['xl/sharedStrings.xml'] = `<sst ${main}>${shared}</sst>`;
  return zipParts(parts);
}

async function rowsOf(rows: string, shared?: string, numberFormat?: string): Promise<Row[]> {
  return withWorkbook(sheetFile(rows, shared, numberFormat), (workbook) => allRows(workbook.sheets[0]!));
}

describe('cells', () => {
  it.each<[string, string, unknown]>([
    ['a number', '<c r="A1"><v>12.5</v></c>', { type: 'number', value: 12.5 }],
    ['a number with an exponent', '<c r="A1" t="n"><v>1.38E+10</v></c>', { type: 'number', value: 1.38e10 }],
    ['a number in pieces', '<c r="A1"><v>1<!-- -->2<![CDATA[3]]></v></c>', { type: 'number', value: 123 }],
    ['a number with blanks', '<c r="A1"><v> 7\n</v></c>', { type: 'number', value: 7 }],
    ['true', '<c r="A1" t="b"><v>1</v></c>', { type: 'boolean', value: true }],
    ['false', '<c r="A1" t="b"><v>0</v></c>', { type: 'boolean', value: false }],
    ['an error', '<c r="A1" t="e"><v>#REF!</v></c>', { type: 'error', value: '#REF!' }],
    ['a shared text', '<c r="A1" t="s"><v>0</v></c>', { type: 'text', value: '东湖区' }],
    ['a shared rich text', '<c r="A1" t="s"><v>1</v></c>', { type: 'text', value: '云溪 幼儿园' }],
    ['a shared text with escapes', '<c r="A1" t="s"><v>2</v></c>', { type: 'text', value: 'a\r\n_x<é' }],
    ['an inline text', '<c r="A1" t="inlineStr"><is><t>园</t></is></c>', { type: 'text', value: '园' }],
    [
      'an inline rich text without its phonetic guide',
      '<c r="A1" t="inlineStr"><is><r><rPr><b/></rPr><t>云</t></r><r><t xml:space="preserve"> 溪</t></r><rPh sb="0" eb="1"><t>yún</t></rPh><phoneticPr fontId="1"/></is></c>',
      { type: 'text', value: '云 溪' },
    ],
    ['an inline text of no type', '<c r="A1"><is><t>007</t></is></c>', { type: 'text', value: '007' }],
    ['a formula text', '<c r="A1" t="str"><f>A2</f><v>a_x000D_b</v></c>', { type: 'text', value: 'a\rb' }],
    ['words without a type', '<c r="A1"><v>公办</v></c>', { type: 'text', value: '公办' }],
    ['a date', '<c r="A1" s="1"><v>44271</v></c>', { type: 'date', value: '2021-03-16', serial: 44_271 }],
    [
      'a date with time',
      '<c r="A1" s="1"><v>44271.5</v></c>',
      { type: 'date', value: '2021-03-16T12:00:00', serial: 44_271.5 },
    ],
    ['no date, although so formatted', '<c r="A1" s="1"><v>-3</v></c>', { type: 'number', value: -3 }],
    ['text under a date format', '<c r="A1" s="1" t="s"><v>0</v></c>', { type: 'text', value: '东湖区' }],
    [
      'an ISO date',
      '<c r="A1" t="d"><v>2021-03-16T00:00:00Z</v></c>',
      { type: 'date', value: '2021-03-16', serial: 44_271 },
    ],
    [
      'an ISO date that is none',
      '<c r="A1" t="d"><v>2021-02-30</v></c>',
      { type: 'text', value: '2021-02-30' },
    ],
    ['an unknown style', '<c r="A1" s="99"><v>1</v></c>', { type: 'number', value: 1 }],
    ['attributes in another order', "<c t='s' s='1' r='A1'><v>0</v></c>", { type: 'text', value: '东湖区' }],
    [
      'a prefixed attribute that looks like another',
      '<c q:t="s" r="A1"><v>0</v></c>',
      { type: 'number', value: 0 },
    ],
    [
      'an extension after the value',
      '<c r="A1"><v>5</v><extLst><ext><v>6</v><t>x</t></ext></extLst></c>',
      { type: 'number', value: 5 },
    ],
  ])('%s', async (_, cell, content) => {
    const shared =
      '<si><t>东湖区</t></si><si><r><t xml:space="preserve">云溪 </t></r><r><rPr><b/></rPr><t>幼儿园</t></r><rPh sb="0" eb="2"><t>yunxi</t></rPh></si><si><t>a_x000D_&#10;_x005F_x&lt;&#233;</t></si>';
    const rows = await rowsOf(`<row r="1">${cell}</row>`, shared);
    expect(cellAt(rows, 'A1').content).toEqual(content);
  });

  it.each([
    ['styled only', '<c r="A1" s="1"/>'],
    ['an empty value', '<c r="A1"><v></v></c>'],
    ['a closed value', '<c r="A1"><v/></c>'],
    ['a blank value', '<c r="A1"><v> </v></c>'],
    ['an empty shared text', '<c r="A1" t="s"><v>0</v></c>'],
    ['an empty inline text', '<c r="A1" t="inlineStr"><is><t/></is></c>'],
    ['an empty formula text', '<c r="A1" t="str"><f>B1</f><v></v></c>'],
  ])('%s is no cell, and a row of such is no row', async (_, cell) => {
    expect(
      await rowsOf(`<row r="1">${cell}</row><row r="2"><c r="A2"><v>1</v></c></row>`, '<si><t></t></si>'),
    ).toEqual([
      {
        number: 2,
        hidden: false,
        cells: [{ row: 2, column: 1, content: { type: 'number', value: 1 }, format: 'General' }],
      },
    ]);
  });

  it('carries formulas with their cached results, and tells those without', async () => {
    const bytes = sheetFile(
      '<row r="1"><c r="A1"><f>SUM(B1:C1)</f><v>3</v></c><c r="B1"><f t="shared" ref="B1:B2" si="0">C1&amp;"x"</f><v>1</v></c></row>' +
        '<row r="2"><c r="A2"><f>NOW()</f></c><c r="B2"><f t="shared" si="0"/><v>2</v></c><c r="C2"><f>D2</f><v/></c></row>' +
        '<row r="3"><c r="A3" t="str"><f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c></row>',
    );
    await withWorkbook(bytes, async (workbook) => {
      const rows = await allRows(workbook.sheets[0]!);
      const nothing = { content: { type: 'text', value: '' }, formulaOnly: true };
      expect(cellAt(rows, 'A1')).toMatchObject({
        content: { type: 'number', value: 3 },
        formula: 'SUM(B1:C1)',
      });
      expect(cellAt(rows, 'A1')).not.toHaveProperty('formulaOnly');
      expect(cellAt(rows, 'B2')).toMatchObject({ content: { type: 'number', value: 2 }, formula: 'C1&"x"' });
      expect(cellAt(rows, 'A2')).toMatchObject({ ...nothing, formula: 'NOW()' });
      expect(cellAt(rows, 'C2')).toMatchObject({ ...nothing, formula: 'D2' });
      expect(cellAt(rows, 'A3')).toMatchObject({
        content: { type: 'text', value: '=DISPIMG("ID_1",1)' },
        formula: '_xlfn.DISPIMG("ID_1",1)',
      });
    });
  });

  it('gives the number format as the file states it', async () => {
    const rows = await rowsOf(
      '<row r="1"><c r="A1" s="1"><v>1</v></c><c r="B1"><v>1</v></c></row>',
      '',
      '000000',
    );
    expect(cellAt(rows, 'A1')).toMatchObject({ format: '000000', content: { type: 'number', value: 1 } });
    expect(cellAt(rows, 'B1')).toMatchObject({ format: 'General' });
  });

  it('counts days from 1904 where the workbook does', async () => {
    const parts = xlsxParts([{ name: '表', rows: [[{ date: '2021-03-16' }]] }], { date1904: true });
    const rows = await withWorkbook(zipParts(parts), (workbook) => allRows(workbook.sheets[0]!));
    expect(cellAt(rows, 'A1').content).toEqual({ type: 'date', value: '2021-03-16', serial: 42_809 });
  });
});

describe('rows', () => {
  it.each<[string, string, Record<string, number>]>([
    [
      'without numbers',
      '<row><c r="A1"><v>1</v></c></row><row><c r="A2"><v>2</v></c></row>',
      { A1: 1, A2: 2 },
    ],
    [
      'and cells without',
      '<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>',
      { A1: 1, B1: 2, A2: 3 },
    ],
    [
      'without numbers, with a gap',
      '<row r="3"><c><v>1</v></c></row><row><c r="B7"><v>2</v></c></row>',
      { A3: 1, B7: 2 },
    ],
    ['empty ones in between', '<row/><row></row><row><c><v>1</v></c></row>', { A3: 1 }],
    [
      'cells after a gap without address',
      '<row r="1"><c r="C1"><v>1</v></c><c><v>2</v></c></row>',
      { C1: 1, D1: 2 },
    ],
    ['cells out of order', '<row r="1"><c r="C1"><v>3</v></c><c r="A1"><v>1</v></c></row>', { A1: 1, C1: 3 }],
    ['a cell twice', '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>', { A1: 2 }],
    [
      'out of order',
      '<row r="3"><c r="A3"><v>3</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>',
      { A1: 1, A3: 3 },
    ],
    [
      'out of order by their cells only',
      '<row><c r="A3"><v>3</v></c></row><row><c r="A1"><v>1</v></c></row>',
      { A1: 1, A3: 3 },
    ],
    [
      'a row twice',
      '<row r="2"><c r="B2"><v>2</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>',
      { A2: 1, B2: 2 },
    ],
    [
      'a comment that looks like rows',
      '<!-- </sheetData><row r="9"><c r="A9"><v>9</v></c></row> --><row r="1"><c r="A1"><v>1</v></c></row>',
      { A1: 1 },
    ],
    ['lower-case addresses', '<row r="1"><c r="ab1"><v>1</v></c></row>', { AB1: 1 }],
    ['the last cell there is', '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', { XFD1048576: 1 }],
  ])('%s', async (_, xml, expected) => {
    await withWorkbook(sheetFile(xml), async (workbook) => {
      const [sheet] = workbook.sheets;
      const rows = await allRows(sheet!);
      expect(valuesOf(rows)).toEqual(expected);
      expect(Object.keys(valuesOf(rows))).toEqual(Object.keys(expected));
      for (const row of rows) for (const cell of row.cells) expect(cell.row).toBe(row.number);
      // A window over everything there is gives the same.
      const first = rows[0]!.number;
      expect(await sheet!.window(first, first + 10)).toEqual(rows);
    });
  });

  it('carries hidden rows, columns, merges and visibility', async () => {
    const parts = xlsxParts([
      { name: '一', rows: [['a'], ['b']], merges: ['A1:B2', 'D4'], hiddenRows: [2], hiddenColumns: [3] },
      { name: '二', rows: [], visibility: 'hidden' },
      { name: '三 & <四>', rows: [], visibility: 'veryHidden' },
    ]);
    await withWorkbook(zipParts(parts), async (workbook) => {
      expect(workbook.sheets.map(({ name, index, visibility }) => [name, index, visibility])).toEqual([
        ['一', 0, 'visible'],
        ['二', 1, 'hidden'],
        ['三 & <四>', 2, 'veryHidden'],
      ]);
      const [sheet] = workbook.sheets;
      expect(sheet!.merges).toEqual([
        { top: 1, left: 1, bottom: 2, right: 2 },
        { top: 4, left: 4, bottom: 4, right: 4 },
      ]);
      expect(sheet!.hiddenColumns).toEqual([{ from: 3, to: 3 }]);
      expect((await allRows(sheet!)).map(({ number, hidden }) => [number, hidden])).toEqual([
        [1, false],
        [2, true],
      ]);
      expect(await allRows(workbook.sheets[1]!)).toEqual([]);
    });
  });

  it('reads a namespace-prefixed workbook and one of inline strings alike', async () => {
    const sheets = [
      { name: '表', rows: [['园所名称', 1], [], [null, true, { date: '2021-03-16' }]], merges: ['A1:B1'] },
    ];
    const seen = [];
    for (const options of [
      {},
      { prefix: 'x' },
      { inlineStrings: true },
      { prefix: 'main', inlineStrings: true },
    ]) {
      const bytes = zipParts(xlsxParts(sheets, options));
      seen.push(
        await withWorkbook(bytes, async ({ sheets: [sheet] }) => [await allRows(sheet!), sheet!.merges]),
      );
    }
    for (const other of seen.slice(1)) expect(other).toEqual(seen[0]);
    expect(valuesOf(seen[0]![0] as Row[])).toEqual({ A1: '园所名称', B1: 1, B3: true, C3: '2021-03-16' });
  });

  it.each(['utf16le', 'utf16be'])('reads a sheet written in %s', async (encoding) => {
    const parts = xlsxParts([{ name: '表', rows: [[1]] }]);
    const xml = `\ufeff<?xml version="1.0" encoding="UTF-16"?><worksheet ${main}><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>${'云溪市幼儿园𠮷'.repeat(20_000 / 8)}</t></is></c></row></sheetData></worksheet>`;
    const bytes = Buffer.from(xml, 'utf16le');
    parts['xl/worksheets/sheet1.xml'] = encoding === 'utf16le' ? bytes : bytes.swap16();
    const rows = await withWorkbook(zipParts(parts), (workbook) => allRows(workbook.sheets[0]!));
    expect(cellAt(rows, 'A1').content.value).toBe('云溪市幼儿园𠮷'.repeat(20_000 / 8));
  });

  it('gives windows anywhere, at most so many rows, in any order', async () => {
    const sheets = [
      { name: '表', rows: Array.from({ length: 5000 }, (_, index) => [index + 1, `第${index + 1}行`]) },
    ];
    await withWorkbook(zipParts(xlsxParts(sheets)), async ({ sheets: [sheet] }) => {
      const numbers = async (from: number, to: number) =>
        (await sheet!.window(from, to)).map((row) => row.number);
      expect(await numbers(4999, 5010)).toEqual([4999, 5000]);
      expect(await numbers(1, 3)).toEqual([1, 2, 3]);
      expect(await numbers(6000, 6001)).toEqual([]);
      expect(await numbers(5, 4)).toEqual([]);
      expect(await numbers(1, 5000)).toHaveLength(2000);
      expect(valuesOf(await sheet!.window(2500, 2500))).toEqual({ A2500: 2500, B2500: '第2500行' });
    });
  });

  it('serves two readers of one sheet at once, and one that leaves early', async () => {
    const sheets = [
      { name: '表', rows: Array.from({ length: 20_000 }, (_, index) => [index, index, index]) },
    ];
    await withWorkbook(zipParts(xlsxParts(sheets)), async ({ sheets: [sheet] }) => {
      for await (const row of sheet!.rows()) if (row.number === 10) break;
      const [one, other] = await Promise.all([allRows(sheet!), allRows(sheet!)]);
      expect(one).toHaveLength(20_000);
      expect(other).toEqual(one);
    });
  });
});

// Without a prefix most cells go the short way, with one all go the long way.
describe.each(['x:', ''])('chunk boundaries, elements prefixed %j', (prefix) => {
  const sheet = Buffer.from(
    (
      `<?xml version="1.0"?><x:worksheet xmlns:x="m"><x:cols><x:col min="2" max="3" hidden="1"/></x:cols><x:sheetData>` +
      `<x:row r="1" hidden="true"><x:c r="A1" t="inlineStr"><x:is><x:t>云溪市&#x5E7C;儿园 &amp; 𠮷_x000D_</x:t></x:is></x:c><x:c r="B1"><x:v>-12.5</x:v></x:c><x:c r="C1" s="1"/><x:c r="D1" s="0" t="s"><x:v>0</x:v></x:c><x:c r="E1"><x:v>1E3</x:v></x:c></x:row>` +
      `<!-- </x:sheetData><x:row r="7"> --><x:row><x:c t="s"><x:v>1</x:v></x:c><x:c><x:f>A1!B&gt;2</x:f><x:v>7</x:v></x:c><x:c><x:f>Z1</x:f></x:c></x:row>` +
      `<x:row r="5"><x:c r="C5" t="str"><x:v><![CDATA[<row>]]>园</x:v></x:c><x:c r="A5" t="b"><x:v>1</x:v></x:c></x:row><x:row r="6"/>` +
      `</x:sheetData><x:mergeCells><x:mergeCell ref="A1:B1"/></x:mergeCells></x:worksheet>`
    ).replaceAll('x:', prefix),
  );
  const reading = { file: 'x.xlsx', limits: defaultLimits };
  const strings = new SharedStrings();
  for (const text of ['零', '壹']) {
    const bytes = Buffer.from(text);
    strings.append(bytes, 0, bytes.length);
    strings.close(true);
  }

  /** Rows and outline as they come out of the bytes in these pieces. */
  function readInPieces(edges: readonly number[]) {
    const rows: Row[] = [];
    const cursors = [new XmlCursor(reading, 'p'), new XmlCursor(reading, 'p')] as const;
    const context = {
      reading,
      sheet: '表',
      formats: [],
      strings,
      date1904: false,
    };
    const reader = new RowReader(cursors[0], context);
    const outline = new OutlineScan(reading, 'p');
    let done = false;
    for (let index = 1; index < edges.length; index++) {
      const piece = sheet.subarray(edges[index - 1], edges[index]);
      for (const cursor of cursors) cursor.push(piece);
      done ||= reader.read(rows);
      outline.drain(cursors[1]);
    }
    cursors[1].finish();
    outline.drain(cursors[1]);
    expect(done).toBe(true);
    expect(cursors[1].next()).toBe(token.finished);
    return {
      rows,
      merges: outline.merges,
      hiddenColumns: outline.hiddenColumns,
      ordered: outline.ordered,
    };
  }

  const whole = readInPieces([0, sheet.length]);

  it('the whole reads as written', () => {
    expect(valuesOf(whole.rows)).toEqual({
      A1: '云溪市幼儿园 & 𠮷\r',
      B1: -12.5,
      D1: '零',
      E1: 1000,
      A2: '壹',
      B2: 7,
      C2: '',
      A5: true,
      C5: '<row>园',
    });
    expect(whole).toMatchObject({ ordered: true, hiddenColumns: [{ from: 2, to: 3 }] });
    expect(whole.rows.map((row) => row.hidden)).toEqual([true, false, false]);
    expect(whole.merges).toHaveLength(1);
  });

  it('so it does byte by byte, and cut once at every place', () => {
    expect(readInPieces(Array.from({ length: sheet.length + 1 }, (_, index) => index))).toEqual(whole);
    for (let cut = 1; cut < sheet.length; cut++) expect(readInPieces([0, cut, sheet.length])).toEqual(whole);
  });

  it('and in any pieces', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(sheet.length), { maxLength: 20 }), (cuts) => {
        const edges = [0, ...[...cuts].sort((one, other) => one - other), sheet.length];
        expect(readInPieces(edges)).toEqual(whole);
      }),
    );
  });
});

describe('any values', () => {
  it('come back as they were written', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 30 }).map((value) =>
      // What XML cannot hold at all, or hands back changed, needs escapes that the maker does not write.
      value.replace(/[\u0000-\u001f\u007f-\u009f\ud800-\udfff\ufffe\uffff]|_x[0-9a-fA-F]{4}_/gu, ''),
    );
    const cell = fc.oneof(
      fc.constant(null),
      fc.boolean(),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
      text,
    );
    const table = fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(table, fc.boolean(), async (rows, inlineStrings) => {
        const expected: Record<string, unknown> = {};
        for (const [index, row] of rows.entries()) {
          for (const [at, value] of row.entries()) {
            if (value !== null && value !== '') expected[cellAddress(index + 1, at + 1)] = value;
          }
        }
        const bytes = zipParts(xlsxParts([{ name: '表', rows }], { inlineStrings }));
        const read = await withWorkbook(bytes, async (workbook) =>
          valuesOf(await allRows(workbook.sheets[0]!)),
        );
        expect(read).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a sheet of many chunks', () => {
  it('comes back as it was written, texts of every width and all', async () => {
    const kinds = ['园', 'a', '𠮷', '<&>', 'é_x', ' ', '幼儿园名称', 'x\ny', ''];
    const rows = Array.from({ length: 40_000 }, (_, index) => [
      index,
      `${kinds[index % kinds.length]}${index}${kinds[(index * 7) % kinds.length]}`,
      index / 8,
      kinds[index % 5],
    ]);
    const sheets = [{ name: '表', rows }];
    for (const options of [{}, { prefix: 'x' }, { inlineStrings: true }]) {
      const read = await withWorkbook(zipParts(xlsxParts(sheets, options)), (workbook) =>
        allRows(workbook.sheets[0]!),
      );
      expect(read.map((row) => row.cells.map((cell) => cell.content.value))).toEqual(rows);
    }
  });
});
