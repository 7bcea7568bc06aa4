import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { certificatePage } from '../documents/pdf/certificate.ts';
import { findFonts } from '../fonts/find-fonts.ts';
import { paperDesk } from './testing/paper-desk.ts';

const canRender = findFonts({ environment: process.env }).installed.some(({ families }) =>
  families.some((name) => /CJK SC|宋体|SimSun/u.test(name)),
);
const pages = (path: string) =>
  readFileSync(path)
    .toString('latin1')
    .match(/\/Type\s*\/Page\b/gu)?.length;

describe.skipIf(!canRender)('certificates as PDF', () => {
  it.each([
    ['posting-certificate', ['--posting', '1']],
    ['plaque-certificate', ['--member', '东湖区星星幼儿园', '--field', '牌匾名称=#[x] $a$ <b>&']],
  ] as const)('%s is one page beside the Word file, the same bytes each time', async (kind, words) => {
    const desk = await paperDesk();
    const make = (name: string) =>
      desk.play('document', 'make', kind, ...words, '--pdf', '-o', `${name}.docx`);
    const first = await make('一');
    expect([first.exit, first.err]).toEqual([0, expect.stringContaining('一.pdf')]);
    expect((await make('二')).exit).toBe(0);
    expect(pages(join(desk.folder, '一.pdf'))).toBe(1);
    expect(existsSync(join(desk.folder, '一.docx'))).toBe(true);
    const [one, two] = ['一', '二'].map((name) => readFileSync(join(desk.folder, `${name}.pdf`)));
    expect(one!.equals(two!)).toBe(true);
  });

  it('overwrites no PDF without being told, and writes none in a dry run', async () => {
    const desk = await paperDesk();
    const make = (...words: string[]) =>
      desk.play(
        'document',
        'make',
        'posting-certificate',
        '--posting',
        '1',
        '--pdf',
        '-o',
        '证.docx',
        ...words,
      );
    expect((await make('--dry-run')).exit).toBe(0);
    expect(existsSync(join(desk.folder, '证.pdf'))).toBe(false);
    writeFileSync(join(desk.folder, '证.pdf'), '旧');
    const { exit, err } = await make();
    expect([exit, err]).toEqual([1, expect.stringContaining('（file-exists）')]);
    expect(readFileSync(join(desk.folder, '证.pdf'), 'utf8')).toBe('旧');
  });
});

it('makes the Word file of another kind all the same where LibreOffice is not found, and says so', async () => {
  const desk = await paperDesk();
  const words = ['--group', '东湖联盟', '--pdf', '--soffice', '没有', '-o', '协议.docx'];
  const { exit, err } = await desk.play('document', 'make', 'agreement', ...words);
  expect([exit, err]).toEqual([1, expect.stringContaining('（office-unusable）')]);
  expect(existsSync(join(desk.folder, '协议.docx'))).toBe(true);
});

describe('the page of a certificate', () => {
  const paragraph = (text: string, style?: 'right' | 'flush') =>
    ({ kind: 'paragraph', inlines: [text], ...(style ? { style } : {}) }) as const;

  it('takes a first line at the right for the number', () => {
    const page = certificatePage({
      title: '支教经历证明',
      addressee: '东湖区星星幼儿园',
      body: [paragraph('编号：12', 'right'), paragraph('兹证明。')],
      signature: { units: ['云溪市教育局'], date: '2026-07-03', isSealed: true },
    });
    expect(page?.data).toMatchObject({
      ...{ title: '支教经历证明', number: '编号：12', addressee: '东湖区星星幼儿园：', date: '2026年7月3日' },
      body: [{ text: '兹证明。', style: 'body' }],
    });
  });

  it('draws nothing that it could only draw in part', () => {
    const table = { kind: 'table', head: [], rows: [] } as const;
    expect(certificatePage({ title: '证', body: [paragraph('甲'), table] })).toBeUndefined();
    expect(
      certificatePage({ title: '证', body: [], attachments: [{ title: '附', blocks: [] }] }),
    ).toBeUndefined();
  });
});
