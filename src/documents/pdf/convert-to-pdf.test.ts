import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { strToU8, zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { convertToPdf, officeProgram } from './convert-to-pdf.ts';
import { findOffice } from './find-office.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), '转换 测试-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A program that takes LibreOffice's place: what it does with each file is `body`, which sees `file`, `out`, `number`. */
function standIn(body: string): string {
  const path = join(folder, 'soffice');
  writeFileSync(
    path,
    `#!${process.execPath}
const fs = require('node:fs');
const path = require('node:path');
const [, , ...words] = process.argv;
fs.appendFileSync(${JSON.stringify(join(folder, 'calls'))}, JSON.stringify({ words, pid: process.pid }) + '\\n');
const at = words.indexOf('--outdir');
const out = words[at + 1];
fs.mkdirSync(out, { recursive: true });
const make = (file, text = '%PDF-1.7 ' + fs.readFileSync(file, 'utf8') + ' %%EOF') =>
  fs.writeFileSync(path.join(out, path.basename(file).replace(/\\.\\w+$/, '.pdf')), text);
words.slice(at + 2).forEach((file, number) => { ${body} });
`,
  );
  chmodSync(path, 0o755);
  return path;
}

const calls = (): { words: string[]; pid: number }[] =>
  readFileSync(join(folder, 'calls'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

const files = (count: number) =>
  [...Array(count).keys()].map((number) => ({ name: `通报${number}.docx`, bytes: strToU8(`第${number}份`) }));

const convert = (program: string, count: number, more: object = {}) =>
  convertToPdf(files(count), {
    environment: { PATH: '' },
    signal: new AbortController().signal,
    office: program,
    ...more,
  });

const left = () => readdirSync(tmpdir()).filter((name) => name.startsWith('youlian-pdf-'));
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');

describe.skipIf(process.platform === 'win32')('turning documents into PDFs', () => {
  it('gives them in their order, in batches, with a profile of its own', async () => {
    const seen: number[] = [];
    const before = left();
    const made = await convert(standIn('make(file)'), 150, { onProgress: (done: number) => seen.push(done) });
    expect(made.map(text)).toEqual(files(150).map(({ bytes }) => `%PDF-1.7 ${text(bytes)} %%EOF`));
    expect(seen).toEqual([100, 150]);
    expect(calls().map(({ words }) => words[0]!.startsWith('-env:UserInstallation=file:///'))).toEqual([
      true,
      true,
    ]);
    expect(left()).toEqual(before);
  });

  it('counts what came out, and tries the rest again by themselves', async () => {
    // Stops half-way and calls that success, as LibreOffice does.
    const made = await convert(standIn('if (number < 3) make(file)'), 5);
    expect(made.map((bytes) => text(bytes).slice(9, 18))).toHaveLength(5);
    expect(calls()).toHaveLength(3);
  });

  it('names what never came out, or came out cut short', async () => {
    const program = standIn(
      "make(file, fs.readFileSync(file, 'utf8').includes('第1份') ? '%PDF-1.7 cut' : undefined)",
    );
    await expect(convert(program, 3)).rejects.toMatchObject({
      finding: {
        code: 'office-failed',
        value: '通报1.docx',
        message: expect.stringContaining('3 个文件里有 1 个'),
      },
    });
  });

  it('stops a program that takes too long, or when the clerk does, with its children, and leaves nothing', async () => {
    const before = left();
    const child = join(folder, 'child');
    const script = `require('node:fs').writeFileSync(${JSON.stringify(child)}, String(process.pid)); setTimeout(() => {}, 60000)`;
    const sleeping = standIn(
      `require('node:child_process').spawnSync(process.execPath, ['-e', ${JSON.stringify(script)}])`,
    );
    await expect(convert(sleeping, 1, { patience: { start: 1_500, file: 0 } })).rejects.toMatchObject({
      finding: { code: 'office-timeout' },
    });
    const isGone = async (pid: number) => {
      for (let tries = 0; tries < 40; tries += 1) {
        try {
          process.kill(pid, 0);
        } catch {
          return true;
        }
        await pause(50);
      }
      return false;
    };
    expect(await isGone(Number(readFileSync(child, 'utf8')))).toBe(true);
    rmSync(child);
    const stopping = new AbortController();
    const converting = convert(sleeping, 1, { signal: stopping.signal });
    while (!existsSync(child)) await pause(20);
    stopping.abort();
    await expect(converting).rejects.toMatchObject({ name: 'Cancelled' });
    expect(await isGone(calls().at(-1)!.pid)).toBe(true);
    expect(left()).toEqual(before);
  });

  it('says so where there is none, or what was named does not run', async () => {
    await expect(convert(join(folder, '没有'), 1)).rejects.toMatchObject({
      finding: { code: 'office-unusable', value: join(folder, '没有') },
    });
    expect(() => officeProgram({ PATH: '', YOULIAN_SOFFICE: '/没有' }, undefined)).toThrow(
      expect.objectContaining({ finding: expect.objectContaining({ code: 'office-missing' }) }),
    );
    const broken = join(folder, 'soffice');
    writeFileSync(broken, '#!/没有/这个\n');
    chmodSync(broken, 0o755);
    await expect(convert(broken, 1)).rejects.toMatchObject({ finding: { code: 'office-unusable' } });
    expect(await convertToPdf([], { environment: {}, signal: new AbortController().signal })).toEqual([]);
  });

  it('finds the program by name, folder, environment and PATH', () => {
    const program = standIn('');
    const inside = join(folder, 'office', 'program');
    mkdirSync(inside, { recursive: true });
    writeFileSync(join(inside, 'soffice'), '');
    chmodSync(join(inside, 'soffice'), 0o755);
    expect(findOffice({}, join(folder, 'office'))).toBe(join(inside, 'soffice'));
    expect(findOffice({ YOULIAN_SOFFICE: program })).toBe(program);
    expect(findOffice({ PATH: `/没有:${folder}` }, undefined, 'linux')).toBe(program);
    expect(findOffice({ ProgramFiles: folder }, undefined, 'win32')).toBeUndefined();
  });
});

describe.skipIf(findOffice(process.env) === undefined)('LibreOffice itself', () => {
  it('turns a Word document into a PDF', async () => {
    const xml = (part: string) => strToU8(`<?xml version="1.0" encoding="UTF-8"?>${part}`);
    const types = 'http://schemas.openxmlformats.org/package/2006';
    const bytes = zipSync({
      '[Content_Types].xml': xml(
        `<Types xmlns="${types}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
      ),
      '_rels/.rels': xml(
        `<Relationships xmlns="${types}/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
      ),
      'word/document.xml': xml(
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>通报</w:t></w:r></w:p></w:body></w:document>',
      ),
    });
    const make = () =>
      convertToPdf([{ name: '通报.docx', bytes }], {
        environment: process.env,
        signal: new AbortController().signal,
      });
    const [[pdf], [again]] = [await make(), await make()];
    expect(text(pdf!.subarray(0, 5))).toBe('%PDF-');
    expect(Buffer.from(pdf!).equals(again!)).toBe(true);
  });
});
