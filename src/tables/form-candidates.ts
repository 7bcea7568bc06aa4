import { cellAddress } from '../workbook/address.ts';
import type { Sheet } from '../workbook/sheet.ts';
import type { FormDefinition } from './definition.ts';
import { contentText } from './fields/cell-text.ts';
import {
  findLabels,
  type GroupCell,
  type LabelCell,
  meetsAny,
  readWordings,
  type Wordings,
} from './form-labels.ts';
import { type FormScan, formFieldLabel, scanForm } from './form-scan.ts';
import type { Grid } from './grid.ts';
import { compileMappings, type HandMapping } from './hand-mapping.ts';
import { readHeading } from './headings.ts';
import type { AppliedMapping, FormPlace, TableLocation } from './record.ts';

/** Where forms begin: at each occurrence of the first group's label, else of the first required field's. */
function formStarts(
  wordings: Wordings,
  labels: readonly LabelCell[],
  groupCells: readonly GroupCell[],
): number[] {
  const first = wordings.groups[0]?.label;
  const byGroup = groupCells.filter(({ label }) => label === first).map(({ area }) => area.top);
  const required = wordings.fields.find(({ field }) => field.required);
  const byField = labels
    .filter(({ heading }) => required && meetsAny(heading, required.wordings))
    .map(({ area }) => area.top);
  const starts = byGroup.length > 0 ? byGroup : groupCells.length > 0 ? [] : byField.slice(0, 1);
  return [...new Set(starts)].sort((one, other) => one - other);
}

/** Least share of labels without which a sheet is no form, and how many rows they must stand in. */
const leastShare = 0.4;
const leastRows = 3;

/** The labels of the rows `from`..`to` that were read as a clerk said. */
function handReadings(
  scan: FormScan,
  labels: readonly LabelCell[],
  from: number,
  to: number,
  given: readonly HandMapping[],
): Pick<TableLocation, 'byHand' | 'remembered'> {
  const byHand = labels.flatMap(({ cell, mapped }): AppliedMapping[] => {
    if (!mapped || cell.row < from || cell.row > to) return [];
    const field = mapped.key === null ? undefined : scan.labels.get(mapped.key)?.field;
    if (mapped.key !== null && !field) return [];
    const label = field ? formFieldLabel(field) : null;
    const heading = contentText(cell.content).split(/[:：]/u)[0] ?? '';
    const place = cellAddress(cell.row, cell.column);
    return [{ mapping: mapped.mapping, key: mapped.key, label, heading, cell: place }];
  });
  if (byHand.length === 0) return {};
  return { byHand, remembered: !byHand.some(({ mapping }) => given.includes(mapping)) };
}

/** The labels that the form is known by without any word of a clerk's: a sender's layout. */
function layoutOf(scan: FormScan): string {
  const known = [...scan.labels.values()].filter(({ mapped }) => mapped === undefined);
  return known
    .sort((one, other) => one.cell.row - other.cell.row || one.cell.column - other.cell.column)
    .map(({ cell }) => readHeading(contentText(cell.content).split(/[:：]/u)[0] ?? '').full)
    .join('|');
}

/**
 * The forms of a definition on a grid, from the top down. `mappings` are the labels told by hand; of them `given`
 * now, the others remembered.
 */
export function formCandidates(
  grid: Grid,
  sheet: Pick<Sheet, 'name' | 'index'>,
  definition: FormDefinition,
  mappings: readonly HandMapping[] = [],
  given: readonly HandMapping[] = mappings,
): { location: TableLocation; score: number }[] {
  const wordings = readWordings(definition);
  const told = compileMappings(definition, mappings);
  const all = findLabels(grid, wordings, 1, grid.lastRow, told);
  const starts = formStarts(wordings, all.labels, all.groupCells);
  if (starts.length === 0) starts.push(1);
  return starts.flatMap((start, index) => {
    const from = index === 0 ? 1 : start;
    const to = (starts[index + 1] ?? grid.lastRow + 1) - 1;
    const scan = scanForm(grid, definition, from, to, mappings);
    const found = [...scan.labels.values()];
    const rows = new Set(found.map(({ cell }) => cell.row)).size;
    const share = found.length / definition.fields.length;
    if (share < leastShare || rows < leastRows) return [];
    const columns: Record<string, number> = {};
    const labels: Record<string, FormPlace> = {};
    for (const [key, label] of scan.labels) {
      const own = cellAddress(label.cell.row, label.cell.column);
      columns[key] = label.values[0]?.column ?? label.area.right + 1;
      labels[key] = { label: own, value: label.address, inLabel: label.inLabel !== undefined };
    }
    return [
      {
        score: found.length,
        location: {
          table: definition.id,
          sheet: sheet.name,
          sheetIndex: sheet.index,
          headerTop: scan.top,
          headerBottom: scan.bottom,
          columns,
          labels,
          unknownHeadings: [],
          confidence: Math.min(1, share),
          layout: layoutOf(scan),
          ...handReadings(scan, all.labels, from, to, given),
        },
      },
    ];
  });
}
