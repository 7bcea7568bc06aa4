import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashOf, sealOf } from './packages/manifest.ts';
import { everyRow } from './testing/canonical.ts';
import { cityDesk, type Desk, desk, districtDesk, pack, receive } from './testing/districts.ts';

let parent: string;
let template: Desk;
let east: Desk;
let eastFile: string;
let number = 0;

beforeAll(async () => {
  parent = mkdtempSync(join(tmpdir(), 'youlian-收取-'));
  template = await cityDesk(['东湖区', '西岭区'], '2026-10-10', parent);
  east = await districtDesk(0, { parent });
  eastFile = await pack(east);
}, 60_000);

afterAll(() => rmSync(parent, { recursive: true, force: true }));

/** A copy of a desk as it stands, for one test. */
function copyOf(original: Desk, today = '2026-10-10'): Desk {
  number += 1;
  const copy = desk(`副本${number}`, today, parent);
  cpSync(original.ledgerPath, copy.ledgerPath);
  return copy;
}

/** A package with something changed in it by hand, with the manifest made to fit where asked. */
function tampered(
  file: string,
  change: (parts: Record<string, Uint8Array>) => void,
  manifest?: (value: Record<string, unknown>) => void,
): string {
  const parts: Record<string, Uint8Array> = unzipSync(readFileSync(file));
  change(parts);
  if (manifest) {
    const value = JSON.parse(strFromU8(parts['manifest.json'] ?? new Uint8Array())) as Record<
      string,
      unknown
    >;
    for (const entry of value.entries as { name: string; sha256: string }[]) {
      const bytes = parts[entry.name];
      if (bytes) entry.sha256 = hashOf(bytes);
    }
    manifest(value);
    value.seal = sealOf(value);
    parts['manifest.json'] = strToU8(JSON.stringify(value));
  }
  number += 1;
  const path = join(parent, `改动${number}.zip`);
  writeFileSync(path, zipSync(parts));
  return path;
}

const codes = (result: Awaited<ReturnType<typeof receive>>) =>
  result.packages.map(({ outcome, findings }) => [outcome, ...new Set(findings.map(({ code }) => code))]);

describe('submit pack', () => {
  it('gives the same bytes again, hides telephone numbers unless told otherwise, and lists what it holds', async () => {
    const again = await pack(east, '再来.zip');
    expect(readFileSync(again).equals(readFileSync(eastFile))).toBe(true);
    const masked = unzipSync(readFileSync(await pack(east, '隐去.zip', '--masked')));
    const full = unzipSync(readFileSync(eastFile));
    const textOf = (parts: Record<string, Uint8Array>, name: string) =>
      strFromU8(parts[name] ?? new Uint8Array());
    expect(textOf(full, 'data/kindergarten_fact.json')).toMatch(/"1380000\d{4}"/);
    expect(textOf(masked, 'data/kindergarten_fact.json')).not.toMatch(/1380000\d{4}/);
    expect(textOf(masked, 'data/seat.json')).toContain('138****8000');
    expect(Object.keys(full)).toEqual(
      expect.arrayContaining([
        'manifest.json',
        '清单.txt',
        '园所信息表.xlsx',
        '联盟名单.xlsx',
        '活动记录表.xlsx',
      ]),
    );
    expect(textOf(full, '清单.txt')).toContain('东湖区教育局');
    const manifest = JSON.parse(textOf(full, 'manifest.json')) as { reports: unknown; masked: boolean };
    expect(manifest).toMatchObject({ masked: false, reports: [{ report: 'group-list' }] });
  });

  it.each([
    [['--period', '去年'], 'option-value'],
    [['--period', '2026-13'], 'option-value'],
    [['--period', '2026', '--masked', '--full'], 'option-value'],
    [['--period', '2026', '--report', '集团化办园实施方案'], 'report-sender'],
    [['--period', '2026', '--document', '没有.docx'], 'file-not-found'],
  ])('refuses %j', async (words, code) => {
    const { exit, err } = await east.youlian('submit', 'pack', ...words, '-o', '不会有.zip');
    expect([exit, err]).toEqual([2, expect.stringContaining(`（${code}）`)]);
  });

  it('takes a paper along and says which report it is', async () => {
    east.write('总结.docx', '总结');
    const file = await pack(east, '总结.zip', '--report', '集团化办园总结材料', '--document', '总结.docx');
    const city = copyOf(template, '2026-12-20');
    await receive(city, file);
    const listed = JSON.parse((await city.done('submit', 'list', '--json')).out) as Record<string, unknown>[];
    expect(listed).toMatchObject([
      {
        report: 'summary',
        from: '东湖区教育局',
        submittedOn: '2026-12-20',
        sha256: hashOf('总结'),
        document: '总结.docx',
      },
    ]);
    await city.done('archive', 'verify');
  });
});

it('says how what was packed is entered as handed in, in words that can be run', async () => {
  const { err } = await east.done('submit', 'pack', '--period', '2026', '-o', '登记.zip', '--force');
  const commands = [...err.matchAll(/^ {2}youlian (submit record .*)$/gmu)].map((match) => match[1] ?? '');
  expect(commands.length).toBeGreaterThan(0);
  for (const words of commands) {
    expect((await east.done(...words.split(' '), '--dry-run')).err).toContain('报，期限');
  }
});

describe('submit receive refuses', () => {
  it.each<[string, () => string]>([
    ['package-altered', () => tampered(eastFile, (parts) => (parts['园所信息表.xlsx'] = strToU8('别的')))],
    ['package-altered', () => tampered(eastFile, (parts) => (parts['多出来的.txt'] = strToU8('多')))],
    ['package-altered', () => tampered(eastFile, (parts) => delete parts['data/membership.json'])],
    ['package-altered', () => tampered(eastFile, (parts) => (parts['manifest.json'] = strToU8('{')))],
    [
      'package-altered',
      () =>
        tampered(eastFile, (parts) => {
          // The period changed by hand, everything else as it was.
          const text = strFromU8(parts['manifest.json'] ?? new Uint8Array());
          parts['manifest.json'] = strToU8(text.replace(/"period": "\d{4}/u, '"period": "1999'));
        }),
    ],
    [
      'package-altered',
      () =>
        tampered(
          eastFile,
          (parts) => (parts['data/membership.json'] = strToU8('{"columns":["x"]}')),
          () => {},
        ),
    ],
    ['package-not-ours', () => tampered(eastFile, (parts) => delete parts['manifest.json'])],
    [
      'package-newer',
      () =>
        tampered(
          eastFile,
          () => {},
          (value) => (value.schemaVersion = 99_999),
        ),
    ],
    [
      'package-newer',
      () =>
        tampered(
          eastFile,
          () => {},
          (value) => (value.formatVersion = 2),
        ),
    ],
    [
      'package-office-unknown',
      () =>
        tampered(
          eastFile,
          () => {},
          (value) => (value.office = { ...(value.office as object), name: '无名区', regionCode: '379999' }),
        ),
    ],
    [
      'package-period',
      () =>
        tampered(
          eastFile,
          () => {},
          (value) => (value.period = '2027'),
        ),
    ],
    [
      'package-period',
      () =>
        tampered(
          eastFile,
          () => {},
          (value) => (value.period = '2019'),
        ),
    ],
    [
      'package-period',
      () =>
        tampered(
          eastFile,
          () => {},
          (value) => (value.period = '什么时候'),
        ),
    ],
    ['file-not-found', () => '没有.zip'],
  ])('%s', async (code, make) => {
    const city = copyOf(template);
    const before = city.read(everyRow);
    const result = await receive(city, make());
    expect(codes(result)).toEqual([['refused', code]]);
    expect(result).toMatchObject({ exit: 1, operation: null });
    expect(city.read(everyRow)).toEqual(before);
  });

  it('a file that is no package, and one that unpacks to more than it may, while the rest goes on', async () => {
    const city = copyOf(template);
    const text = city.write('文字.zip', '不是压缩包');
    const bomb = join(parent, '炸弹.zip');
    writeFileSync(bomb, zipSync({ 'manifest.json': new Uint8Array(64 * 1024 * 1024) }, { level: 9 }));
    const result = await receive(city, text, bomb, eastFile);
    expect(codes(result)).toEqual([
      ['refused', 'package-not-ours'],
      ['refused', 'workbook-hostile'],
      ['received'],
    ]);
    expect(result.exit).toBe(1);
  });

  it('another period than asked for, and another code than registered: package-office-differs', async () => {
    const city = copyOf(template);
    expect(codes(await receive(city, eastFile, '--period', '2025'))).toEqual([['refused', 'package-period']]);
    await receive(city, eastFile);
    const other = tampered(
      eastFile,
      () => {},
      (value) => {
        value.office = { ...(value.office as object), regionCode: '379999' };
        value.stamp = 99;
      },
    );
    expect(codes(await receive(city, other))).toEqual([['refused', 'package-office-differs']]);
  });

  it('what is older than what came: package-older; the same twice is said and changes nothing', async () => {
    const city = copyOf(template);
    const newer = copyOf(east);
    await newer.done('kindergarten', 'edit', '东湖区阳光幼儿园', '--set', '班级数=11', '--yes');
    expect(codes(await receive(city, await pack(newer)))).toEqual([['received']]);
    expect(codes(await receive(city, eastFile))).toEqual([['refused', 'package-older']]);
    const before = city.read(everyRow);
    const again = await receive(city, join(newer.folder, '包.zip'));
    expect(codes(again)).toEqual([['repeated', 'package-repeated']]);
    expect(again).toMatchObject({ exit: 0, operation: null });
    expect(city.read(everyRow)).toEqual(before);
  });
});
