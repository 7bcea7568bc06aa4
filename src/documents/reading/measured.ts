import type { FontSource } from './styles.ts';

/** A run as it is shown, every property looked up. */
export interface MeasuredRun {
  readonly text: string;
  readonly eastAsia: string | undefined;
  readonly source: FontSource;
  readonly western: string | undefined;
  /** Points. */
  readonly size: number;
  readonly isBold: boolean;
  /** `auto` or six hexadecimal digits. */
  readonly colour: string;
  /** Points that each character is spaced by. */
  readonly spacing: number;
  readonly snapsToGrid: boolean;
}

export interface MeasuredParagraph {
  readonly kind: 'paragraph';
  readonly text: string;
  readonly runs: readonly MeasuredRun[];
  readonly align: 'left' | 'right' | 'center' | 'both';
  /** In characters of the body. */
  readonly left: number;
  readonly right: number;
  /** First line against the left indent: positive in, negative out. */
  readonly firstLine: number;
  readonly spacing: { readonly line: number; readonly rule: string };
  readonly snapsToGrid: boolean;
  readonly startsPage: boolean;
  readonly section: number;
  /** Rules of the paragraph, eighths of a point. */
  readonly rules: Readonly<Partial<Record<'top' | 'bottom' | 'between', number>>>;
  /** How a text box, frame or floating table that holds it is anchored at the foot of the page; undefined in the text. */
  readonly isAtFoot: boolean | undefined;
  readonly hasPicture: boolean;
  readonly hasTabs: boolean;
}

export interface MeasuredTable {
  readonly kind: 'table';
  readonly rows: number;
  readonly headerRows: number;
  /** Twips; undefined where it fits itself to the page. */
  readonly width: number | undefined;
  readonly paragraphs: readonly MeasuredParagraph[];
  /** Rules of each row: above and below, eighths of a point. */
  readonly rules: readonly { readonly top: number | undefined; readonly bottom: number | undefined }[];
  readonly section: number;
  readonly isAtFoot: boolean | undefined;
}

export type MeasuredBlock = MeasuredParagraph | MeasuredTable;

export interface MeasuredFooter {
  readonly kind: 'default' | 'even' | 'first';
  readonly paragraphs: readonly MeasuredParagraph[];
  /** The paragraph with the number of the page, its field shown as `{page}`. */
  readonly number: MeasuredParagraph | undefined;
  readonly isFramed: boolean;
}

export interface MeasuredSection {
  /** Twips. */
  readonly width: number;
  readonly height: number;
  readonly margins: Readonly<Record<'top' | 'bottom' | 'left' | 'right' | 'footer', number>>;
  readonly grid: {
    readonly type: string;
    readonly linePitch: number | undefined;
    readonly characterSpace: number;
  };
  /** How it begins: `nextPage` unless told. */
  readonly start: string;
  readonly hasTitlePage: boolean;
  readonly footers: readonly MeasuredFooter[];
}

export interface MeasuredDocument {
  readonly blocks: readonly MeasuredBlock[];
  readonly sections: readonly MeasuredSection[];
  readonly hasAlternatePages: boolean;
  /** Points: size of the default paragraph, on which the grid's characters rest. */
  readonly baseSize: number;
}
