import { join } from 'node:path';
import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { flagOption, namesOption, textOption } from '../../cli/options.ts';
import { type Progress, startProgress } from '../../cli/progress.ts';
import { renderFinding } from '../../cli/render-finding.ts';
import { renderJson } from '../../cli/table.ts';
import { fontsFrom } from '../../cli/to-pdf.ts';
import { absolutePath, type Context, today } from '../../context.ts';
import { fullNumbersNotice } from '../../exports/output.ts';
import { policyForExport } from '../../exports/policy-for-export.ts';
import { wordingOf } from '../../exports/wording.ts';
import { Failure } from '../../findings/catalogue.ts';
import { type Finding, findingRecord } from '../../findings/finding.ts';
import type { FontShelf } from '../../fonts/find-fonts.ts';
import { ownOffice } from '../../ledger/offices.store.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import type { Ledger } from '../../store/ledger.ts';
import { checkTarget, ensureFolder, saveFile } from '../../workbook/save.ts';
import { type FormFormat, type FormToWrite, formFormats, openFormWriter } from '../form-writer.ts';
import { applicationForm, type FormSelection, type PlannedForm, planForms } from '../print-forms.ts';

interface PrintOptions extends Omit<FormSelection, 'on'> {
  readonly format: FormFormat;
  /** All forms in one file. */
  readonly isCombined: boolean;
  readonly folder: string;
  readonly force: boolean;
  readonly dryRun: boolean;
}

/** One form made, as `--json` prints it; `kindergarten` is null for the blank. */
export interface PrintedFile {
  readonly kindergarten: string | null;
  readonly file: string;
}

export interface PrintResult {
  readonly folder: string;
  readonly files: readonly PrintedFile[];
  readonly findings: readonly Finding[];
}

const combinedName = '申请表（合订）';

function formatFrom(options: CommandInput['options']): FormFormat {
  const given = textOption(options, 'format');
  const isPdf = flagOption(options, 'pdf');
  if (isPdf && given !== undefined && given !== 'pdf') {
    throw new Failure('option-value', {
      option: '--format',
      value: given,
      expected: '写了 --pdf 就不要再写别的格式',
    });
  }
  return isPdf ? 'pdf' : (formFormats.find((format) => format === given) ?? 'xlsx');
}

async function readOptions(context: Context, input: CommandInput): Promise<PrintOptions> {
  const { options } = input;
  const given = input.arguments[0];
  const names = (Array.isArray(given) ? given : []).map((name) => name.trim()).filter((name) => name !== '');
  const isBlankWanted = flagOption(options, 'blank');
  const leads = namesOption(options, 'lead');
  const all = flagOption(options, 'all');
  if (all && names.length > 0) {
    throw new Failure('option-value', {
      option: '--all',
      value: names.join('、'),
      expected: '写了 --all 就不要再写园所名称',
    });
  }
  if (!all && !isBlankWanted && names.length === 0 && leads.length === 0) {
    throw new Failure('answer-missing', {
      question: '打印哪些园的申请表',
      option: '--all（全部）、--blank（空白表）、--lead（主导园已填）或写上园所名称',
    });
  }
  const format = formatFrom(options);
  const folder =
    textOption(options, 'output') ??
    (await context.prompter.input({
      message: '申请表放进哪个文件夹？',
      option: '--output 文件夹',
      initial: '申请表',
    }));
  return {
    names: all ? 'all' : names,
    leads,
    leadOnly: flagOption(options, 'leadOnly'),
    isBlankWanted,
    format,
    isCombined: flagOption(options, 'combined'),
    folder: absolutePath(context, folder),
    policyId: textOption(options, 'policy'),
    masked: flagOption(options, 'masked'),
    force: flagOption(options, 'force'),
    dryRun: flagOption(options, 'dryRun'),
  };
}

/** A PDF is laid out as a whole: beyond so many pages its memory and time would grow too far. */
const mostPages = 100;

/** One file with all forms; of PDFs with very many forms several volumes (第1册 …). */
function volumes(forms: readonly PlannedForm[], format: FormFormat) {
  if (format !== 'pdf' || forms.length <= mostPages) return [{ file: combinedName, forms }];
  const count = Math.ceil(forms.length / mostPages);
  return [...Array(count).keys()].map((index) => ({
    file: `${combinedName}第${index + 1}册`,
    forms: forms.slice(index * mostPages, (index + 1) * mostPages),
  }));
}

/**
 * Makes a file for each form chosen, or one with all of them. A file that cannot be written is a finding and keeps none
 * of the others from being made.
 */
export async function printForms(
  context: Pick<Context, 'now' | 'signal' | 'templateFolders'>,
  ledger: Ledger,
  options: PrintOptions,
  findFonts: () => FontShelf,
  progress?: Progress,
): Promise<PrintResult> {
  const on = today(context);
  const definition = applicationForm(context.templateFolders);
  const wordingFor = (policyId: string | undefined) => {
    const wanted = { named: options.policyId ?? policyId, present: [], on };
    const policy = policyForExport(ledger, wanted, context.templateFolders);
    return wordingOf(definition.id, ownOffice(ledger).name, policy);
  };
  const plan = planForms(ledger, definition, { ...options, on });
  const writer =
    plan.forms.length > 0
      ? await openFormWriter(options.format, definition, context.templateFolders, findFonts)
      : undefined;
  const findings: Finding[] = [...plan.findings, ...(writer?.findings ?? [])];
  const files: PrintedFile[] = [];
  if (!options.dryRun && plan.forms.length > 0) await ensureFolder(options.folder);
  const toWrite = (form: PlannedForm): FormToWrite => ({
    name: form.kindergarten ?? '空白',
    content: { values: form.values, wording: wordingFor(form.policyId), isBlank: form.isBlank },
  });
  const batches = options.isCombined
    ? volumes(plan.forms, options.format)
    : plan.forms.map((form) => ({ file: form.file, forms: [form] }));
  for (const [index, { file, forms }] of batches.entries()) {
    if (!writer) break;
    context.signal.throwIfAborted();
    progress?.step(options.isCombined ? `共 ${forms.length} 份` : `第 ${index + 1}/${batches.length} 份`);
    const path = join(options.folder, `${file}.${options.format}`);
    try {
      await checkTarget(path, { force: options.force });
      const written = await writer.write(forms.map(toWrite));
      findings.push(...written.findings);
      if (!options.dryRun) await saveFile(path, written.bytes, { force: options.force });
      files.push(...forms.map(({ kindergarten }) => ({ kindergarten, file: path })));
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
    const findFonts = () => fontsFrom(context, input.options);
    const result = await printForms(context, ledger, options, findFonts, progress).finally(() =>
      progress.end(),
    );
    for (const finding of result.findings) context.stderr.write(renderFinding(finding));
    const paths = [...new Set(result.files.map(({ file }) => file))];
    if (input.options.json) {
      context.stdout.write(renderJson({ ...result, findings: result.findings.map(findingRecord) }));
    } else {
      context.stdout.write(paths.map((path) => `${path}\n`).join(''));
    }
    const done = options.dryRun ? '试运行：将写入' : '已写入';
    const inOne = options.isCombined && paths.length > 0 ? `，合订为 ${paths.length} 个文件` : '';
    context.stderr.write(`${done} ${result.files.length} 份申请表${inOne}，文件夹：${result.folder}\n`);
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
