import { describe, expect, it } from 'vitest';
import { Failure } from '../../findings/catalogue.ts';
import type { OpenOptions } from '../open.ts';
import { windowLimit } from '../sheet.ts';
import { encodeGb18030 } from '../testing/encode-gb18030.ts';
import { allRows, valuesOf, withWorkbook } from '../testing/read-cells.ts';

async function codeOf(bytes: Uint8Array, options?: OpenOptions): Promise<string | undefined> {
  try {
    await withWorkbook(bytes, (workbook) => allRows(workbook.sheets[0]!), options);
    return undefined;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    expect(error.finding.message).not.toMatch(/[{}]/);
    return error.finding.code;
  }
}

const text = '园所名称,学校标识码\r\n"东湖区第一幼儿园","3704020001012345678"\r\n\r\n𠮷祥幼儿园,00123\r\n';
const values = {
  A1: '园所名称',
  B1: '学校标识码',
  A2: '东湖区第一幼儿园',
  B2: '3704020001012345678',
  A4: '𠮷祥幼儿园',
  B4: '00123',
};

describe('a text as a workbook', () => {
  it.each<[string, Uint8Array]>([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${text}`)],
    ['GB18030', encodeGb18030(text)],
    ['UTF-16 LE', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16 LE without its mark', Buffer.from(text, 'utf16le')],
    ['UTF-16 BE', Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
  ])('%s: the same cells, all of them texts', async (_, bytes) => {
    await withWorkbook(
      bytes,
      async (workbook) => {
        expect(workbook).toMatchObject({ format: 'csv', bytes: bytes.length, findings: [] });
        expect(workbook.sheets).toMatchObject([
          { name: '名单', index: 0, visibility: 'visible', merges: [] },
        ]);
        const rows = await allRows(workbook.sheets[0]!);
        expect(rows.map((row) => row.number)).toEqual([1, 2, 4]);
        expect(valuesOf(rows)).toEqual(values);
        const cells = rows.flatMap((row) => row.cells);
        expect(new Set(cells.map((cell) => `${cell.content.type} ${cell.format}`))).toEqual(
          new Set(['text General']),
        );
      },
      { name: '名单.csv' },
    );
  });

  it('takes off what keeps a code a text', async () => {
    const fields = ['="00123"', '"=""0012"""', "'370402", "'园", '=A1+1', '12\0\0', '\0'];
    await withWorkbook(Buffer.from(`${fields.join('\t')}\n`), async (workbook) => {
      const rows = await allRows(workbook.sheets[0]!);
      expect(Object.values(valuesOf(rows))).toEqual(['00123', '0012', '370402', "'园", '=A1+1', '12']);
      expect(workbook.findings.map(({ code }) => code)).toEqual(['text-nul']);
    });
  });

  it('counts rows behind a line that names the separator', async () => {
    await withWorkbook(encodeGb18030('sep=;\r\n名称;区,县\r\n甲;乙'), async (workbook) => {
      expect(valuesOf(await allRows(workbook.sheets[0]!))).toEqual({
        A1: '名称',
        B1: '区,县',
        A2: '甲',
        B2: '乙',
      });
    });
  });

  it('reads many chunks, and windows of them', async () => {
    const line = (row: number) => `第${row}幼儿园,"东湖区\n${row}",${row}\r\n`;
    const bytes = encodeGb18030(Array.from({ length: 20_000 }, (_, index) => line(index + 1)).join(''));
    await withWorkbook(bytes, async (workbook) => {
      const sheet = workbook.sheets[0]!;
      let next = 1;
      for await (const { number, cells } of sheet.rows()) {
        expect(number).toBe(next);
        expect(cells.map((cell) => cell.content.value)).toEqual([
          `第${next}幼儿园`,
          `东湖区\n${next}`,
          String(next),
        ]);
        next++;
      }
      expect(next).toBe(20_001);
      const rows = await sheet.window(15_000, 15_002);
      expect(rows.map(({ number }) => number)).toEqual([15_000, 15_001, 15_002]);
      expect(await sheet.window(1, 20_000)).toHaveLength(windowLimit);
      expect(await sheet.window(30_000, 30_001)).toEqual([]);
      // Left in the middle, and begun anew.
      for await (const row of sheet.rows()) if (row.number === 3) break;
      expect((await sheet.window(1, 1))[0]?.cells[2]?.content.value).toBe('1');
    });
  });

  it.each<[string, Uint8Array, OpenOptions['limits'], string]>([
    ['rows', Buffer.from('a\nb\n'), { rows: 1 }, 'workbook-too-large'],
    ['columns', Buffer.from('a,b\n'), { columns: 1 }, 'workbook-too-large'],
    ['text', Buffer.from('abcd\n'), { textLength: 3 }, 'workbook-too-large'],
    ['time', Buffer.from('abcd\n'), { seconds: 0 }, 'workbook-too-large'],
    [
      'bytes of no character',
      Buffer.concat([encodeGb18030('园所\n'), Buffer.of(0x80)]),
      {},
      'text-undecodable',
    ],
    // Whole by its bytes, but beyond the last character.
    [
      'no character',
      Buffer.concat([encodeGb18030('园所'), Buffer.of(0xfe, 0x39, 0xfe, 0x39)]),
      {},
      'text-undecodable',
    ],
    ['quotes', Buffer.from('a\n"b\nc,"d"\n'), {}, 'text-quote-unclosed'],
  ])('%s: a failure', async (_, bytes, limits, code) => {
    expect(await codeOf(bytes, { limits: limits ?? {} })).toBe(code);
  });

  it('a signal stops the reading', async () => {
    const stop = new AbortController();
    const bytes = Buffer.from('东湖区幼儿园,9\n'.repeat(50_000));
    await withWorkbook(
      bytes,
      async (workbook) => {
        await expect(async () => {
          for await (const _ of workbook.sheets[0]!.rows()) stop.abort(new Error('stopped'));
        }).rejects.toThrow('stopped');
      },
      { signal: stop.signal },
    );
  });
});
