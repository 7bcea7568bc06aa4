import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { fixedMoment, repackDeterministically } from './pack.ts';

const core = (moment: string) =>
  `<cp:coreProperties xmlns:dcterms="d"><dcterms:created xsi:type="dcterms:W3CDTF">${moment}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${moment}</dcterms:modified></cp:coreProperties>`;

function packed(moment: string, order: readonly string[], mtime: Date): Uint8Array {
  const parts: Record<string, Uint8Array> = {
    'xl/workbook.xml': strToU8('<workbook>云溪市</workbook>'),
    'docProps/core.xml': strToU8(core(moment)),
    '_rels/.rels': strToU8('<Relationships/>'),
    '[Content_Types].xml': strToU8('<Types/>'),
  };
  return zipSync(Object.fromEntries(order.map((name) => [name, parts[name]!])), { mtime, level: 1 });
}

const names = ['xl/workbook.xml', 'docProps/core.xml', '_rels/.rels', '[Content_Types].xml'];

describe('repackDeterministically', () => {
  it('gives the same bytes whatever the order, the compression and the dates were', () => {
    const one = repackDeterministically(packed('2024-01-01T00:00:00Z', names, new Date(2024, 0, 1)));
    const two = repackDeterministically(
      packed('2025-06-30T12:00:00Z', [...names].reverse(), new Date(2025, 5, 30)),
    );
    expect(Buffer.from(one).equals(Buffer.from(two))).toBe(true);
  });

  it('keeps every part, content types first', () => {
    const parts = unzipSync(
      repackDeterministically(packed('2024-01-01T00:00:00Z', names, new Date(2024, 0, 1))),
    );
    expect(Object.keys(parts)).toEqual([
      '[Content_Types].xml',
      '_rels/.rels',
      'docProps/core.xml',
      'xl/workbook.xml',
    ]);
    expect(strFromU8(parts['xl/workbook.xml']!)).toBe('<workbook>云溪市</workbook>');
    expect(strFromU8(parts['docProps/core.xml']!)).toBe(core(fixedMoment));
  });

  it('writes the moment it is given', () => {
    const moment = '2026-03-16T08:00:00Z';
    const parts = unzipSync(
      repackDeterministically(packed('2024-01-01T00:00:00Z', names, new Date(2024, 0, 1)), { moment }),
    );
    expect(strFromU8(parts['docProps/core.xml']!)).toBe(core(moment));
  });

  it('rewrites single parts', () => {
    const parts = unzipSync(
      repackDeterministically(packed('2024-01-01T00:00:00Z', names, new Date(2024, 0, 1)), {
        rewrite: { 'xl/workbook.xml': (xml) => xml.replace('云溪市', '东湖区') },
      }),
    );
    expect(strFromU8(parts['xl/workbook.xml']!)).toBe('<workbook>东湖区</workbook>');
  });
});
