import type { PageGeometry } from '../geometry.ts';
import type { DocumentProfile } from '../profile.ts';

type Docx = typeof import('docx');

/** Ids that a document gives out as it grows: each is used once, and the same document gives the same ones. */
export class IdGiver {
  #bookmarks = 0;
  #pictures = 0;
  readonly #occurrences = new Map<string, number>();

  nextBookmark(): number {
    return ++this.#bookmarks;
  }

  nextPicture(): number {
    return ++this.#pictures;
  }

  /** Which occurrence of the figure this is, from 1. */
  nextOccurrence(figure: string): number {
    const occurrence = (this.#occurrences.get(figure) ?? 0) + 1;
    this.#occurrences.set(figure, occurrence);
    return occurrence;
  }
}

/** What every part of a document is laid out with. */
export interface Layout {
  readonly docx: Docx;
  readonly profile: DocumentProfile;
  /** Of the pages that this part stands on. */
  readonly geometry: PageGeometry;
  readonly ids: IdGiver;
}
