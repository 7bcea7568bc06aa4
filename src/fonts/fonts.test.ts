import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Failure } from '../findings/catalogue.ts';
import { chooseFont, chooseFonts, type FontRole, missingCharacters } from './choose-font.ts';
import { type FontShelf, findFonts } from './find-fonts.ts';
import { readCoverage, readFontFile } from './font-file.ts';
import { fontFolders, namedByEnvironment } from './font-folders.ts';
import { missingGlyphs } from './missing-glyphs.ts';
import { buildCollection, buildFont, type MadeFont, unicodeName } from './testing/build-font.ts';

const chinese = '幼儿园联盟年月日';
let folder: string;
let number = 0;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), '字体 测试-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A folder of its own with these files. */
function folderWith(files: Readonly<Record<string, Buffer>>): string {
  number += 1;
  const own = join(folder, String(number));
  mkdirSync(own);
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(own, name), bytes);
  return own;
}

function fontFile(font: MadeFont | readonly MadeFont[]): string {
  const bytes = Array.isArray(font) ? buildCollection(font) : buildFont(font as MadeFont);
  return join(folderWith({ 'a.ttf': bytes }), 'a.ttf');
}

const font = (family: string, more: Partial<MadeFont> = {}): MadeFont => ({
  names: [unicodeName(family)],
  draws: chinese,
  ...more,
});

/** The shelf of a machine that has these folders and nothing else. */
function shelfOf(installed: string, named?: string): FontShelf {
  const machine = { platform: 'win32' as const, home: installed };
  // Of a Windows path only the last part is the folder's own: an empty one beside it.
  const environment = { SystemRoot: installed, LOCALAPPDATA: join(installed, '没有') };
  const shelf = findFonts({ environment, machine, ...(named === undefined ? {} : { named }) });
  return { ...shelf, installed: findFonts({ environment, machine, named: installed }).named };
}

describe('reading a font file', () => {
  it.each([
    ['a name in Unicode', unicodeName('方正小标宋简体'), '方正小标宋简体'],
    ['the typographic family', unicodeName('Source Han Serif SC', 16), 'Source Han Serif SC'],
    ['GBK as Windows has it', { platform: 3, encoding: 3, bytes: Buffer.from('b7c2cbce', 'hex') }, '仿宋'],
    [
      'GBK as the Macintosh has it',
      { platform: 1, encoding: 25, bytes: Buffer.from('bfaccce5', 'hex') },
      '楷体',
    ],
    ['plain letters of the Macintosh', { platform: 1, encoding: 0, bytes: Buffer.from('SimHei') }, 'SimHei'],
  ])('reads %s', (_, name, family) => {
    const [face] = readFontFile(fontFile({ names: [name], weight: 700, isItalic: true }));
    expect(face).toMatchObject({ index: 0, families: [family], weight: 700, isItalic: true });
  });

  it('reads every face of a collection, with all its names', () => {
    const path = fontFile([
      { names: [unicodeName('SimSun'), unicodeName('宋体'), unicodeName('Regular', 2)], draws: chinese },
      { names: [unicodeName('NSimSun'), unicodeName('新宋体')], draws: '园' },
    ]);
    const faces = readFontFile(path);
    expect(faces.map(({ index, families }) => [index, families])).toEqual([
      [0, ['SimSun', '宋体']],
      [1, ['NSimSun', '新宋体']],
    ]);
    expect(faces.map((face) => readCoverage(face)('幼'.codePointAt(0)!))).toEqual([true, false]);
  });

  it.each([4, 12] as const)('knows by a list of format %i which characters are drawn', (format) => {
    const [face] = readFontFile(fontFile(font('甲', { format, draws: '一园龥' })));
    const covers = readCoverage(face!);
    expect([...'一园龥丁圜'].map((each) => covers(each.codePointAt(0)!))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  it('takes no broken file for a font, whatever is broken', () => {
    const whole = buildCollection([font('宋体'), font('黑体', { format: 4 })]);
    const path = join(folderWith({}), 'broken.ttc');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 6 }),
        fc.nat(whole.length),
        (changes, length) => {
          const broken = Buffer.from(whole.subarray(0, length));
          for (const [at, byte] of changes) if (at < length) broken[at] = byte;
          writeFileSync(path, broken);
          try {
            for (const face of readFontFile(path)) readCoverage(face)(0x5e7c);
          } catch (error) {
            expect(error).toBeInstanceOf(RangeError);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('gives up on a list of characters that names the same ones over and over', () => {
    const segments = 2_000;
    const cmap = Buffer.alloc(12 + 16 + segments * 8);
    cmap.writeUInt16BE(1, 2);
    cmap.writeUInt16BE(3, 4);
    cmap.writeUInt16BE(1, 6);
    cmap.writeUInt32BE(12, 8);
    cmap.writeUInt16BE(4, 12);
    cmap.writeUInt16BE(segments * 2, 18);
    for (let each = 0; each < segments; each += 1) {
      cmap.writeUInt16BE(0xfffe, 26 + each * 2);
      cmap.writeUInt16BE(2, 28 + (segments * 3 + each) * 2);
    }
    const path = fontFile(font('宋体', { cmap }));
    expect(() => readCoverage({ path, index: 0 })).toThrow(RangeError);
  });
});

describe('where fonts are looked for', () => {
  it('knows the folders of each system', () => {
    const home = '/home/liu';
    expect(
      fontFolders({ platform: 'win32', home: 'C:\\Users\\刘', environment: { SystemRoot: 'D:\\Windows' } }),
    ).toEqual(['D:\\Windows\\Fonts', 'C:\\Users\\刘\\AppData\\Local\\Microsoft\\Windows\\Fonts']);
    expect(fontFolders({ platform: 'darwin', home, environment: {} })).toContain('/home/liu/Library/Fonts');
    expect(fontFolders({ platform: 'linux', home, environment: { XDG_DATA_HOME: '/d' } })).toEqual(
      expect.arrayContaining(['/usr/share/fonts', '/d/fonts', '/home/liu/.fonts']),
    );
  });

  it('divides what the environment names as the system divides paths', () => {
    const named = (platform: NodeJS.Platform, text: string) =>
      namedByEnvironment({ platform, home: '', environment: { YOULIAN_FONTS: text } });
    expect(named('win32', 'C:\\字体; D:\\a b.ttf;')).toEqual(['C:\\字体', 'D:\\a b.ttf']);
    expect(named('linux', '/a:/b')).toEqual(['/a', '/b']);
  });

  it('looks below folders, follows links once, and says which named file is none', () => {
    const own = folderWith({
      'b.TTF': buildFont(font('仿宋')),
      'c.otf': Buffer.from('no font'),
      'd.txt': Buffer.from('x'),
    });
    mkdirSync(join(own, '里'));
    writeFileSync(join(own, '里', 'a.ttf'), buildFont(font('楷体')));
    symlinkSync(own, join(own, '里', '又'));
    const shelf = findFonts({ environment: {}, named: own });
    expect(shelf.named.map(({ families }) => families[0])).toEqual(['仿宋', '楷体']);
    expect(shelf.findings.map(({ code, value }) => [code, value])).toEqual([
      ['font-unreadable', join(own, 'c.otf')],
    ]);
    const nowhere = findFonts({
      environment: { YOULIAN_FONTS: join(own, '无') },
      machine: { platform: 'linux' },
    });
    expect(nowhere.findings.map(({ code }) => code)).toEqual(['font-not-found']);
  });
});

describe('choosing a font', () => {
  const choose = (families: readonly (string | MadeFont)[], role: FontRole, named?: readonly MadeFont[]) => {
    const files = (fonts: readonly (string | MadeFont)[]) =>
      folderWith(
        Object.fromEntries(
          fonts.map((each, index) => [
            `${index}.ttf`,
            buildFont(typeof each === 'string' ? font(each) : each),
          ]),
        ),
      );
    return chooseFont(shelfOf(files(families), named && files(named)), role);
  };

  it.each([
    ['its own', ['宋体', '仿宋_GB2312', '仿宋'], 'fangsong', '仿宋_GB2312', true],
    ['another cut of the style', ['SimSun', '方正仿宋_GBK'], 'fangsong', '方正仿宋_GBK', true],
    ['no 仿宋 for 宋体', ['仿宋', '方正小标宋简体', 'SimSun'], 'songti', 'SimSun', true],
    ['the nearest style', ['黑体', '宋体'], 'fangsong', '宋体', false],
    ['whatever draws Chinese', ['Arial Unicode MS'], 'kaiti', 'Arial Unicode MS', false],
    ['小标宋', ['华文中宋', 'FZXiaoBiaoSong-B05S'], 'xiaobiaosong', 'FZXiaoBiaoSong-B05S', true],
  ] as const)('takes %s', (_, families, role, family, isOfStyle) => {
    expect(choose(families, role)).toMatchObject({ family, isOfStyle });
  });

  it('passes over a font that draws no Chinese, slants, or has another weight', () => {
    const fonts = [
      font('仿宋', { draws: 'abc' }),
      font('宋体', { weight: 900 }),
      font('宋体', { isItalic: true }),
      font('宋体', { weight: 400 }),
    ];
    expect(choose(fonts, 'fangsong').face).toMatchObject({
      families: ['宋体'],
      weight: 400,
      isItalic: false,
    });
  });

  it('takes what the clerk named before the machine’s, but no other style where the machine has the right one', () => {
    expect(choose(['宋体'], 'songti', [font('思源宋体')]).family).toBe('思源宋体');
    expect(choose(['宋体'], 'songti', [font('仿宋')]).family).toBe('宋体');
    expect(choose(['黑体'], 'fangsong', [font('某某手写体')]).family).toBe('某某手写体');
  });

  it('says what stands in, and refuses where there is nothing', () => {
    const { fonts, findings } = chooseFonts(shelfOf(folderWith({ 'a.ttf': buildFont(font('宋体')) })), [
      'fangsong',
      'songti',
    ]);
    expect([fonts.fangsong.family, fonts.songti.isOfStyle]).toEqual(['宋体', true]);
    expect(findings.map(({ code, message }) => [code, message])).toEqual([
      ['font-fallback', '没有找到仿宋字体，改用“宋体”。'],
    ]);
    const refuse = () =>
      chooseFont(shelfOf(folderWith({ 'a.ttf': buildFont(font('Arial', { draws: 'a' })) })), 'heiti');
    expect(refuse).toThrow(Failure);
    expect(refuse).toThrow(
      expect.objectContaining({ finding: expect.objectContaining({ code: 'font-none' }) }),
    );
  });

  it('tells the characters that none of the fonts draws', () => {
    const faces = [
      ...readFontFile(fontFile(font('甲', { draws: '园a' }))),
      ...readFontFile(fontFile(font('乙', { draws: '𠮷' }))),
    ];
    expect(missingCharacters('𠮷园\n 𰻞a𰻞\u200b骉', faces)).toEqual(['𰻞', '骉']);
  });

  it('says which document has a character that no font of the machine draws', () => {
    const shelf = shelfOf(
      folderWith({
        'a.ttf': buildFont(font('宋体')),
        'b.ttf': buildFont(font('甲', { draws: '𠮷' })),
      }),
    );
    const chosen = [chooseFont(shelf, 'songti')];
    expect(missingGlyphs('甲园', ['年月日\n', '𠮷'], chosen, shelf)).toEqual([]);
    expect(missingGlyphs('甲园', ['𠮷𰻞', '𰻞'], chosen, shelf)).toMatchObject([
      { code: 'glyph-missing', value: '甲园', message: expect.stringContaining('：𰻞，') },
    ]);
  });
});
