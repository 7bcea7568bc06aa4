import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
import type { Finding } from '../../findings/finding.ts';
import { openWorkbook } from '../../workbook/open.ts';
import type { Row } from '../../workbook/sheet.ts';
import { type MadeSheet, makeXlsx, xlsxParts, zipParts } from '../../workbook/testing/make-xlsx.ts';
import type { FileReport } from '../import-report.ts';
import { markFills } from './list-sheet.ts';
import { withReturnCopy } from './make-copy.ts';
import { isOwnSheet } from './problem-list.ts';

const folder = mkdtempSync(join(tmpdir(), 'youlian-package-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const fixtures = join(import.meta.dirname, '../../../fixtures/return-copies');

interface Made {
  readonly bytes: Buffer;
  readonly path: string;
  readonly ending: string;
  readonly codes: readonly string[];
}

let made = 0;

/** The return copy of a file, as bytes and lying in a file. `Sheet1!G7` is an error, `Sheet1!G7!warning` a warning. */
async function copyOf(source: Buffer | string, places: readonly string[], words = '写错了'): Promise<Made> {
  made += 1;
  const path = typeof source === 'string' ? source : join(folder, `${made}.xlsx`);
  if (typeof source !== 'string') writeFileSync(path, source);
  const findings = places.map((place): Finding => {
    const [, sheet, cell, severity = 'error'] = /^(.*)!([A-Z]+\d+)(?:!(\w+))?$/s.exec(place)!;
    return {
      code: 'x',
      severity: severity as 'error',
      sheet,
      cell,
      message: `${cell}${words}。`,
      remedy: '请改。',
    };
  });
  const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex');
  const file = {
    file: path,
    absolute: path,
    sha256,
    opened: true,
    tables: [],
    findings: [],
    returnCopy: null,
  };
  return await withReturnCopy(
    { ...file, format: 'xlsx', sender: null } as FileReport,
    findings,
    async ({ chunks, ending, notices }) => {
      const held: Uint8Array[] = [];
      for await (const chunk of chunks) held.push(chunk);
      const bytes = Buffer.concat(held);
      const to = join(folder, `${made}_退改稿${ending}`);
      writeFileSync(to, bytes);
      return { bytes, path: to, ending, codes: notices.map(({ code }) => code) };
    },
  );
}

const partsOf = (source: Buffer | string) =>
  unzipSync(typeof source === 'string' ? readFileSync(source) : source);
const textOf = (parts: Record<string, Uint8Array>, name: string) => strFromU8(parts[name]!);

/** Content of the sender's sheets as it is read: what an import sees. */
async function contentOf(path: string): Promise<unknown> {
  const workbook = await openWorkbook(path);
  try {
    const sheets: unknown[] = [];
    for (const sheet of workbook.sheets) {
      if (await isOwnSheet(sheet)) continue;
      const rows: Row[] = [];
      for await (const row of sheet.rows()) rows.push(row);
      const { name, visibility, merges, hiddenColumns } = sheet;
      const cells = rows.flatMap((row) =>
        row.cells.map(({ row: number, column, content, format, formula }) => ({
          at: [number, column],
          content,
          format,
          formula,
          hidden: row.hidden,
        })),
      );
      sheets.push({ name, visibility, merges, hiddenColumns, cells });
    }
    return sheets;
  } finally {
    await workbook.close();
  }
}

/** Parts that may differ: what a mark must touch. */
const touched =
  /^(?:\[Content_Types\]\.xml|xl\/(?:_rels\/)?workbook\.xml(?:\.rels)?|xl\/styles\.xml|xl\/comments.*|xl\/drawings\/(?:vmlDrawing|commentsDrawing)\d+\.vml|xl\/worksheets\/(?:_rels\/)?sheet1\.xml(?:\.rels)?)$/;

describe("the sender's package", () => {
  it.each(['openpyxl.xlsx', 'libreoffice.xlsx', '宏与嵌图.xlsm', '带前缀.xlsx'])(
    'keeps every other part of %s byte for byte',
    async (name) => {
      const source = join(fixtures, name);
      const copy = await copyOf(source, ['Sheet1!G7', 'Sheet1!G3!warning', 'Sheet1!B20', 'Sheet1!K5']);
      expect(copy.codes).toEqual([]);
      expect(copy.ending).toBe(name.slice(name.lastIndexOf('.')));
      const [before, after] = [partsOf(source), partsOf(copy.path)];
      const changed = Object.keys(before).filter(
        (part) => after[part] === undefined || Buffer.compare(before[part]!, after[part]!) !== 0,
      );
      expect(changed.filter((part) => !touched.test(part))).toEqual([]);
      expect(Object.keys(after).length).toBeGreaterThan(Object.keys(before).length);
      expect(await contentOf(copy.path)).toEqual(await contentOf(source));
    },
  );

  it('adds to the rows of a sheet and changes no other byte of it', async () => {
    const source = join(fixtures, '带前缀.xlsx');
    const copy = await copyOf(source, ['Sheet1!G7', 'Sheet1!B20', 'Sheet1!K5']);
    const before = textOf(partsOf(source), 'xl/worksheets/sheet1.xml');
    const after = textOf(partsOf(copy.path), 'xl/worksheets/sheet1.xml');
    const undone = after
      .replace(/<x:row r="20"><x:c r="B20" s="\d+"\/><\/x:row>/, '')
      .replace(/<x:c r="K5" s="\d+"\/>/, '')
      .replace(/<x:legacyDrawing [^>]*\/>/, '')
      .replace(/<x:dimension ref="[^"]*"\/>/, /<x:dimension [^>]*\/>/.exec(before)![0])
      .replace(/(<x:c r="G7" s=")\d+"/, (_, start: string) => {
        return `${start}${/<x:c r="G7" s="(\d+)"/.exec(before)![1]}"`;
      });
    const spans = (xml: string) => xml.replace(/(<x:row r="5")[^>]*/, '$1');
    expect(spans(undone)).toBe(spans(before));
  });

  it("counts the sender's names of one sheet anew, opens at the list, and selects no tab beside it", async () => {
    const copy = await copyOf(join(fixtures, 'libreoffice.xlsx'), ['Sheet1!G7']);
    const parts = partsOf(copy.path);
    const workbook = textOf(parts, 'xl/workbook.xml');
    expect([...workbook.matchAll(/<sheet [^>]*name="([^"]*)"/g)].map(([, name]) => name)).toEqual([
      '问题清单',
      'Sheet1',
      '园里的&apos;数据&apos;表',
    ]);
    expect(workbook).toMatch(
      /<definedName [^>]*localSheetId="2"[^>]*name="人数"|name="人数" localSheetId="2"/,
    );
    expect(workbook).toMatch(/activeTab="0"/);
    const selected = Object.keys(parts).filter(
      (name) => /worksheets\/sheet/.test(name) && /tabSelected="(?:1|true)"/.test(textOf(parts, name)),
    );
    expect(selected).toEqual(['xl/worksheets/sheet3.xml']);
  });

  it('quotes the name of a sheet in a link', async () => {
    const copy = await copyOf(join(fixtures, 'openpyxl.xlsx'), ["园里的'数据'表!B3"]);
    expect(textOf(partsOf(copy.path), 'xl/worksheets/sheet3.xml')).toContain(
      `<hyperlink ref="C5" location="'园里的''数据''表'!B3" display="B3"/>`,
    );
  });

  it("joins the sender's comments, and takes its own away again", async () => {
    const source = join(fixtures, 'libreoffice.xlsx');
    const first = await copyOf(source, ['Sheet1!G7', 'Sheet1!G4']);
    const comments = textOf(partsOf(first.path), 'xl/comments1.xml');
    expect(comments.match(/<comment /g)).toHaveLength(3);
    expect(comments).toMatch(/这是我们的批注.*【退改】G7写错了。\n请改。/s);
    const second = await copyOf(first.path, ['Sheet1!G3']);
    const again = textOf(partsOf(second.path), 'xl/comments1.xml');
    expect(again.match(/【退改】/g)).toHaveLength(1);
    expect(again).toContain('【退改】G3写错了。');
    expect(again).toMatch(/这是我们的批注/);
    const boxes = textOf(partsOf(second.path), 'xl/drawings/vmlDrawing1.vml');
    expect(boxes.match(/ObjectType="Note"/g)).toHaveLength(3);
  });

  it('leaves a conversation as it is, and fills the cell alone', async () => {
    const parts = unzipSync(readFileSync(join(fixtures, 'libreoffice.xlsx')));
    const comments = textOf(parts, 'xl/comments1.xml');
    parts['xl/comments1.xml'] = Buffer.from(
      comments.replace(
        /<author>[^<]*<\/author>/,
        '<author>tc={00000000-0000-0000-0000-000000000001}</author>',
      ),
    );
    const copy = await copyOf(zipParts(parts), ['Sheet1!G7']);
    expect(textOf(partsOf(copy.path), 'xl/comments1.xml')).toBe(strFromU8(parts['xl/comments1.xml']!));
    expect(textOf(partsOf(copy.path), 'xl/styles.xml')).toContain(markFills.error);
  });

  it('gives a cell its own fill back in the next round, also where another program saved the file', async () => {
    const source = join(fixtures, 'openpyxl.xlsx');
    const first = await copyOf(source, ['Sheet1!G7']);
    const second = await copyOf(first.path, ['Sheet1!G3']);
    const styleAt = (path: string, cell: string) => {
      const parts = partsOf(path);
      const index = Number(
        new RegExp(`<c r="${cell}" s="(\\d+)"`).exec(textOf(parts, 'xl/worksheets/sheet1.xml'))![1],
      );
      const styles = textOf(parts, 'xl/styles.xml');
      const xf = /<cellXfs[^>]*>(.*)<\/cellXfs>/s.exec(styles)![1]!.match(/<xf .*?(?:\/>|<\/xf>)/gs)![index]!;
      const fill = Number(/fillId="(\d+)"/.exec(xf)![1]);
      return /<fills[^>]*>(.*)<\/fills>/s.exec(styles)![1]!.match(/<fill>.*?<\/fill>|<fill\/>/gs)![fill]!;
    };
    expect(styleAt(first.path, 'G7')).toContain(markFills.error);
    expect(styleAt(second.path, 'G7')).toBe(styleAt(source, 'G7'));
    expect(styleAt(second.path, 'G7')).toContain('DDEBF7');
  });

  it('takes its marks out of a copy that another program saved', async () => {
    const second = await copyOf(join(fixtures, '另存过的退改稿.xlsx'), ['Sheet1!G4']);
    const parts = partsOf(second.path);
    const comments = textOf(parts, 'xl/comments2.xml');
    expect(comments.match(/【退改】/g)).toHaveLength(1);
    expect(comments.match(/<comment /g)).toHaveLength(3);
    const own = /<comment ref="G7".*?<\/comment>/s.exec(comments)![0].match(/<t[^>]*>[^<]*<\/t>/g)!;
    expect(own.map((text) => text.replace(/<[^>]*>/g, '')).join('')).toBe('这是我们的批注');
    expect(textOf(parts, 'xl/workbook.xml').match(/name="问题清单"/g)).toHaveLength(1);
    const sheet = textOf(parts, 'xl/worksheets/sheet2.xml');
    const format = (cell: string) => new RegExp(`<c r="${cell}" s="(\\d+)"`).exec(sheet)?.[1];
    const first = textOf(partsOf(join(fixtures, '另存过的退改稿.xlsx')), 'xl/worksheets/sheet2.xml');
    // Three cells had been marked and are no more; the fourth is.
    for (const cell of ['G7', 'G3', 'G4'])
      expect(format(cell)).not.toBe(new RegExp(`<c r="${cell}" s="(\\d+)"`).exec(first)?.[1]);
    expect(textOf(parts, 'xl/styles.xml')).toContain('FFDDEBF7');
    expect(Object.keys(parts).filter((name) => /worksheets\/sheet\d/.test(name))).toHaveLength(3);
  });

  it('marks the first of merged cells, once', async () => {
    const rows = [
      ['甲', null],
      [null, null],
      ['丙', '丁'],
    ];
    const copy = await copyOf(makeXlsx([{ name: '表', rows, merges: ['A1:B2'] }]), ['表!B2', '表!A1']);
    const comments = textOf(partsOf(copy.path), 'xl/comments1.xml');
    expect(comments.match(/<comment /g)).toHaveLength(1);
    expect(comments).toContain('ref="A1"');
    expect(comments).toMatch(/A1写错了.*B2写错了/s);
  });

  it('gives merged cells their fill back although the problem stood at another of them', async () => {
    const parts = unzipSync(makeXlsx([{ name: '表', rows: [['甲', '乙'], ['丙']], merges: ['A1:B2'] }]));
    const styles = textOf(parts, 'xl/styles.xml');
    const filled = styles
      .replace(
        /<fills[^>]*>/,
        '<fills><fill><patternFill patternType="solid"><fgColor rgb="FF00FF00"/></patternFill></fill>',
      )
      .replace(/fillId="0"/g, 'fillId="0" applyFill="1"');
    const source = zipParts({ ...parts, 'xl/styles.xml': filled });
    const first = await copyOf(source, ['表!B2']);
    const second = await copyOf(first.path, ['表!D9']);
    const formatOf = (path: Buffer | string) => {
      const tag = /<c r="A1"[^>]*>/.exec(textOf(partsOf(path), 'xl/worksheets/sheet1.xml'))![0];
      return Number(/ s="(\d+)"/.exec(tag)?.[1] ?? 0);
    };
    expect(formatOf(first.path)).not.toBe(0);
    expect(formatOf(second.path)).toBe(formatOf(source));
  });

  it('stops when the clerk does, and says nothing was made', async () => {
    const path = join(folder, '停.xlsx');
    writeFileSync(path, makeXlsx([{ name: '表', rows: [['甲']] }]));
    const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex');
    const file = { file: path, absolute: path, sha256, format: 'xlsx', sender: null, opened: true };
    const stopped = new AbortController();
    stopped.abort(new Error('停'));
    const report = { ...file, tables: [], findings: [], returnCopy: null } as FileReport;
    await expect(withReturnCopy(report, [], async () => undefined, stopped.signal)).rejects.toThrow('停');
  });

  it('avoids a name that the sender has taken', async () => {
    const copy = await copyOf(makeXlsx([{ name: '问题清单', rows: [['甲']] }]), ['问题清单!A1']);
    const workbook = await openWorkbook(copy.path);
    expect(workbook.sheets.map(({ name }) => name)).toEqual(['问题清单2', '问题清单']);
    await workbook.close();
  });

  it('makes no cells where rows stand out of order, but comments on them', async () => {
    const parts = xlsxParts([{ name: '表', rows: [['甲'], ['乙']] }]);
    const sheet = String(parts['xl/worksheets/sheet1.xml']).replace(
      /(<row r="1">.*?<\/row>)(<row r="2">.*?<\/row>)/s,
      '$2$1',
    );
    const copy = await copyOf(zipParts({ ...parts, 'xl/worksheets/sheet1.xml': sheet }), ['表!A1', '表!C1']);
    const after = textOf(partsOf(copy.path), 'xl/worksheets/sheet1.xml');
    expect(after).not.toContain('r="C1"');
    expect(after).toMatch(/<c r="A1" s="\d+"|<c r="A1" t="s" s="\d+"/);
    expect(textOf(partsOf(copy.path), 'xl/comments1.xml').match(/<comment /g)).toHaveLength(2);
  });

  it('takes UTF-16 as it comes', async () => {
    const parts = xlsxParts([{ name: '表', rows: [['甲', '乙']] }]);
    const wide = (name: string) => {
      const text = String(parts[name]).replace('encoding="UTF-8"', 'encoding="UTF-16"');
      return Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
    };
    const names = ['xl/workbook.xml', 'xl/styles.xml', 'xl/worksheets/sheet1.xml'];
    const copy = await copyOf(
      zipParts({ ...parts, ...Object.fromEntries(names.map((name) => [name, wide(name)])) }),
      ['表!B1'],
    );
    for (const name of names) expect(textOf(partsOf(copy.path), name)).toContain('encoding="UTF-8"');
    expect(await contentOf(copy.path)).toMatchObject([
      { name: '表', cells: [{}, { content: { value: '乙' } }] },
    ]);
  });

  it('comments on the first cells only where there are very many, and says so', async () => {
    const rows = Array.from({ length: 5_100 }, (_, index) => [`第${index}行`]);
    const places = rows.map((_, index) => `表!A${index + 1}`);
    const copy = await copyOf(makeXlsx([{ name: '表', rows }]), places);
    const parts = partsOf(copy.path);
    expect(textOf(parts, 'xl/comments1.xml').match(/<comment /g)).toHaveLength(5_000);
    expect(textOf(parts, 'xl/worksheets/sheet1.xml').match(/ s="[1-9]/g)).toHaveLength(5_100);
    const list = textOf(parts, 'xl/worksheets/sheet2.xml');
    expect(list).toContain('只列出前 5000 处，共 5100 处');
    expect(list).toContain('批注只写了前 5000 个格子');
    // 5,000 boxes need five blocks of numbers.
    expect(textOf(parts, 'xl/drawings/vmlDrawing1.vml')).toContain('data="1,2,3,4,5"');
  });
});

describe('any workbook and any problems', () => {
  const cell = fc.oneof(
    { weight: 3, arbitrary: fc.constant(null) },
    fc.string({ maxLength: 6 }),
    fc.integer({ min: -1e6, max: 1e6 }),
    fc.boolean(),
  );
  const name = fc
    .string({ unit: fc.constantFrom(...'甲乙丙ab1 &<>"\''), minLength: 1, maxLength: 6 })
    .map((text) => `表${text}表`);
  const sheets = fc.uniqueArray(
    fc.record({
      name,
      rows: fc.array(fc.array(cell, { maxLength: 5 }), { maxLength: 6 }),
      merges: fc.constantFrom([], ['B2:C3']),
      hiddenRows: fc.constantFrom([], [2]),
    }),
    { minLength: 1, maxLength: 3, selector: (sheet) => sheet.name.toLowerCase() },
  );
  const place = fc.record({
    sheet: fc.nat(2),
    row: fc.integer({ min: 1, max: 8 }),
    column: fc.integer({ min: 0, max: 6 }),
    warns: fc.boolean(),
  });
  const options = fc.record({ inlineStrings: fc.boolean(), prefix: fc.constantFrom('', 'x') });

  it('reads the same after a mark, and after a second, and a mark gone leaves the format it found', async () => {
    await fc.assert(
      fc.asyncProperty(
        sheets,
        fc.array(place, { maxLength: 8 }),
        fc.array(place, { minLength: 1, maxLength: 4 }),
        options,
        async (book, first, second, how) => {
          const named = (places: readonly { sheet: number; row: number; column: number; warns: boolean }[]) =>
            places.map(({ sheet, row, column, warns }) => {
              const target = book[sheet % book.length]!.name;
              return `${target}!${'ABCDEFG'[column]}${row}${warns ? '!warning' : ''}`;
            });
          const source = makeXlsx(
            book as MadeSheet[],
            how.prefix ? how : { inlineStrings: how.inlineStrings },
          );
          const one = await copyOf(source, named(first));
          const path = join(folder, `${made}.xlsx`);
          const content = await contentOf(path);
          expect(await contentOf(one.path)).toEqual(content);
          const two = await copyOf(one.path, named(second), '还是不对');
          expect(await contentOf(two.path)).toEqual(content);
          const parts = partsOf(two.path);
          // No mark of the first round is left, and the list stands once.
          for (const part of Object.keys(parts).filter((each) => each.startsWith('xl/comments'))) {
            expect(textOf(parts, part)).not.toContain('写错了');
          }
          const lists = Object.keys(parts).filter(
            (each) => each.startsWith('xl/worksheets/sheet') && textOf(parts, each).includes('幼联退改稿'),
          );
          expect(lists).toHaveLength(1);
          expect(basename(two.path)).toBe(`${made}_退改稿.xlsx`);
        },
      ),
      { numRuns: 40, seed: 20_240_506 },
    );
  });
});
