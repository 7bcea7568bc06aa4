import { join } from 'node:path';
import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { flagOption, textOption } from '../../cli/options.ts';
import { type Progress, startProgress } from '../../cli/progress.ts';
import { renderFinding } from '../../cli/render-finding.ts';
import { renderJson } from '../../cli/table.ts';
import { absolutePath, type Context, today } from '../../context.ts';
import { fullNumbersNotice } from '../../exports/output.ts';
import { policyForExport } from '../../exports/policy-for-export.ts';
import { wordingOf } from '../../exports/wording.ts';
import { Failure, makeFinding } from '../../findings/catalogue.ts';
import { type Finding, findingRecord } from '../../findings/finding.ts';
import { ownOffice } from '../../ledger/offices.store.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import type { Ledger } from '../../store/ledger.ts';
import { renderForm } from '../../tables/render-form.ts';
import { checkTarget, ensureFolder, saveFile } from '../../workbook/save.ts';
import { applicationForm, formValues, type PlannedForm, planForms } from '../print-forms.ts';

interface PrintOptions {
  readonly names: 'all' | readonly string[];
  readonly blank: boolean;
  readonly folder: string;
  readonly policy: string | undefined;
  readonly masked: boolean;
  readonly force: boolean;
  readonly dryRun: boolean;
}

/** One file made, as `--json` prints it; `kindergarten` is null for the blank. */
export interface PrintedFile {
  readonly kindergarten: string | null;
  readonly file: string;
}

export interface PrintResult {
  readonly folder: string;
  readonly files: readonly PrintedFile[];
  readonly findings: readonly Finding[];
}

const blankName = '申请表（空白）.xlsx';

async function readOptions(context: Context, input: CommandInput): Promise<PrintOptions> {
  const { options } = input;
  const given = input.arguments[0];
  const names = (Array.isArray(given) ? given : []).map((name) => name.trim()).filter((name) => name !== '');
  const blank = flagOption(options, 'blank');
  const all = flagOption(options, 'all');
  if (all && names.length > 0) {
    throw new Failure('option-value', {
      option: '--all',
      value: names.join('、'),
      expected: '写了 --all 就不要再写园所名称',
    });
  }
  if (!all && !blank && names.length === 0) {
    throw new Failure('answer-missing', {
      question: '打印哪些园的申请表',
      option: '--all（全部）、--blank（空白表）或写上园所名称',
    });
  }
  const folder =
    textOption(options, 'output') ??
    (await context.prompter.input({
      message: '申请表放进哪个文件夹？',
      option: '--output 文件夹',
      initial: '申请表',
    }));
  return {
    names: all ? 'all' : names,
    blank,
    folder: absolutePath(context, folder),
    policy: textOption(options, 'policy'),
    masked: flagOption(options, 'masked'),
    force: flagOption(options, 'force'),
    dryRun: flagOption(options, 'dryRun'),
  };
}

/**
 * Makes a file for each application chosen, and the blank where asked. A file that cannot be written is a finding and
 * keeps none of the others from being made.
 */
export async function printForms(
  context: Pick<Context, 'now' | 'signal' | 'templateFolders'>,
  ledger: Ledger,
  options: PrintOptions,
  progress?: Progress,
): Promise<PrintResult> {
  const on = today(context);
  const definition = applicationForm(context.templateFolders);
  const wordingFor = (policyId: string | undefined) => {
    const wanted = { named: options.policy ?? policyId, present: [], on };
    const policy = policyForExport(ledger, wanted, context.templateFolders);
    return wordingOf(definition.id, ownOffice(ledger).name, policy);
  };
  const selected = options.names === 'all' || options.names.length > 0;
  const plan = selected
    ? planForms(ledger, { names: options.names, policyId: options.policy, on })
    : { forms: [], findings: [] };
  const findings = [...plan.findings];
  const files: PrintedFile[] = [];
  const render = async (form: PlannedForm | undefined) => {
    const values = form ? formValues(form.application, definition, options.masked) : {};
    const wording = wordingFor(form?.application.policyId || undefined);
    const rendered = await renderForm(definition, { values, wording, isBlank: form === undefined });
    if (form && rendered.cut.length > 0) {
      const labels = definition.fields
        .filter(({ key }) => rendered.cut.includes(key))
        .map(({ label }) => label);
      findings.push(makeFinding('form-text-cut', { value: form.kindergarten, fields: labels.join('、') }));
    }
    return rendered.bytes;
  };
  const forms = [...plan.forms, ...(options.blank ? [undefined] : [])];
  if (!options.dryRun && forms.length > 0) await ensureFolder(options.folder);
  for (const [index, form] of forms.entries()) {
    context.signal.throwIfAborted();
    progress?.step(`第 ${index + 1}/${forms.length} 份`);
    const path = join(options.folder, form?.file ?? blankName);
    try {
      await checkTarget(path, { force: options.force });
      const bytes = await render(form);
      if (!options.dryRun) await saveFile(path, bytes, { force: options.force });
      files.push({ kindergarten: form?.kindergarten ?? null, file: path });
    } catch (error) {
      if (!(error instanceof Failure) || !error.finding.code.startsWith('file-')) throw error;
      findings.push(error.finding);
    }
  }
  return { folder: options.folder, files, findings };
}

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const options = await readOptions(context, input);
  const ledger = openLedger(context);
  try {
    const progress = startProgress(context, '正在打印申请表');
    const result = await printForms(context, ledger, options, progress).finally(() => progress.end());
    for (const finding of result.findings) context.stderr.write(renderFinding(finding));
    if (input.options.json) {
      context.stdout.write(renderJson({ ...result, findings: result.findings.map(findingRecord) }));
    } else {
      context.stdout.write(result.files.map(({ file }) => `${file}\n`).join(''));
    }
    const done = options.dryRun ? '试运行：将写入' : '已写入';
    context.stderr.write(`${done} ${result.files.length} 份申请表，文件夹：${result.folder}\n`);
    if (!options.masked && result.files.some((file) => file.kindergarten !== null)) {
      context.stderr.write(fullNumbersNotice);
    }
    const errors = result.findings.filter((finding) => finding.severity === 'error');
    if (errors.length === 0) return 0;
    const isBlocked = result.files.length === 0 && errors.every((error) => error.code.startsWith('file-'));
    return isBlocked ? 2 : 1;
  } finally {
    ledger.close();
  }
}
