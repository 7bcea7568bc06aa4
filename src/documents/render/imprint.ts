import type { FileChild, IParagraphOptions, Paragraph, Table } from 'docx';
import { chineseDate } from '../../common/dates.ts';
import { cleanText } from '../clean-text.ts';
import type { OfficialDocument } from '../document.ts';
import { ruleSize } from '../rule-size.ts';
import { characterWidth } from '../text-width.ts';
import { oneLine } from './closing.ts';
import { makeParagraph, paragraphOf } from './paragraphs.ts';
import type { Layout } from './sheet.ts';
import { imprintLine } from './styles-part.ts';
import { runProperties } from './text-runs.ts';

/**
 * 版记: lines in a text box at the foot of the last page's type area, the last rule on the area's edge. A text box
 * keeps to the foot in Word, WPS and LibreOffice alike, which neither a floating table nor a frame does; the text
 * above gives way to it. The small paragraph that it hangs on comes last.
 */
export function imprintBlocks(
  layout: Layout,
  imprint: NonNullable<OfficialDocument['imprint']>,
): FileChild[] {
  const { docx, geometry, profile, ids } = layout;
  const { indent, outerRule } = profile.imprint;
  const copyTo = imprint.copyTo ?? [];
  const lines: Paragraph[] = [];
  let count = 1;
  if (copyTo.length > 0) {
    const text = `${copyTo.map(oneLine).join('，')}。`;
    // The label is as wide as three characters of the smaller font.
    const label = (3 * profile.fonts.imprint.size) / profile.fonts.body.size;
    const room = geometry.typeWidth - (2 * indent + label) * geometry.characterPitch;
    const perLine = Math.floor(room / (profile.fonts.imprint.size * 20));
    count += Math.max(1, Math.ceil(characterWidth(text, false) / perLine));
    const indents = { left: indent + label, hanging: label, right: indent };
    const form = {
      style: 'imprint',
      element: 'imprint',
      indents,
    } as const;
    lines.push(makeParagraph(layout, form, [`抄送：${text}`]));
  }
  lines.push(issuedLine(layout, imprint));
  const height = count * imprintLine(geometry.linePitch) + tiny + (outerRule / 25.4) * 1440 * 2;
  const box = new docx.WpsShapeRun({
    type: 'wps',
    // The types know paragraphs only; a text box may hold a table, behind which a paragraph has to stand.
    children: [ruledTable(layout, lines) as unknown as Paragraph, tinyParagraph(layout)],
    nonVisualProperties: { txBox: '1' },
    bodyProperties: { margins: { top: 0, bottom: 0, left: 0, right: 0 }, noAutoFit: false },
    transformation: { width: geometry.typeWidth / 15, height: Math.ceil(height / 15) },
    altText: { id: String(ids.nextPicture()), name: '版记', title: '', description: '版记' },
    floating: {
      horizontalPosition: {
        relative: docx.HorizontalPositionRelativeFrom.MARGIN,
        align: docx.HorizontalPositionAlign.CENTER,
      },
      verticalPosition: {
        relative: docx.VerticalPositionRelativeFrom.MARGIN,
        align: docx.VerticalPositionAlign.BOTTOM,
      },
      wrap: { type: docx.TextWrappingType.TOP_AND_BOTTOM, side: docx.TextWrappingSide.BOTH_SIDES },
      margins: { top: 0, bottom: 0, left: 0, right: 0 },
      allowOverlap: false,
      layoutInCell: true,
    },
  });
  return [tinyParagraph(layout, [box])];
}

/** Twips: what must be a paragraph and is to take no room. */
const tiny = 20;

function tinyParagraph(layout: Layout, children: IParagraphOptions['children'] = []): Paragraph {
  const spacing = { before: 0, after: 0, line: tiny, lineRule: layout.docx.LineRuleType.EXACT };
  return paragraphOf(layout, { style: 'note', element: 'imprint', options: { spacing } }, children);
}

function issuedLine(layout: Layout, imprint: NonNullable<OfficialDocument['imprint']>): Paragraph {
  const { docx, geometry, profile } = layout;
  const { indent } = profile.imprint;
  const position = Math.round(geometry.typeWidth - indent * geometry.characterPitch);
  return paragraphOf(
    layout,
    {
      style: 'imprint',
      element: 'imprint',
      indents: { left: indent, right: indent },
      options: {
        tabStops: [{ type: docx.TabStopType.RIGHT, position }],
      },
    },
    [
      new docx.TextRun({
        ...runProperties(layout, 'imprint'),
        children: [
          cleanText(oneLine(imprint.issuedBy)).text,
          new docx.Tab(),
          `${chineseDate(imprint.issuedOn)}印发`,
        ],
      }),
    ],
  );
}

/** One row a line, as wide as the type area, without sides. */
function ruledTable({ docx, geometry, profile }: Layout, lines: readonly Paragraph[]): Table {
  const { outerRule, innerRule } = profile.imprint;
  const rule = (millimetres: number) => ({
    style: docx.BorderStyle.SINGLE,
    size: ruleSize(millimetres),
    color: '000000',
    space: 0,
  });
  const none = { style: docx.BorderStyle.NIL, size: 0, color: 'auto', space: 0 };
  const width = { size: geometry.typeWidth, type: docx.WidthType.DXA };
  const rows = lines.map((line, index) => {
    const top = rule(index === 0 ? outerRule : innerRule);
    const bottom = rule(index === lines.length - 1 ? outerRule : innerRule);
    const cell = new docx.TableCell({
      width,
      borders: { top, bottom, left: none, right: none },
      children: [line],
    });
    return new docx.TableRow({ cantSplit: true, children: [cell] });
  });
  return new docx.Table({
    rows,
    width,
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
  });
}

/** Word 2010 and later, WPS and LibreOffice know text boxes of this kind; older readers are to skip it. */
export function wrapTextBoxes(xml: string): string {
  return xml.replace(
    /<w:drawing>(?:(?!<\/w:drawing>).)*<wps:wsp>.*?<\/wps:wsp>.*?<\/w:drawing>/gsu,
    '<mc:AlternateContent><mc:Choice Requires="wps">$&</mc:Choice><mc:Fallback/></mc:AlternateContent>',
  );
}
