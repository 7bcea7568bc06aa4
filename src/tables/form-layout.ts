import { parseRange } from '../workbook/address.ts';
import type { CellRange } from '../workbook/sheet.ts';
import type { FormDefinition, FormField } from './definition.ts';
import type { FieldValue } from './record.ts';
import {
  indentPoints,
  printableArea,
  printedText,
  relabel,
  staysUnbroken,
  type TitleLine,
  titleLines,
  titleOf,
  type Wording,
} from './sheet-style.ts';
import { columnPoints, fitsOnOneLine, fitText, highestRow, innerWidth } from './text-layout.ts';

export interface FormContent {
  /** By field key. */
  readonly values: Readonly<Record<string, FieldValue | null | undefined>>;
  readonly wording: Wording;
  /** For a blank to be filled in: titles and labels are protected (without a password), the other cells free. */
  readonly isBlank?: boolean;
}

/** A cell of the form: where it stands in the grid, and its text at the size at which it fits. */
export interface LaidOutCell {
  /** Rows and columns of the grid, from 1. */
  readonly range: CellRange;
  readonly text: string;
  /** Points. */
  readonly size: number;
  /** Points that its lines take. */
  readonly textHeight: number;
  readonly part: 'label' | 'value';
  readonly align: 'centre' | 'left' | 'top-left';
  /** A number or an address that is rather made smaller than broken, and stands on one line. */
  readonly isOneLine: boolean;
  /** Where the recommending office signs: `（盖章）` and the date stand at the bottom right. */
  readonly isForSeal: boolean;
}

/** A form as it stands on its page, in points; each format draws the same. */
export interface LaidOutForm {
  readonly title: readonly TitleLine[];
  readonly columns: readonly number[];
  readonly rows: readonly number[];
  readonly cells: readonly LaidOutCell[];
  /** Keys of the fields whose text is too long to be seen whole on the page even in the smallest type. */
  readonly cut: readonly string[];
}

/** How a format keeps a long form on its page. */
export interface PageRules {
  /** The page is scaled down where rows grow beyond it (.xlsx); else type gets as small as it must. */
  readonly isScaled: boolean;
  /** Whether room for seal and date is kept below an opinion already given. */
  readonly keepsSeal: boolean;
}

/** Size below which the body is not brought; after that rows grow and the page is scaled. */
const smallestBody = 9;
/** And where the page is not scaled. */
const smallestUnscaled = 5;
/** Rows at least this high in the definition are room for writing: they give height to others in need. */
const roomy = 60;
/** What is left of a roomy row that gives, in points. */
const leastRoom = 56;
/** What is left of a row for one line that gives, in points. */
const leastLine = 27;
/** Kept free at the foot of the page: programs round heights up. */
const pageSlack = 6;

const opinionKey = 'opinion';
/** Where the recommending office signs and seals, and the day that it fills in. */
export const sealWords = ['（盖章）', '年　　月　　日'] as const;
/** Points that two lines for seal and date take. */
const sealRoom = 40;

/**
 * Lays a form out on one A4 page: the grid exactly as defined, titles above it. Rows give room to those in need, then
 * the longest texts get smaller.
 */
export function layOutForm(definition: FormDefinition, content: FormContent, rules: PageRules): LaidOutForm {
  const { labels } = content.wording;
  const { columnWidths, print } = definition;
  const title = titleLines(titleOf(definition, content.wording), columnPoints(...columnWidths));
  const titleHeight = title.reduce((sum, { height }) => sum + height, 0);
  const page = printableArea(print).height - titleHeight - pageSlack;
  const layout = arrange(definition, content, page, rules);
  const cells: LaidOutCell[] = [];
  const cut: string[] = [];
  const addLabel = (address: string, text: string) => {
    const range = rangeOf(address);
    const { size, height } = fitText(text, widthOf(definition, range), print.headerSize);
    cells.push({
      ...{ range, text, size, textHeight: height },
      ...{ part: 'label', align: 'centre', isOneLine: false, isForSeal: false },
    });
  };
  for (const group of definition.groups) addLabel(group.at, relabel(group.label, labels));
  for (const field of definition.fields) {
    addLabel(field.labelAt, relabel(field.label, labels));
    const range = rangeOf(field.valueAt);
    const text = printedText(content.values[field.key]);
    const isForSeal = field.key === opinionKey && (rules.keepsSeal || text === '');
    const height =
      layout.heights.slice(range.top - 1, range.bottom).reduce((sum, each) => sum + each, 0) -
      (isForSeal && text !== '' ? sealRoom : 0);
    const room = textRoom(definition, field);
    const unbroken = staysUnbroken(field.type);
    const fitted = fitText(text, room, layout.sizes.get(field.key)!, { height, unbroken });
    if (!fitted.fits) cut.push(field.key);
    cells.push({
      range,
      text,
      size: text === '' ? print.bodySize : fitted.size,
      textHeight: fitted.height,
      part: 'value',
      align: field.type === 'longText' ? 'top-left' : isIndented(field) ? 'left' : 'centre',
      isOneLine: unbroken && fitsOnOneLine(text, room, fitted.size),
      isForSeal,
    });
  }
  return {
    title,
    columns: columnWidths.map((width) => columnPoints(width)),
    rows: layout.heights,
    cells,
    cut,
  };
}

/** Names and what is given room over several columns (addresses) start at the left; short values are centred. */
function isIndented(field: FormField): boolean {
  const { left, right } = rangeOf(field.valueAt);
  return field.type === 'name' || field.type === 'longText' || (field.type === 'text' && right > left);
}

/** Points of width that a field's text has. */
function textRoom(definition: FormDefinition, field: FormField): number {
  return widthOf(definition, rangeOf(field.valueAt)) - (isIndented(field) ? indentPoints : 0);
}

/** @throws TypeError for an address that the loader of definitions should have refused */
function rangeOf(address: string): CellRange {
  const range = parseRange(address);
  if (!range) throw new TypeError(`not a cell range: ${address}`);
  return range;
}

function widthOf(definition: FormDefinition, range: CellRange): number {
  return innerWidth(...definition.columnWidths.slice(range.left - 1, range.right));
}

/** Type size of each field by key, and row heights. */
interface Arranged {
  readonly sizes: ReadonlyMap<string, number>;
  readonly heights: readonly number[];
}

/**
 * Type sizes and row heights that hold every text on a page with so much room. First the roomy rows give way to those
 * in need, then the other rows; then the type of the longest texts gets smaller, theirs alone; what is still too long
 * makes its row higher, and the page is scaled to hold it.
 */
function arrange(definition: FormDefinition, content: FormContent, room: number, rules: PageRules): Arranged {
  const smallest = rules.isScaled ? smallestBody : smallestUnscaled;
  const base = definition.rowHeights;
  const own = base.reduce((sum, height) => sum + height, 0);
  const page = rules.isScaled ? Math.max(room, own) : room;
  const sizes = new Map(definition.fields.map(({ key }) => [key, definition.print.bodySize]));
  for (;;) {
    const needed = neededHeights(definition, content, sizes, rules);
    for (const leastOfOthers of [Number.POSITIVE_INFINITY, leastLine]) {
      const least = base.map((height, index) => {
        if (isForSeal(definition, index)) return Math.max(needed[index]!, height);
        return Math.max(needed[index]!, Math.min(height, height >= roomy ? leastRoom : leastOfOthers));
      });
      const spare = page - least.reduce((sum, height) => sum + height, 0);
      if (spare >= 0) return { sizes, heights: handBack(base, least, spare) };
    }
    const longest = mostInNeed(definition, content, sizes, smallest);
    if (longest === undefined) {
      const heights = base.map((height, index) => {
        const own = isForSeal(definition, index) ? height : Math.min(height, leastLine);
        return Math.min(Math.max(needed[index]!, own), highestRow);
      });
      return { sizes, heights: rules.isScaled ? heights : levelTo(heights, page) };
    }
    sizes.set(longest, sizes.get(longest)! - 0.5);
  }
}

/** The field whose text goes furthest beyond its own rows and can still be brought down. */
function mostInNeed(
  definition: FormDefinition,
  content: FormContent,
  sizes: ReadonlyMap<string, number>,
  smallest: number,
): string | undefined {
  let most: { key: string; excess: number } | undefined;
  for (const field of definition.fields) {
    if (sizes.get(field.key)! <= smallest) continue;
    const { top, bottom } = rangeOf(field.valueAt);
    const own = definition.rowHeights.slice(top - 1, bottom).reduce((sum, height) => sum + height, 0);
    const excess = neededHeight(definition, content, field, sizes) - own;
    if (excess > (most?.excess ?? 0)) most = { key: field.key, excess };
  }
  return most?.key;
}

/** Takes from the highest rows what is too much for the page. */
function levelTo(heights: readonly number[], page: number): number[] {
  const sorted = [...heights].sort((a, b) => a - b);
  let rest = page;
  for (const [index, height] of sorted.entries()) {
    const level = rest / (sorted.length - index);
    if (height > level) return heights.map((each) => Math.min(each, Math.floor(level * 4) / 4));
    rest -= height;
  }
  return [...heights];
}

/** Gives spare height back to the rows that are below their own. */
function handBack(base: readonly number[], least: readonly number[], spare: number): number[] {
  const missing = base.map((height, index) => Math.max(0, height - least[index]!));
  const total = missing.reduce((sum, each) => sum + each, 0);
  const part = total === 0 ? 0 : Math.min(1, spare / total);
  return least.map((height, index) => Math.floor((height + missing[index]! * part) * 4) / 4);
}

/** Whether the row is where the recommending office signs and seals: it keeps its height. */
function isForSeal(definition: FormDefinition, row: number): boolean {
  const field = definition.fields.find((each) => each.key === opinionKey);
  if (!field) return false;
  const range = rangeOf(field.valueAt);
  return range.top - 1 <= row && row <= range.bottom - 1;
}

function neededHeights(
  definition: FormDefinition,
  content: FormContent,
  sizes: ReadonlyMap<string, number>,
  rules: PageRules,
): number[] {
  const needed = definition.rowHeights.map(() => 0);
  for (const field of definition.fields) {
    const { top, bottom } = rangeOf(field.valueAt);
    const text = neededHeight(definition, content, field, sizes);
    const isSealedBelow = rules.keepsSeal && field.key === opinionKey && text > 0;
    const share = (text + (isSealedBelow ? sealRoom : 0)) / (bottom - top + 1);
    for (let row = top - 1; row < bottom; row += 1) needed[row] = Math.max(needed[row]!, share);
  }
  return needed;
}

/** Height of a field's text in points; none where it is empty. */
function neededHeight(
  definition: FormDefinition,
  content: FormContent,
  field: FormField,
  sizes: ReadonlyMap<string, number>,
): number {
  const text = printedText(content.values[field.key]);
  if (text === '') return 0;
  return fitText(text, textRoom(definition, field), sizes.get(field.key)!, {
    height: Number.POSITIVE_INFINITY,
    unbroken: staysUnbroken(field.type),
  }).height;
}
