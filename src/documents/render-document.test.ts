import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { OfficialDocument } from './document.ts';
import { pageGeometry } from './geometry.ts';
import { loadProfile } from './load-profile.ts';
import { renderDocument } from './render-document.ts';
import { fullDocument } from './testing/full-document.ts';

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
  it.each([
    [8, 8],
    [9, 1],
  ])('holds the rows of a table of %i together where they are few', async (count, kept) => {
    const rows = Array.from({ length: count }, (_, index) => [{ inlines: [`第${index}行`] }]);
    const xml = partOf(
      await renderDocument(
        { title: '表', body: [{ kind: 'table', head: [[{ inlines: ['名称'] }]], rows }] },
        standard,
      ),
      'word/document.xml',
    );
    expect(/<w:tbl>.*<\/w:tbl>/su.exec(xml)?.[0].match(/<w:keepNext\/>/gu)).toHaveLength(kept);
  });

  it('marks its version around the title', async () => {
    const xml = partOf(await renderDocument({ ...notice, version: 'a1' }, standard), 'word/document.xml');
    expect(xml).toMatch(/<w:bookmarkStart w:name="ver_a1"[^>]*>.*关于开展联盟活动的通知/su);
    expect(partOf(await renderDocument(notice, standard), 'word/document.xml')).not.toContain('ver_');
  });

  it('gives the same bytes each time', async () => {
    const [one, other] = [await renderDocument(notice, standard), await renderDocument(notice, standard)];
    expect(Buffer.from(one).equals(Buffer.from(other))).toBe(true);
  });

  it.each(['Pacific/Kiritimati', 'America/Adak'])(
    'gives the same bytes in the time zone %s',
    async (zone) => {
      const here = await renderDocument(fullDocument, standard);
      const before = process.env.TZ;
      process.env.TZ = zone;
      try {
        expect(Buffer.from(await renderDocument(fullDocument, standard)).equals(Buffer.from(here))).toBe(
          true,
        );
      } finally {
        if (before === undefined) delete process.env.TZ;
        else process.env.TZ = before;
      }
    },
  );

  it('gives each bookmark and each picture an id of its own', async () => {
    const xml = partOf(await renderDocument(fullDocument, standard), 'word/document.xml');
    for (const pattern of [/<w:bookmarkStart [^>]*w:id="(\d+)"/gu, /<wp:docPr id="(\d+)"/gu]) {
      const ids = [...xml.matchAll(pattern)].map(([, id]) => id);
      expect(ids.length).toBeGreaterThan(1);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  it('names the East Asian font of every run, and the Western one', async () => {
    const bytes = await renderDocument(fullDocument, standard);
    for (const part of ['word/document.xml', 'word/footer1.xml', 'word/footer2.xml']) {
      const runs = partOf(bytes, part).match(/<w:r>.*?<\/w:r>/gsu) ?? [];
      expect(runs.length).toBeGreaterThan(0);
      for (const run of runs) {
        if (!run.includes('<w:t')) continue;
        expect(run).toMatch(/<w:rFonts(?=[^>]*w:eastAsia=)(?=[^>]*w:ascii=)(?=[^>]*w:hAnsi=)/u);
      }
    }
  });

  it('keeps a landscape page a turned portrait page', () => {
    const [upright, turned] = [pageGeometry(standard), pageGeometry(standard, true)];
    expect([turned.width, turned.height]).toEqual([upright.height, upright.width]);
    expect([turned.typeWidth, turned.typeHeight]).toEqual([upright.typeHeight, upright.typeWidth]);
    // All lines and characters of the grid fit the type area.
    expect(upright.linePitch * 22).toBeLessThanOrEqual(upright.typeHeight);
    expect(upright.characterPitch * 28).toBeLessThanOrEqual(upright.typeWidth);
    expect(upright.characterPitch * 29).toBeGreaterThan(upright.typeWidth);
    expect((320 + upright.bodySpacing) * 28).toBeLessThanOrEqual(upright.typeWidth);
    expect((320 + upright.bodySpacing) * 29).toBeGreaterThan(upright.typeWidth);
  });

  it('lays pages out as the standard measures them', async () => {
    const xml = partOf(await renderDocument(notice, standard), 'word/document.xml');
    expect(xml).toContain('w:type="linesAndChars"');
    expect(xml).toContain('w:linePitch="580"');
    expect(xml).toMatch(/w:charSpace="-84[78]"/);
    expect(xml).toMatch(/<w:pgSz w:w="11906" w:h="16838"/);
    expect(xml).toMatch(/w:top="2098" w:right="1474" w:bottom="1980" w:left="1587"/);
  });

  it('keeps a picture off the last rule of a table right above it', async () => {
    const styles = partOf(await renderDocument(fullDocument, standard), 'word/styles.xml');
    const picture = /<w:style [^>]*w:styleId="OfficialPicture".*?<\/w:style>/su.exec(styles)?.[0] ?? '';
    expect(Number(/w:before="(\d+)"/u.exec(picture)?.[1])).toBeGreaterThanOrEqual(60);
  });

  it('keeps text as it is and drops what no page can show', async () => {
    const xml = partOf(await renderDocument(notice, standard), 'word/document.xml');
    expect(xml).toContain('次，&lt;甲&gt;&amp;乙𠮷。');
    expect(xml).toContain('2026年7月3日');
  });
});
