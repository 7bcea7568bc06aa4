import { basename } from 'node:path';
import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption, flagOption, namesOption, requiredText, textOption } from '../../cli/options.ts';
import { startProgress } from '../../cli/progress.ts';
import { renderFinding } from '../../cli/render-finding.ts';
import { renderJson } from '../../cli/table.ts';
import { absolutePath, type Context, today } from '../../context.ts';
import { Failure } from '../../findings/catalogue.ts';
import { findingRecord } from '../../findings/finding.ts';
import { openLedger, operationInfo } from '../../ledger/open-ledger.ts';
import type { Ledger } from '../../store/ledger.ts';
import { groundOf, recordIssue } from '../workbooks/issue-sheets.ts';
import { makeSheets, type SheetsTarget } from '../workbooks/make-sheets.ts';
import { planSheets, type SheetsPlan } from '../workbooks/plan-sheets.ts';

type Options = Readonly<Record<string, unknown>>;

export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const year = evaluatedYear(requiredText(options, 'year'));
  const target: SheetsTarget = {
    folder: absolutePath(context, await folderFrom(context, options, year)),
    force: flagOption(options, 'force'),
    dryRun: flagOption(options, 'dryRun'),
    on: dateOption(options, 'on') ?? today(context),
    isFilled: flagOption(options, 'filled'),
  };
  const ledger = openLedger(context);
  try {
    const plan = planSheets(context, ledger, {
      year,
      policy: textOption(options, 'policy'),
      rubric: textOption(options, 'rubric'),
      groups: namesOption(options, 'group'),
    });
    const progress = startProgress(context, '正在制作考核评分册');
    const result = await makeSheets(context, ledger, plan, target, progress).finally(() => progress.end());
    const operation =
      target.dryRun || result.files.length === 0
        ? null
        : await record(
            context,
            ledger,
            plan,
            target,
            new Set(result.files.map(({ file }) => basename(file))),
          );
    const findings = [...plan.findings, ...result.findings];
    for (const finding of findings) context.stderr.write(renderFinding(finding));
    if (flagOption(options, 'json')) {
      const record = { year, folder: target.folder, operation, dryRun: target.dryRun, files: result.files };
      context.stdout.write(renderJson({ ...record, findings: findings.map(findingRecord) }));
    } else context.stdout.write(result.files.map(({ file }) => `${file}\n`).join(''));
    const groups = result.files.filter(({ kind }) => kind === 'group').length;
    const done = target.dryRun ? '试运行：将写入' : '已写入';
    context.stderr.write(
      `${done} ${groups} 份考核评分册和 ${result.files.length - groups} 份汇总册，文件夹：${target.folder}\n`,
    );
    if (!target.dryRun && groups > 0) {
      context.stderr.write('填好交回后，用 youlian evaluate import 导入。\n');
    }
    const errors = findings.filter(({ severity }) => severity === 'error');
    if (errors.length === 0) return 0;
    return result.files.length === 0 ? 2 : 1;
  } finally {
    ledger.close();
  }
}

/** @throws Failure `option-value` */
function evaluatedYear(text: string): number {
  const year = /^\d{4}$/.test(text) ? Number(text) : 0;
  if (year >= 1990 && year <= 2100) return year;
  throw new Failure('option-value', { option: '--year', value: text, expected: '应是四位的年份，如 2026' });
}

async function folderFrom(context: Context, options: Options, year: number): Promise<string> {
  const given = textOption(options, 'output');
  if (given !== undefined) return given;
  const initial = `考核评分册${year}`;
  const answer = await context.prompter.input({
    message: '评分册放在哪个文件夹？',
    option: '--output 文件夹',
    initial,
  });
  return answer.trim() || initial;
}

/** One operation: which sheets went out, with which facts. Null where the ledger knew it all. */
async function record(
  context: Context,
  ledger: Ledger,
  plan: SheetsPlan,
  target: SheetsTarget,
  written: ReadonlySet<string>,
): Promise<number | null> {
  const info = operationInfo(context, 'evaluation-sheets', `发出 ${plan.year} 年度考核评分册`);
  const { operation } = await ledger.perform(info, () => {
    for (const planned of plan.policies) {
      const ground = groundOf(context, ledger, planned, { ...target, year: plan.year });
      recordIssue(
        ledger,
        { ...planned, groups: planned.groups.filter(({ file }) => written.has(file)) },
        ground,
        target.on,
      );
    }
  });
  return operation;
}
