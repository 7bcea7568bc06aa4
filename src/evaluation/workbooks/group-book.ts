import { createHash } from 'node:crypto';
import type { Rubric, RubricSubject, ScorerId } from '../rubric.ts';
import type { SubjectScores } from '../scoring.ts';
import type { FormulaReader } from './layout/facts-block.ts';

/** One that is evaluated (考核对象): a group, its lead or a member, with what the ledger knows of it. */
export interface EvaluatedSubject {
  readonly subject: RubricSubject;
  /** Null where it is the group itself. */
  readonly kindergartenId: number | null;
  /** As the sheets show it; no two of a group and kind have the same. */
  readonly name: string;
  /** By fact key: what the ledger gives for the year, null where it cannot tell. */
  readonly facts: Readonly<Record<string, { readonly value: number | null; readonly basis: string | null }>>;
  /** Scores that are printed already; without them the sheet is blank. */
  readonly given?: Pick<SubjectScores, 'scores' | 'gates'> & {
    /** By indicator id. */
    readonly notes: Readonly<Record<string, string>>;
    readonly opinion: string | null;
  };
}

/** What the workbook of one group (考核评分册) is made of. */
export interface GroupEvaluation {
  readonly year: number;
  readonly rubric: Rubric;
  readonly office: string;
  readonly policy: string;
  readonly group: { readonly id: number; readonly name: string };
  readonly subjects: readonly EvaluatedSubject[];
  /** Reads a formula of the rubric. */
  readonly read: FormulaReader;
}

/** What stands in a cell that a scorer fills. */
export type Slot =
  | {
      readonly kind: 'score';
      readonly indicator: string;
      readonly scorer: ScorerId;
      readonly most: number;
      readonly label: string;
    }
  | { readonly kind: 'gate'; readonly gate: string; readonly scorer: ScorerId; readonly label: string }
  | { readonly kind: 'note'; readonly indicator: string; readonly label: string }
  | { readonly kind: 'opinion'; readonly label: string };

/** What else is worth telling apart among the locked cells. */
export type Locked = 'identity' | 'fact' | 'points' | 'total' | 'grade';

/** What the cells of a sheet of ours mean, by address (`F7`). */
export interface SheetMeaning {
  /** Index of the subject in the evaluation; null for the sheets that are about all of them. */
  readonly subject: number | null;
  readonly slots: ReadonlyMap<string, Slot>;
  readonly locked: ReadonlyMap<string, Locked>;
  /** Row of the column headings; its texts tell whether columns were moved. */
  readonly headingRow: number;
  readonly total: string | null;
}

/** Six signs by which a version of a rubric is told on paper: other points, other signs. */
export function rubricVersion(rubric: Rubric): string {
  return createHash('sha256').update(JSON.stringify(rubric)).digest('hex').slice(0, 6).toUpperCase();
}

/** Begins the texts by which a sheet says whose it is; the rest is the value. */
export const identityLabels = {
  year: '考核年度：',
  group: '所在组：',
  subject: '考核对象：',
  role: '考核类别：',
  rubric: '考核细则：',
} as const;

/** `枣庄市考核细则（编号 zaozhuang-2021，版本 3FA2B1）` */
export function rubricLine(rubric: Rubric): string {
  return `${rubric.title}（编号 ${rubric.id}，版本 ${rubricVersion(rubric)}）`;
}

/** Titles in the first cell by which our workbooks are known. */
export const coverTitle = (year: number) => `${year} 年度考核评分册`;
export const officeTitle = (year: number) => `${year} 年度考核汇总册（主管部门）`;
