import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { flagOption, textOption } from '../../cli/options.ts';
import { startProgress } from '../../cli/progress.ts';
import { renderJson } from '../../cli/table.ts';
import { type Context, today } from '../../context.ts';
import { Cancelled, Failure } from '../../findings/catalogue.ts';
import { type Collection, collectFiles } from '../../imports/collect-files.ts';
import { unpackArchives } from '../../imports/unpack-archives.ts';
import { UnpackedFiles } from '../../imports/unpacked-files.ts';
import { openLedger, operationInfo } from '../../ledger/open-ledger.ts';
import type { Ledger } from '../../store/ledger.ts';
import { judgeBatch } from '../workbooks/returned/import-returned.ts';
import { renderImport, renderSubjects } from '../workbooks/returned/render-import.ts';
import { type EvaluationImport, importedExitCode, importedRecord } from '../workbooks/returned/report.ts';
import { settleBatch } from '../workbooks/returned/settle-batch.ts';
import { storeBatch } from '../workbooks/returned/store-batch.ts';
import { writeCopies } from '../workbooks/returned/write-copies.ts';

interface Request {
  readonly year: number | undefined;
  readonly returnDir: string | undefined;
  readonly dryRun: boolean;
  readonly yes: boolean;
}

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const { options } = input;
  const paths = (input.arguments[0] ?? []) as string[];
  const request: Request = {
    year: yearOption(textOption(options, 'year')),
    returnDir: textOption(options, 'returnDir'),
    dryRun: flagOption(options, 'dryRun'),
    yes: flagOption(options, 'yes'),
  };
  const collection = collectFiles(context, paths);
  if (collection.files.length === 0) throw new Failure('nothing-to-import', { value: paths.join('、') });
  const unpacked = new UnpackedFiles(context.now);
  try {
    const files = await unpackArchives(collection, unpacked, { signal: context.signal });
    const ledger = openLedger(context);
    let outcome: EvaluationImport;
    try {
      outcome = await importBatch(context, ledger, files, request);
    } finally {
      ledger.close();
    }
    if (request.returnDir !== undefined && !request.dryRun) {
      outcome = await writeCopies(context, outcome, request.returnDir);
    }
    if (flagOption(options, 'json')) context.stdout.write(renderJson(importedRecord(outcome)));
    else context.stdout.write(renderSubjects(outcome, context.ambiguousIsWide));
    for (const [file, copy] of outcome.copies) context.stderr.write(`退改稿：${file} → ${copy}\n`);
    return importedExitCode(outcome);
  } finally {
    await unpacked.close();
  }
}

/** @throws Failure `option-value` */
function yearOption(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^(?:19|20)\d{2}$/.test(text)) return Number(text);
  throw new Failure('option-value', { option: '--year', value: text, expected: '应是四位的年份，如 2026' });
}

/** Plan, show, ask, apply as one operation; made anew where somebody else wrote meanwhile. */
async function importBatch(
  context: Context,
  ledger: Ledger,
  files: Collection,
  { year, dryRun, yes }: Request,
): Promise<EvaluationImport> {
  const info = operationInfo(context, 'evaluation-import', '导入考核评分');
  const on = today(context);
  for (;;) {
    const stamp = ledger.stamp();
    const progress = startProgress(context, '正在读考核评分册');
    const batch = await judgeBatch(context, ledger, files.files, year, progress).finally(() =>
      progress.end(),
    );
    const settled = settleBatch(batch);
    const store = () => storeBatch(ledger, settled, batch.year ?? 0, on);
    const tried = await ledger.perform(info, store, { dryRun: true });
    const common = {
      batch,
      settled,
      findings: [...files.findings, ...batch.findings],
      copies: new Map<string, string>(),
    };
    const plan: EvaluationImport = { ...common, stored: tried.result, operation: null, dryRun };
    context.stderr.write(renderImport(plan));
    if (tried.changes === 0 || dryRun) {
      context.stderr.write(dryRun ? '只是核对（--dry-run），没有写入台账。\n' : '台账没有改动。\n');
      return plan;
    }
    if (
      !yes &&
      !(await context.prompter.confirm({
        message: '按核对结果写入台账吗？',
        option: '--yes（或 --dry-run 只核对）',
      }))
    ) {
      throw new Cancelled();
    }
    const done = await ledger.perform(info, ({ id }) => (id === stamp + 1 ? store() : null));
    if (done.result === null) continue;
    context.stderr.write(`已写入台账（第 ${done.operation} 次操作）。\n`);
    return { ...plan, stored: done.result, operation: done.operation };
  }
}
