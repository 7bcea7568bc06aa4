import { addDays, type IsoDate } from '../../common/dates.ts';
import {
  type FindingFacts,
  type RectificationStepKind,
  rectificationSteps,
  stateOn,
  stepsUntil,
} from './rectification.ts';

/** An inspection as rules look at it. */
export interface InspectionFacts {
  readonly kindergartenId: number;
  readonly kind: 'inspection' | 'visit';
  readonly planFiledOn: IsoDate | null;
  readonly visitedOn: IsoDate;
  readonly findings: readonly FindingFacts[];
}

/** What is amiss with a step: taken before what it follows on, or without it. */
export interface StepFault {
  readonly kind: 'before-finding' | 'before-step' | 'without-step' | 'without-due' | 'due-before-notice';
  readonly step: RectificationStepKind;
  /** The earlier step that is lacking or later. */
  readonly other?: RectificationStepKind;
  readonly on: IsoDate;
  readonly otherOn?: IsoDate;
}

/**
 * Faults in the order of the steps of one finding: nothing before the visit; feedback before the report upward and the
 * notice; a serious one reported before the notice; a re-check after a notice; closing after a re-check that was
 * passed. On one day everything may follow.
 */
export function stepFaults({ severity, visitedOn, steps }: FindingFacts): StepFault[] {
  const faults: StepFault[] = [];
  const all = stepsUntil(steps, '9999-12-31');
  const first = (step: RectificationStepKind) => all.find((each) => each.step === step);
  const feedback = first('feedback');
  for (const { step, doneOn, dueOn } of all) {
    const base = { step, on: doneOn };
    if (doneOn < visitedOn) faults.push({ ...base, kind: 'before-finding', otherOn: visitedOn });
    const needs = (other: RectificationStepKind, taken: { readonly doneOn: IsoDate } | undefined) => {
      if (!taken) faults.push({ ...base, kind: 'without-step', other });
      else if (taken.doneOn > doneOn) {
        faults.push({ ...base, kind: 'before-step', other, otherOn: taken.doneOn });
      }
    };
    if (step === 'report' || step === 'notice') needs('feedback', feedback);
    if (step === 'notice') {
      if (severity === 'serious') needs('report', first('report'));
      if (dueOn === null) faults.push({ ...base, kind: 'without-due' });
      else if (dueOn < doneOn) faults.push({ ...base, kind: 'due-before-notice', otherOn: dueOn });
    }
    if (step === 'recheck') needs('notice', first('notice'));
    if (step === 'close') {
      const passed = all.filter((each) => each.step === 'recheck').findLast((each) => each.passed);
      needs('recheck', passed);
    }
  }
  return faults;
}

/** A fault in words, to stand behind the step's name. */
export function describeFault({ kind, step, other, on, otherOn }: StepFault): string {
  const name = rectificationSteps[step];
  const others = other === undefined ? '' : rectificationSteps[other];
  switch (kind) {
    case 'before-finding':
      return `${name}（${on}）早于督导发现问题的 ${otherOn}`;
    case 'before-step':
      return `${name}（${on}）早于${others}（${otherOn}）`;
    case 'without-step':
      return other === 'recheck' ? `没有复查通过就${name}` : `没有${others}就${name}`;
    case 'without-due':
      return '整改通知没有写明期限';
    case 'due-before-notice':
      return `整改期限 ${otherOn} 早于整改通知（${on}）`;
  }
}

/**
 * What speaks against the handling of a finding on a day, in words: steps out of order, feedback that did not come
 * within some days, a rectification past its date.
 */
export function faultsOn(finding: FindingFacts, feedbackDays: number, on: IsoDate): string[] {
  const taken = { ...finding, steps: stepsUntil(finding.steps, on) };
  const faults = stepFaults(taken).map(describeFault);
  const isSilent = !taken.steps.some(({ step }) => step === 'feedback');
  if (isSilent && taken.steps.length === 0 && addDays(finding.visitedOn, feedbackDays) < on) {
    faults.push(`${finding.visitedOn} 发现的问题过了 ${feedbackDays} 天还没有书面反馈`);
  }
  const { isOverdue, dueOn, daysOverdue } = stateOn(finding, on);
  if (isOverdue) faults.push(`整改期限 ${dueOn} 已过 ${daysOverdue} 天，还没有复查通过`);
  return faults;
}
