import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseFonts } from '../../fonts/choose-font.ts';
import { findFonts } from '../../fonts/find-fonts.ts';
import { openPdfRenderer, renderPdf } from './render-pdf.ts';

const shelf = findFonts({ environment: process.env });
const compiler = await import('@myriaddreamin/typst-ts-node-compiler').catch(() => undefined);
const canRender =
  compiler !== undefined &&
  shelf.installed.some(({ families }) => families.some((name) => /SC$|宋/u.test(name)));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), '版式 测试-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function template(source: string): string {
  const path = join(folder, '版式.typ');
  writeFileSync(path, source);
  return path;
}

const plain = `#let data = json(bytes(sys.inputs.data))
#let fonts = json(bytes(sys.inputs.fonts))
#set document(date: none)
#set text(font: fonts.songti)
#for line in data.lines [#line #parbreak()]`;

describe.skipIf(!canRender)('a PDF without an office suite', () => {
  const fonts = () => chooseFonts(shelf, ['songti']).fonts;

  it('takes texts as texts, whatever signs they hold, and gives the same bytes each time', async () => {
    const lines = [
      '#panic("x") #data $a$ [b] *c* _d_ <e> & @f \\ ` // g',
      '一\n二\r\n三',
      '𠮷\u0000\u0007\ud800',
      '"',
    ];
    const first = await renderPdf({ template: template(plain), fonts: fonts() }, { lines });
    const second = await renderPdf({ template: template(plain), fonts: fonts() }, { lines });
    expect(first.pages).toBe(1);
    const pages = template('#for line in json(bytes(sys.inputs.data)).lines { page(line) }');
    expect(
      (await renderPdf({ template: pages, fonts: fonts() }, { lines: ['甲', '/Type /Page', '乙'] })).pages,
    ).toBe(3);
    expect(Buffer.from(first.bytes).equals(second.bytes)).toBe(true);
    const text = Buffer.from(first.bytes).toString('latin1');
    expect(text.startsWith('%PDF-')).toBe(true);
    expect(text).not.toMatch(/CreationDate|ModDate|<xmp:CreateDate/u);
  });

  it('makes many from one template, each with its own data, its memory not growing', async () => {
    const renderer = await openPdfRenderer({ template: template(plain), fonts: fonts() });
    const one = (number: number) => renderer.render({ lines: [`第${number}份`, '幼'.repeat(400 + number)] });
    const [first, again] = [one(1), one(2)];
    expect(Buffer.from(first.bytes).equals(again.bytes)).toBe(false);
    for (let number = 0; number < 100; number += 1) one(number);
    const before = process.memoryUsage().rss;
    for (let number = 0; number < 300; number += 1) one(number);
    expect((process.memoryUsage().rss - before) / 1e6).toBeLessThan(50);
    expect(Buffer.from(one(1).bytes).equals(first.bytes)).toBe(true);
  });

  it.each([
    ['a slip of the pen', '#let a =\n', '第 1 行'],
    ['a field that is not there', `${plain}\n#data.nothing`, '第 6 行第 7 列'],
    ['a file outside its folder', '#read("../../etc/passwd")', '第 1 行第 7 列'],
  ])('names the place of %s in a template', async (_, source, place) => {
    const path = template(source);
    const rendering = renderPdf({ template: path, fonts: fonts() }, { lines: [] });
    await expect(rendering).rejects.toMatchObject({
      finding: { code: 'pdf-template-broken', value: path, message: expect.stringContaining(place) },
    });
  });
});

it('says how to install the compiler where it is absent', async () => {
  const absent = () => Promise.reject(Object.assign(new Error('x'), { code: 'ERR_MODULE_NOT_FOUND' }));
  await expect(openPdfRenderer({ template: 'a.typ', fonts: {} }, absent)).rejects.toMatchObject({
    finding: {
      code: 'pdf-compiler-missing',
      message: expect.stringContaining('没有安装'),
      remedy: expect.stringContaining('npm install @myriaddreamin/typst-ts-node-compiler@'),
    },
  });
  const unfit = () => Promise.reject(new Error('wrong machine'));
  await expect(openPdfRenderer({ template: 'a.typ', fonts: {} }, unfit)).rejects.toThrow('wrong machine');
});
