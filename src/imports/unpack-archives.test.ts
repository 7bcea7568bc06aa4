import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ArchiveLimits } from '../workbook/archive/read-archive.ts';
import { encodeGb18030 } from '../workbook/testing/encode-gb18030.ts';
import { makeDocx, wordTable } from '../workbook/testing/make-docx.ts';
import { makeXlsx } from '../workbook/testing/make-xlsx.ts';
import { type MadeEntry, makeZip } from '../workbook/testing/make-zip.ts';
import { oddArchives } from '../workbook/testing/odd-archives.ts';
import { collectFiles } from './collect-files.ts';
import { unpackArchives } from './unpack-archives.ts';
import { UnpackedFiles } from './unpacked-files.ts';

const workbook = makeXlsx([{ name: '表', rows: [['园名']] }]);

/** Unpacks the named files of a folder; what is in the batch then, its problems and what was left out. */
async function unpack(
  files: Readonly<Record<string, Uint8Array>>,
  limits: Partial<ArchiveLimits> = {},
  signal = new AbortController().signal,
) {
  const cwd = mkdtempSync(join(tmpdir(), 'youlian-archive-'));
  const unpacked = new UnpackedFiles(() => new Date());
  onTestFinished(async () => {
    await unpacked.close();
    rmSync(cwd, { recursive: true, force: true });
  });
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(cwd, name), bytes);
  const before = readdirSync(cwd);
  const collection = await unpackArchives(collectFiles({ cwd }, Object.keys(files)), unpacked, {
    signal,
    limits,
  });
  expect(readdirSync(cwd)).toEqual(before);
  return {
    unpacked,
    files: collection.files,
    paths: collection.files.map(({ path, problem }) => (problem ? `${path}: ${problem.code}` : path)),
    notices: collection.findings.map(({ code, value }) => `${value}: ${code}`),
  };
}

const zip = (...names: (string | MadeEntry)[]) =>
  makeZip(names.map((each) => (typeof each === 'string' ? { name: each, content: workbook } : each)));

describe('archives', () => {
  it('give the table files in them in the order of their names, as a folder does', async () => {
    const { paths, notices, files } = await unpack({
      '收到的.zip': zip(
        '乙/10.xlsx',
        '乙/',
        '乙/2.docx',
        '甲.XLSX',
        '说明.pdf',
        '甲/~$2.xlsx',
        '__MACOSX/._甲.xlsx',
        '.DS_Store',
        'Thumbs.db',
      ),
    });
    expect(paths).toEqual(['收到的.zip/乙/10.xlsx', '收到的.zip/乙/2.docx', '收到的.zip/甲.XLSX']);
    expect(notices).toEqual([
      '收到的.zip/甲/~$2.xlsx: lock-file-skipped',
      '收到的.zip/说明.pdf: file-skipped',
    ]);
    expect(files.map(({ absolute }) => readFileSync(absolute).equals(workbook))).toEqual([true, true, true]);
  });

  it('know the archive that each file came in, with its hash', async () => {
    const inner = zip('甲.xlsx');
    const outer = zip({ name: '里.zip', content: inner });
    const { files, paths } = await unpack({ '外.zip': outer });
    expect(paths).toEqual(['外.zip/里.zip/甲.xlsx']);
    const sha256 = createHash('sha256').update(outer).digest('hex');
    expect(files[0]?.archive).toEqual({ path: '外.zip', sha256, bytes: outer.length });
  });

  it('are told from documents by their content, whatever they are called', async () => {
    const document = makeDocx(wordTable([['甲']]));
    expect((await unpack({ '名单.zip': workbook, '表.zip': document })).paths).toEqual([
      '名单.zip',
      '表.zip',
    ]);
    expect((await unpack({ '包.xlsx': zip('word/甲.docx', 'xl/乙.xlsx') })).paths).toEqual([
      '包.xlsx/word/甲.docx',
      '包.xlsx/xl/乙.xlsx',
    ]);
  });

  it('made on any system have Chinese names', async () => {
    const entries: MadeEntry[] = [
      { name: encodeGb18030('东湖区/申请表1.xlsx') },
      { name: '西岭区/申请表2.xlsx', utf8: true },
      { name: '南浦区/申请表3.xlsx' },
    ];
    const { paths } = await unpack({
      '收.zip': makeZip(entries.map((each) => ({ ...each, content: workbook }))),
    });
    expect(paths).toEqual([
      '收.zip/东湖区/申请表1.xlsx',
      '收.zip/南浦区/申请表3.xlsx',
      '收.zip/西岭区/申请表2.xlsx',
    ]);
  });

  it('with sizes in 64 bits are read', async () => {
    const wide = makeZip([{ name: '甲.xlsx', content: workbook }], { zip64: true });
    const { files, paths } = await unpack({ '收.zip': wide });
    expect(paths).toEqual(['收.zip/甲.xlsx']);
    expect(readFileSync(files[0]!.absolute).equals(workbook)).toBe(true);
  });

  it('write nothing under the names of their files, and keep like names apart', async () => {
    const { paths, files, unpacked } = await unpack({
      '收.zip': zip(
        '../../逃.xlsx',
        '/逃.xlsx',
        'C:\\逃.xlsx',
        '逃.xlsx',
        'A.xlsx',
        'a.xlsx',
        '夹\\乙.xlsx',
        '空\0.xlsx',
      ),
    });
    expect(paths).toEqual(
      [
        'A.xlsx',
        'a（2）.xlsx',
        '夹/乙.xlsx',
        '空.xlsx',
        '逃.xlsx',
        '逃（2）.xlsx',
        '逃（3）.xlsx',
        '逃（4）.xlsx',
      ]
        .map((name) => `收.zip/${name}`)
        .sort(),
    );
    const folder = dirname(files[0]!.absolute);
    expect(new Set(files.map(({ absolute }) => dirname(absolute)))).toEqual(new Set([folder]));
    expect(readdirSync(folder).every((name) => /^\d+$/.test(name))).toBe(true);
    if (process.platform !== 'win32') expect(statSync(folder).mode & 0o077).toBe(0);
    await unpacked.close();
    expect(existsSync(folder)).toBe(false);
  });

  it('follow no links', async () => {
    const link: MadeEntry = {
      name: '密.xlsx',
      content: '/etc/passwd',
      madeBy: 3 << 8,
      attributes: 0xa1ff0000,
    };
    const { paths, notices } = await unpack({ '收.zip': zip('甲.xlsx', link) });
    expect([paths, notices]).toEqual([['收.zip/甲.xlsx'], ['收.zip/密.xlsx: file-skipped']]);
  });

  it('do not keep unpacked what is only a way to other files', async () => {
    const { files } = await unpack({ '外.zip': zip({ name: '里.zip', content: zip('甲.xlsx') }) });
    expect(readdirSync(dirname(files[0]!.absolute))).toHaveLength(1);
  });
});

describe('archives that cannot be read', () => {
  const broken = zip('甲.xlsx', '乙.xlsx');
  broken[40] = broken[40]! ^ 0xff;
  const nested = (depth: number): Buffer =>
    depth === 0 ? zip('甲.xlsx') : zip({ name: '里.zip', content: nested(depth - 1) }, '旁.xlsx');
  const cases: readonly (readonly [
    name: string,
    bytes: Uint8Array,
    paths: readonly string[],
    limits?: Partial<ArchiveLimits>,
  ])[] = [
    [
      'all encrypted',
      zip({ name: '甲.xlsx', encrypted: true }, { name: '乙.xlsx', encrypted: true }),
      ['包.zip: archive-encrypted'],
    ],
    [
      'some encrypted',
      zip({ name: '甲.xlsx', encrypted: true }, '乙.xlsx'),
      ['包.zip/乙.xlsx', '包.zip/甲.xlsx: archive-encrypted'],
    ],
    [
      'packed in an unknown way',
      zip({ name: '甲.xlsx', method: 14 }, '乙.xlsx'),
      ['包.zip/乙.xlsx', '包.zip/甲.xlsx: archive-member-broken'],
    ],
    ['damaged', broken, ['包.zip/乙.xlsx', '包.zip/甲.xlsx: archive-member-broken']],
    [
      'with a false size',
      zip({ name: '甲.xlsx', content: workbook, unpackedBytes: 9 }, '乙.xlsx'),
      ['包.zip/乙.xlsx', '包.zip/甲.xlsx: workbook-hostile'],
    ],
    ['with no table', zip('照片.jpg', '说明.txt'), ['包.zip: archive-empty']],
    ['with nothing', makeZip([]), ['包.zip: archive-empty']],
    [
      'nested to the bound',
      nested(2),
      ['包.zip/旁.xlsx', '包.zip/里.zip/旁.xlsx', '包.zip/里.zip/里.zip/甲.xlsx'],
    ],
    [
      'nested too deep',
      nested(3),
      [
        '包.zip/旁.xlsx',
        '包.zip/里.zip/旁.xlsx',
        '包.zip/里.zip/里.zip/旁.xlsx',
        '包.zip/里.zip/里.zip/里.zip: archive-too-deep',
      ],
    ],
    ['of too many files', zip('1.xlsx', '2.xlsx', '3.xlsx'), ['包.zip: archive-too-large'], { members: 2 }],
    [
      'of too many bytes',
      zip('1.xlsx', '2.xlsx'),
      ['包.zip: archive-too-large'],
      { totalBytes: workbook.length * 2 - 1 },
    ],
    [
      'with too large a file',
      zip('1.xlsx', { name: '2.xlsx', content: '园' }),
      ['包.zip/1.xlsx: archive-too-large', '包.zip/2.xlsx'],
      { memberBytes: 100 },
    ],
    [
      'of files upon one another',
      zip('1.xlsx', { name: '2.xlsx', content: workbook, sameAs: 0 }),
      ['包.zip: workbook-hostile'],
    ],
    [
      'that swells',
      zip({ name: '1.csv', content: Buffer.alloc(40 * 1024 * 1024) }),
      ['包.zip/1.csv: workbook-hostile'],
    ],
    ['cut short, which the opening tells', zip('1.xlsx').subarray(0, 200), ['包.zip']],
  ];
  it.each(cases.map(([name, bytes, paths, limits]) => ({ name, bytes, paths, limits })))(
    '$name',
    async (each) => {
      const { bytes, paths, limits } = each;
      const batch = await unpack({ '包.zip': bytes, '好.xlsx': workbook }, limits);
      expect(batch.paths).toEqual([...paths, '好.xlsx']);
      for (const { problem, path } of batch.files) {
        if (!problem) continue;
        expect(problem.file).toBe(path);
        expect(problem.message + problem.remedy).not.toMatch(/[{}]/);
      }
    },
  );

  it('count against the bound together, also those within others', async () => {
    const two = zip('1.xlsx', '2.xlsx');
    const within = zip({ name: '里.zip', content: two }, '3.xlsx');
    expect((await unpack({ '甲.zip': two, '乙.zip': two }, { members: 3 })).paths).toEqual([
      '甲.zip/1.xlsx',
      '甲.zip/2.xlsx',
      '乙.zip: archive-too-large',
    ]);
    expect((await unpack({ '外.zip': within }, { members: 3 })).paths).toEqual([
      '外.zip/3.xlsx',
      '外.zip/里.zip: archive-too-large',
    ]);
  });

  it('stop at Ctrl+C', async () => {
    const controller = new AbortController();
    controller.abort(new Error('stop'));
    await expect(unpack({ '包.zip': zip('1.xlsx') }, {}, controller.signal)).rejects.toThrow('stop');
  });
});

it('what a killed process left behind is removed a day later', async () => {
  const left = mkdtempSync(join(tmpdir(), 'youlian-unpacked-'));
  const fresh = mkdtempSync(join(tmpdir(), 'youlian-unpacked-'));
  onTestFinished(() => rmSync(fresh, { recursive: true, force: true }));
  const before = new Date(Date.now() - 25 * 3_600_000);
  utimesSync(left, before, before);
  await unpack({ '包.zip': zip('1.xlsx') });
  expect([existsSync(left), existsSync(fresh)]).toEqual([false, true]);
});

it.each(oddArchives())('the fixture of $code is as it is made', async ({ code, name, bytes }) => {
  expect((await unpack({ [name]: bytes })).paths.at(-1)).toMatch(new RegExp(`: ${code}$`));
  const path = join(import.meta.dirname, '../../fixtures/findings', code, name);
  expect(bytes.equals(readFileSync(path))).toBe(true);
});
