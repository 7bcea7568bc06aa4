import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeGb18030 } from '../testing/encode-gb18030.ts';
import { unicodePathField } from '../testing/make-zip.ts';
import { entryName, harmlessPath } from './entry-name.ts';

const none = Buffer.alloc(0);
const nameOf = (nameBytes: Uint8Array, extra: Uint8Array = none, flags = 0) =>
  entryName({ nameBytes: Buffer.from(nameBytes), extra: Buffer.from(extra), flags });

const chinese = fc.stringMatching(/^[东湖区西岭园所信息表联通申请0-9a-z/ ._-]{1,12}$/);

describe('entryName', () => {
  it('reads GB18030, UTF-8 with its flag and without it alike', () => {
    fc.assert(
      fc.property(chinese, (name) => {
        expect(nameOf(encodeGb18030(name))).toBe(name);
        expect(nameOf(Buffer.from(name))).toBe(name);
        expect(nameOf(Buffer.from(name), none, 0x800)).toBe(name);
      }),
      { numRuns: 200 },
    );
  });

  it('reads a name of two bytes each that could be another alphabet', () => {
    // In UTF-8 the same bytes are Latin letters.
    const bytes = Buffer.from([0xc4, 0xa3, 0xca, 0xb5]);
    expect(bytes.toString('utf8')).toBe('ģʵ');
    expect(nameOf(bytes)).toBe('模实');
  });

  it('prefers the name kept beside, unless it is of another name', () => {
    const old = Buffer.from('??.xlsx');
    expect(nameOf(old, unicodePathField(old, '名单.xlsx'))).toBe('名单.xlsx');
    expect(nameOf(old, unicodePathField(Buffer.from('甲'), '名单.xlsx'))).toBe('??.xlsx');
    expect(nameOf(old, Buffer.from([0x75, 0x70, 0xff, 0xff, 1]))).toBe('??.xlsx');
  });

  it('believes no flag against the bytes, and shows no nonsense where nothing fits', () => {
    expect(nameOf(encodeGb18030('名单.xlsx'), none, 0x800)).toBe('名单.xlsx');
    expect(nameOf(Buffer.from([0x61, 0xff, 0xff, 0x2e, 0x78]))).toBe('a□.x');
  });
});

describe('harmlessPath', () => {
  it.each([
    ['东湖区/申请表1.xlsx', '东湖区/申请表1.xlsx'],
    ['../../etc/x.xlsx', 'etc/x.xlsx'],
    ['/etc/x.xlsx', 'etc/x.xlsx'],
    ['C:\\Windows\\x.xlsx', 'Windows/x.xlsx'],
    ['c:x.xlsx', 'c:x.xlsx'],
    ['东湖区\\..\\x.xlsx', '东湖区/x.xlsx'],
    ['\\\\host\\share\\x.xlsx', 'host/share/x.xlsx'],
    ['a\0b\n.xlsx', 'ab.xlsx'],
    ['表\u202Exslx.exe', '表xslx.exe'],
    ['./ /a.xlsx', 'a.xlsx'],
    ['..', '没有名字的文件'],
  ])('%j → %s', (name, path) => {
    expect(harmlessPath(name)).toBe(path);
  });

  it('never leads upwards or to a root', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[.\\/ :aC\0]{0,12}$/), (name) => {
        const path = harmlessPath(name);
        expect(path).not.toMatch(/^[/\\]|^[A-Za-z]:[/\\]|(?:^|[/\\])\.{1,2}(?:[/\\]|$)|\\|\0/);
        expect(path).not.toBe('');
      }),
      { numRuns: 300 },
    );
  });
});
