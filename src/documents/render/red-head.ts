import type { Paragraph } from 'docx';
import type { OfficialDocument } from '../document.ts';
import { toTwips } from '../geometry.ts';
import { ruleSize } from '../rule-size.ts';
import { characterWidth } from '../text-width.ts';
import { oneLine } from './closing.ts';
import { blankLines, makeParagraph, paragraphOf } from './paragraphs.ts';
import type { Layout } from './sheet.ts';
import { textRuns } from './text-runs.ts';

/**
 * Red head (版头): the issuer's name, as large as the profile says or as fits one line, the document's number two
 * lines below, and the red rule as wide as the type area.
 */
export function redHead(layout: Layout, head: NonNullable<OfficialDocument['head']>): Paragraph[] {
  const { docx, geometry, profile } = layout;
  const issuer = oneLine(head.issuer);
  // Some programs round the grid down a little: a name that just fits would be broken.
  const fitting = (geometry.typeWidth * 0.97) / 20 / Math.max(1, characterWidth(issuer, false));
  const size = Math.max(profile.fonts.title.size, Math.min(profile.fonts.issuer.size, Math.floor(fitting)));
  return [
    paragraphOf(
      layout,
      {
        style: 'issuer',
        element: 'issuer',
        options: {
          alignment: docx.AlignmentType.CENTER,
          spacing: {
            before: toTwips(profile.head.above),
            after: 0,
            line: 240,
            lineRule: docx.LineRuleType.AUTO,
          },
        },
      },
      textRuns(layout, issuer, 'issuer', { size, colour: profile.head.colour }),
    ),
    ...blankLines(layout, 2),
    makeParagraph(
      layout,
      {
        style: 'number',
        element: 'body',
        options: {
          alignment: docx.AlignmentType.CENTER,
          border: {
            bottom: {
              style: docx.BorderStyle.SINGLE,
              size: ruleSize(profile.head.rule),
              color: profile.head.colour,
              space: Math.min(31, Math.round((profile.head.ruleBelow / 25.4) * 72)),
            },
          },
        },
      },
      head.number === undefined ? [] : [oneLine(head.number)],
    ),
    ...blankLines(layout, 2),
  ];
}
