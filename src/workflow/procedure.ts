import { addDays, type IsoDate } from '../common/dates.ts';
import type { Policy } from '../policy/schema.ts';

/** A procedure (办理事项) of a policy: steps in the order in which they are to be taken. */
export type Procedure = Policy['procedures'][number];
export type Checklist = Policy['checklists'][number];

/** The procedures and checklists that concern groups of a tier; all of them where the tier is open. */
export function concerning<T extends Pick<Procedure | Checklist, 'tier'>>(
  lists: readonly T[],
  tier: string | null,
): T[] {
  return lists.filter((list) => list.tier === undefined || tier === null || list.tier === tier);
}

/** A step as it was recorded. */
export interface StepRecord {
  readonly id: number;
  readonly groupId: number;
  /** The member it concerns; null where it concerns the group as a whole. */
  readonly kindergartenId: number | null;
  readonly procedureId: string;
  readonly step: string;
  readonly doneOn: IsoDate;
  /** Who decided (办理单位); null where not said. */
  readonly decidedBy: string | null;
  readonly document: string | null;
  readonly documentSha256: string | null;
  readonly note: string | null;
}

/** Why a step cannot be taken on a date, in the terms of the procedure. */
export type StepObstacle =
  | { readonly kind: 'earlier-missing'; readonly steps: readonly string[] }
  | { readonly kind: 'before-earlier'; readonly step: string; readonly on: IsoDate }
  | { readonly kind: 'after-later'; readonly step: string; readonly on: IsoDate };

/** Whether a step may be recorded on a date: all before it are done, and no date runs backwards. */
export function obstacleTo(
  procedure: Procedure,
  stepId: string,
  doneOn: IsoDate,
  done: ReadonlyMap<string, IsoDate>,
): StepObstacle | null {
  const place = procedure.steps.findIndex(({ id }) => id === stepId);
  const before = procedure.steps.slice(0, place);
  const missing = before.filter(({ id }) => !done.has(id));
  if (missing.length > 0) return { kind: 'earlier-missing', steps: missing.map(({ name }) => name) };
  for (const { id, name } of before) {
    const on = done.get(id) ?? '';
    if (doneOn < on) return { kind: 'before-earlier', step: name, on };
  }
  for (const { id, name } of procedure.steps.slice(place + 1)) {
    const on = done.get(id);
    if (on !== undefined && on < doneOn) return { kind: 'after-later', step: name, on };
  }
  return null;
}

/** `到 2022-12-31 为止`: the last day of what ends before a day. */
export function lastDayText(validTo: IsoDate): string {
  return `到 ${addDays(validTo, -1)} 为止`;
}
