import type { FileChild, IBorderOptions } from 'docx';
import { cleanText } from '../clean-text.ts';
import type { OfficialDocument } from '../document.ts';
import { dateInWords, oneLine } from './closing.ts';
import { makeParagraph, paragraphOf } from './paragraphs.ts';
import type { Layout } from './sheet.ts';
import { runProperties } from './text-runs.ts';

/** Eighths of a point, in which Word measures rules. */
export const ruleSize = (millimetres: number): number =>
  Math.max(2, Math.round((millimetres / 25.4) * 72 * 8));

/**
 * 版记: a table without sides that floats at the foot of the last page's type area, its last rule on the area's
 * edge. The small paragraph behind it is what it is anchored to.
 */
export function imprintBlocks(
  layout: Layout,
  imprint: NonNullable<OfficialDocument['imprint']>,
): FileChild[] {
  const { docx, geometry, profile } = layout;
  const { outerRule, innerRule, indent } = profile.imprint;
  const rule = (width: number): IBorderOptions => ({
    style: docx.BorderStyle.SINGLE,
    size: ruleSize(width),
    color: '000000',
    space: 0,
  });
  const none: IBorderOptions = { style: docx.BorderStyle.NIL, size: 0, color: 'auto', space: 0 };
  const label = 3;
  const copyTo = imprint.copyTo ?? [];
  const lines = [
    ...(copyTo.length > 0
      ? [
          makeParagraph(
            layout,
            {
              style: 'imprint',
              element: 'imprint',
              indents: {
                left: indent + label * (profile.fonts.imprint.size / profile.fonts.body.size),
                right: indent,
                hanging: label * (profile.fonts.imprint.size / profile.fonts.body.size),
              },
            },
            [`抄送：${copyTo.map(oneLine).join('，')}。`],
          ),
        ]
      : []),
    paragraphOf(
      layout,
      {
        style: 'imprint',
        element: 'imprint',
        indents: { left: indent, right: indent },
        options: {
          tabStops: [
            {
              type: docx.TabStopType.RIGHT,
              position: Math.round(geometry.typeWidth - indent * geometry.characterPitch),
            },
          ],
        },
      },
      [
        new docx.TextRun({
          ...runProperties(layout, 'imprint'),
          children: [
            cleanText(oneLine(imprint.issuedBy)).text,
            new docx.Tab(),
            `${dateInWords(imprint.issuedOn)}印发`,
          ],
        }),
      ],
    ),
  ];
  const table = new docx.Table({
    rows: lines.map(
      (line, index) =>
        new docx.TableRow({
          cantSplit: true,
          children: [
            new docx.TableCell({
              width: { size: geometry.typeWidth, type: docx.WidthType.DXA },
              borders: {
                top: rule(index === 0 ? outerRule : innerRule),
                bottom: rule(index === lines.length - 1 ? outerRule : innerRule),
                left: none,
                right: none,
              },
              children: [line],
            }),
          ],
        }),
    ),
    width: { size: geometry.typeWidth, type: docx.WidthType.DXA },
    columnWidths: [geometry.typeWidth],
    layout: docx.TableLayoutType.FIXED,
    margins: { left: 0, right: 0, top: 0, bottom: 0, marginUnitType: docx.WidthType.DXA },
    borders: {
      top: none,
      bottom: none,
      left: none,
      right: none,
      insideHorizontal: none,
      insideVertical: none,
    },
    float: {
      horizontalAnchor: docx.TableAnchorType.MARGIN,
      verticalAnchor: docx.TableAnchorType.MARGIN,
      relativeHorizontalPosition: docx.RelativeHorizontalPosition.CENTER,
      relativeVerticalPosition: docx.RelativeVerticalPosition.BOTTOM,
      leftFromText: 0,
      rightFromText: 0,
    },
  });
  const anchor = makeParagraph(
    layout,
    {
      style: 'note',
      element: 'imprint',
      options: { spacing: { before: 0, after: 0, line: 20, lineRule: docx.LineRuleType.EXACT } },
    },
    [],
  );
  return [table, anchor];
}
