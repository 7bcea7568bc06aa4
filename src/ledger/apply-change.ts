import type { ExitCode } from '../cli/command.ts';
import { flagOption } from '../cli/options.ts';
import { renderFinding } from '../cli/render-finding.ts';
import { renderJson } from '../cli/table.ts';
import type { Context } from '../context.ts';
import { Cancelled } from '../findings/catalogue.ts';
import { type Finding, findingRecord } from '../findings/finding.ts';
import type { Ledger } from '../store/ledger.ts';
import { openLedger, operationInfo } from './open-ledger.ts';

/** What a change made by hand comes to, in words. */
export interface ChangeReport {
  /** One line for each change, as `加入联盟园：甲园`. */
  readonly lines: readonly string[];
  readonly findings: readonly Finding[];
  /** What the clerk may do next, shown once the change is made. */
  readonly hint?: string;
  /** The change for `--json`, besides operation, dry run and findings. */
  readonly record?: Readonly<Record<string, unknown>>;
}

/**
 * Carries out a change made by hand as one operation: tried first and shown, then asked (`--yes` answers), then
 * applied. `--dry-run` stops after showing. Where another program wrote to the ledger between showing and applying,
 * it is shown and asked anew.
 * @throws Failure from `work`; Cancelled where the answer is no
 */
export async function applyChange(
  context: Context,
  options: Readonly<Record<string, unknown>>,
  operation: { readonly kind: string; readonly title: string },
  work: (ledger: Ledger, operation: number) => ChangeReport | Promise<ChangeReport>,
  /** What must be done once the clerk has agreed, before anything is written: files that the ledger will refer to. */
  prepare: () => Promise<void> = () => Promise.resolve(),
): Promise<ExitCode> {
  const ledger = openLedger(context);
  try {
    const info = operationInfo(context, operation.kind, operation.title);
    for (;;) {
      const stamp = ledger.stamp();
      const tried = await ledger.perform(info, ({ id }) => work(ledger, id), { dryRun: true });
      show(context, tried.result);
      if (tried.changes === 0) {
        context.stderr.write('台账已是这样，没有改动。\n');
        print(context, options, tried.result, null);
        return 0;
      }
      if (flagOption(options, 'dryRun')) {
        context.stderr.write('以上只是试算，没有写入台账。\n');
        print(context, options, tried.result, null);
        return 0;
      }
      if (!flagOption(options, 'yes')) {
        const agreed = await context.prompter.confirm({ message: '写入台账吗？', option: '--yes' });
        if (!agreed) throw new Cancelled();
      }
      await prepare();
      const done = await ledger.perform(info, (opened) => {
        // Numbers of operations follow one another: a gap means that somebody else wrote meanwhile.
        return opened.id === stamp + 1 ? work(ledger, opened.id) : null;
      });
      if (done.result === null) continue;
      context.stderr.write(`已写入台账（第 ${done.operation} 次操作）。\n`);
      if (done.result.hint) context.stderr.write(`${done.result.hint}\n`);
      print(context, options, done.result, done.operation);
      return 0;
    }
  } finally {
    ledger.close();
  }
}

/** With `--json`: the change as other programs read it; `operation` is null where nothing was written. */
function print(
  context: Context,
  options: Readonly<Record<string, unknown>>,
  { record, findings }: ChangeReport,
  operation: number | null,
): void {
  if (record === undefined || !flagOption(options, 'json')) return;
  const dryRun = flagOption(options, 'dryRun');
  context.stdout.write(renderJson({ operation, dryRun, ...record, findings: findings.map(findingRecord) }));
}

function show(context: Context, report: ChangeReport): void {
  for (const finding of report.findings) context.stderr.write(renderFinding(finding));
  for (const line of report.lines) context.stderr.write(`${line}\n`);
}
