import { join } from 'node:path';
import type { Progress } from '../../cli/progress.ts';
import type { Context } from '../../context.ts';
import { Failure } from '../../findings/catalogue.ts';
import type { Finding } from '../../findings/finding.ts';
import type { Ledger } from '../../store/ledger.ts';
import { checkTarget, ensureFolder, saveFile } from '../../workbook/save.ts';
import { writeBook } from './book/write-book.ts';
import { groupEvaluation } from './group-evaluation.ts';
import { groundOf } from './issue-sheets.ts';
import { makeGroupBook } from './make-group-book.ts';
import { makeOfficeBook } from './make-office-book.ts';
import type { PlannedPolicy, SheetsPlan } from './plan-sheets.ts';

/** A workbook that was (or would be) written. */
interface MadeBook {
  readonly kind: 'group' | 'office';
  /** Absolute. */
  readonly file: string;
  readonly policy: string;
  readonly rubric: string;
  /** Null for the office's. */
  readonly group: string | null;
  /** How many are evaluated on its sheets. */
  readonly subjects: number;
}

interface SheetsResult {
  readonly files: readonly MadeBook[];
  /** Files that could not be written, and what else was to say. */
  readonly findings: readonly Finding[];
}

export interface SheetsTarget {
  /** Absolute. */
  readonly folder: string;
  readonly force: boolean;
  readonly dryRun: boolean;
  readonly on: string;
  /** Scores that have come in are printed. */
  readonly isFilled: boolean;
}

/** Makes the workbooks one after the other: memory does not grow with their number. A file that cannot be written is a finding. */
export async function makeSheets(
  context: Context,
  ledger: Ledger,
  plan: SheetsPlan,
  target: SheetsTarget,
  progress: Progress,
): Promise<SheetsResult> {
  const files: MadeBook[] = [];
  const findings: Finding[] = [];
  if (!target.dryRun) await ensureFolder(target.folder);
  const save = async (made: MadeBook, bytes: () => Uint8Array | Promise<Uint8Array>) => {
    try {
      await checkTarget(made.file, { force: target.force });
      const content = await bytes();
      if (!target.dryRun) await saveFile(made.file, content, { force: target.force });
      files.push(made);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      findings.push(error.finding);
    }
  };
  const count = plan.policies.reduce((sum, { groups }) => sum + groups.length, 0);
  let number = 0;
  for (const planned of plan.policies) {
    const ground = groundOf(context, ledger, planned, { ...target, year: plan.year });
    for (const { group, file } of planned.groups) {
      context.signal.throwIfAborted();
      number += 1;
      progress.step(`第 ${number}/${count} 份`);
      const { evaluation } = groupEvaluation(ground, group);
      const subjects = evaluation.subjects.length;
      const made = { ...common(planned), kind: 'group', group: group.name, subjects } as const;
      await save({ ...made, file: join(target.folder, file) }, () => writeBook(makeGroupBook(evaluation)));
    }
    const office = await makeOfficeBook(context, ledger, planned, ground);
    findings.push(...office.findings);
    const made = { ...common(planned), kind: 'office', group: null, subjects: office.subjects } as const;
    await save({ ...made, file: join(target.folder, planned.officeFile) }, () => writeBook(office.book));
  }
  return { files, findings };
}

function common({ policyId, rubric }: PlannedPolicy) {
  return { policy: policyId, rubric: rubric.id };
}
