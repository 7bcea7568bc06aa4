import type { FormDefinition } from './definition.ts';
import { type FormContent, layOutForm, sealWords } from './form-layout.ts';
import { pageMargins } from './sheet-style.ts';

/** Forms as the page template `forms/form.typ` takes them, for PDFs: each on a page; `cut` as in the other formats. */
export interface FormPages {
  readonly data: Readonly<Record<string, unknown>>;
  readonly cut: readonly (readonly string[])[];
  /** All texts of each form, for telling which characters a font lacks. */
  readonly texts: readonly (readonly string[])[];
}

/** @param title of the whole document, as readers show it */
export function formPages(
  definition: FormDefinition,
  title: string,
  forms: readonly FormContent[],
): FormPages {
  const laidOut = forms.map((content) =>
    layOutForm(definition, content, { isScaled: false, keepsSeal: true }),
  );
  const margins = Object.entries(pageMargins(definition.print)).map(([side, inches]) => [side, inches * 72]);
  return {
    data: {
      title,
      margins: Object.fromEntries(margins),
      seal: sealWords,
      forms: laidOut.map(({ title: lines, columns, rows, cells }) => ({
        ...{ title: lines, columns, rows },
        cells: cells.map((cell) => ({ ...cell, text: cell.isOneLine ? cell.text : breakable(cell.text) })),
      })),
    },
    cut: laidOut.map(({ cut }) => cut),
    texts: laidOut.map(({ title: lines, cells }) => [...lines, ...cells].map(({ text }) => text)),
  };
}

/** Long addresses of the net may break anywhere, as they do in the other formats. */
function breakable(text: string): string {
  return text.replace(/[!-~]{12,}/gu, (word) => [...word].join('\u200b'));
}
