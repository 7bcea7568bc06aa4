import { Failure, makeFinding } from '../../../findings/catalogue.ts';
import type { Finding } from '../../../findings/finding.ts';
import type { CollectedFile } from '../../../imports/collect-files.ts';
import { isOwnSheet } from '../../../imports/return-copies/problem-list.ts';
import { openWorkbook } from '../../../workbook/open.ts';
import type { Workbook } from '../../../workbook/sheet.ts';
import { officeTitle } from '../group-book.ts';
import { identityOf, readGroup, readYear } from './identity.ts';
import { type ReturnedSheet, readReturnedSheet } from './returned-sheet.ts';
import { plainText } from './sheet-map.ts';

/** A file of the batch: whose it is, as most of its sheets say, or why it was not read. */
export interface ReturnedFile {
  readonly path: string;
  readonly absolute: string;
  readonly sha256: string | null;
  readonly format: Workbook['format'] | null;
  readonly kind: 'group' | 'office' | 'other';
  readonly year: number | null;
  readonly group: { readonly id: number | null; readonly name: string } | null;
  /** `编号 … 版本 …` as it says. */
  readonly rubric: string | null;
  /** The sheet on which year, group and rubric stand, and their cells. */
  readonly place: {
    readonly sheet: string;
    readonly cells: Readonly<Record<'year' | 'group' | 'rubric', string>>;
  };
  readonly findings: readonly Finding[];
}

const nowhere = { sheet: '', cells: { year: '', group: '', rubric: '' } };

/** Reads all sheets of a workbook but those that we ourselves put into return copies. */
export async function readSheets(workbook: Workbook): Promise<ReturnedSheet[]> {
  const sheets: ReturnedSheet[] = [];
  for (const sheet of workbook.sheets)
    if (!(await isOwnSheet(sheet))) sheets.push(await readReturnedSheet(sheet));
  return sheets;
}

/** Opens a file and sees what it is. */
export async function recogniseFile(file: CollectedFile, signal: AbortSignal): Promise<ReturnedFile> {
  const bare = {
    path: file.path,
    absolute: file.absolute,
    kind: 'other',
    year: null,
    group: null,
    rubric: null,
  } as const;
  const failed = (finding: Finding): ReturnedFile => ({
    ...bare,
    sha256: null,
    format: null,
    place: nowhere,
    findings: [{ ...finding, file: file.path }],
  });
  if (file.problem) return failed(file.problem);
  let workbook: Workbook;
  try {
    workbook = await openWorkbook(file.absolute, { signal });
  } catch (error) {
    if (error instanceof Failure) return failed(error.finding);
    throw error;
  }
  try {
    const sheets = await readSheets(workbook);
    const known = { sha256: workbook.sha256, format: workbook.format };
    const office = sheets.some((sheet) => isOfficeTitle(identityOf(sheet).title));
    const told = vote(sheets);
    if (!told && office) {
      const skipped = makeFinding('evaluation-office-book', {}, { file: file.path });
      return { ...bare, ...known, kind: 'office', place: nowhere, findings: [skipped] };
    }
    if (!told) {
      const refused = makeFinding('evaluation-not-ours', {}, { file: file.path });
      return { ...bare, ...known, place: nowhere, findings: [refused] };
    }
    return { ...bare, ...known, kind: 'group', ...told, findings: [] };
  } catch (error) {
    if (error instanceof Failure) return failed(error.finding);
    throw error;
  } finally {
    await workbook.close();
  }
}

function isOfficeTitle(title: string): boolean {
  const year = /^(\d{4})/.exec(title)?.[1];
  return year !== undefined && plainText(title) === plainText(officeTitle(Number(year)));
}

/** What most sheets say of year, group and rubric; undefined where none says anything. */
function vote(
  sheets: readonly ReturnedSheet[],
): Pick<ReturnedFile, 'year' | 'group' | 'rubric' | 'place'> | undefined {
  const identities = sheets
    .map((sheet) => ({ sheet, identity: identityOf(sheet) }))
    .filter(({ identity }) => identity.group || identity.year || identity.rubric);
  const first = identities.find(({ identity }) => identity.group && (identity.year || identity.rubric));
  if (!first) return undefined;
  const most = (values: readonly (string | undefined)[]): string | null => {
    const counts = new Map<string, number>();
    for (const value of values) if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
    return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0] ?? null;
  };
  const year = most(identities.map(({ identity }) => identity.year?.text));
  const group = most(identities.map(({ identity }) => identity.group?.text));
  const { identity, sheet } = first;
  const cellOf = (key: 'year' | 'group' | 'rubric') => identity[key]?.cell ?? 'A1';
  return {
    year: year === null ? null : readYear(year),
    group: group === null ? null : readGroup(group),
    rubric: most(identities.map((each) => each.identity.rubric?.text)),
    place: {
      sheet: sheet.name,
      cells: { year: cellOf('year'), group: cellOf('group'), rubric: cellOf('rubric') },
    },
  };
}
