import { cellAddress } from '../../../workbook/address.ts';
import type { RubricSubject } from '../../rubric.ts';
import type { EvaluatedSubject, GroupEvaluation, Locked, Slot } from '../group-book.ts';
import type { FactRow } from './facts-block.ts';
import { type Piece, SheetBuilder } from './sheet-builder.ts';

/** A blocked cell holds a dash, so that counting blanks counts only what is to be filled in. */
export const dash = '—';

/** Columns of a subject's sheet; the scorers' come between `points` and the score. */
export const column = { code: 1, dimension: 2, name: 3, standard: 4, points: 5, firstScorer: 6 } as const;

/** What the parts of a subject's sheet share: whom it scores, the rows so far, and what its cells mean. */
export class SubjectPage {
  readonly evaluation: GroupEvaluation;
  readonly given: EvaluatedSubject;
  readonly kind: RubricSubject;
  readonly sheet: SheetBuilder;
  readonly slots = new Map<string, Slot>();
  readonly locked = new Map<string, Locked>();
  /** By dimension id: the cell of what it counts for. */
  readonly dimensions = new Map<string, string>();
  /** By indicator id: the cell in which evidence is told. */
  readonly notes = new Map<string, string>();
  /** The ledger's figures that formulas refer to. */
  facts: ReadonlyMap<string, FactRow> = new Map();
  /** Column of the score that counts. */
  readonly score: number;

  constructor(evaluation: GroupEvaluation, index: number) {
    this.evaluation = evaluation;
    this.given = evaluation.subjects[index]!;
    this.kind = this.given.subject;
    const scorers = this.kind.scorers.length;
    this.score = column.firstScorer + scorers;
    const standard = 58 - 10 * scorers;
    this.sheet = new SheetBuilder([6, 13, 20, standard + 6, 8, ...this.kind.scorers.map(() => 10), 12, 24]);
  }

  at(row: number, col: number): string {
    return cellAddress(row, col);
  }

  /** Nothing to be filled in by any scorer. */
  dashes(): Piece[] {
    return this.kind.scorers.map((): Piece => ({ style: 'blocked', value: dash }));
  }
}
