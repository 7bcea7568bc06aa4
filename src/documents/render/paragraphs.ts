import type { IParagraphOptions, Paragraph } from 'docx';
import type { Inline } from '../document.ts';
import type { TextElement } from '../profile.ts';
import type { Layout } from './sheet.ts';
import { styleIds } from './styles-part.ts';
import { inlineRuns, runProperties } from './text-runs.ts';

type StyleName = keyof typeof styleIds;

/** Indents in characters of the body; `rewriteIndents` adds the characters to what docx can only say in twips. */
interface Indents {
  readonly left?: number;
  readonly right?: number;
  readonly firstLine?: number;
  readonly hanging?: number;
}

interface ParagraphForm {
  readonly style: StyleName;
  readonly element: TextElement;
  readonly indents?: Indents;
  readonly options?: Omit<IParagraphOptions, 'children' | 'style' | 'indent' | 'run'>;
}

/** A paragraph around runs that are made. */
export function paragraphOf(
  layout: Layout,
  form: ParagraphForm,
  children: IParagraphOptions['children'],
): Paragraph {
  const { docx, geometry } = layout;
  const { style, element, indents, options } = form;
  const { hint: _, ...font } = runProperties(layout, element).font;
  const indent =
    indents &&
    Object.fromEntries(
      Object.entries(indents).map(([side, characters]) => [
        side,
        Math.round(characters * geometry.characterPitch),
      ]),
    );
  return new docx.Paragraph({
    ...options,
    style: styleIds[style],
    ...(indent ? { indent } : {}),
    run: { ...runProperties(layout, element), font },
    children: children ?? [],
  });
}

/** A paragraph of inlines in a style, with the element's font on each run. */
export function makeParagraph(layout: Layout, form: ParagraphForm, inlines: readonly Inline[]): Paragraph {
  return paragraphOf(layout, form, inlineRuns(layout, inlines, form.element));
}

/** Empty lines of the grid. */
export function blankLines(
  layout: Layout,
  count: number,
  options: ParagraphForm['options'] = {},
): Paragraph[] {
  return Array.from({ length: count }, () =>
    makeParagraph(layout, { style: 'flush', element: 'body', options }, []),
  );
}

/**
 * Gives every indent of `word/document.xml` in characters as well, which Word goes by when somebody changes the font
 * or the grid: all indents of the builder are characters of the body.
 */
export function rewriteIndents(xml: string, characterPitch: number): string {
  return xml.replace(/<w:ind ([^>]*?)\/>/gu, (_, attributes: string) => {
    const own = attributes.replace(/ ?w:\w+Chars="[^"]*"/gu, '');
    const inCharacters = [...own.matchAll(/w:(left|right|firstLine|hanging)="(-?\d+)"/gu)].map(
      ([, side, twips]) => `w:${side}Chars="${Math.round((Number(twips) / characterPitch) * 100)}"`,
    );
    return `<w:ind ${[...inCharacters, own.trim()].join(' ')}/>`;
  });
}
