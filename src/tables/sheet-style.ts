import type { Alignment, Borders, Fill, Font, Workbook, Worksheet } from 'exceljs';
import { orderFontProperties, repackDeterministically } from '../workbook/pack.ts';
import type { FieldType, PrintDefinition, TableDefinition } from './definition.ts';
import type { FieldValue } from './record.ts';
import { fitsOnOneLine } from './text-layout.ts';

/** Points of an A4 page: the shorter and the longer side. */
const a4 = { short: 595.3, long: 841.9 };

/** Inches; official annexes keep about two centimetres all round. */
const margins = { left: 0.6, right: 0.6, top: 0.75, bottom: 0.75, header: 0.3, footer: 0.4 };

/** Margins of a table in inches; those of many columns may go nearer to the sides of the sheet. */
export function pageMargins(print: PrintDefinition) {
  const side = print.sideMargin ?? margins.left;
  return { ...margins, left: side, right: side };
}

/** Points inside the margins. */
export function printableArea(print: PrintDefinition): { width: number; height: number } {
  const [width, height] = print.orientation === 'portrait' ? [a4.short, a4.long] : [a4.long, a4.short];
  const { left, right, top, bottom } = pageMargins(print);
  return { width: width - (left + right) * 72, height: height - (top + bottom) * 72 };
}

/** Simplified Chinese, so that a machine without the font picks another Chinese one. */
const gb2312 = 134;

const font = (name: string, size: number): Partial<Font> => ({ name, size, charset: gb2312 });
/** Title: 小标宋; a machine that lacks it shows 宋体. */
export const titleFont = (size: number) => font('方正小标宋简体', size);
/** Headings, labels and the attachment line: 黑体. */
export const headingFont = (size: number) => font('黑体', size);
export const bodyFont = (size: number) => font('宋体', size);

const line = { style: 'thin', color: { argb: 'FF000000' } } as const;
export const thinBorders: Partial<Borders> = { top: line, left: line, bottom: line, right: line };

export const centred: Partial<Alignment> = { horizontal: 'center', vertical: 'middle', wrapText: true };
export const leftAligned: Partial<Alignment> = { horizontal: 'left', vertical: 'middle', wrapText: true };

/** For names, addresses and long texts: a little off the border. */
export const indented: Partial<Alignment> = { ...leftAligned, indent: 1 };
/** Points that such an indent takes. */
export const indentPoints = 10;

/** The same side, but on one line that the showing program makes smaller where its font is wider than ours. */
export function onOneLine({ horizontal, vertical }: Partial<Alignment>): Partial<Alignment> {
  return { ...(horizontal ? { horizontal } : {}), ...(vertical ? { vertical } : {}), shrinkToFit: true };
}

/** Headings and labels stand out a little, and stay readable on a black-and-white printer. */
export const headingFill: Fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFF2F2F2' } };

/**
 * The workbook's bytes, the same for the same content. The default font becomes 宋体: the writer's own is not on every
 * Chinese machine, and column widths are counted in its digits.
 */
export async function workbookBytes(workbook: Workbook): Promise<Uint8Array> {
  return repackDeterministically(new Uint8Array(await workbook.xlsx.writeBuffer()), {
    rewrite: {
      // The writer puts a $ before the columns of a print area only, and LibreOffice then prints everything.
      'xl/workbook.xml': (xml) =>
        xml.replace(
          /(Print_Area"[^>]*>[^<]*!\$[A-Z]+)(\d+:\$[A-Z]+)(\d+<)/gu,
          (_, from: string, to: string, end: string) => `${from}$${to}$${end}`,
        ),
      'xl/styles.xml': (xml) =>
        orderFontProperties(xml).replace(
          /(<fonts\b[^>]*>)<font>.*?<\/font>/su,
          '$1<font><sz val="11"/><color theme="1"/><name val="宋体"/><charset val="134"/></font>',
        ),
    },
  });
}

/** The number format for text: what is typed later stays text too. */
export const textFormat = '@';

/** Most characters that Excel takes in one cell. */
const longestText = 32_767;

/**
 * A text as a cell can hold it: no characters that XML forbids, line feeds alone as line ends, and no `_x0041_`,
 * which readers would take for an escaped character.
 */
export function cellText(text: string): string {
  return text
    .replace(/\r\n?/gu, '\n')
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]|\p{Surrogate}/gu, '')
    .slice(0, longestText)
    .replace(/_(?=x[0-9a-f]{4}_)/giu, '_x005F_');
}

/** A value as it is printed: 是 / 否 for yes and no, nothing where it is not known. */
export function printedText(value: FieldValue | null | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? '是' : '否';
  return String(value);
}

const unbrokenTypes: ReadonlySet<FieldType> = new Set([
  'phone',
  'postcode',
  'identityCode',
  'creditCode',
  'email',
  'integer',
  'decimal',
  'longitude',
  'latitude',
  'date',
  'hours',
  'percentage',
  'money',
]);

/** Whether a value of this type should stay on one line. */
export function staysUnbroken(type: FieldType): boolean {
  return unbrokenTypes.has(type);
}

/** The words of an office and a policy in a table. */
export interface Wording {
  /** Instead of the definition's own: the policy's attachment number and title. */
  readonly heading?: { readonly attachment: string; readonly title: string } | undefined;
  /** For the title: `area` 云溪市, `slogan` “共建 共享 共成长”. */
  readonly words: Readonly<Record<string, string>>;
  /** Names in headings and titles that this policy has its own for: 主导园 → 龙头园. */
  readonly labels: Readonly<Record<string, string>>;
}

/** What stands above a table: attachment number, title with its words filled in, and the title's size. */
export function titleOf(
  definition: TableDefinition,
  wording: Wording,
): { attachment: string; title: string; size: number } {
  const { attachment, title } = wording.heading ?? {
    attachment: definition.attachment,
    title: relabel(definition.title, wording.labels),
  };
  return { attachment, title: fillWords(title, wording.words), size: definition.print.titleSize };
}

/** Replaces `{area}`, `{slogan}` … ; an unknown word leaves nothing behind. */
function fillWords(template: string, words: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/gu, (_, name: string) => words[name] ?? '');
}

/**
 * Puts other role names into a heading (`主导园` → `龙头园`). All at once, longer names first, so that no replacement is
 * replaced again and 联盟园 is not taken for 联盟.
 */
export function relabel(text: string, labels: Readonly<Record<string, string>>): string {
  const names = Object.keys(labels)
    .filter((name) => name !== '')
    .sort((a, b) => b.length - a.length);
  if (names.length === 0) return text;
  const pattern = new RegExp(
    names.map((name) => name.replace(/[$()*+.?[\\\]^{|}]/gu, '\\$&')).join('|'),
    'gu',
  );
  return text.replace(pattern, (name) => labels[name] ?? name);
}

/** A name as Excel takes it for a sheet. */
export function sheetName(text: string): string {
  return [...text.replace(/[\\/?*[\]:]/gu, '').replace(/^'+|'+$/gu, '')].slice(0, 31).join('') || '表';
}

/** A4, one page wide, centred, with a page number below. `pagesTall` 0: as many pages as it takes. */
export function setUpPage(
  sheet: Worksheet,
  print: PrintDefinition,
  options: { pagesTall: 0 | 1; area: string; titleRows?: string },
): void {
  sheet.pageSetup = {
    ...sheet.pageSetup,
    paperSize: 9,
    orientation: print.orientation,
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: options.pagesTall,
    horizontalCentered: true,
    margins: pageMargins(print),
    printArea: options.area,
    ...(options.titleRows ? { printTitlesRow: options.titleRows } : {}),
  };
  sheet.headerFooter.oddFooter = '&C&"宋体"&10第 &P 页 共 &N 页';
}

/** A line above a table. */
export interface TitleLine {
  readonly text: string;
  readonly kind: 'attachment' | 'title';
  /** Points. */
  readonly size: number;
  readonly height: number;
}

/**
 * The attachment line (附件2) and the title. The title is brought down to 16 points before it is broken into two lines.
 * @param width points of the table
 */
export function titleLines(
  title: { attachment: string; title: string; size: number },
  width: number,
): TitleLine[] {
  const lines: TitleLine[] = [];
  if (title.attachment) lines.push({ text: title.attachment, kind: 'attachment', size: 16, height: 24 });
  let size = title.size;
  while (size > 16 && !fitsOnOneLine(title.title, width, size)) size -= 1;
  const count = fitsOnOneLine(title.title, width, size) ? 1 : 2;
  lines.push({ text: title.title, kind: 'title', size, height: Math.ceil(size * 1.4 * count) + 14 });
  return lines;
}

/**
 * Writes `titleLines` above a table and gives the number of rows they took.
 * @param width points of the table
 */
export function writeTitle(
  sheet: Worksheet,
  title: { attachment: string; title: string; size: number },
  columns: number,
  width: number,
): number {
  const lines = titleLines(title, width);
  lines.forEach(({ text, kind, size, height }, index) => {
    const cell = sheet.getCell(index + 1, 1);
    const style =
      kind === 'title'
        ? { font: titleFont(size), alignment: centred }
        : { font: headingFont(size), alignment: leftAligned };
    cell.value = cellText(text);
    cell.style = { numFmt: textFormat, ...style };
    if (columns > 1) sheet.mergeCells(index + 1, 1, index + 1, columns);
    sheet.getRow(index + 1).height = height;
  });
  return lines.length;
}
