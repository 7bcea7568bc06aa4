import { absolutePath, type Context } from '../context.ts';
import { convertToPdf, type OfficeFile } from '../documents/pdf/convert-to-pdf.ts';
import { type FontShelf, findFonts } from '../fonts/find-fonts.ts';
import { textOption } from './options.ts';
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
export async function toPdf(
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
