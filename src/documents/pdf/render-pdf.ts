import { dirname } from 'node:path';
import { Failure } from '../../findings/catalogue.ts';
import type { ChosenFont, FontRole } from '../../fonts/choose-font.ts';

/** A PDF made, and how many pages it has. */
export interface RenderedPdf {
  readonly bytes: Uint8Array;
  readonly pages: number;
}

/** What goes into a template: anything JSON can say. Texts stay texts, whatever signs they hold. */
export type PdfData = Readonly<Record<string, unknown>>;

/** Makes PDFs from one template, without an office suite. */
export interface PdfRenderer {
  /** Equal data gives equal bytes on one machine. @throws Failure `pdf-template-broken` */
  render(data: PdfData): RenderedPdf;
}

export interface PdfRendererOptions {
  /** Absolute path of a typst template (.typ); it may use files of its own folder. */
  readonly template: string;
  /** The template finds their families by role in `sys.inputs.fonts`. */
  readonly fonts: Readonly<Partial<Record<FontRole, ChosenFont>>>;
}

/** What the compiler keeps of earlier documents is let go after so many: memory must not grow with their number. */
const keptFor = 10;

/** The npm package of the compiler, an optional dependency. */
const compilerPackage = '@myriaddreamin/typst-ts-node-compiler';

/** How the compiler is loaded; tests put a missing one in its place. */
export type LoadCompiler = () => Promise<typeof import('@myriaddreamin/typst-ts-node-compiler')>;

/**
 * Opens a template for making any number of PDFs. Data reaches it as JSON in `sys.inputs.data`, never as source.
 * @throws Failure `pdf-compiler-missing` where the optional compiler is not installed or does not run here
 */
export async function openPdfRenderer(
  options: PdfRendererOptions,
  load: LoadCompiler = () => import('@myriaddreamin/typst-ts-node-compiler'),
): Promise<PdfRenderer> {
  const { NodeCompiler } = await load().catch((error: unknown) => {
    throw new Failure('pdf-compiler-missing', { reason: reasonOf(error), package: compilerPackage });
  });
  const chosen = Object.values(options.fonts);
  const compiler = NodeCompiler.create({
    workspace: dirname(options.template),
    fontArgs: [{ fontPaths: [...new Set(chosen.map(({ face }) => face.path))] }],
  });
  const families = Object.fromEntries(chosen.map(({ role, family }) => [role, family]));
  const fonts = JSON.stringify(families);
  return {
    render(data) {
      const source = {
        mainFilePath: options.template,
        inputs: { data: JSON.stringify(data, withoutControls), fonts },
      };
      try {
        // In one step: a compiled document of its own would be held until V8 next cleans up.
        const bytes = new Uint8Array(compiler.pdf(source));
        compiler.evictCache(keptFor);
        return { bytes, pages: countPages(bytes) };
      } catch (error) {
        // The place of a mistake is told only by the longer way.
        const failed = compiler.compile(source).takeError();
        if (failed === null) throw error;
        throw brokenTemplate(options.template, compiler.fetchDiagnostics(failed));
      }
    },
  };
}

/** Page objects of a PDF as this compiler writes them: never packed. */
function countPages(bytes: Uint8Array): number {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return text.match(/\/Type\s*\/Page\b/gu)?.length ?? 0;
}

/** One PDF from a template. @throws Failure as `openPdfRenderer` and `render` */
export async function renderPdf(options: PdfRendererOptions, data: PdfData): Promise<RenderedPdf> {
  return (await openPdfRenderer(options)).render(data);
}

/** Control characters and halves of pairs would be drawn as boxes. */
function withoutControls(_key: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  return value
    .replace(/\r\n?/gu, '\n')
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\ufffe\uffff]|\p{Surrogate}/gu, '');
}

function reasonOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  const isAbsent = code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND';
  return isAbsent ? '没有安装' : error instanceof Error ? error.message : String(error);
}

interface Diagnostic {
  readonly message: string;
  readonly path?: string;
  readonly range?: { readonly start: { readonly line: number; readonly character: number } } | null;
}

function brokenTemplate(template: string, diagnostics: readonly Diagnostic[]): Failure {
  const [first] = diagnostics;
  const start = first?.range?.start;
  return new Failure('pdf-template-broken', {
    value: first?.path || template,
    // The compiler counts from nought.
    place: start ? `第 ${start.line + 1} 行第 ${start.character + 1} 列` : '有一处',
    reason: first?.message ?? '原因不明',
  });
}
