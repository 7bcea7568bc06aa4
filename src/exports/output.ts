import { extname } from 'node:path';
import { flagOption, textOption } from '../cli/options.ts';
import { renderJson } from '../cli/table.ts';
import { absolutePath, type Context } from '../context.ts';
import { Failure } from '../findings/catalogue.ts';
import { checkTarget, saveFile } from '../workbook/save.ts';

type Options = Readonly<Record<string, unknown>>;

/** Where an export goes, and in which form. */
export interface Output {
  readonly format: 'xlsx' | 'json';
  /** Absolute; undefined only for JSON, which then goes to stdout. */
  readonly path: string | undefined;
  readonly force: boolean;
  readonly dryRun: boolean;
}

/**
 * Reads --output, --format, --force and --dry-run; asks on a terminal where the file's name is missing.
 * @param name offered as the file's name
 * @throws Failure `answer-missing`, `option-value`, `file-exists`, `file-unwritable`
 */
export async function outputFrom(context: Context, options: Options, name: string): Promise<Output> {
  const format = textOption(options, 'format') === 'json' ? 'json' : 'xlsx';
  if (format === 'xlsx' || textOption(options, 'output') !== undefined) {
    return { format, ...(await fileOutputFrom(context, options, name, `.${format}`)) };
  }
  return {
    format,
    path: undefined,
    force: flagOption(options, 'force'),
    dryRun: flagOption(options, 'dryRun'),
  };
}

/**
 * Reads --output, --force and --dry-run of an export that always makes a file; asks on a terminal for its name.
 * @param name offered as the file's name
 * @param extension what the file's name must end in, as `.ics`
 * @throws Failure as `outputFrom`
 */
export async function fileOutputFrom(
  context: Context,
  options: Options,
  name: string,
  extension: string,
): Promise<Pick<Output, 'force' | 'dryRun'> & { readonly path: string }> {
  const given =
    textOption(options, 'output') ??
    (
      await context.prompter.input({
        message: extension === '.xlsx' ? '表格存为哪个文件？' : '存为哪个文件？',
        option: `--output 文件名${extension}`,
        initial: `${name}${extension}`,
      })
    ).trim();
  const path = absolutePath(context, withExtension(given, extension));
  const force = flagOption(options, 'force');
  // Before the work, so that a slip costs no waiting; saving looks again.
  await checkTarget(path, { force });
  return { path, force, dryRun: flagOption(options, 'dryRun') };
}

/** Excel refuses a workbook under the wrong ending, so another one is a slip; none at all is completed. */
function withExtension(path: string, extension: string): string {
  const given = extname(path);
  if (given.toLowerCase() === extension) return path;
  // 名单2021.3 has no ending: what stands after the dot is no known kind of file.
  if (!/^\.(?:xlsx?|xlsm|xlsb|et|ods|csv|docx?|pdf|txt|json|ics)$/iu.test(given))
    return `${path}${extension}`;
  throw new Failure('option-value', {
    option: '--output',
    value: path,
    expected: `文件名应以 ${extension} 结尾`,
  });
}

/** Saves a workbook, or only says so in a dry run. */
export async function deliverFile(
  context: Context,
  output: Pick<Output, 'force' | 'dryRun'> & { readonly path: string },
  bytes: Uint8Array,
): Promise<void> {
  if (output.dryRun) {
    context.stderr.write(`试运行：将写入 ${output.path}，实际没有写入。\n`);
    return;
  }
  await saveFile(output.path, bytes, { force: output.force });
  context.stderr.write(`已写入 ${output.path}\n`);
}

/** Prints records, or puts them into the file asked for. */
export async function deliverJson(context: Context, output: Output, records: unknown): Promise<void> {
  const text = renderJson(records);
  if (output.path === undefined) context.stdout.write(text);
  else await deliverFile(context, { ...output, path: output.path }, new TextEncoder().encode(text));
}

/** Said wherever whole telephone numbers leave the ledger. */
export const fullNumbersNotice =
  '这是工作副本，含完整的联系电话，请勿外传；对外使用请加 --masked 隐去中间几位。\n';

/** Said wherever names of persons leave the ledger. */
export const personalDataNotice = '这是工作副本，含个人姓名和职务，请按规定保管。\n';
