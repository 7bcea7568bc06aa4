import type { IsoDate } from '../common/dates.ts';

/**
 * An official document (公文) as a value: what is said, in which order, and nothing of fonts, sizes or Word. Slices
 * make it from what the ledger holds; `documents` lays it out under a document profile (公文版式).
 */
export interface OfficialDocument {
  /** Red head (版头): who issues, under which number (发文字号); without it the title stands at the top. */
  readonly head?: { readonly issuer: string; readonly number?: string };
  /** A line break (`\n`) divides a long title where its sense divides. */
  readonly title: string;
  /**
   * Tells versions of a document apart in the finished file, small letters and digits, 32 at most: stands as a bookmark
   * around the title, so that it outlives saving by Word, WPS and LibreOffice.
   */
  readonly version?: string;
  /** Addressee (主送机关), without its colon. */
  readonly addressee?: string;
  readonly body: readonly Block[];
  /** Listed after the body, each then on a page of its own. */
  readonly attachments?: readonly Attachment[];
  readonly signature?: Signature;
  /** 版记, on the last page. */
  readonly imprint?: {
    readonly copyTo?: readonly string[];
    readonly issuedBy: string;
    readonly issuedOn: IsoDate;
  };
}

export interface Signature {
  /** Signing units (发文机关署名), the lead first. */
  readonly units: readonly string[];
  readonly date: IsoDate;
  /** Room and place for a seal (加盖印章), or the plain form without one. */
  readonly isSealed: boolean;
}

export interface Attachment {
  readonly title: string;
  readonly blocks: readonly Block[];
  /** Wide tables lie across the page. */
  readonly isLandscape?: boolean;
}

/** A run of text. `figure` is the id of the figure that it shows, so that it can be traced in the finished file. */
export type Inline = string | { readonly text: string; readonly figure?: string; readonly isBold?: boolean };

export type Block = Heading | Paragraph | Table | Picture | PageBreak;

/** The four levels of headings: 一、 / （一） / 1. / （1）; the number is part of the text. */
interface Heading {
  readonly kind: 'heading';
  readonly level: 1 | 2 | 3 | 4;
  readonly inlines: readonly Inline[];
}

export interface Paragraph {
  readonly kind: 'paragraph';
  readonly inlines: readonly Inline[];
  /** `body` (first line two characters in) unless told. */
  readonly style?: 'body' | 'flush' | 'centred' | 'right' | 'note';
}

export interface Table {
  readonly kind: 'table';
  readonly caption?: string;
  /** Header rows, repeated on each page; a cell may span. */
  readonly head: readonly (readonly Cell[])[];
  readonly rows: readonly (readonly Cell[])[];
  /** Shares of the width, one for each column; equal where missing. */
  readonly widths?: readonly number[];
}

export interface Cell {
  readonly inlines: readonly Inline[];
  readonly align?: 'left' | 'centre' | 'right';
  readonly columns?: number;
  readonly rows?: number;
}

export interface Picture {
  readonly kind: 'picture';
  readonly png: Uint8Array;
  /** Pixels of the file; shown as wide as the type area at most, in this proportion. */
  readonly width: number;
  readonly height: number;
  readonly caption?: string;
  /** What the picture shows, for who cannot see it. */
  readonly description: string;
}

interface PageBreak {
  readonly kind: 'page-break';
}
