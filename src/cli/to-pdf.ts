import { basename } from 'node:path';
import { absolutePath, type Context } from '../context.ts';
import { convertToPdf, type OfficeFile, officeProgram } from '../documents/pdf/convert-to-pdf.ts';
import { Failure } from '../findings/catalogue.ts';
import type { Finding } from '../findings/finding.ts';
import { type FontShelf, findFonts } from '../fonts/find-fonts.ts';
import { flagOption, textOption } from './options.ts';
import { startProgress } from './progress.ts';

type Options = Readonly<Record<string, unknown>>;

/** The machine's fonts, and those that --font-dir and YOULIAN_FONTS name. */
export function fontsFrom(context: Pick<Context, 'environment' | 'cwd'>, options: Options): FontShelf {
  const named = textOption(options, 'fontDir');
  return findFonts({
    environment: context.environment,
    ...(named === undefined ? {} : { named: absolutePath(context, named) }),
  });
}

/**
 * Turns documents into PDFs by LibreOffice, with progress on stderr; the program may be named by --soffice.
 * @throws Failure, Cancelled as `convertToPdf`
 */
async function toPdf(
  context: Pick<Context, 'environment' | 'cwd' | 'signal' | 'stderr' | 'interactive'>,
  options: Options,
  files: readonly OfficeFile[],
): Promise<Uint8Array[]> {
  const named = textOption(options, 'soffice');
  const progress = startProgress(context, '正在转成 PDF');
  progress.step(`共 ${files.length} 份`);
  try {
    return await convertToPdf(files, {
      environment: context.environment,
      signal: context.signal,
      office: named === undefined ? undefined : absolutePath(context, named),
      onProgress: (done, total) => progress.step(`${done}/${total} 份`),
    });
  } finally {
    progress.end();
  }
}

interface FileToSave {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/**
 * With --pdf the PDFs of Word files, under the same names beside them; none without it. Where they cannot be made it is
 * a finding, and the Word files are to be saved all the same. In a dry run they have no bytes: nothing is converted.
 */
export async function pdfsBeside(
  context: Context,
  options: Options,
  files: readonly FileToSave[],
): Promise<{ readonly pdfs: readonly FileToSave[]; readonly findings: readonly Finding[] }> {
  if (!flagOption(options, 'pdf') || files.length === 0) return { pdfs: [], findings: [] };
  const paths = files.map(({ path }) => path.replace(/\.docx$/iu, '.pdf'));
  try {
    if (flagOption(options, 'dryRun')) {
      const named = textOption(options, 'soffice');
      const office = named === undefined ? undefined : absolutePath(context, named);
      officeProgram(context.environment, office);
      return { pdfs: paths.map((path) => ({ path, bytes: new Uint8Array() })), findings: [] };
    }
    const named = files.map(({ path, bytes }) => ({ name: basename(path), bytes }));
    const made = await toPdf(context, options, named);
    return { pdfs: paths.map((path, index) => ({ path, bytes: made[index]! })), findings: [] };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { pdfs: [], findings: [error.finding] };
  }
}
