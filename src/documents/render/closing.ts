import type { Paragraph, TabStopDefinition } from 'docx';
import { chineseDate } from '../../common/dates.ts';
import { cleanText } from '../clean-text.ts';
import type { Attachment, Signature } from '../document.ts';
import { characterWidth } from '../text-width.ts';
import { blankLines, makeParagraph, paragraphOf } from './paragraphs.ts';
import type { Layout } from './sheet.ts';
import { runProperties } from './text-runs.ts';

const isWesternOwn = ({ profile }: Layout) => profile.western !== 'same';

/** Attachment note (附件说明), one blank line below the body; names that wrap start under their first character. */
export function attachmentNote(layout: Layout, attachments: readonly Attachment[]): Paragraph[] {
  if (attachments.length === 0) return [];
  const label = 3;
  const start = layout.profile.firstLine;
  const options = { keepNext: true };
  const lines = attachments.map(({ title }, index) => {
    const number = attachments.length > 1 ? `${index + 1}. ` : '';
    const hanging = (index === 0 ? label : 0) + characterWidth(number, isWesternOwn(layout));
    const left = start + label + characterWidth(number, isWesternOwn(layout));
    return makeParagraph(
      layout,
      { style: 'attachmentNote', element: 'body', indents: { left, hanging }, options },
      [`${index === 0 ? '附件：' : ''}${number}${oneLine(title).replace(/[。；;，,、]+$/u, '')}`],
    );
  });
  return [...blankLines(layout, 1, options), ...lines];
}

export const oneLine = (text: string): string => text.replace(/\s*[\r\n\u2028\u2029]+\s*/gu, '');

/** Signing units and date (发文机关署名、成文日期), with room for the seals or without. */
export function signatureLines(layout: Layout, signature: Signature): Paragraph[] {
  const date = chineseDate(signature.date);
  return signature.isSealed ? sealedLines(layout, signature, date) : plainLines(layout, signature, date);
}

/** One unit a line, and the date two characters in from where the unit begins, both within the right indent. */
function plainLines(layout: Layout, { units }: Signature, date: string): Paragraph[] {
  const { plainIndent } = layout.profile.signature;
  const width = (text: string) => characterWidth(text, isWesternOwn(layout));
  const longest = Math.max(0, ...units.map(width));
  // The date begins two characters after the unit; a date that is longer stays in its place, and the unit moves.
  const slack = longest - 2 - width(date);
  const dateRight = slack >= 0 ? plainIndent + slack : plainIndent;
  const unitRight = slack >= 0 ? plainIndent : plainIndent - slack;
  return [
    ...blankLines(layout, 1, { keepNext: true }),
    ...units.map((unit) => signatureLine(layout, unit, unitRight, true)),
    signatureLine(layout, date, dateRight, false),
  ];
}

/** The date four characters in, its unit centred over it; several units in rows, the last one over the date. */
function sealedLines(layout: Layout, { units }: Signature, date: string): Paragraph[] {
  const { sealedIndent } = layout.profile.signature;
  const { characters } = layout.profile.grid;
  const width = (text: string) => characterWidth(text, isWesternOwn(layout));
  const centre = characters - sealedIndent - width(date) / 2;
  const longest = Math.max(0, ...units.map(width));
  const rows = sealRows(longest, centre, characters);
  const abreast = rows.length;
  const single = units.length === 1 || abreast === 1;
  const lines: Paragraph[] = [];
  if (single) {
    units.forEach((unit, index) => {
      if (index > 0) lines.push(...blankLines(layout, 3, { keepNext: true }));
      lines.push(signatureLine(layout, unit, Math.max(0, characters - centre - width(unit) / 2), true));
    });
  } else {
    for (let from = 0; from < units.length; from += abreast) {
      if (from > 0) lines.push(...blankLines(layout, 3, { keepNext: true }));
      lines.push(unitRow(layout, units.slice(from, from + abreast), rows));
    }
  }
  return [
    ...blankLines(layout, 2, { keepNext: true }),
    ...lines,
    signatureLine(layout, date, sealedIndent, false),
  ];
}

/** Width of a seal of 42 mm in characters, and a little room. */
const sealWidth = 8.1;

/**
 * Centres of the units of a row in characters, as many as seals fit without touching, three at most; the last one
 * is over the date.
 */
function sealRows(longest: number, last: number, characters: number): number[] {
  const [three, two] = [Math.max(longest, sealWidth) / 2, Math.max(longest / 2, characters - last)];
  const apart = Math.max(longest + 1, sealWidth);
  if ((last - three) / 2 >= apart) return [three, (three + last) / 2, last];
  return last - two >= apart ? [two, last] : [last];
}

/** Units side by side, each around its own place; a row that is not full ends at the last place. */
function unitRow(layout: Layout, units: readonly string[], places: readonly number[]): Paragraph {
  const { docx, geometry } = layout;
  const used = places.slice(places.length - units.length);
  const tabStops: TabStopDefinition[] = used.map((place) => ({
    type: docx.TabStopType.CENTER,
    position: Math.round(place * geometry.characterPitch),
  }));
  const children = units.map(
    (unit) =>
      new docx.TextRun({
        ...runProperties(layout, 'body'),
        children: [new docx.Tab(), cleanText(oneLine(unit)).text],
      }),
  );
  return paragraphOf(
    layout,
    {
      style: 'signature',
      element: 'body',
      options: { keepNext: true, tabStops, alignment: docx.AlignmentType.LEFT },
    },
    children,
  );
}

function signatureLine(layout: Layout, text: string, right: number, keepNext: boolean): Paragraph {
  return makeParagraph(
    layout,
    {
      style: 'signature',
      element: 'body',
      indents: { right },
      options: { keepNext, alignment: layout.docx.AlignmentType.RIGHT },
    },
    [oneLine(text)],
  );
}
