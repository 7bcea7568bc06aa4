import { addDays, daysBetween, type IsoDate } from '../../common/dates.ts';

/** How grave what was found is: 一般 ordinary, 重大 serious (reported upward). */
export const severities = { ordinary: '一般', serious: '重大' } as const;

export type Severity = keyof typeof severities;

/** The steps of what was found, in the order the policy gives them: the finding itself stands before them. */
export const rectificationSteps = {
  feedback: '书面反馈',
  report: '上报',
  notice: '整改通知',
  recheck: '复查',
  close: '销号',
} as const;

export type RectificationStepKind = keyof typeof rectificationSteps;

/** One dated step. */
export interface RectificationStep {
  readonly step: RectificationStepKind;
  readonly doneOn: IsoDate;
  /** Of a notice: by when it must be mended; the day itself is in time. */
  readonly dueOn: IsoDate | null;
  /** Of a re-check. */
  readonly passed: boolean | null;
  readonly result: string | null;
  readonly document: string | null;
}

/** Something found in an inspection (问题), with what was done about it until the day looked at. */
export interface FindingFacts {
  readonly severity: Severity;
  readonly visitedOn: IsoDate;
  readonly steps: readonly RectificationStep[];
}

/** Where a finding stands on a day. */
export interface RectificationState {
  /** `found` … `closed`: the last step taken; `failed` where the last re-check was not passed. */
  readonly state: 'found' | 'feedback' | 'reported' | 'noticed' | 'failed' | 'mended' | 'closed';
  /** By when it must be mended by the last notice. */
  readonly dueOn: IsoDate | null;
  /** The day of the re-check that found it mended. */
  readonly mendedOn: IsoDate | null;
  readonly closedOn: IsoDate | null;
  /** Past its date and not found mended. */
  readonly isOverdue: boolean;
  /** Days past its date; 0 where it is not. */
  readonly daysOverdue: number;
}

export const stateNames: Readonly<Record<RectificationState['state'], string>> = {
  found: '已发现',
  feedback: '已反馈',
  reported: '已上报',
  noticed: '整改中',
  failed: '复查未通过',
  mended: '已整改',
  closed: '已销号',
};

/** The steps taken until a day, in the order of their days; on one day in the order of the path. */
export function stepsUntil(steps: readonly RectificationStep[], on: IsoDate): RectificationStep[] {
  const order = Object.keys(rectificationSteps);
  return steps
    .filter(({ doneOn }) => doneOn <= on)
    .sort(
      (one, other) =>
        (one.doneOn < other.doneOn ? -1 : one.doneOn > other.doneOn ? 1 : 0) ||
        order.indexOf(one.step) - order.indexOf(other.step),
    );
}

/** Where a finding stood at the end of a day. */
export function stateOn(finding: FindingFacts, on: IsoDate): RectificationState {
  const taken = stepsUntil(finding.steps, on);
  const dueOn = taken.filter(({ step }) => step === 'notice').at(-1)?.dueOn ?? null;
  const recheck = taken.filter(({ step }) => step === 'recheck').at(-1);
  const close = taken.find(({ step }) => step === 'close');
  const mendedOn = recheck?.passed ? recheck.doneOn : null;
  const last = taken.at(-1)?.step;
  const state = close
    ? 'closed'
    : recheck && last === 'recheck'
      ? recheck.passed
        ? 'mended'
        : 'failed'
      : last === 'notice'
        ? 'noticed'
        : last === 'report'
          ? 'reported'
          : last === 'feedback'
            ? 'feedback'
            : 'found';
  const isMended = close !== undefined || mendedOn !== null;
  const isOverdue = dueOn !== null && dueOn < on && !isMended;
  return {
    state,
    dueOn,
    mendedOn,
    closedOn: close?.doneOn ?? null,
    isOverdue,
    daysOverdue: isOverdue ? daysBetween(dueOn, on) : 0,
  };
}

/** What came of the rectifications due in a span of days. */
export interface RectificationRate {
  /** Due by then, on or before the day looked at. */
  readonly due: number;
  /** Of them found mended by the day looked at, and of those by their date. */
  readonly mended: number;
  readonly onTime: number;
  readonly overdue: number;
  /** Mended of due in per cent, to a tenth; null where nothing was due. */
  readonly rate: number | null;
}

/** The rate of the rectifications due from one day to another, both inclusive, as it stood on a day. */
export function rectificationRate(
  findings: readonly FindingFacts[],
  span: { readonly from: IsoDate; readonly to: IsoDate },
  on: IsoDate,
): RectificationRate {
  const states = findings
    .map((finding) => stateOn(finding, on))
    .filter(({ dueOn }) => dueOn !== null && dueOn >= span.from && dueOn <= span.to);
  // What is not yet due counts once it has been mended.
  const counted = states.filter(({ dueOn, mendedOn, closedOn }) => {
    return (dueOn ?? '') < on || mendedOn !== null || closedOn !== null;
  });
  const mended = counted.filter(({ mendedOn, closedOn }) => mendedOn !== null || closedOn !== null);
  const onTime = mended.filter(
    ({ dueOn, mendedOn, closedOn }) => (mendedOn ?? closedOn ?? '') < addDays(dueOn ?? '', 1),
  );
  return {
    due: counted.length,
    mended: mended.length,
    onTime: onTime.length,
    overdue: counted.length - mended.length,
    rate: counted.length === 0 ? null : Math.round((mended.length * 1000) / counted.length) / 10,
  };
}
