import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Failure } from '../findings/catalogue.ts';
import { workbookFindings } from '../findings/workbook-findings.ts';
import type { OpenOptions } from './open.ts';
import { openWorkbook } from './open.ts';
import { brokenFiles, brokenFixtures } from './testing/broken-files.ts';
import { makeXlsx, xlsxParts, zipParts } from './testing/make-xlsx.ts';
import { allRows, valuesOf, withWorkbook } from './testing/read-cells.ts';
import { slowCrc32 } from './zip.ts';

const fixtures = resolve(import.meta.dirname, '../../fixtures/findings');
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'youlian-open-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Opens and reads everything; the code and file of the failure, or nothing. */
async function failureOf(path: string, options?: OpenOptions): Promise<string | undefined> {
  try {
    const workbook = await openWorkbook(path, options);
    try {
      for (const sheet of workbook.sheets) await allRows(sheet);
    } finally {
      await workbook.close();
    }
    return undefined;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    expect(error.finding.file).toBe(path);
    expect(error.finding.message).not.toMatch(/[{}]/);
    expect(error.finding.remedy).not.toMatch(/[{}]/);
    return error.finding.code;
  }
}

describe('files that cannot be read', () => {
  const broken = brokenFiles();

  it.each(broken)('$name: $code', async ({ code, name, bytes }) => {
    const path = join(folder, name);
    await writeFile(path, bytes);
    expect(await failureOf(path)).toBe(code);
  });

  it('are kept as fixtures, the first of each code', async () => {
    const kinds = brokenFixtures();
    expect(kinds.map(({ code }) => code).sort()).toEqual(Object.keys(workbookFindings).sort());
    for (const { code, name, bytes } of kinds) {
      const kept = await readdir(join(fixtures, code));
      expect(kept.sort()).toEqual([name, 'case.json'].sort());
      expect(bytes.equals(await readFile(join(fixtures, code, name)))).toBe(true);
    }
  });

  it('a missing file and a folder are told apart', async () => {
    expect(await failureOf(join(folder, '没有.xlsx'))).toBe('file-not-found');
    expect(await failureOf(folder)).toBe('file-unreadable');
  });

  it('every truncation of a workbook is refused, and none hangs or crashes', async () => {
    const whole = makeXlsx([{ name: '表', rows: [['园所名称', 1, { date: '2021-03-16' }]] }]);
    const path = join(folder, '截断.xlsx');
    for (let length = 4; length < whole.length; length += 7) {
      await writeFile(path, whole.subarray(0, length));
      expect([length, await failureOf(path)]).toEqual([length, 'workbook-corrupt']);
    }
  });

  it('any flipped byte is either harmless or a finding', async () => {
    const whole = makeXlsx([{ name: '表', rows: [['园所名称', 1, { date: '2021-03-16' }]] }]);
    const path = join(folder, '翻转.xlsx');
    const codes = new Set<string | undefined>();
    for (let at = 0; at < whole.length; at += 11) {
      const bytes = Buffer.from(whole);
      bytes[at] = bytes[at]! ^ 0x55;
      await writeFile(path, bytes);
      codes.add(await failureOf(path));
    }
    expect(codes).toContain('workbook-corrupt');
  });
});

describe('bounds', () => {
  const bytes = makeXlsx([
    {
      name: '甲',
      rows: [
        ['园所名称', '地址', 3],
        ['东湖幼儿园', '育才路', 4],
      ],
      merges: ['A4:B4', 'A5:B5'],
    },
    { name: '乙', rows: [[1]] },
  ]);

  it.each<[string, OpenOptions['limits']]>([
    ['fileBytes', { fileBytes: 1000 }],
    ['entries', { entries: 5 }],
    ['partBytes', { partBytes: 400 }],
    ['totalBytes', { totalBytes: 2000 }],
    ['sheets', { sheets: 1 }],
    ['rows', { rows: 1 }],
    ['columns', { columns: 2 }],
    ['textLength', { textLength: 4 }],
    ['rowTextLength', { rowTextLength: 7 }],
    ['sheetTextLength', { sheetTextLength: 5 }],
    ['structureBytes', { structureBytes: 400 }],
    ['sharedStrings', { sharedStrings: 3 }],
    ['sharedStringBytes', { sharedStringBytes: 10 }],
    ['merges', { merges: 1 }],
    ['seconds', { seconds: 0 }],
  ])('%s', async (_, limits) => {
    const path = join(folder, '界限.xlsx');
    await writeFile(path, bytes);
    expect(await failureOf(path)).toBeUndefined();
    expect(await failureOf(path, { limits })).toBe('workbook-too-large');
  });

  it('ratio', async () => {
    const path = join(folder, '比例.xlsx');
    const rows = Array.from({ length: 2000 }, () => [1, 1, 1, 1]);
    await writeFile(path, makeXlsx([{ name: '表', rows }]));
    expect(await failureOf(path, { limits: { ratio: 2 } })).toBeUndefined();
    expect(await failureOf(path, { limits: { ratio: 2, ratioFromBytes: 1000 } })).toBe('workbook-hostile');
  });

  it('a shared text of endlessly many runs is refused while it grows', async () => {
    const parts = xlsxParts([{ name: '表', rows: [['园']] }]);
    const runs = `<r><t>${'园'.repeat(1000)}</t></r>`.repeat(20_000);
    parts['xl/sharedStrings.xml'] = `<sst><si>${runs}</si></sst>`;
    const path = join(folder, '多段.xlsx');
    await writeFile(path, zipParts(parts));
    expect(await failureOf(path, { limits: { ratio: 100_000 } })).toBe('workbook-too-large');
  });

  it('sortedCells', async () => {
    const parts = xlsxParts([{ name: '表', rows: [] }]);
    parts['xl/worksheets/sheet1.xml'] =
      '<worksheet><sheetData><row r="2"><c t="str"><v>园</v></c></row><row r="1"><c t="str"><v>所</v></c></row></sheetData></worksheet>';
    const path = join(folder, '乱序.xlsx');
    await writeFile(path, zipParts(parts));
    expect(await failureOf(path)).toBeUndefined();
    expect(await failureOf(path, { limits: { sortedCells: 1 } })).toBe('workbook-rows-disordered');
    expect(await failureOf(path, { limits: { sortedTextLength: 1 } })).toBe('workbook-rows-disordered');
  });

  it('a signal stops the opening and the reading', async () => {
    const rows = Array.from({ length: 30_000 }, (_, index) => [index, `第${index}行`]);
    const path = join(folder, '停止.xlsx');
    await writeFile(path, makeXlsx([{ name: '表', rows }]));
    await expect(openWorkbook(path, { signal: AbortSignal.abort(new Error('不读了')) })).rejects.toThrow(
      '不读了',
    );
    const stop = new AbortController();
    const workbook = await openWorkbook(path, { signal: stop.signal });
    let read = 0;
    const reading = (async () => {
      for await (const row of workbook.sheets[0]!.rows()) {
        read = row.number;
        if (read === 5) stop.abort(new Error('不读了'));
      }
    })();
    await expect(reading).rejects.toThrow('不读了');
    expect(read).toBeLessThan(30_000);
    await workbook.close();
  });
});

describe('openWorkbook', () => {
  it('tells path, size and hash of the file', async () => {
    const bytes = makeXlsx([{ name: '表', rows: [['园']] }]);
    await withWorkbook(bytes, (workbook, path) => {
      expect(workbook).toMatchObject({ path, format: 'xlsx', bytes: bytes.length, findings: [] });
      expect(workbook.sha256).toMatch(/^[0-9a-f]{64}$/);
    });
  });

  it('goes by content, not by name: a workbook may be called anything', async () => {
    const bytes = makeXlsx([{ name: '表', rows: [['园']] }]);
    for (const name of ['名册.xls', '名册', '~$名册.xlsx', '名册.csv']) {
      expect(await withWorkbook(bytes, ({ sheets }) => sheets.length, { name })).toBe(1);
    }
  });

  it.each<[string, (parts: Record<string, string | Uint8Array>) => void]>([
    ['macros', (parts) => Object.assign(parts, { 'xl/vbaProject.bin': 'x' })],
    ['no styles', (parts) => delete parts['xl/styles.xml']],
    ['no package relationships', (parts) => delete parts['_rels/.rels']],
    ['no content types', (parts) => delete parts['[Content_Types].xml']],
    ['a main part elsewhere', (parts) => rename(parts, /^xl\//, 'book/')],
    [
      'part names in other letters',
      (parts) => rename(parts, 'xl/worksheets/sheet1.xml', 'XL/Worksheets/Sheet1.XML'),
    ],
    ['backslashes in part names', (parts) => rename(parts, /\//g, '\\')],
    ['absolute targets', (parts) => edit(parts, 'xl/_rels/workbook.xml.rels', /Target="/g, 'Target="/xl/')],
    [
      'strict namespaces',
      (parts) =>
        edit(parts, 'xl/_rels/workbook.xml.rels', /schemas\.openxml[^"]*\//g, 'purl.oclc.org/ooxml/'),
    ],
    ['a byte order mark', (parts) => edit(parts, 'xl/worksheets/sheet1.xml', /^/, '\ufeff')],
    ['an unused broken part', (parts) => Object.assign(parts, { 'docProps/app.xml': '<' })],
  ])('reads a workbook with %s', async (_, spoil) => {
    const parts = xlsxParts([{ name: '表', rows: [['园', 1]] }]);
    spoil(parts);
    const values = await withWorkbook(zipParts(parts), async ({ sheets }) =>
      valuesOf(await allRows(sheets[0]!)),
    );
    expect(values).toEqual({ A1: '园', B1: 1 });
  });

  it('reads a container that is not compressed, and one with bytes behind it', async () => {
    const parts = xlsxParts([{ name: '表', rows: [['园', 1]] }]);
    const stored = zipParts(parts, 0);
    for (const bytes of [stored, Buffer.concat([stored, Buffer.from('trailing bytes')])]) {
      expect(await withWorkbook(bytes, async ({ sheets }) => valuesOf(await allRows(sheets[0]!)))).toEqual({
        A1: '园',
        B1: 1,
      });
    }
  });

  it('computes the checksum alike where the runtime has none of its own', () => {
    expect(slowCrc32(Buffer.from('123456789'), 0)).toBe(0xcbf43926);
    expect(slowCrc32(Buffer.from('6789'), slowCrc32(Buffer.from('12345'), 0))).toBe(0xcbf43926);
  });
});

function rename(parts: Record<string, string | Uint8Array>, from: string | RegExp, to: string): void {
  for (const [name, content] of Object.entries(parts)) {
    delete parts[name];
    parts[name.replace(from, to)] = content;
  }
  const rels = parts['_rels/.rels'];
  if (rels && typeof from !== 'string' && to === 'book/')
    parts['_rels/.rels'] = String(rels).replace('xl/', to);
}

function edit(parts: Record<string, string | Uint8Array>, name: string, from: RegExp, to: string): void {
  parts[name] = String(parts[name]).replace(from, to);
}
