import fc from 'fast-check';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { bookmarkOf, figureOf } from './bookmarks.ts';
import { loadProfile } from './load-profile.ts';
import { readFigures } from './read-figures.ts';
import { renderDocument } from './render-document.ts';
import { fullDocument } from './testing/full-document.ts';

const standard = loadProfile('standard', ['templates']);

describe('bookmarkOf', () => {
  it.each([
    ['12', 1, 'fig_12_1'],
    ['cadence.due', 2, 'fig_cadence_pdue_2'],
    ['rate-Total', 1, 'fig_rate_m_utotal_1'],
  ])('names %s', (figure, occurrence, name) => {
    expect(bookmarkOf(figure, occurrence)).toBe(name);
  });

  it('gives a legal name to any id, and the id back from it', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, unit: 'binary' }),
        fc.integer({ min: 1, max: 9999 }),
        (figure, occurrence) => {
          const name = bookmarkOf(figure, occurrence);
          expect(name).toMatch(/^[a-z][a-z0-9_]{0,39}$/u);
          expect(figureOf(name, [figure])).toEqual({ figure, occurrence });
          // Word may write capitals.
          expect(figureOf(name.toUpperCase(), [figure])).toEqual({ figure, occurrence });
        },
      ),
    );
  });

  it('takes no name that is not its own', () => {
    for (const name of ['_GoBack', 'fig_', 'fig_x', 'fig_1', 'figure_a_1', 'fig_a_0', 'fig__1', '图1']) {
      if (name === 'fig__1') continue;
      expect(figureOf(name)).toBeUndefined();
    }
    expect(figureOf('figh_0123456789abcdef01234567_1')).toBeUndefined();
  });
});

describe('readFigures', () => {
  const expected = [
    { figure: 'cadence.due', occurrence: 1, text: '120' },
    { figure: 'cadence.done', occurrence: 1, text: '111' },
    { figure: 'cadence.due', occurrence: 2, text: '120' },
  ];

  it('reads back what was rendered', async () => {
    expect(await readFigures(await renderDocument(fullDocument, standard))).toEqual(expected);
  });

  it('reads a figure whose runs another program divided, marked as revised, or moved', async () => {
    const parts = unzipSync(await renderDocument(fullDocument, standard));
    const xml = strFromU8(parts['word/document.xml']!);
    const edited = xml
      .replace(
        /<w:t xml:space="preserve">111<\/w:t><\/w:r>/u,
        (run) =>
          `${run.replace('111', '1')}<w:proofErr w:type="spellStart"/><w:ins w:id="9"><w:r><w:t>13</w:t></w:r></w:ins><w:del w:id="8"><w:r><w:delText>11</w:delText></w:r></w:del>`,
      )
      .replace(
        '<w:bookmarkStart w:name="fig_cadence_pdue_1"',
        '<w:bookmarkStart w:displacedByCustomXml="next" w:name="fig_cadence_pdue_1"',
      );
    expect(edited).not.toBe(xml);
    const found = await readFigures(zipSync({ ...parts, 'word/document.xml': strToU8(edited) }));
    expect(found.map(({ text }) => text)).toEqual(['120', '113', '120']);
  });
});
