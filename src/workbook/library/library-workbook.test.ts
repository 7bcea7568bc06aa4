import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CFB, utils, write } from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../findings/catalogue.ts';
import { defaultLimits } from '../limits.ts';
import type { OpenOptions } from '../open.ts';
import type { Row } from '../sheet.ts';
import { encodeGb18030 } from '../testing/encode-gb18030.ts';
import { allRows, cellAt, valuesOf, withWorkbook } from '../testing/read-cells.ts';
import { openInProcess } from './library-workbook.ts';

const formats = join(import.meta.dirname, '../../../fixtures/formats');

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
    expect(error.finding.message).not.toMatch(/[{}]/);
    return error.finding.code;
  }
}

/** A workbook as the library itself writes it. */
function written(rows: readonly (readonly unknown[])[], bookType: 'xls' | 'xlsb' | 'xlml'): Buffer {
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet(rows as unknown[][]), '园所');
  return write(book, { type: 'buffer', bookType });
}

/** One record of a BIFF stream. */
function record(number: number, body: Uint8Array): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(number);
  head.writeUInt16LE(body.length, 2);
  return Buffer.concat([head, body]);
}

function words(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  for (const [index, value] of values.entries()) bytes.writeUInt16LE(value, index * 2);
  return bytes;
}

/** As small export libraries write it: a text in the code page of the machine, a number, nothing around it. */
function bareBiff(): Buffer {
  const number = Buffer.alloc(8);
  number.writeDoubleLE(9);
  const label = encodeGb18030('东湖区第一幼儿园');
  return Buffer.concat([
    record(0x0809, words(0, 0x10, 0, 0)),
    record(0x0204, Buffer.concat([words(0, 0, 0, label.length), label])),
    record(0x0203, Buffer.concat([words(0, 1, 0), number])),
    record(0x000a, words()),
  ]);
}

function inContainer(stream: Uint8Array): Buffer {
  const container = CFB.utils.cfb_new();
  CFB.utils.cfb_add(container, '/Workbook', Buffer.from(stream));
  return Buffer.from(CFB.write(container, { type: 'buffer' }) as Uint8Array);
}

const table = [
  ['园所名称', '学校标识码', '班级数', '是否普惠'],
  ['东湖区第一幼儿园', '3704020001012345678', 9, true],
];
const tableValues = {
  A1: '园所名称',
  B1: '学校标识码',
  C1: '班级数',
  D1: '是否普惠',
  A2: '东湖区第一幼儿园',
  B2: '3704020001012345678',
  C2: 9,
  D2: true,
};

describe('workbooks of the library', () => {
  it.each([
    ['xls', 'xls', 'xls'],
    ['xlsb', 'xlsb', 'xlsb'],
    ['Excel 2003 XML', 'xlml', 'xls'],
  ] as const)('%s', async (_, bookType, format) => {
    await withWorkbook(written(table, bookType), async (workbook) => {
      expect(workbook.format).toBe(format);
      expect(workbook.sheets.map(({ name }) => name)).toEqual(['园所']);
      expect(valuesOf(await allRows(workbook.sheets[0]!))).toEqual(tableValues);
    });
  });

  it('an old stream without its container, in the code page of the machine', async () => {
    await withWorkbook(bareBiff(), async (workbook) => {
      const [sheet] = workbook.sheets;
      expect(valuesOf(await allRows(sheet!))).toEqual({ A1: '东湖区第一幼儿园', B1: 9 });
    });
  });

  it.each([
    ['UTF-8', (text: string) => Buffer.from(text)],
    ['GB18030', encodeGb18030],
    ['UTF-16', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
  ])('a web page in %s: words as they stand', async (_, encode) => {
    const page =
      '<html><head><meta charset="gb2312"></head><body><table><tr><th colspan="2">名单</th></tr>' +
      '<tr><td>编&nbsp;码</td><td>370402000101234567890</td></tr><tr><td>a&lt;b<br>c</td><td>00123</td></tr>' +
      '<tr><td>2021-03-16</td><td>TRUE</td></tr></table></body></html>';
    await withWorkbook(encode(page), async (workbook) => {
      const [sheet] = workbook.sheets;
      const rows = await allRows(sheet!);
      expect(valuesOf(rows)).toEqual({
        A1: '名单',
        A2: '编 码',
        B2: '370402000101234567890',
        A3: 'a<b\nc',
        B3: '00123',
        A4: '2021-03-16',
        B4: 'TRUE',
      });
      expect(new Set(rows.flatMap(({ cells }) => cells.map(({ content }) => content.type)))).toEqual(
        new Set(['text']),
      );
      expect(sheet?.merges).toEqual([{ top: 1, left: 1, bottom: 1, right: 2 }]);
    });
  });

  it('knows formats that a file names by number alone as they are here', async () => {
    const sheet = utils.aoa_to_sheet([[44_271]]);
    sheet.A1!.z = 'm/d/yy';
    const book = utils.book_new();
    utils.book_append_sheet(book, sheet, '表');
    await withWorkbook(write(book, { type: 'buffer', bookType: 'xls' }), async (workbook) => {
      const cell = cellAt(await allRows(workbook.sheets[0]!), 'A1');
      expect(cell).toMatchObject({ format: 'yyyy/m/d', content: { type: 'date', value: '2021-03-16' } });
    });
  });

  it('a large one comes in batches, two at once do not mix, and windows are bounded', async () => {
    const large = (mark: string) =>
      written(
        Array.from({ length: 4_000 }, (_, row) =>
          Array.from({ length: 8 }, (_, column) => `${mark}${row}.${column}`),
        ),
        'xls',
      );
    await withWorkbook(large('甲'), async (one) => {
      await withWorkbook(large('乙'), async (other) => {
        const readers = [one, other].map((workbook) => workbook.sheets[0]!.rows()[Symbol.asyncIterator]());
        for (let row = 0; row < 4_000; row++) {
          // Taking turns costs a reading each time a batch is at its end.
          for (const [index, mark] of ['甲', '乙'].entries()) {
            const { value } = (await readers[index]!.next()) as { value: Row };
            expect(value.number).toBe(row + 1);
            expect(value.cells[7]?.content.value).toBe(`${mark}${row}.7`);
          }
        }
        for (const reader of readers) expect((await reader.next()).done).toBe(true);
        const rows = await one.sheets[0]!.window(3_999, 9_000);
        expect(rows.map(({ number }) => number)).toEqual([3_999, 4_000]);
        expect(await one.sheets[0]!.window(1, 4_000)).toHaveLength(2_000);
      });
    });
  });
});

describe('bounds', () => {
  it.each<[string, OpenOptions['limits']]>([
    ['memory', { libraryBytes: 8 * 1024 * 1024 }],
    ['time', { seconds: 0.001 }],
    ['bytes', { libraryFileBytes: 1000 }],
    ['sheets', { sheets: 1 }],
    ['rows', { rows: 10 }],
    ['columns', { columns: 3 }],
    ['text', { textLength: 100 }],
    ['merges', { merges: 1 }],
  ])('%s', async (_, limits) => {
    const bytes = await readFile(join(formats, '单元格.xls'));
    // What needs memory needs more of it.
    const given = limits?.libraryBytes
      ? written(
          Array.from({ length: 6_000 }, () => table[1]!),
          'xls',
        )
      : bytes;
    expect(await codeOf(given, { limits: limits ?? {} })).toBe('workbook-too-large');
    expect(await codeOf(bytes)).toBeUndefined();
  });

  it('a signal ends the process, and the next workbook gets another one', async () => {
    const stop = new AbortController();
    const bytes = written(
      Array.from({ length: 6_000 }, () => table[1]!),
      'xls',
    );
    const reading = withWorkbook(bytes, () => undefined, { signal: stop.signal });
    setTimeout(() => stop.abort(new Error('stopped')), 5);
    await expect(reading).rejects.toThrow('stopped');
    expect(await codeOf(written(table, 'xls'))).toBeUndefined();
  });

  it('a signal while the file itself is read is not lost', async () => {
    const stop = new AbortController();
    const source = {
      path: '表.xls',
      reading: { file: '表.xls', limits: defaultLimits, signal: stop.signal },
      sha256: '',
      bytes: 0,
      handle: undefined as never,
      close: async () => undefined,
    };
    const opening = openInProcess(source, 'xls', 'xls', async () => {
      stop.abort(new Error('stopped'));
      return written(table, 'xls');
    });
    await expect(opening).rejects.toThrow('stopped');
  });

  it('a password is told', async () => {
    const locked = Buffer.concat([
      record(0x0809, words(0x0600, 5, 0, 0, 0, 0, 0, 0)),
      record(0x002f, words(0, 1, 2)),
      record(0x000a, words()),
    ]);
    expect(await codeOf(inContainer(locked))).toBe('workbook-encrypted');
    expect(await codeOf(locked)).toBe('workbook-encrypted');
  });

  it('whatever is cut off or changed, the file is read or refused', async () => {
    const whole = await readFile(join(formats, '单元格.xls'));
    const codes = new Set<string | undefined>();
    for (let at = 9; at < whole.length; at += 491) {
      codes.add(await codeOf(whole.subarray(0, at)));
      const changed = Buffer.from(whole);
      changed[at] = changed[at]! ^ 0xff;
      codes.add(await codeOf(changed));
    }
    expect(codes).toContain('workbook-corrupt');
    expect([...codes].filter((code) => code !== undefined && !code.startsWith('workbook-'))).toEqual([]);
  });
});
