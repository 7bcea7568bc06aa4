import type { IsoDate } from '../common/dates.ts';
import { stepFaults } from '../policy/inspection/faults.ts';
import type { RectificationStep, Severity } from '../policy/inspection/rectification.ts';
import type { Ledger } from '../store/ledger.ts';
import type { InspectionFinding, StoredStep } from './inspection.ts';
import { passedName } from './inspection-words.ts';
import { addStep, changeStep } from './inspections.store.ts';
import { type SaidSteps, stepFields } from './understand-inspection.ts';

type Steps = readonly RectificationStep[];

const lastOf = <T extends RectificationStep>(steps: readonly T[], step: RectificationStep['step']) =>
  steps.filter((each) => each.step === step).at(-1);

/** The steps as a row of the table has them: of several rounds the last. */
export function stepsInRow(steps: Steps): Readonly<Record<string, string | null>> {
  const notice = lastOf(steps, 'notice');
  const recheck = lastOf(steps, 'recheck');
  const isOfRound = recheck !== undefined && (!notice || recheck.doneOn >= notice.doneOn);
  return {
    feedbackOn: lastOf(steps, 'feedback')?.doneOn ?? null,
    reportedOn: lastOf(steps, 'report')?.doneOn ?? null,
    noticedOn: notice?.doneOn ?? null,
    dueOn: notice?.dueOn ?? null,
    recheckedOn: isOfRound ? recheck.doneOn : null,
    recheckResult: isOfRound && recheck.passed !== null ? passedName(recheck.passed) : null,
    closedOn: lastOf(steps, 'close')?.doneOn ?? null,
  };
}

/** Whether what is said is a new round: another notice after a re-check that was not passed. */
export function isNewRound(steps: Steps, said: SaidSteps): boolean {
  const recheck = lastOf(steps, 'recheck');
  return (
    recheck?.passed === false &&
    said.noticedOn !== undefined &&
    said.noticedOn >= recheck.doneOn &&
    !steps.some(({ step, doneOn }) => step === 'notice' && doneOn === said.noticedOn)
  );
}

/** A step of the finding to be entered or changed; without `id` it is new. */
type Change = Omit<StoredStep, 'id' | 'findingId'> & { readonly id?: number };

/** The changes by which a finding's steps come to say what is said. */
export function changesFor(steps: readonly StoredStep[], said: SaidSteps): Change[] {
  const fresh = isNewRound(steps, said);
  const plain = { dueOn: null, passed: null, result: null, document: null };
  return (Object.keys(stepFields) as (keyof typeof stepFields)[]).flatMap((step): Change[] => {
    const isRound = step === 'notice' || step === 'recheck';
    const known = fresh && isRound ? undefined : lastOf(steps, step);
    const doneOn = said[stepFields[step]] ?? known?.doneOn;
    if (doneOn === undefined) return [];
    const dueOn = step === 'notice' ? (said.dueOn ?? known?.dueOn ?? null) : null;
    const passed = step === 'recheck' ? (said.passed ?? known?.passed ?? true) : null;
    if (known && known.doneOn === doneOn && known.dueOn === dueOn && known.passed === passed) return [];
    return [{ ...plain, ...known, step, doneOn, dueOn, passed }];
  });
}

/** The steps as they would be with the changes. */
export function withChanges(steps: readonly StoredStep[], changes: readonly Change[]): Steps {
  const kept = steps.filter(({ id }) => !changes.some((change) => change.id === id));
  return [...kept, ...changes];
}

/** What is wrong with steps that were taken; `order` where their days contradict one another. */
export function orderProblems(severity: Severity, visitedOn: IsoDate, steps: Steps) {
  return stepFaults({ severity, visitedOn, steps }).map((fault) => ({
    fault,
    isOrder:
      fault.kind === 'before-finding' || fault.kind === 'before-step' || fault.kind === 'due-before-notice',
  }));
}

/** Carries the changes out (inside `perform`). */
export function putSteps(ledger: Ledger, findingId: number, changes: readonly Change[]): void {
  for (const { id, ...step } of changes) {
    if (id === undefined) addStep(ledger, { ...step, findingId });
    else changeStep(ledger, id, { ...step, findingId });
  }
}

/** The next number for a finding of an inspection. */
export const nextNumber = (findings: readonly InspectionFinding[]) =>
  Math.max(0, ...findings.map(({ number }) => number)) + 1;
