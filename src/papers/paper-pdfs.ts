import { startProgress } from '../cli/progress.ts';
import { fontsFrom, pdfsBeside } from '../cli/to-pdf.ts';
import type { Context } from '../context.ts';
import type { LoadedKind } from '../documents/papers/load-kind.ts';
import { certificatePage } from '../documents/pdf/certificate.ts';
import { openPdfRenderer } from '../documents/pdf/render-pdf.ts';
import { Failure } from '../findings/catalogue.ts';
import type { Finding } from '../findings/finding.ts';
import { chooseFonts } from '../fonts/choose-font.ts';
import { missingGlyphs } from '../fonts/missing-glyphs.ts';
import { findTemplate } from '../tables/template-file.ts';
import type { MadePaper } from './make-papers.ts';

type Options = Readonly<Record<string, unknown>>;

/** PDFs to be saved, and what is to be said of them; in a dry run they have no bytes. */
export interface PaperPdfs {
  readonly pdfs: readonly { readonly path: string; readonly bytes: Uint8Array }[];
  readonly findings: readonly Finding[];
}

/**
 * With --pdf the PDFs of papers, beside their Word files: those of a kind with a page of its own (certificates) drawn
 * with the machine's fonts, the others by LibreOffice. What keeps them from being made is a finding.
 */
export async function paperPdfs(
  context: Context,
  options: Options,
  kind: LoadedKind,
  made: readonly MadePaper[],
): Promise<PaperPdfs> {
  if (options.pdf !== true) return { pdfs: [], findings: [] };
  const files = made.flatMap(({ path, bytes }) => (bytes === undefined ? [] : [{ path, bytes }]));
  const template = kind.page && findTemplate(context.templateFolders, `forms/${kind.page}.typ`);
  const pages = made.flatMap(({ subject, path, document }) => {
    const page = document && certificatePage(document);
    return page ? [{ subject, path: path.replace(/\.docx$/iu, '.pdf'), page }] : [];
  });
  // One that says more than the page has room for goes the long way, and its like with it.
  if (!template || pages.length < files.length) return pdfsBeside(context, options, files);
  const progress = startProgress(context, '正在生成 PDF');
  try {
    const shelf = fontsFrom(context, options);
    const { fonts, findings } = chooseFonts(shelf, ['fangsong', 'heiti', 'xiaobiaosong']);
    const renderer = await openPdfRenderer({ template, fonts });
    const chosen = Object.values(fonts);
    const pdfs: { path: string; bytes: Uint8Array }[] = [];
    const missing: Finding[] = [];
    for (const [index, { subject, path, page }] of pages.entries()) {
      context.signal.throwIfAborted();
      progress.step(`第 ${index + 1}/${pages.length} 份`);
      pdfs.push({ path, bytes: renderer.render(page.data).bytes });
      missing.push(...missingGlyphs(subject, page.texts, chosen, shelf));
    }
    return { pdfs, findings: [...findings, ...missing] };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { pdfs: [], findings: [error.finding] };
  } finally {
    progress.end();
  }
}
