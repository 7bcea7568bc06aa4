import { cellAddress } from '../workbook/address.ts';
import type { Cell, CellRange } from '../workbook/sheet.ts';
import type { FormDefinition, FormField } from './definition.ts';
import type { Grid } from './grid.ts';
import { type CompiledMapping, meetsPath } from './hand-mapping.ts';
import { type Heading, meets, readHeading } from './headings.ts';

/** A cell that reads as a label, with the group label that governs it. */
export interface LabelCell {
  readonly cell: Cell;
  readonly area: CellRange;
  /** What follows a colon in the same cell. */
  readonly inLabel: string | undefined;
  readonly heading: Heading;
  /** What the clerk said it is. */
  readonly mapped?: CompiledMapping;
}

/**
 * The mapping that speaks of a label: one of its cell before one of its words. A cell only tells labels of the same
 * words apart: where something else stands in it, it means nothing.
 */
function mappingOf(
  { row, column }: Cell,
  heading: Heading,
  told: readonly CompiledMapping[],
  fields: Wordings['fields'],
): CompiledMapping | undefined {
  const ofCell = told.find(
    ({ cell, key }) =>
      cell === cellAddress(row, column) &&
      fields.some(
        ({ field, wordings }) => (key === null || field.key === key) && meetsAny(heading, wordings),
      ),
  );
  return ofCell ?? told.find(({ path }) => meetsLabel(heading, path));
}

/** Whether a label is the last part of a path told by hand; letters tell no label. */
function meetsLabel(heading: Heading, path: readonly Heading[]): boolean {
  const leaf = path.at(-1);
  return leaf !== undefined && (meetsPath([heading], [leaf], true) || meetsPath([heading], [leaf], false));
}

/** Longest text that can be a label. */
const longestLabel = 16;

/** Labels and group labels of a form with all their wordings. */
export interface Wordings {
  readonly fields: readonly { readonly field: FormField; readonly wordings: readonly Heading[] }[];
  readonly groups: readonly { readonly label: string; readonly wordings: readonly Heading[] }[];
}

const wordingsOf = new WeakMap<FormDefinition, Wordings>();

/** Reads all wordings of a form once. */
export function readWordings(definition: FormDefinition): Wordings {
  const seen = wordingsOf.get(definition);
  if (seen) return seen;
  const read = (label: string, synonyms: readonly string[]) => [label, ...synonyms].map(readHeading);
  const wordings = {
    fields: definition.fields.map((field) => ({ field, wordings: read(field.label, field.synonyms) })),
    groups: definition.groups.map(({ label, synonyms }) => ({ label, wordings: read(label, synonyms) })),
  };
  wordingsOf.set(definition, wordings);
  return wordings;
}

/** Whether a heading meets one of the wordings. */
export const meetsAny = (heading: Heading, wordings: readonly Heading[]) =>
  wordings.some((wording) => meets(heading, wording) > 0);

function areaOf(grid: Grid, cell: Cell): CellRange {
  return (
    grid.mergeAt(cell.row, cell.column) ?? {
      top: cell.row,
      bottom: cell.row,
      left: cell.column,
      right: cell.column,
    }
  );
}

/** Label cells and group cells of the rows `top`..`bottom`. */
export function findLabels(
  grid: Grid,
  { fields, groups }: Wordings,
  top: number,
  bottom: number,
  told: readonly CompiledMapping[] = [],
) {
  const labels: LabelCell[] = [];
  const groupCells: { label: string; area: CellRange; cell: Cell }[] = [];
  for (const row of grid.rows) {
    if (row.number < top || row.number > bottom) continue;
    for (const cell of row.cells) {
      if (cell.content.type !== 'text') continue;
      const text = cell.content.value;
      const colon = /^([^:：]{1,40}?)[:：]([\s\S]*)$/.exec(text);
      const front = colon?.[1] ?? text;
      if (front.replace(/\s/g, '').length > longestLabel + 12) continue;
      const heading = readHeading(front);
      if (heading.bare.length > longestLabel) continue;
      const mapped = mappingOf(cell, heading, told, fields);
      if (mapped) {
        const rest = colon?.[2]?.trim() ? colon[2] : undefined;
        labels.push({ cell, area: areaOf(grid, cell), inLabel: rest, heading, mapped });
        continue;
      }
      const group = groups.find(({ wordings }) => meetsAny(heading, wordings));
      if (group && !colon?.[2]?.trim()) {
        groupCells.push({ label: group.label, area: areaOf(grid, cell), cell });
      } else if (fields.some(({ wordings }) => meetsAny(heading, wordings))) {
        const rest = colon?.[2]?.trim() ? colon[2] : undefined;
        labels.push({ cell, area: areaOf(grid, cell), inLabel: rest, heading });
      }
    }
  }
  return { labels, groupCells };
}

/** A group label and where it stands. */
export type GroupCell = ReturnType<typeof findLabels>['groupCells'][number];

/** The group whose label stands to the left over the same rows, else the nearest above. */
function groupOf(
  label: LabelCell,
  groupCells: readonly GroupCell[],
): { covering?: string; nearest?: string } {
  const { top, left } = label.area;
  const before = groupCells.filter(({ area }) => area.top <= top && (area.right < left || area.top < top));
  const covering = before.findLast(({ area }) => area.right < left && area.bottom >= top);
  const nearest = before.reduce<GroupCell | undefined>(
    (best, group) => (best && best.area.top > group.area.top ? best : group),
    undefined,
  );
  // An unmerged group label reaches down to the next one.
  const reaches = nearest && nearest.area.top === nearest.area.bottom ? nearest : undefined;
  const within = covering ?? reaches;
  return {
    ...(within ? { covering: within.label } : {}),
    ...(nearest ? { nearest: nearest.label } : {}),
  };
}

/** The field that the clerk named; where a group stands before the label, only there. */
function mappedField(
  label: LabelCell,
  { key, path }: CompiledMapping,
  wordings: Wordings,
  groupCells: readonly GroupCell[],
): FormField | undefined {
  const above = path.at(-2);
  const { covering, nearest } = groupOf(label, groupCells);
  const group = wordings.groups.find((each) => each.label === (covering ?? nearest));
  if (above && !group?.wordings.some((wording) => meets(above, wording) > 0)) return undefined;
  return wordings.fields.find(({ field }) => field.key === key)?.field;
}

/** Which field a label names, told by its group. */
export function fieldOf(
  label: LabelCell,
  wordings: Wordings,
  groupCells: readonly GroupCell[],
): FormField | undefined {
  if (label.mapped) return mappedField(label, label.mapped, wordings, groupCells);
  const candidates = wordings.fields.filter((each) => meetsAny(label.heading, each.wordings));
  const inGroup = (group: string | undefined) =>
    group === undefined ? undefined : candidates.find(({ field }) => field.group === group)?.field;
  const { covering, nearest } = groupOf(label, groupCells);
  const found = inGroup(covering) ?? inGroup('') ?? inGroup(nearest);
  if (found) return found;
  // Without any group label only a label that occurs once in the form is certain.
  return groupCells.length === 0 && candidates.length === 1 ? candidates[0]?.field : undefined;
}
