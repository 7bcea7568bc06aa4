import type { IsoDate } from '../../common/dates.ts';
import type { TermFacts } from '../cadence/whole-periods.ts';
import { whenNotMet } from '../eligibility.ts';
import type { GroupFacts, LedgerFacts } from '../facts.ts';
import { faultsOn, type InspectionFacts } from '../inspection/faults.ts';
import { rectificationRate } from '../inspection/rectification.ts';
import type { Outcome } from '../policy.ts';
import { groupSubject, type JudgeGroup, type Judgement } from './kind.ts';

/** The inspections of a group's kindergartens made while it stood, by the date. */
function madeIn(group: GroupFacts, { inspections, on }: LedgerFacts): InspectionFacts[] {
  return [...(group.lead ? [group.lead] : []), ...group.members].flatMap(({ kindergartenId }) =>
    (inspections.get(kindergartenId) ?? []).filter(
      ({ kind, visitedOn }) => kind === 'inspection' && visitedOn >= group.cycleStart && visitedOn <= on,
    ),
  );
}

const shown = (faults: readonly string[]) =>
  faults.slice(0, 3).join('；') + (faults.length > 3 ? ` 等 ${faults.length} 处` : '');

/**
 * Whether a plan filed on one day still holds on a later one: until the term is over in which it was filed, or, filed in
 * the holidays, the one that follows.
 */
export const holdsThrough = (filed: IsoDate, day: IsoDate, terms: readonly TermFacts[]) =>
  filed <= day && !terms.some(({ ends }) => filed <= ends && ends < day);

/**
 * The clause asks for a plan of the district's inspections, not for one of each: a plan once filed serves all that is
 * inspected in its term, under whichever inspection its day was entered.
 */
function judgePlan(
  made: readonly InspectionFacts[],
  failed: Outcome,
  group: GroupFacts,
  terms: readonly TermFacts[],
): Judgement {
  const plans = [...new Set(made.flatMap(({ planFiledOn }) => planFiledOn ?? []))];
  const without = made.filter(
    ({ visitedOn }) => !plans.some((filed) => holdsThrough(filed, visitedOn, terms)),
  );
  const late = without.filter(
    ({ planFiledOn, visitedOn }) => planFiledOn !== null && planFiledOn > visitedOn,
  );
  const open = without.length - late.length;
  const base = {
    subject: groupSubject(group),
    facts: { inspections: made.length, plans: plans.length, filed: made.length - without.length },
  };
  if (late.length > 0) {
    return {
      ...base,
      outcome: failed,
      message: `督导 ${made.length} 次，有 ${late.length} 次先督导、后备案计划（${late[0]?.visitedOn}）。`,
      remedy: '每学期的督导工作计划应在当学期的督导以前备案；日期登记错了的，请改正督导整改台账。',
    };
  }
  if (open > 0) {
    return {
      ...base,
      outcome: 'unknown',
      message: `督导 ${made.length} 次，有 ${open} 次所在的学期没有登记计划备案的日期，不能断定。`,
      remedy: '备案过的，请在督导整改台账当学期任一次督导里填上计划备案日期。',
      missing: ['inspections'],
    };
  }
  return {
    ...base,
    outcome: 'pass',
    message: `督导 ${made.length} 次，所在学期的计划都已备案。`,
    remedy: '',
  };
}

/** Whether inspections (督导) of a group had their plan filed, and what was found went the whole path. */
export const judgeInspection: JudgeGroup<'inspection'> = (rule, { facts, group, policy }) => {
  const failed = whenNotMet(rule.modality);
  if (!failed) return [];
  const made = madeIn(group, facts);
  const subject = groupSubject(group);
  if (made.length === 0) {
    return [
      {
        subject,
        outcome: 'unknown',
        facts: { inspections: 0 },
        message: `台账里没有这个${policy.names.kind}的督导记录，不能断定。`,
        remedy: '督导过的，请登记（youlian inspection record，或导入督导整改台账）。',
        missing: ['inspections'],
      },
    ];
  }
  const { parameters } = rule;
  if (parameters.what === 'plan') return [judgePlan(made, failed, group, facts.terms)];
  const findings = made.flatMap((each) => each.findings);
  const faults = findings.flatMap((finding) => faultsOn(finding, parameters.feedbackDays, facts.on));
  const { due, mended, overdue, rate } = rectificationRate(
    findings,
    { from: '0001-01-01', to: '9999-12-31' },
    facts.on,
  );
  const stand = `督导 ${made.length} 次，发现问题 ${findings.length} 个${due > 0 ? `，到期应整改 ${due} 个，已整改 ${mended} 个` : ''}`;
  return [
    {
      subject,
      outcome: faults.length > 0 ? failed : 'pass',
      facts: { inspections: made.length, findings: findings.length, mended, overdue, rate },
      message: faults.length > 0 ? `${stand}；${shown(faults)}。` : `${stand}。`,
      remedy:
        faults.length > 0
          ? '请补办或改正：youlian inspection overdue 列出逾期的，youlian inspection advance 登记办过的步骤。'
          : '',
    },
  ];
};
