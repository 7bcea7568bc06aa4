import type { Figure, FigureRecord } from './figure.ts';
import type { FileFigure } from './file-figures.ts';

/** Where a value of a record was read from. */
export interface RecordSource {
  readonly file: string;
  readonly sheet: string;
  readonly cells: readonly string[];
}

/** A figure of a bulletin with what is to be known of it. */
export interface TracedFigure extends Figure {
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
  return stored.map((figure, index) => {
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
