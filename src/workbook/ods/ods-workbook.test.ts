import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../findings/catalogue.ts';
import { defaultLimits } from '../limits.ts';
import type { OpenOptions } from '../open.ts';
import { windowLimit } from '../sheet.ts';
import { zipParts } from '../testing/make-xlsx.ts';
import { allRows, cellAt, valuesOf, withWorkbook } from '../testing/read-cells.ts';
import { token, XmlCursor } from '../xlsx/xml-cursor.ts';
import { excelFormula } from './formula.ts';
import { NumberStyles } from './number-styles.ts';
import { OdsScan } from './ods-scan.ts';

const formats = join(import.meta.dirname, '../../../fixtures/formats');

const spreadsheet = 'application/vnd.oasis.opendocument.spreadsheet';

function document(body: string, styles = ''): string {
  return `<office:document-content><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:spreadsheet>${body}</office:spreadsheet></office:body></office:document-content>`;
}

function ods(body: string, styles?: string): Buffer {
  return zipParts({ mimetype: spreadsheet, 'content.xml': document(body, styles) });
}

const table = (rows: string, name = '表') => `<table:table table:name="${name}">${rows}</table:table>`;
const row = (cells: string, attributes = '') => `<table:table-row ${attributes}>${cells}</table:table-row>`;
const text = (words: string, attributes = '') =>
  `<table:table-cell office:value-type="string" ${attributes}><text:p>${words}</text:p></table:table-cell>`;

async function codeOf(bytes: Uint8Array, options?: OpenOptions): Promise<string | undefined> {
  try {
    await withWorkbook(
      bytes,
      async (workbook) => {
        for (const sheet of workbook.sheets) await allRows(sheet);
      },
      options,
    );
    return undefined;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return error.finding.code;
  }
}

describe('OpenDocument tables', () => {
  it('carries repetitions out, and passes over those of nothing', async () => {
    const rows =
      row(text('甲', 'table:number-columns-repeated="2"') + text('乙')) +
      row('<table:table-cell table:number-columns-repeated="16384"/>', 'table:number-rows-repeated="10"') +
      row(text('丙'), 'table:number-rows-repeated="3" table:visibility="collapse"') +
      row('<table:table-cell/>', 'table:number-rows-repeated="1048562"');
    await withWorkbook(ods(table(rows)), async (workbook) => {
      const [sheet] = workbook.sheets;
      const found = await allRows(sheet!);
      expect(valuesOf(found)).toEqual({ A1: '甲', B1: '甲', C1: '乙', A12: '丙', A13: '丙', A14: '丙' });
      expect(found.map(({ number, hidden }) => [number, hidden])).toEqual([
        [1, false],
        [12, true],
        [13, true],
        [14, true],
      ]);
      expect((await sheet!.window(13, 20)).map(({ number }) => number)).toEqual([13, 14]);
    });
  });

  it('a row that is repeated to the end of the sheet is given row by row', async () => {
    const bytes = ods(table(row(text('甲')) + row(text('乙'), 'table:number-rows-repeated="1048575"')));
    await withWorkbook(bytes, async (workbook) => {
      const [sheet] = workbook.sheets;
      let count = 0;
      let disordered = 0;
      for await (const { number } of sheet!.rows()) if (number !== ++count) disordered++;
      expect(disordered).toBe(0);
      expect(count).toBe(1_048_576);
      const rows = await sheet!.window(1_000_000, 1_048_576);
      expect(rows).toHaveLength(windowLimit);
      expect(rows[0]?.cells[0]).toMatchObject({ row: 1_000_000, content: { value: '乙' } });
    });
  });

  it('several tables, of which each gives its own rows, small or large', async () => {
    const many = (mark: string, count: number) =>
      table(Array.from({ length: count }, (_, index) => row(text(`${mark}${index + 1}`))).join(''), mark);
    for (const count of [3, 15_000]) {
      await withWorkbook(ods(many('甲', count) + many('乙', count)), async (workbook) => {
        expect(workbook.sheets.map(({ name }) => name)).toEqual(['甲', '乙']);
        for (const sheet of workbook.sheets) {
          let last = 0;
          for await (const { number, cells } of sheet.rows()) {
            last = number;
            expect(cells[0]?.content.value).toBe(`${sheet.name}${number}`);
          }
          expect(last).toBe(count);
          expect((await sheet.window(2, 2))[0]?.cells[0]?.content.value).toBe(`${sheet.name}2`);
        }
      });
    }
  });

  it('text is that of its paragraphs, without comments and pictures', async () => {
    const cell = `<table:table-cell office:value-type="string"><office:annotation><text:p>批注</text:p></office:annotation><text:p> 东湖  区<text:s text:c="3"/><text:span>第一<text:a>幼儿园</text:a></text:span><text:tab/>a
 </text:p><text:p/><text:p><text:ruby><text:ruby-base>园</text:ruby-base><text:ruby-text>yuán</text:ruby-text></text:ruby><text:line-break/>二</text:p><draw:frame><text:p>图</text:p></draw:frame></table:table-cell>`;
    await withWorkbook(ods(table(row(cell))), async (workbook) => {
      const value = cellAt(await allRows(workbook.sheets[0]!), 'A1').content.value;
      expect(value).toBe('东湖 区   第一幼儿园\ta\n\n园\n二');
    });
  });

  it('formulas, with and without a result', async () => {
    const cells =
      '<table:table-cell table:formula="of:=[.B1]+1" office:value-type="float" office:value="3"><text:p>3</text:p></table:table-cell>' +
      '<table:table-cell table:formula="of:=SUM([.A1])"/>' +
      '<table:table-cell table:formula="of:=&quot;&quot;" office:value-type="string"/>' +
      '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>';
    await withWorkbook(ods(table(row(cells))), async (workbook) => {
      const [found] = await allRows(workbook.sheets[0]!);
      expect(found?.cells).toEqual([
        { row: 1, column: 1, content: { type: 'number', value: 3 }, format: 'General', formula: 'B1+1' },
        {
          row: 1,
          column: 2,
          content: { type: 'text', value: '' },
          format: 'General',
          formula: 'SUM(A1)',
          formulaOnly: true,
        },
        {
          row: 1,
          column: 4,
          content: { type: 'error', value: '#DIV/0!' },
          format: 'General',
          formula: '1/0',
        },
      ]);
    });
  });

  const cellOf = (attributes: string) =>
    `<table:table-cell ${attributes}><text:p>显示</text:p></table:table-cell>`;
  it.each<[string, unknown]>([
    [
      'office:value-type="date" office:date-value="2021-03-16"',
      { type: 'date', value: '2021-03-16', serial: 44_271 },
    ],
    ['office:value-type="date" office:date-value="1776-07-04"', { type: 'text', value: '显示' }],
    ['office:value-type="boolean" office:boolean-value="true"', { type: 'boolean', value: true }],
    ['office:value-type="percentage" office:value="0.125"', { type: 'number', value: 0.125 }],
    ['office:value-type="currency" office:value="-1"', { type: 'number', value: -1 }],
    ['office:value-type="time" office:time-value="PT30H00M00S"', { type: 'number', value: 1.25 }],
    ['office:value-type="float" office:value="x"', { type: 'text', value: '显示' }],
    ['office:value-type="string" office:string-value="存的"', { type: 'text', value: '存的' }],
    ['', { type: 'text', value: '显示' }],
  ])('a cell of %s', async (attributes, content) => {
    await withWorkbook(ods(table(row(cellOf(attributes)))), async (workbook) => {
      expect(cellAt(await allRows(workbook.sheets[0]!), 'A1').content).toEqual(content);
    });
  });

  it('a pass over the rows does not depend on how the bytes are cut', async () => {
    const parts = unzipSync(await readFile(join(formats, '单元格.ods')));
    const content = Buffer.from(parts['content.xml']!);
    const reading = { file: '', limits: defaultLimits };
    const scanned = (cuts: readonly number[]) => {
      const scan = new OdsScan(reading, new NumberStyles());
      const cursor = new XmlCursor(reading, 'content.xml');
      const bounds = [0, ...[...cuts].sort((a, b) => a - b), content.length];
      for (let index = 1; index < bounds.length; index++) {
        cursor.push(content.subarray(bounds[index - 1], bounds[index]));
        scan.drain(cursor);
      }
      cursor.finish();
      scan.drain(cursor);
      return { tables: scan.tables, rows: scan.rows };
    };
    const whole = scanned([]);
    expect(whole.rows.length).toBeGreaterThan(30);
    fc.assert(
      fc.property(fc.array(fc.nat(content.length), { maxLength: 30 }), (cuts) => {
        expect(scanned(cuts)).toEqual(whole);
      }),
      { numRuns: 40 },
    );
  });
});

describe('bounds', () => {
  const many = (count: string) => ods(table(row(text('园园', count.replace('rows', 'columns')), count)));
  it.each<[string, Uint8Array, OpenOptions['limits'], string | undefined]>([
    ['columns', many('table:number-rows-repeated="16385"'), {}, 'workbook-too-large'],
    ['rows', ods(table(row(text('园'), 'table:number-rows-repeated="1048577"'))), {}, 'workbook-too-large'],
    ['cells', many('table:number-rows-repeated="16384"'), {}, 'workbook-too-large'],
    ['text of a row', many('table:number-rows-repeated="10"'), { rowTextLength: 19 }, 'workbook-too-large'],
    [
      'text of a sheet',
      many('table:number-rows-repeated="10"'),
      { sheetTextLength: 199 },
      'workbook-too-large',
    ],
    [
      'none of these',
      many('table:number-rows-repeated="10"'),
      { rowTextLength: 20, sheetTextLength: 200 },
      undefined,
    ],
    ['blanks', ods(table(row(text('<text:s text:c="99999999"/>')))), {}, 'workbook-too-large'],
    ['sheets', ods(table('') + table('')), { sheets: 1 }, 'workbook-too-large'],
    ['not a number', many('table:number-rows-repeated="-1"'), {}, 'workbook-corrupt'],
    ['time', many(''), { seconds: 0 }, 'workbook-too-large'],
    [
      'a document type',
      zipParts({ mimetype: spreadsheet, 'content.xml': `<!DOCTYPE x>${document('')}` }),
      {},
      'workbook-hostile',
    ],
  ])('%s', async (_, bytes, limits, code) => {
    expect(await codeOf(bytes, { limits: limits ?? {} })).toBe(code);
  });
});

describe('number formats in the words of Excel', () => {
  const style = (kind: string, parts: string, attributes = '') =>
    `<number:${kind}-style style:name="N1" ${attributes}>${parts}</number:${kind}-style><style:style style:name="ce1" style:family="table-cell" style:parent-style-name="ce0"/><style:style style:name="ce0" style:family="table-cell" style:data-style-name="N1"/>`;
  it.each([
    ['number', '<number:number number:min-integer-digits="1"/>', '', 'General'],
    [
      'number',
      '<number:number number:decimal-places="2" number:min-integer-digits="1" number:grouping="true"/>',
      '',
      '#,##0.00',
    ],
    [
      'percentage',
      '<number:number number:decimal-places="1" number:min-integer-digits="1"/><number:text>%</number:text>',
      '',
      '0.0%',
    ],
    [
      'date',
      '<number:year number:style="long"/><number:text>年</number:text><number:month/><number:text>月</number:text>',
      '',
      'yyyy"年"m"月"',
    ],
    [
      'time',
      '<number:hours/><number:text>:</number:text><number:minutes number:style="long"/>',
      'number:truncate-on-overflow="false"',
      '[h]:mm',
    ],
    ['text', '<number:text-content/>', '', '@'],
    [
      'currency',
      '<number:currency-symbol>¥</number:currency-symbol><number:number number:decimal-places="2" number:min-integer-digits="1"/>',
      '',
      '"¥"0.00',
    ],
  ])('%s: %s', (kind, parts, attributes, code) => {
    const styles = new NumberStyles();
    const reading = { file: '', limits: defaultLimits };
    const cursor = new XmlCursor(reading, 'styles.xml');
    cursor.push(Buffer.from(`<styles>${style(kind, parts, attributes)}</styles>`));
    cursor.finish();
    for (let next = cursor.next(); next !== token.finished; next = cursor.next()) styles.visit(cursor, next);
    expect(styles.code('ce1')).toBe(code);
    expect(styles.code(undefined)).toBe('General');
    expect(styles.code('ce9')).toBe('General');
  });
});

it.each([
  ['of:=SUM([.A1:.B2];1)', 'SUM(A1:B2,1)'],
  ['of:=[$\'表 一\'.C3]&"[;]"', '\'表 一\'!C3&"[;]"'],
  ['=A1', 'A1'],
  ['of:=[.A1', '[.A1'],
])('formula %s', (formula, written) => {
  expect(excelFormula(formula)).toBe(written);
});
