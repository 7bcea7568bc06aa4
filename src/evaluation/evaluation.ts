import type { Rubric, ScorerId } from './rubric.ts';
import type { SubjectScores } from './scoring.ts';

/** The evaluation of one policy's groups in one calendar year (年度考核). */
export interface EvaluationRun {
  readonly id: number;
  readonly policyId: string;
  readonly year: number;
  readonly rubricId: string;
  /** The rubric as it stood when the run was opened, as JSON. */
  readonly rubric: string;
  readonly openedOn: string;
  /** Null while scores may still come in (未定稿). */
  readonly finalisedOn: string | null;
  readonly reopenedOn: string | null;
  readonly reopenReason: string | null;
}

/** Who is evaluated: a group as a whole (no kindergarten), its lead or one of its members. */
export interface SubjectKey {
  readonly groupId: number;
  readonly kindergartenId: number | null;
  /** Id of one of the rubric's subjects. */
  readonly subject: string;
}

/** The cell that a value came from; all null where it was entered by hand. */
export interface CellPlace {
  readonly file: string | null;
  readonly fileSha256: string | null;
  readonly sheet: string | null;
  readonly cell: string | null;
}

export const byHand: CellPlace = { file: null, fileSha256: null, sheet: null, cell: null };

export interface StoredScore extends CellPlace {
  readonly indicator: string;
  readonly scorer: ScorerId;
  /** As it was entered: points given, or points deducted. */
  readonly value: number;
}

export interface StoredGate extends CellPlace {
  readonly gate: string;
  readonly answer: '是' | '否';
}

/** A fact as the sheet showed it to the scorers; null where it could not be told. */
export interface StoredFact extends CellPlace {
  /** Key of a `FactReference`. */
  readonly fact: string;
  readonly value: number | null;
  readonly basis: string | null;
}

export interface StoredEvidence extends CellPlace {
  readonly indicator: string;
  readonly note: string;
}

/** A result as it was finalised (定稿). */
export interface StoredResult {
  readonly total: number;
  readonly grade: string;
  /** 1, 1, 3: those with the same total share a rank. */
  readonly rank: number;
  readonly among: number;
  readonly vetoed: boolean;
}

/** A subject with everything that is on record of it. Its own place is the cell in which its workbook adds up. */
export interface StoredSubject extends SubjectKey, CellPlace {
  readonly id: number;
  readonly runId: number;
  /** The name it went by. */
  readonly name: string;
  readonly scores: readonly StoredScore[];
  readonly gates: readonly StoredGate[];
  readonly facts: readonly StoredFact[];
  readonly evidence: readonly StoredEvidence[];
  readonly result: StoredResult | null;
}

/** What a lead (主导园 / 中心园) said of a member, or of its principal, before the result was final. */
export interface StoredOpinion extends CellPlace {
  readonly id: number;
  readonly groupId: number;
  readonly kindergartenId: number;
  /** Id of one of the rubric's subjects: a kindergarten and its principal are two. */
  readonly subject: string;
  readonly heardFromId: number | null;
  readonly heardOn: string;
  readonly opinion: string;
}

/** The entries of a subject as the arithmetic wants them; `computed` is up to who knows the facts. */
export function asScores(
  { scores, gates }: Pick<StoredSubject, 'scores' | 'gates'>,
  computed: SubjectScores['computed'],
): SubjectScores {
  const byIndicator: Record<string, Partial<Record<ScorerId, number>>> = {};
  for (const { indicator, scorer, value } of scores) {
    byIndicator[indicator] = { ...byIndicator[indicator], [scorer]: value };
  }
  return {
    scores: byIndicator,
    gates: Object.fromEntries(gates.map(({ gate, answer }) => [gate, answer])),
    computed,
  };
}

/** The rubric of a run, as it stood when scores came in. */
export function rubricOf(run: Pick<EvaluationRun, 'rubric'>): Rubric {
  return JSON.parse(run.rubric) as Rubric;
}
