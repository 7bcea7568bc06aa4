import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { OfficialDocument } from './document.ts';
import { loadProfile } from './load-profile.ts';
import { renderDocument } from './render-document.ts';

const standard = loadProfile('standard', ['templates']);

const notice: OfficialDocument = {
  title: '关于开展联盟活动的通知',
  addressee: '各联盟主导园',
  body: [
    { kind: 'heading', level: 1, inlines: ['一、总体要求'] },
    { kind: 'paragraph', inlines: ['应开展', { text: '12', figure: 'due' }, '次，<甲>&乙\u0007𠮷。'] },
  ],
  signature: { units: ['东湖区教育局'], date: '2026-07-03', isSealed: true },
};

const partOf = (bytes: Uint8Array, name: string) => strFromU8(unzipSync(bytes)[name]!);

describe('renderDocument', () => {
  it('gives the same bytes each time', async () => {
    const [one, other] = [await renderDocument(notice, standard), await renderDocument(notice, standard)];
    expect(Buffer.from(one).equals(Buffer.from(other))).toBe(true);
  });

  it('lays pages out as the standard measures them', async () => {
    const xml = partOf(await renderDocument(notice, standard), 'word/document.xml');
    expect(xml).toContain('w:type="linesAndChars"');
    expect(xml).toContain('w:linePitch="580"');
    expect(xml).toMatch(/w:charSpace="-84[78]"/);
    expect(xml).toMatch(/<w:pgSz w:w="11906" w:h="16838"/);
    expect(xml).toMatch(/w:top="2098" w:right="1474" w:bottom="1980" w:left="1587"/);
  });

  it('keeps text as it is and drops what no page can show', async () => {
    const xml = partOf(await renderDocument(notice, standard), 'word/document.xml');
    expect(xml).toContain('次，&lt;甲&gt;&amp;乙𠮷。');
    expect(xml).toContain('2026年7月3日');
  });
});
