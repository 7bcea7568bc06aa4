import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeGb18030 } from '../testing/encode-gb18030.ts';
import { type EncodingFound, EncodingScan } from './encoding.ts';

function found(bytes: Uint8Array, cuts: readonly number[] = []): EncodingFound {
  const all = Buffer.from(bytes);
  const scan = new EncodingScan(all.subarray(0, 4096));
  const bounds = [0, ...cuts.filter((cut) => cut < all.length).sort((a, b) => a - b), all.length];
  // Every piece in the same memory, as it comes from a file.
  const memory = Buffer.alloc(all.length);
  for (let index = 1; index < bounds.length; index++) {
    const length = all.copy(memory, 0, bounds[index - 1], bounds[index]);
    scan.add(memory.subarray(0, length));
    memory.fill(0xff);
  }
  return scan.finish();
}

const text = '园所名称,班级数\r\n云溪市东湖区第一幼儿园,9\r\n㐀𠮷岔路口幼儿园,12\r\n';
const utf16 = Buffer.from(text, 'utf16le');
const swapped = Buffer.from(utf16).swap16();
const whole = { doubtful: false, brokenLine: 0, lostLine: 0, nuls: 0 };

describe('encodings', () => {
  it.each<[string, Uint8Array, Partial<EncodingFound>]>([
    ['UTF-8', Buffer.from(text), { encoding: 'utf-8', mark: 0 }],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${text}`), { encoding: 'utf-8', mark: 3 }],
    ['ASCII', Buffer.from('a,b\n1,2\n'), { encoding: 'utf-8', mark: 0 }],
    ['nothing', Buffer.alloc(0), { encoding: 'utf-8', mark: 0 }],
    ['GB18030', encodeGb18030(text), { encoding: 'gb18030', mark: 0 }],
    [
      'UTF-16 LE with its mark',
      Buffer.concat([Buffer.of(0xff, 0xfe), utf16]),
      { encoding: 'utf-16le', mark: 2 },
    ],
    [
      'UTF-16 BE with its mark',
      Buffer.concat([Buffer.of(0xfe, 0xff), swapped]),
      { encoding: 'utf-16be', mark: 2 },
    ],
    ['UTF-16 LE', utf16, { encoding: 'utf-16le', mark: 0 }],
    ['UTF-16 BE', swapped, { encoding: 'utf-16be', mark: 0 }],
  ])('%s', (_, bytes, expected) => {
    expect(found(bytes)).toEqual({ ...whole, ...expected });
  });

  it('decides on the whole file: the first Chinese character may come late', () => {
    const bytes = Buffer.concat([Buffer.from('1,2,3\r\n'.repeat(50_000)), encodeGb18030(text)]);
    expect(found(bytes, [70_000, 350_001, 350_004])).toEqual({ ...whole, encoding: 'gb18030', mark: 0 });
  });

  it('keeps watching where the encoding is long clear', () => {
    const line = '云溪市东湖区第一幼儿园,9\n';
    const clear = { 'utf-8': Buffer.from(line.repeat(12_000)), gb18030: encodeGb18030(line.repeat(14_000)) };
    const other = { 'utf-8': encodeGb18030('名称\n'), gb18030: Buffer.from('星河花园\n') };
    for (const encoding of ['utf-8', 'gb18030'] as const) {
      const lines = encoding === 'utf-8' ? 12_000 : 14_000;
      const cuts = Array.from({ length: 20 }, (_, index) => (index + 1) * 20_011);
      expect(found(clear[encoding], cuts)).toEqual({ ...whole, encoding, mark: 0 });
      const mixed = Buffer.concat([clear[encoding], other[encoding], clear[encoding]]);
      expect(found(mixed, cuts)).toMatchObject({ brokenLine: lines + 1 });
    }
    const damaged = Buffer.concat([clear.gb18030, Buffer.of(0xff), clear.gb18030]);
    expect(found(damaged, [300_000])).toMatchObject({ encoding: undefined, brokenLine: 14_001 });
  });

  it('damaged UTF-8 is not taken for GB18030, and its line is told', () => {
    const bytes = Buffer.from(text.repeat(20));
    const at = bytes.indexOf('东湖', 400);
    bytes[at + 1] = 0x41;
    const line = bytes.subarray(0, at).toString('latin1').split('\n').length;
    expect(found(bytes)).toMatchObject({ encoding: 'utf-8', brokenLine: line });
    expect(found(bytes, [at + 1, at + 2])).toMatchObject({ brokenLine: line });
  });

  it.each([
    ['GB18030 cut in a character', encodeGb18030('园所\n名').subarray(0, 6), 2],
    [
      'GB18030 with a byte of no character',
      Buffer.concat([encodeGb18030('园所\n名\n'), Buffer.of(0xff, 0x41)]),
      3,
    ],
    ['UTF-16 of an odd length', Buffer.concat([Buffer.of(0xff, 0xfe), utf16, Buffer.of(0)]), 4],
    ['UTF-16 with half a character', Buffer.from('\ufeff园\n\ud842,', 'utf16le'), 2],
    [
      'UTF-8 with its mark and other bytes',
      Buffer.concat([Buffer.from('\ufeff园\n'), encodeGb18030('名称')]),
      2,
    ],
  ])('%s: broken in line', (_, bytes, brokenLine) => {
    expect(found(bytes).brokenLine).toBe(brokenLine);
  });

  it('two encodings in one file are neither; a few bytes like UTF-8 are only doubtful', () => {
    const gb18030 = encodeGb18030('园所名称\n'.repeat(20));
    const mixed = Buffer.concat([gb18030, Buffer.from('星河花园\n')]);
    expect(found(mixed)).toMatchObject({ encoding: undefined, brokenLine: 21 });
    expect(found(mixed, [162, 163, 170])).toMatchObject({ brokenLine: 21 });
    const accidents = Buffer.concat([gb18030, Buffer.from('星河\n'.repeat(10))]);
    expect(found(accidents)).toMatchObject({ encoding: 'gb18030', doubtful: true, brokenLine: 0 });
  });

  it('letters that would be of other scripts in UTF-8 are Chinese, but doubtful', () => {
    const bytes = encodeGb18030('园,模\n');
    expect(new TextDecoder('utf-8', { fatal: true }).decode(bytes)).not.toMatch(/\p{Script=Han}/u);
    expect(found(bytes)).toMatchObject({ encoding: 'gb18030', doubtful: true });
  });

  it('finds what an earlier conversion lost, and NULs', () => {
    expect(found(Buffer.from('园\n所\ufffd\n\ufffd'))).toMatchObject({ lostLine: 2, brokenLine: 0 });
    expect(found(Buffer.from('园\n所\ufffd'), [5, 8, 9])).toMatchObject({ lostLine: 2 });
    expect(found(Buffer.from('\ufeff园\n所\ufffd', 'utf16le'))).toMatchObject({ lostLine: 2 });
    expect(found(encodeGb18030('园\0\0,所\0'))).toMatchObject({ nuls: 3, encoding: 'gb18030' });
  });

  it('cuts may fall anywhere', () => {
    const sources = [Buffer.from(text), encodeGb18030(text), utf16];
    fc.assert(
      fc.property(
        fc.constantFrom(...sources),
        fc.array(fc.nat(120), { maxLength: 4 }),
        fc.option(fc.nat(80)),
        (bytes, cuts, flip) => {
          const changed = Buffer.from(bytes);
          if (flip !== null) changed[flip] = changed[flip]! ^ 0x81;
          expect(found(changed, cuts)).toEqual(found(changed));
        },
      ),
      { numRuns: 400 },
    );
  });

  it('agrees with the decoder on what is whole', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => {
        const seen = found(Buffer.concat([Buffer.from('\ufeff'), bytes]));
        let decodes = true;
        try {
          new TextDecoder('utf-8', { fatal: true }).decode(bytes);
        } catch {
          decodes = false;
        }
        expect(seen.brokenLine === 0).toBe(decodes);
      }),
      { numRuns: 2000 },
    );
  });
});

it('the encoder of these tests is right', () => {
  const kept = readFileSync(join(import.meta.dirname, '../../../fixtures/formats/园所信息表-gb18030.csv'));
  expect(encodeGb18030(new TextDecoder('gb18030').decode(kept)).equals(kept)).toBe(true);
});
