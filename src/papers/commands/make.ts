import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption, flagOption, textOption } from '../../cli/options.ts';
import { renderFinding } from '../../cli/render-finding.ts';
import { renderJson } from '../../cli/table.ts';
import { absolutePath, type Context, today } from '../../context.ts';
import { readGiven } from '../../documents/papers/field-values.ts';
import { kindMeant, type LoadedKind } from '../../documents/papers/load-kind.ts';
import { deliverFile, fileOutputFrom } from '../../exports/output.ts';
import { Failure } from '../../findings/catalogue.ts';
import { findingRecord } from '../../findings/finding.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { checkTarget, ensureFolder, saveFile } from '../../workbook/save.ts';
import { askMissing, type MadePaper, type Making, makePapers, sha256Of } from '../make-papers.ts';
import { paperPdfs } from '../paper-pdfs.ts';
import { PaperWorld } from '../paper-world.ts';
import { subjectsMeant } from '../subjects.ts';

type Options = Readonly<Record<string, unknown>>;

function askedFrom(context: Context, options: Options) {
  const on = dateOption(options, 'on') ?? today(context);
  return {
    on,
    date: dateOption(options, 'date') ?? on,
    isDateGiven: dateOption(options, 'date') !== undefined,
    number: textOption(options, 'number'),
    policy: textOption(options, 'policy'),
    tier: textOption(options, 'tier'),
    period: textOption(options, 'period'),
    folders: context.templateFolders,
  };
}

/** The file for one paper, or the folder for all of them. @throws Failure `answer-missing`, `file-exists` … */
async function targetFrom(context: Context, options: Options, name: string): Promise<Making['target']> {
  if (!flagOption(options, 'all')) {
    return { file: (await fileOutputFrom(context, options, name, '.docx')).path };
  }
  const given =
    textOption(options, 'output') ??
    (await context.prompter.input({
      message: '生成的文件放进哪个文件夹？',
      option: '--output 文件夹',
      initial: name,
    }));
  return { folder: absolutePath(context, given) };
}

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const { options } = input;
  const kind = kindMeant(String(input.arguments[0] ?? ''), context.templateFolders);
  const texts = Array.isArray(options.field) ? options.field.map(String) : [];
  const given = readGiven(kind, texts);
  const asked = askedFrom(context, options);
  const ledger = openLedger(context);
  try {
    const world = new PaperWorld(ledger, kind, asked);
    const subjects = subjectsMeant(world, kind, options);
    const target = await targetFrom(context, options, kind.name);
    const making: Making = { kind, given, profile: textOption(options, 'profile'), target };
    const [only] = subjects;
    const answered =
      only && 'file' in target ? { ...making, given: await askMissing(context, making, only) } : making;
    const made: MadePaper[] = [];
    for await (const paper of makePapers(world, answered, subjects)) {
      context.signal.throwIfAborted();
      made.push(await deliver(context, options, target, paper));
    }
    const isPdfLacking = await deliverPdfs(context, options, kind, made);
    report(context, options, kind.id, made);
    const exit = exitCode(made);
    return exit === 0 && isPdfLacking ? 1 : exit;
  } finally {
    ledger.close();
  }
}

/** Saves the PDFs asked for beside the Word files. @returns whether one could not be made */
async function deliverPdfs(
  context: Context,
  options: Options,
  kind: LoadedKind,
  made: readonly MadePaper[],
): Promise<boolean> {
  const { pdfs, findings } = await paperPdfs(context, options, kind, made);
  for (const finding of findings) context.stderr.write(renderFinding(finding));
  let isLacking = findings.some(({ severity }) => severity === 'error');
  for (const { path, bytes } of pdfs) {
    try {
      await deliverFile(context, { path, ...writing(options) }, bytes);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      context.stderr.write(renderFinding(error.finding));
      isLacking = true;
    }
  }
  return isLacking;
}

const writing = (options: Options) => ({
  force: flagOption(options, 'force'),
  dryRun: flagOption(options, 'dryRun'),
});

/** Nothing made is a failure; something refused is told by 1. */
function exitCode(made: readonly MadePaper[]): ExitCode {
  const refused = made.filter(({ bytes }) => bytes === undefined).length;
  if (refused === 0) return 0;
  return refused === made.length ? 2 : 1;
}

async function deliver(
  context: Context,
  options: Options,
  target: Making['target'],
  paper: MadePaper,
): Promise<MadePaper> {
  const { bytes, path, subject } = paper;
  const force = flagOption(options, 'force');
  const about = subject === '' || 'file' in target ? '' : `${subject}：`;
  for (const finding of paper.findings) context.stderr.write(`${about}${renderFinding(finding)}`);
  if (bytes === undefined) return paper;
  try {
    await checkTarget(path, { force });
    await save(context, options, target, path, bytes);
    return paper;
  } catch (error) {
    // In a batch one file that cannot be written keeps none of the others from being made.
    if (!(error instanceof Failure) || 'file' in target) throw error;
    context.stderr.write(`${about}${renderFinding(error.finding)}`);
    return { subject, path, findings: [...paper.findings, error.finding] };
  }
}

async function save(
  context: Context,
  options: Options,
  target: Making['target'],
  path: string,
  bytes: Uint8Array,
): Promise<void> {
  if (flagOption(options, 'dryRun')) {
    context.stderr.write(`试运行：将写入 ${path}，实际没有写入。\n`);
    return;
  }
  if ('folder' in target) await ensureFolder(target.folder);
  await saveFile(path, bytes, { force: flagOption(options, 'force') });
  context.stderr.write(`已写入 ${path}\n`);
}

function report(context: Context, options: Options, kind: string, made: readonly MadePaper[]): void {
  const done = made.filter(({ bytes }) => bytes !== undefined).length;
  if (made.length > 1) {
    context.stderr.write(
      `共 ${made.length} 份，生成 ${done} 份${done < made.length ? `，没有生成 ${made.length - done} 份` : ''}。\n`,
    );
  }
  if (!flagOption(options, 'json')) return;
  const files = made.map(({ subject, path, bytes, findings }) => ({
    subject,
    file: bytes === undefined ? null : path,
    sha256: bytes === undefined ? null : sha256Of(bytes),
    bytes: bytes?.length ?? 0,
    blanks: findings.filter(({ code }) => /-field-blank$/.test(code)).map(({ value }) => value ?? ''),
    findings: findings.map(findingRecord),
  }));
  context.stdout.write(renderJson({ kind, dryRun: flagOption(options, 'dryRun'), files }));
}
