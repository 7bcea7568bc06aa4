import { chineseDate } from '../../common/dates.ts';
import { type ActivityFacts, keepsRecords } from '../cadence/facts.ts';
import { whenNotMet } from '../eligibility.ts';
import type { FactKey } from '../fact-names.ts';
import type { BodyFacts, GroupFacts, LedgerFacts } from '../facts.ts';
import type { Outcome, Subject } from '../policy.ts';
import type { Phase, Policy, RuleOf } from '../schema.ts';
import { gravest } from '../three-valued.ts';
import { groupSubject, type JudgeGroup, type Judgement, type JudgeOffice, officeSubject } from './kind.ts';
import { bodiesOf } from './seats.ts';

type Milestone = Phase['milestones'][number];

/** What became of a milestone (应完成的事项) by the date; `open` where the ledger cannot tell. */
type State = 'done' | 'late' | 'absent' | 'open';

/** Whose milestones are looked at, and what is on record of it. */
interface Records {
  readonly subject: Subject;
  readonly group: GroupFacts | null;
  readonly activities: readonly ActivityFacts[];
  readonly bodies: readonly BodyFacts[];
}

function stateOf(
  milestone: Milestone,
  phase: Phase,
  policy: Policy,
  ledger: LedgerFacts,
  own: Records,
): State {
  const { activity, document, body } = milestone;
  if (activity !== undefined) {
    const held = own.activities.filter(({ kind, heldOn }) => activity.includes(kind) && heldOn >= phase.from);
    if (held.some(({ heldOn }) => heldOn <= phase.to)) return 'done';
    if (held.length > 0) return 'late';
    const keeper = own.group ? { groupId: own.group.id } : { officeId: ledger.office.own?.id ?? 0 };
    return keepsRecords(ledger.activities, policy.id, keeper) ? 'absent' : 'open';
  }
  if (document !== undefined) {
    const paper = (ledger.documents.get(own.group?.id ?? 0) ?? []).find(
      (each) =>
        each.checklist === document.checklist && each.item === document.item && each.kindergartenId === null,
    );
    return paper ? (paper.present ? 'done' : 'absent') : 'open';
  }
  const bodies = bodiesOf(own.bodies, body ?? '', policy);
  // The leadership of a phase long over may have ended with it: that it was there is what counts.
  return bodies.some((each) => each.seats.length > 0) ? 'done' : 'open';
}

const enter =
  '办过的请补上登记：材料用 youlian group document，活动用 youlian activity record，机构用 youlian committee create。';

const remedies: Readonly<Record<Outcome, string>> = {
  pass: '',
  notice: '请核对活动的日期；属实的，不用处理。',
  violation: enter,
  unknown: enter,
};

interface PhaseFound {
  readonly outcome: Outcome;
  readonly words: string;
  readonly wanted: number;
  readonly done: number;
  readonly missing: readonly FactKey[];
}

function lookAt(rule: RuleOf<'milestones'>, phase: Phase, policy: Policy, ledger: LedgerFacts, own: Records) {
  const wanted = phase.milestones.filter(({ of }) => (of === 'group') === (own.group !== null));
  if (wanted.length === 0 || ledger.askedOn < phase.from) return [];
  const states = wanted.map((milestone) => ({
    milestone,
    state: stateOf(milestone, phase, policy, ledger, own),
  }));
  const named = (state: State) =>
    states.filter((each) => each.state === state).map(({ milestone }) => milestone.name);
  const [done, late, absent, open] = [named('done'), named('late'), named('absent'), named('open')];
  // A group past its cycle is looked at as it was on the cycle's last day, but what is over by now is over.
  const over = ledger.askedOn > phase.to;
  const outcome: Outcome = !over
    ? 'pass'
    : absent.length > 0
      ? (whenNotMet(rule.modality) ?? 'pass')
      : open.length > 0
        ? 'unknown'
        : late.length > 0
          ? 'notice'
          : 'pass';
  const rest = [...absent, ...open];
  const parts = [
    `${phase.name}（${chineseDate(phase.from)}至${chineseDate(phase.to)}）应完成 ${wanted.length} 项，已完成 ${done.length + late.length} 项`,
    ...(late.length > 0 ? [`过了阶段才完成的有${late.join('、')}`] : []),
    ...(over && absent.length > 0 ? [`没有完成的有${absent.join('、')}`] : []),
    ...(over && open.length > 0 ? [`台账里还没有登记的有${open.join('、')}`] : []),
    ...(!over && rest.length > 0 ? [`还没有到期，待完成的有${rest.join('、')}`] : []),
  ];
  const missing = states
    .filter(({ state }) => over && state === 'open')
    .map(
      ({ milestone: { activity, document, of } }): FactKey =>
        activity ? 'activities' : document ? 'documents' : of === 'office' ? 'leadership' : 'boards',
    );
  const found: PhaseFound = {
    outcome,
    words: `${parts.join('，')}`,
    wanted: wanted.length,
    done: done.length + late.length,
    missing,
  };
  return [found];
}

/** One verdict over all phases that have begun. */
function judgePhases(
  rule: RuleOf<'milestones'>,
  phases: readonly Phase[],
  policy: Policy,
  ledger: LedgerFacts,
  own: Records,
): Judgement[] {
  const found = phases.flatMap((phase) => lookAt(rule, phase, policy, ledger, own));
  if (found.length === 0) return [];
  const outcome = gravest(found.map((each) => each.outcome));
  const sum = (key: 'wanted' | 'done') => found.reduce((total, each) => total + each[key], 0);
  const missing = [...new Set(found.flatMap((each) => each.missing))];
  return [
    {
      subject: own.subject,
      outcome,
      facts: { phases: found.length, items: sum('wanted'), done: sum('done') },
      message: `${found.map(({ words }) => words).join('；')}。`,
      remedy: remedies[outcome],
      ...(outcome === 'unknown' ? { missing } : {}),
    },
  ];
}

/** Whether a group did what each phase (阶段) of its cycle asks for; a phase that has not begun is not looked at. */
export const judgeGroupMilestones: JudgeGroup<'milestones'> = (rule, { policy, facts: ledger, group }) => {
  if (!whenNotMet(rule.modality)) return [];
  const own: Records = {
    subject: groupSubject(group),
    group,
    activities: ledger.activities.ofGroups.get(group.id) ?? [],
    bodies: ledger.bodies.ofGroups.get(group.id) ?? [],
  };
  // A group of another round, or one formed once the phase was over, is not held to it.
  const phases = policy.phases.filter(
    ({ from, to }) => group.cycleStart <= to && (group.cycleEnd === null || group.cycleEnd >= from),
  );
  return judgePhases(rule, phases, policy, ledger, own);
};

/** The same of the office itself. */
export const judgeOfficeMilestones: JudgeOffice<'milestones'> = (rule, { policy, facts: ledger }) => {
  if (!whenNotMet(rule.modality)) return [];
  const id = ledger.office.own?.id ?? 0;
  const own: Records = {
    subject: officeSubject(ledger),
    group: null,
    activities: ledger.activities.ofOffices.get(id) ?? [],
    bodies: ledger.bodies.ofOffices.filter(({ officeId }) => officeId === null || officeId === id),
  };
  return judgePhases(rule, policy.phases, policy, ledger, own);
};
