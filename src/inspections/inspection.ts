import type { IsoDate } from '../common/dates.ts';
import type { RectificationStep, Severity } from '../policy/inspection/rectification.ts';

/** 督导 inspection by an inspector; 走访 visit by the lead (环境、一日生活), with its opinion. */
export const inspectionKinds = { inspection: '督导', visit: '走访' } as const;

export type InspectionKind = keyof typeof inspectionKinds;

/** A step of a finding as the ledger keeps it. */
export interface StoredStep extends RectificationStep {
  readonly id: number;
  readonly findingId: number;
}

/** Something found in an inspection (问题). */
export interface InspectionFinding {
  readonly id: number;
  readonly inspectionId: number;
  /** Within the inspection, from 1. */
  readonly number: number;
  readonly content: string;
  readonly severity: Severity;
  /** Points taken off (扣分); null where none were given. */
  readonly points: number | null;
  readonly note: string | null;
  /** In the order of their days. */
  readonly steps: readonly StoredStep[];
}

/** An inspection (督导) of a kindergarten, planned or made, with what was found. */
export interface Inspection {
  readonly id: number;
  readonly kind: InspectionKind;
  readonly groupId: number | null;
  readonly kindergartenId: number;
  readonly inspectorId: number | null;
  /** Name and unit of the inspector; null where none is known. */
  readonly inspector: string | null;
  readonly inspectorUnit: string | null;
  /** The day on which the plan it belongs to was filed (计划备案); null where it is not known. */
  readonly planFiledOn: IsoDate | null;
  /** Null while it is only planned. */
  readonly visitedOn: IsoDate | null;
  readonly topics: string | null;
  readonly opinion: string | null;
  readonly note: string | null;
  readonly origin: 'table' | 'hand';
  readonly findings: readonly InspectionFinding[];
}

export type NewInspection = Omit<Inspection, 'id' | 'inspector' | 'inspectorUnit' | 'findings'>;
export type NewFinding = Omit<InspectionFinding, 'id' | 'steps'>;
export type NewStep = Omit<StoredStep, 'id'>;

/** A finding together with the inspection it was made in. */
export interface FoundIn {
  readonly inspection: Inspection;
  readonly finding: InspectionFinding;
}

/** Everything that was found, in the order of the visits. */
export function findingsOf(inspections: readonly Inspection[]): FoundIn[] {
  return inspections.flatMap((inspection) => inspection.findings.map((finding) => ({ inspection, finding })));
}

/** The day something was found: that of the visit; the first step's where the visit has none. */
export function foundOn({ inspection, finding }: FoundIn): IsoDate {
  return inspection.visitedOn ?? finding.steps[0]?.doneOn ?? inspection.planFiledOn ?? '';
}
