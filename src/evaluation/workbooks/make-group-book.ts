import { sheetName } from '../../tables/sheet-style.ts';
import { parseRange } from '../../workbook/address.ts';
import { memberSubject } from '../participants.ts';
import type { Book } from './book/book.ts';
import { cellOn } from './book/write-book.ts';
import { coverTitle, type GroupEvaluation, type SheetMeaning } from './group-book.ts';
import { coverName, coverSheet } from './layout/cover-sheet.ts';
import {
  evidenceName,
  evidenceSheet,
  type OverviewEntry,
  summaryName,
  summarySheet,
} from './layout/overview-sheets.ts';
import { type MeaningfulSheet, subjectSheet } from './layout/subject-sheet.ts';

/** A group's workbook (考核评分册) and what its cells mean, by sheet name. */
export interface GroupBook extends Book {
  readonly meanings: ReadonlyMap<string, SheetMeaning>;
}

/** Lays out the workbook of a group: the same for the same evaluation. */
export function makeGroupBook(evaluation: GroupEvaluation): GroupBook {
  const names = subjectSheetNames(evaluation);
  const made: (ReturnType<typeof subjectSheet> | undefined)[] = evaluation.subjects.map(() => undefined);
  const isMember = (index: number) => evaluation.subjects[index]!.subject.of === 'member';
  const indices = evaluation.subjects.map((_, index) => index);
  // Members first: their totals enter the lead's and the group's sheets.
  for (const index of indices.filter(isMember))
    made[index] = subjectSheet(evaluation, index, names[index]!, null);
  const measured = memberSubject(evaluation.rubric)?.id;
  const totals = indices
    .filter((index) => evaluation.subjects[index]!.subject.id === measured)
    .map((index) => {
      const { top, left } = parseRange(made[index]!.cells.total)!;
      return cellOn(names[index]!, top, left);
    });
  const average = averageFormula(totals);
  for (const index of indices.filter((each) => !isMember(each))) {
    made[index] = subjectSheet(evaluation, index, names[index]!, average);
  }
  const subjects = made.map((each) => each!);
  const entries = subjects.map(({ cells }, index): OverviewEntry => ({ sheet: names[index]!, cells }));
  const evidence = evidenceSheet(evaluation, entries);
  const all: MeaningfulSheet[] = [
    coverSheet(evaluation, names),
    ...subjects,
    ...(evidence ? [evidence] : []),
    summarySheet(evaluation, entries),
  ];
  return {
    title: `${coverTitle(evaluation.year)} ${evaluation.group.name}`,
    sheets: all.map(({ sheet }) => sheet),
    meanings: new Map(all.map(({ sheet, meaning }) => [sheet.name, meaning])),
  };
}

/**
 * The members' average total with two decimals: one division of whole numbers, so that every program rounds alike. Null
 * without members.
 */
function averageFormula(totals: readonly string[]): string | null {
  if (totals.length === 0) return null;
  return `ROUND(ROUND(SUM(${totals.join(',')})*100,0)/${totals.length * 100},2)`;
}

function subjectSheetNames({ subjects }: GroupEvaluation): string[] {
  const taken = new Set([coverName, evidenceName, summaryName]);
  return subjects.map(({ name, subject }, index) => {
    const plain = sheetName(`${index + 1}.${subject.name} ${name}`);
    // A number in front makes them differ, unless a name is so odd that nothing of it is left.
    const unique = taken.has(plain) ? `${index + 1}.` : plain;
    taken.add(unique);
    return unique;
  });
}
