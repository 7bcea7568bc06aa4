import type { HostileFile } from './hostile-file.ts';
import { unharmed } from './hostile-file.ts';

const mebibyte = 1024 * 1024;
const table = '园所名称,班级数\r\n云溪市东湖区第一幼儿园,9\r\n';
/** A text has no numbers. */
const asText = { reads: { ...unharmed.reads, B2: '9' } };
/** The same heading in GBK. */
const gbk = Buffer.from('d4b0cbf9c3fbb3c62cb0e0bcb6cafd0d0a', 'hex');

/** Tables that come as text, broken or endless. */
export function hostileTexts(): HostileFile[] {
  const text = (
    name: string,
    about: string,
    outcome: HostileFile['outcome'],
    content: () => string | Buffer,
    limits: HostileFile['limits'] = {},
  ): HostileFile => ({
    name: `文本-${name}`,
    about,
    outcome,
    ...(Object.keys(limits).length > 0 && { limits }),
    make: () => Buffer.from(content() as string),
  });
  return [
    text(
      '引号没有闭合.csv',
      'a quote that is never closed',
      'text-quote-unclosed',
      () => `${table}"东湖,1\r\n${table}`,
    ),
    text(
      '引号没有闭合很长.csv',
      'a quote that is never closed, with five megabytes behind it',
      'text-quote-unclosed',
      () => `${table}"${table.repeat((5 * mebibyte) / 40)}`,
    ),
    text('只有引号.csv', 'five megabytes of quotes', 'text-quote-unclosed', () =>
      '"'.repeat(5 * mebibyte + 1),
    ),
    text('引号成对无穷.csv', 'two million fields of two quotes in one record', 'workbook-too-large', () =>
      '"",'.repeat(2_000_000),
    ),
    text('十万列.csv', '100,000 columns', 'workbook-too-large', () => `${table}${','.repeat(100_000)}\r\n`),
    text(
      '一行十四兆.csv',
      'a line of 14 megabytes',
      'workbook-too-large',
      () => `${'东湖幼儿园,'.repeat(800_000)}`,
    ),
    text('一格十兆.xlsx', 'a word of ten megabytes', 'workbook-too-large', () => 'x'.repeat(10 * mebibyte)),
    text(
      '行数过多.csv',
      'more lines than a sheet may have',
      'workbook-too-large',
      () => `${table}${'1\n'.repeat(20_000)}`,
      { rows: 20_000 },
    ),
    text(
      '只有换行.csv',
      'a million empty lines before the table',
      { rows: 2 },
      () => '\n'.repeat(1_000_000) + table,
    ),
    text(
      '撇号后一长串.csv',
      'codes of 90,000 digits behind an apostrophe, which are none after all',
      { rows: 20 },
      () => `'${'1'.repeat(90_000)}！\r\n`.repeat(20),
    ),
    text('编码混用.csv', 'GBK first, UTF-8 behind it', 'text-undecodable', () =>
      Buffer.concat([gbk, Buffer.from(table.repeat(3))]),
    ),
    text('半个字.csv', 'UTF-8 that ends in the middle of a character', 'text-undecodable', () =>
      Buffer.from(`${table}园`).subarray(0, -1),
    ),
    text('统一码半个单位.csv', 'UTF-16 that ends in the middle of a unit', 'text-undecodable', () =>
      Buffer.from(`\ufeff${table}`, 'utf16le').subarray(0, -1),
    ),
    text('统一码半个字符.csv', 'UTF-16 with half of a surrogate pair', 'text-undecodable', () =>
      Buffer.concat([Buffer.from(`\ufeff${table}`, 'utf16le'), Buffer.from([0x00, 0xd8, 0x41, 0x00])]),
    ),
    text('夹空字符.csv', 'NULs fill the fields up', asText, () => table.replaceAll(',', '\0\0,')),
    text(
      '注入.csv',
      'fields that a spreadsheet program would run',
      { reads: { A1: "=cmd|'/C calc'!A0", B1: '+1', A2: '@SUM(1)', B2: '-1' } },
      () => `=cmd|'/C calc'!A0,+1\r\n@SUM(1),-1\r\n`,
    ),
    text(
      '三个标记.csv',
      'three byte order marks',
      { reads: { ...asText.reads, A1: '\ufeff\ufeff园所名称' } },
      () => `\ufeff\ufeff\ufeff${table}`,
    ),
  ];
}
