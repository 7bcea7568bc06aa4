import type { Context } from '../../../context.ts';
import { asImportReport, type EvaluationImport } from './report.ts';

/** Makes return copies (退改稿) of the workbooks with errors or warnings. */
export async function writeCopies(
  context: Context,
  outcome: EvaluationImport,
  folder: string,
): Promise<EvaluationImport> {
  const { writeReturnCopies } = await import('../../../imports/return-copies/write-copies.ts');
  const report = asImportReport(outcome);
  const known = new Set(report.files.flatMap(({ findings }) => findings));
  const written = await writeReturnCopies(context, report, { folder });
  const copies = new Map(
    written.files.flatMap(({ file, returnCopy }) =>
      returnCopy === null ? [] : [[file, returnCopy] as const],
    ),
  );
  const more = [...written.findings, ...written.files.flatMap(({ findings }) => findings)].filter(
    (finding) => !known.has(finding),
  );
  return { ...outcome, copies, findings: [...outcome.findings, ...more] };
}
