import type { Figure, FigureBook, FigureRecord } from './figure.ts';
import type { FileFigure } from './file-figures.ts';

/** Where a value of a record was read from. */
export interface RecordSource {
  readonly file: string;
  readonly sheet: string;
  readonly cells: readonly string[];
}

/** A figure of a bulletin with what is to be known of it. */
export interface TracedFigure extends Omit<Figure, 'drafted'> {
  /** Its place among the figures of the document, from 1. */
  readonly number: number;
  /** As it stands in the file, once for each place; nothing where it is gone. */
  readonly inFile: readonly string[];
  /** As the ledger gives it now; null where it has no such figure any more. */
  readonly now: string | null;
  /** Somebody wrote another number into the file. */
  readonly isChangedByHand: boolean;
  /** The ledger gives another number than when the bulletin was drawn up. */
  readonly hasLedgerMoved: boolean;
}

export interface TracedRecord extends FigureRecord {
  readonly sources: readonly RecordSource[];
}

/** Holds the figures of a bulletin against its file and against the ledger of today. */
export function traceFigures(
  stored: readonly Figure[],
  inFile: readonly FileFigure[],
  now: readonly Figure[],
): TracedFigure[] {
  const current = new Map(now.map(({ id, value }) => [id, value]));
  return stored.map(({ drafted: _, ...figure }, index) => {
    const texts = inFile.filter((each) => each.figure === figure.id).map(({ text }) => text);
    const value = current.get(figure.id) ?? null;
    return {
      ...figure,
      number: index + 1,
      inFile: texts,
      now: value,
      isChangedByHand: texts.some((text) => text !== figure.value),
      hasLedgerMoved: value !== figure.value,
    };
  });
}

/** A figure that another is reckoned from. */
export interface TracedPart {
  readonly id: string;
  readonly label: string;
  /** As the ledger gives it now. */
  readonly value: string;
  /** Null where it does not stand in the document itself. */
  readonly number: number | null;
}

/** What a figure is reckoned from (由来), in the order of the reckoning; null for what was counted. */
export function partsOf(
  id: string,
  book: FigureBook,
  all: readonly TracedFigure[],
): { readonly sign: string; readonly of: readonly TracedPart[] } | null {
  const parts = book.partsOf(id);
  if (!parts) return null;
  const of = parts.ids.flatMap((part) => {
    const figure = book.figures.find((each) => each.id === part);
    if (!figure) return [];
    const number = all.find((each) => each.id === part)?.number ?? null;
    return [{ id: part, label: figure.label, value: figure.value, number }];
  });
  return of.length === parts.ids.length ? { sign: parts.sign, of } : null;
}

/** Figures that are printed as a text which was taken for the number of a figure (序号). */
export function alsoPrinted(
  figures: readonly TracedFigure[],
  chosen: readonly TracedFigure[],
  text: string,
): TracedFigure[] {
  const wanted = text.normalize('NFKC').trim();
  const [first] = chosen;
  if (chosen.length !== 1 || String(first?.number) !== String(Number(wanted))) return [];
  return figures.filter((each) => each !== first && (each.value === wanted || each.inFile.includes(wanted)));
}

/**
 * The figures that somebody means: by number in the document, by id, or by what is printed.
 * @returns several where a number is printed in several places
 */
export function figuresMeant(figures: readonly TracedFigure[], text: string): TracedFigure[] {
  const wanted = text.normalize('NFKC').trim();
  const byId = figures.filter(({ id }) => id === wanted);
  if (byId.length > 0) return byId;
  const byNumber = /^\d+$/u.test(wanted) ? figures.filter(({ number }) => number === Number(wanted)) : [];
  if (byNumber.length > 0) return byNumber;
  const printed = figures.filter(({ value, inFile }) => value === wanted || inFile.includes(wanted));
  return printed.length > 0 ? printed : figures.filter(({ label }) => label === wanted);
}
