import { uniqueNames } from '../common/file-names.ts';
import { Failure, makeFinding } from '../findings/catalogue.ts';
import type { Finding } from '../findings/finding.ts';
import { chooseFonts } from '../fonts/choose-font.ts';
import type { FontShelf } from '../fonts/find-fonts.ts';
import { missingGlyphs } from '../fonts/missing-glyphs.ts';
import type { FormDefinition } from '../tables/definition.ts';
import type { FormContent } from '../tables/form-layout.ts';
import { sheetName } from '../tables/sheet-style.ts';
import { findTemplate } from '../tables/template-file.ts';

export const formFormats = ['xlsx', 'docx', 'pdf'] as const;
export type FormFormat = (typeof formFormats)[number];

/** A form to be written. */
export interface FormToWrite {
  /** For what is said of it, and for its sheet. */
  readonly name: string;
  readonly content: FormContent;
}

/** Writes forms in one format, one or several to a file. */
export interface FormWriter {
  /** What is to be said once: fonts that stand in for others. */
  readonly findings: readonly Finding[];
  /** A file of these forms, each on a page of its own, and what is to be said of them. */
  write(forms: readonly FormToWrite[]): Promise<{ bytes: Uint8Array; findings: readonly Finding[] }>;
}

/** @param findFonts asked only by the format that draws letters itself */
export async function openFormWriter(
  format: FormFormat,
  definition: FormDefinition,
  templateFolders: readonly string[],
  findFonts: () => FontShelf,
): Promise<FormWriter> {
  const tellCut = (forms: readonly FormToWrite[], cut: readonly (readonly string[])[]) =>
    forms.flatMap(({ name }, index) => cutFinding(definition, name, cut[index] ?? []));
  if (format === 'pdf') return openPdfWriter(definition, templateFolders, findFonts(), tellCut);
  return {
    findings: [],
    async write(forms) {
      const contents = forms.map(({ content }) => content);
      if (format === 'docx') {
        const { renderFormsAsWord } = await import('../tables/render-form-docx.ts');
        const { bytes, cut } = renderFormsAsWord(definition, contents);
        return { bytes, findings: tellCut(forms, cut) };
      }
      const { renderForms } = await import('../tables/render-form.ts');
      const unique = uniqueSheetNames();
      const sheets = forms.map(({ name, content }) => ({
        sheet: forms.length > 1 ? unique(name) : undefined,
        content,
      }));
      const { bytes, cut } = await renderForms(definition, sheets);
      return { bytes, findings: tellCut(forms, cut) };
    },
  };
}

async function openPdfWriter(
  definition: FormDefinition,
  templateFolders: readonly string[],
  shelf: FontShelf,
  tellCut: (forms: readonly FormToWrite[], cut: readonly (readonly string[])[]) => Finding[],
): Promise<FormWriter> {
  const template = findTemplate(templateFolders, 'forms/form.typ');
  if (template === undefined) {
    const folders = templateFolders.join('、');
    throw new Failure('template-missing', { kind: '版式', id: 'forms/form.typ', folders });
  }
  const { fonts, findings } = chooseFonts(shelf, ['songti', 'heiti', 'xiaobiaosong']);
  const [{ openPdfRenderer }, { formPages }] = await Promise.all([
    import('../documents/pdf/render-pdf.ts'),
    import('../tables/form-page.ts'),
  ]);
  const renderer = await openPdfRenderer({ template, fonts });
  return {
    findings,
    async write(forms) {
      const contents = forms.map(({ content }) => content);
      const { data, cut, texts } = formPages(definition, definition.name, contents);
      const { bytes } = renderer.render(data);
      const glyphs = forms.flatMap(({ name }, index) =>
        missingGlyphs(name, texts[index] ?? [], Object.values(fonts), shelf),
      );
      return { bytes, findings: [...tellCut(forms, cut), ...glyphs] };
    },
  };
}

function cutFinding(definition: FormDefinition, name: string, cut: readonly string[]): Finding[] {
  if (cut.length === 0) return [];
  const labels = definition.fields.filter(({ key }) => cut.includes(key)).map(({ label }) => label);
  return [makeFinding('form-text-cut', { value: name, fields: labels.join('、') })];
}

/** Names of sheets: as Excel takes them, cut so that a number after them still has room. */
function uniqueSheetNames(): (name: string) => string {
  const unique = uniqueNames();
  return (name) => unique([...sheetName(name)].slice(0, 24).join(''));
}
