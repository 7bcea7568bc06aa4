import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeFileName, uniqueNames } from './file-names.ts';

describe('safeFileName', () => {
  it.each([
    ['云溪市第一幼儿园', '云溪市第一幼儿园'],
    ['金色摇篮（东湖区）园', '金色摇篮（东湖区）园'],
    ['a<b>c:d"e/f\\g|h?i*j', 'a＜b＞c：d＂e／f＼g｜h？i＊j'],
    ['CON', '_CON'],
    ['nul.园', '_nul.园'],
    ['COM1', '_COM1'],
    ['LPT²', '_LPT²'],
    ['CONTOSO', 'CONTOSO'],
    ['名称. . ', '名称'],
    ['..\\..\\etc', '＼..＼etc'],
    ['.隐藏', '隐藏'],
    ['换\n行\t和　空格', '换 行 和 空格'],
    ['零\u200b宽\u202e反向', '零宽反向'],
    ['', '未命名'],
    [' .. ', '未命名'],
  ])('%j becomes %j', (text, expected) => {
    expect(safeFileName(text)).toBe(expected);
  });

  it('keeps whole characters within the bound', () => {
    expect(safeFileName('园'.repeat(100))).toBe('园'.repeat(60));
    expect(safeFileName(`${'a'.repeat(178)}👨‍👩‍👧`)).toBe('a'.repeat(178));
  });

  it('gives a name that every system takes, whatever the text, and stays put', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (text) => {
        const name = safeFileName(text);
        expect(name).not.toMatch(/[<>:"/\\|?*\u0000-\u001f]/u);
        expect(name).not.toMatch(/^[. ]|[. ]$/u);
        expect(name).not.toMatch(/^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/iu);
        expect(Buffer.byteLength(name)).toBeGreaterThan(0);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(181);
        expect(name).not.toMatch(/\p{Surrogate}/u);
        expect(safeFileName(name)).toBe(name);
      }),
      { numRuns: 200 },
    );
  });
});

describe('uniqueNames', () => {
  it('numbers what Windows would take for the same name', () => {
    const unique = uniqueNames();
    expect(['花园', '花园', 'Abc', 'abc', '花园'].map(unique)).toEqual([
      '花园',
      '花园（2）',
      'Abc',
      'abc（2）',
      '花园（3）',
    ]);
  });
});
