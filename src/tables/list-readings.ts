import { makeFinding } from '../findings/catalogue.ts';
import type { Finding } from '../findings/finding.ts';
import { columnLetters } from '../workbook/address.ts';
import type { Sheet } from '../workbook/sheet.ts';
import { columnLabel, compileList } from './compiled.ts';
import type { ListDefinition, TableDefinition } from './definition.ts';
import { compactText } from './fields/cell-text.ts';
import { findHeader, leastRelated } from './find-header.ts';
import type { Grid } from './grid.ts';
import { compileMappings, fieldPath, type HandMapping, isLetters, nearTexts } from './hand-mapping.ts';
import type { HeaderMatch } from './header-block.ts';
import { headerText } from './header-path.ts';
import { differencesOf, headerQuestions, headerRows } from './header-questions.ts';
import { type Heading, readHeading } from './headings.ts';
import type { AppliedMapping, ReadingQuestion, TableLocation } from './record.ts';

/** Headings named in a message. */
const namedHeadings = 24;

/** One way to read the sheet. */
export interface Reading {
  readonly definition: TableDefinition;
  readonly locations: readonly TableLocation[];
  readonly findings: readonly Finding[];
  /** Whether everything the table needs is there. */
  readonly complete: boolean;
  /** How many columns that the table needs are not there. */
  readonly lacking: number;
  /** What a person could say so that it became complete. */
  readonly question?: ReadingQuestion | undefined;
  readonly score: number;
  /** Words above the table, or the sheet's name, speak for it. */
  readonly named: 'title' | 'sheet' | null;
}

/** Headings for a message; of very many the first ones. */
export function listed(texts: readonly string[]): string {
  if (texts.length === 0) return '无';
  const more = texts.length > namedHeadings ? ` 等 ${texts.length} 个` : '';
  return texts.slice(0, namedHeadings).join('、') + more;
}

/** Whether the title rows above `top`, or else the sheet's name, speak for a table. */
export function namedBy(
  grid: Grid,
  sheet: Sheet,
  top: number,
  definition: TableDefinition,
): Reading['named'] {
  const words = definition.titleWords.map(compactText);
  const speaks = (text: string) => words.some((word) => compactText(text).includes(word));
  for (const row of grid.rows) {
    if (row.number >= top) break;
    if (row.cells.some((cell) => cell.content.type === 'text' && speaks(cell.content.value))) return 'title';
  }
  return speaks(sheet.name) ? 'sheet' : null;
}

/** The parent wordings of all lists: 主导园, 龙头园, 联盟园 … */
function roleHeadings(all: readonly TableDefinition[]): Heading[] {
  return all.flatMap((definition) =>
    definition.kind === 'list'
      ? Object.entries(definition.parents).flatMap(([name, others]) => [name, ...others].map(readHeading))
      : [],
  );
}

/** What lists are read with besides the sheet. */
export interface ListTools {
  /** All definitions: they tell which words are roles. */
  readonly all: readonly TableDefinition[];
  /** The table was named by the clerk. */
  readonly asked: boolean;
  /** Headings told by hand. */
  readonly mappings: readonly HandMapping[];
}

/** A list's best reading of the sheet, where there is enough to speak of one. */
export function readListOf(
  sheet: Sheet,
  grid: Grid,
  definition: ListDefinition,
  { all, asked, mappings }: ListTools,
): Reading | undefined {
  const told = compileMappings(definition, mappings);
  const found = findHeader(grid, compileList(definition), roleHeadings(all), told);
  if (!found) return undefined;
  const named = namedBy(grid, sheet, found.header.top, definition);
  if (!isEvidence(found.header, named, asked)) return undefined;
  return readingOf(sheet, grid, found.header, found.other, named);
}

/** Whether enough headings speak for the table to say anything about it at all. */
function isEvidence(match: HeaderMatch, named: Reading['named'], asked: boolean): boolean {
  const complete = match.missing.length === 0;
  const share = match.matched / Math.max(1, match.headers.length);
  if (asked) return match.matched >= 1;
  const byHand = match.byHand.filter(({ column }) => column !== null);
  if (byHand.length > 0 && (complete || byHand.some(({ mapping }) => !isLetters(mapping.from)))) return true;
  if (named === 'title' && match.related >= leastRelated) return true;
  if (match.matched < 2) return false;
  if (named) return true;
  return complete ? share >= 0.3 || match.matched >= 5 : match.matched >= 3 && share >= 0.5;
}

function readingOf(
  sheet: Sheet,
  grid: Grid,
  match: HeaderMatch,
  other: HeaderMatch | undefined,
  named: Reading['named'],
): Reading {
  const { definition } = match.list;
  const findings: Finding[] = [];
  const ask = headerQuestions(grid, match);
  const table = definition.name;
  const place = { sheet: sheet.name };
  const headings = listed(match.headers.map(headerText));
  for (const duplicate of match.duplicates) {
    const option = ask.mapOption(duplicate.cells[0] ?? '', duplicate.column);
    findings.push(
      makeFinding(
        'column-duplicate',
        { table, field: columnLabel(duplicate.column), cells: duplicate.cells.join('、'), option },
        { ...place, cell: duplicate.cells[0] },
      ),
    );
  }
  for (const { heading, cell, columns } of match.unclear) {
    const fields = columns.map((column) => `“${columnLabel(column)}”`).join('又像');
    const option = columns[0] ? ask.mapOption(cell, columns[0]) : '';
    findings.push(
      makeFinding('heading-ambiguous', { table, value: heading, fields, option }, { ...place, cell }),
    );
  }
  if (other && match.missing.length === 0) {
    const rows = [match, other].map((each) => headerRows(each)).join('、');
    const parameters = {
      table,
      rows,
      differences: differencesOf(match, other),
      option: ask.rowOption(match, other),
    };
    findings.push(makeFinding('header-ambiguous', parameters, { ...place, cell: `A${match.top}` }));
  }
  if (match.missing.length > 0) {
    const missing = match.missing.map(columnLabel).join('、');
    findings.push(
      makeFinding(
        'column-missing',
        { table, missing, headings, row: match.top, advice: ask.advice() },
        { ...place, cell: `A${match.top}` },
      ),
    );
  }
  const complete = findings.length === 0;
  if (complete) findings.push(...remarks(sheet, grid, match));
  const question = complete ? undefined : ask.question(sheet.name, other);
  return {
    definition,
    complete,
    lacking: match.missing.length,
    question,
    named,
    findings,
    score: match.score,
    locations: [
      {
        table: definition.id,
        sheet: sheet.name,
        sheetIndex: sheet.index,
        headerTop: match.top,
        headerBottom: match.bottom,
        columns: match.columns,
        unknownHeadings: match.unknown,
        confidence: match.wording,
        layout: match.layout,
        byHand: match.byHand.map(
          ({ mapping, column, heading, cell }): AppliedMapping => ({
            mapping,
            key: column?.key ?? null,
            label: column ? columnLabel(column) : null,
            heading,
            cell,
          }),
        ),
      },
    ],
  };
}

/** What is to be said about a header that can be read. */
function remarks(sheet: Sheet, grid: Grid, match: HeaderMatch): Finding[] {
  const findings: Finding[] = [];
  const place = { sheet: sheet.name };
  if (match.byOrder) {
    const fields = match.list.columns.filter(({ parents }) => parents.length > 0);
    findings.push(
      makeFinding(
        'columns-by-order',
        { fields: fields.map(({ column }) => columnLabel(column)).join('、') },
        { ...place, cell: `A${match.top}` },
      ),
    );
  }
  for (const { column, heading, cell } of match.loose) {
    const parameters = { value: heading, field: columnLabel(column) };
    findings.push(makeFinding('heading-loose', parameters, { ...place, cell }));
  }
  const { definition } = match.list;
  const open = definition.columns.filter(({ key }) => match.columns[key] === undefined);
  const fields = open.map(({ key }) => fieldPath(definition, key));
  const { samplesOf } = headerQuestions(grid, match);
  for (const { heading, cell } of match.unknown) {
    const [near = '表样里的栏目名'] = nearTexts(heading, fields, 1);
    const option = `--map "${heading.replaceAll('·', '>')}=${near}"`;
    const parameters = { value: heading, samples: samplesOf(cell), option };
    findings.push(makeFinding('heading-unknown', parameters, { ...place, cell }));
  }
  const isHidden = (column: number) =>
    sheet.hiddenColumns.some((hidden) => column >= hidden.from && column <= hidden.to);
  const hidden = Object.values(match.columns).filter(isHidden);
  if (hidden.length > 0) {
    const letters = hidden
      .sort((one, other) => one - other)
      .map(columnLetters)
      .join('、');
    findings.push(makeFinding('hidden-columns', { columns: letters }, place));
  }
  return findings;
}
