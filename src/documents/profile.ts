/** A font and its size, for one element of a document. */
export interface TextStyle {
  /** East Asian font by its Chinese name; named in the file, not shipped. */
  readonly font: string;
  /** Points: 三号 is 16, 四号 14, 二号 22. */
  readonly size: number;
  /** Fonts to fall back on, the best first, where the machine lacks `font`. */
  readonly fallback: readonly string[];
}

export const textElements = [
  ...['issuer', 'title', 'body', 'heading1', 'heading2', 'heading3', 'heading4'],
  ...['attachmentLabel', 'caption', 'tableHead', 'tableBody', 'imprint', 'pageNumber'],
] as const;

export type TextElement =
  | 'issuer'
  | 'title'
  | 'body'
  | `heading${1 | 2 | 3 | 4}`
  | 'attachmentLabel'
  | 'caption'
  | 'tableHead'
  | 'tableBody'
  | 'imprint'
  | 'pageNumber';

/**
 * A document profile (公文版式): the measures of an office's official documents, `templates/documents/<id>.yaml`.
 * Lengths in millimetres, sizes in points, indents in characters of the body.
 */
export interface DocumentProfile {
  readonly id: string;
  readonly name: string;
  /** The standard or rule that findings cite (GB/T 9704-2012). */
  readonly basis: string;
  readonly page: { readonly width: number; readonly height: number };
  readonly margins: Readonly<Record<'top' | 'bottom' | 'left' | 'right', number>>;
  /** Lines a page and characters a line; `linePitch` in points where the office fixes it. */
  readonly grid: {
    readonly lines: number;
    readonly characters: number;
    readonly linePitch?: number | undefined;
  };
  readonly firstLine: number;
  readonly fonts: Readonly<Record<TextElement, TextStyle>>;
  /** Font of digits and Latin letters; `same` takes the East Asian one. */
  readonly western: string;
  readonly signature: { readonly sealedIndent: number; readonly plainIndent: number };
  readonly pageNumber: {
    /** With `{page}` for the number. */
    readonly format: string;
    /** From the bottom of the type area to the middle of the number's line. */
    readonly below: number;
    /** `outside`: odd pages right, even pages left. */
    readonly side: 'outside' | 'centre';
    readonly indent: number;
  };
  readonly imprint: { readonly outerRule: number; readonly innerRule: number; readonly indent: number };
  readonly head: {
    readonly above: number;
    readonly ruleBelow: number;
    readonly rule: number;
    /** RGB, six hexadecimal digits. */
    readonly colour: string;
  };
}

/** Font of digits and Latin letters in an element. Page numbers have their own font's digits. */
export function westernFont(profile: DocumentProfile, element: TextElement): string {
  return profile.western === 'same' || element === 'pageNumber'
    ? profile.fonts[element].font
    : profile.western;
}
