import { chineseDate } from '../../common/dates.ts';
import { countCadence } from '../cadence/count-cadence.ts';
import type { PeriodCount } from '../cadence/count-done.ts';
import { keepsRecords } from '../cadence/facts.ts';
import type { CadenceParameters, CadencePer } from '../cadence/parameters.ts';
import { type CadenceSubject, officeSubjects, subjectsInGroup } from '../cadence/subjects.ts';
import { whenNotMet } from '../eligibility.ts';
import type { LedgerFacts } from '../facts.ts';
import type { Outcome } from '../policy.ts';
import type { Policy, RuleOf } from '../schema.ts';
import type { FindFigures, JudgeGroup, Judgement, JudgeOffice } from './kind.ts';

type Rule = RuleOf<'cadence'>;

const perNames: Readonly<Record<CadencePer, string>> = {
  month: '每月',
  quarter: '每季度',
  'half-year': '每半年',
  term: '每学期',
  'school-year': '每学年',
  year: '每年',
};

/** `每学期 1–2 次`, `每月 1 次`, `定期`: how often a rule asks for something. */
export function cadenceInWords({ per, atLeast, upTo }: CadenceParameters): string {
  if (atLeast === null) return '定期';
  const times = upTo !== undefined && upTo > atLeast ? `${atLeast}–${upTo}` : String(atLeast);
  return `${perNames[per]} ${times} 次`;
}

/** `联合教研、教师集中培训`: the kinds of activity of a rule by name. */
export function activityNames(policy: Pick<Policy, 'activities'>, kinds: readonly string[]): string {
  return kinds.map((id) => policy.activities.find((each) => each.id === id)?.name ?? id).join('、');
}

/** A few of the periods by name; how many there are where they are more. */
function listed(periods: readonly PeriodCount[]): string {
  const names = periods.slice(0, 3).map(({ whole }) => whole.name);
  return names.join('、') + (periods.length > 3 ? `等 ${periods.length} 期` : '');
}

/** What the counts come to, before anything is said. */
function outcomeOf(
  rule: Rule,
  parameters: CadenceParameters,
  counts: readonly PeriodCount[],
  recorded: boolean,
): Outcome {
  const failed = whenNotMet(rule.modality) ?? 'pass';
  if (!counts.some(({ due, open }) => due > 0 && !open))
    return excessIn(parameters, counts) ? 'notice' : 'pass';
  if (!recorded) return 'unknown';
  if (counts.some(({ owed }) => owed > 0)) return failed;
  return excessIn(parameters, counts) ? 'notice' : 'pass';
}

/** The periods in which more was done than the band's upper end. */
function excess({ upTo }: CadenceParameters, counts: readonly PeriodCount[]): PeriodCount[] {
  return upTo === undefined ? [] : counts.filter(({ done }) => done > upTo);
}

const excessIn = (parameters: CadenceParameters, counts: readonly PeriodCount[]) =>
  excess(parameters, counts).length > 0;

const sum = (counts: readonly PeriodCount[], key: 'due' | 'done' | 'owed') =>
  counts.reduce((total, count) => total + count[key], 0);

function messageOf(
  outcome: Outcome,
  name: string,
  rule: Rule,
  counts: readonly PeriodCount[],
  keeper: string,
): string {
  const over = counts.filter(({ open }) => !open);
  const owing = over.filter(({ owed }) => owed > 0);
  const running = counts.find(({ open, due }) => open && due > 0);
  const much = excess(rule.parameters, counts);
  const waived = over.filter(({ waived: times = 0 }) => times > 0);
  const assumed = counts.some((count) => count.assumed && count.due > 0);
  const due = sum(over, 'due');
  const parts = [
    outcome === 'unknown'
      ? `台账里还没有${keeper}的活动记录，不能断定：${name}（${cadenceInWords(rule.parameters)}）到期应办 ${due} 次。`
      : due === 0
        ? `${name}（${cadenceInWords(rule.parameters)}）还没有到期的。`
        : `${name}（${cadenceInWords(rule.parameters)}）到期应办 ${due} 次，已办 ${sum(over, 'done')} 次${owing.length > 0 ? `，欠 ${sum(over, 'owed')} 次：${listed(owing)}` : ''}。`,
    running && outcome !== 'unknown'
      ? `${running.whole.name}应办 ${running.due} 次，已办 ${running.done} 次，到${chineseDate(running.to)}止。`
      : '',
    waived.length > 0 ? `准予豁免的有${listed(waived)}。` : '',
    much.length > 0 ? `${listed(much)}多于 ${rule.parameters.upTo} 次。` : '',
    assumed ? '有的学期没有登记起止，按通常日期计。' : '',
  ];
  return parts.join('');
}

function remedyOf(outcome: Outcome, counts: readonly PeriodCount[], subject: CadenceSubject): string {
  if (outcome === 'pass') return '';
  const due = `youlian activity due${subject.group ? ` --group ${subject.group.id}` : ''}`;
  if (outcome === 'unknown') {
    return '请登记办过的活动（youlian activity record，或导入活动记录表）。';
  }
  return counts.some(({ owed }) => owed > 0)
    ? `办过的，请登记（youlian activity record，或导入活动记录表）；没有办的，请补办。逐期情况：${due}。`
    : `次数多于规定的上限，请看是不是必要。逐期情况：${due}。`;
}

/** What the counts of a subject come to, under one reading. */
type Reckoning = Pick<Judgement, 'outcome' | 'facts' | 'message'>;

// Those who were there at the same time and did nothing share their counts: they are reckoned once.
const reckonings = new WeakMap<readonly PeriodCount[], Map<string, Reckoning>>();

function reckon(
  rule: Rule,
  policy: Policy,
  counts: readonly PeriodCount[],
  recorded: boolean,
  type: CadenceSubject['type'],
): Reckoning {
  const own = reckonings.get(counts) ?? new Map<string, Reckoning>();
  reckonings.set(counts, own);
  const key = `${policy.id} ${rule.id} ${recorded} ${type}`;
  const known = own.get(key);
  if (known) return known;
  const { parameters } = rule;
  const outcome = outcomeOf(rule, parameters, counts, recorded);
  const over = counts.filter(({ open }) => !open);
  const owing = over.filter(({ owed }) => owed > 0);
  const running = counts.find(({ open, due }) => open && due > 0);
  const name = activityNames(policy, parameters.activity);
  const reckoning: Reckoning = {
    outcome,
    facts: {
      activity: name,
      cadence: cadenceInWords(parameters),
      due: sum(over, 'due'),
      held: sum(over, 'done'),
      owed: outcome === 'unknown' ? null : sum(over, 'owed'),
      owedPeriods: outcome === 'unknown' || owing.length === 0 ? null : listed(owing),
      running: running ? `${running.whole.name} ${running.done}/${running.due}` : null,
    },
    message: messageOf(
      outcome,
      name,
      rule,
      counts,
      type === 'office' ? '这个单位' : `这个${policy.names.kind}`,
    ),
  };
  own.set(key, reckoning);
  return reckoning;
}

/** Whether anything is on record of the group, for it and its members, or of the office. */
const isRecorded = (rule: Rule, policy: Policy, facts: LedgerFacts, { group, subject }: CadenceSubject) => {
  const { activities } = facts;
  if (keepsRecords(activities, policy.id, group ? { groupId: group.id } : { officeId: Number(subject.id) }))
    return true;
  // A group that keeps only postings or visits is known by them, where the rule asks for such.
  const own = group === null ? [] : (activities.ofGroups.get(group.id) ?? []);
  return own.some(
    ({ derived, policyId, kind }) =>
      derived !== undefined && policyId === policy.id && rule.parameters.activity.includes(kind),
  );
};

function judgeSubject(
  rule: Rule,
  policy: Policy,
  facts: LedgerFacts,
  subject: CadenceSubject,
  other: CadenceSubject | undefined,
): Judgement[] {
  const { parameters } = rule;
  const counts = countCadence(rule, subject, facts);
  if (counts.length === 0) return [];
  const recorded = isRecorded(rule, policy, facts, subject);
  const { outcome, facts: found, message } = reckon(rule, policy, counts, recorded, subject.type);
  const { alternative } = parameters;
  let otherReading: Judgement['otherReading'];
  if (alternative && other && outcome !== 'unknown') {
    const read = readOtherwise(parameters);
    const then = countCadence({ id: rule.id, parameters: read }, other, facts);
    const differs = outcomeOf(rule, read, then, recorded);
    if (differs !== outcome) otherReading = { reading: alternative.reading, outcome: differs };
  }
  const inGroup = subject.type === 'lead' || subject.type === 'member';
  return [
    {
      subject: subject.subject,
      outcome,
      facts: inGroup ? { group: subject.group?.name ?? null, ...found } : found,
      message,
      remedy: remedyOf(outcome, counts, subject),
      ...(outcome === 'unknown' ? { missing: ['activities' as const] } : {}),
      otherReading,
    },
  ];
}

/** The parameters under the other reading. */
function readOtherwise({ alternative, ...own }: CadenceParameters): CadenceParameters {
  const { reading: _, ...changed } = alternative ?? { reading: '' };
  return { ...own, ...changed };
}

/** Whether what a group, its lead and its members do regularly was done often enough (应做, 已做, 欠做). */
export const judgeCadence: JudgeGroup<'cadence'> = (rule, { policy, facts, group }) => {
  if (!whenNotMet(rule.modality) || rule.parameters.atLeast === null) return [];
  const others = rule.parameters.alternative
    ? subjectsInGroup(readOtherwise(rule.parameters), policy, facts, group)
    : [];
  return subjectsInGroup(rule.parameters, policy, facts, group).flatMap((subject, index) =>
    judgeSubject(rule, policy, facts, subject, others[index]),
  );
};

/** The same for what the office, or each of its districts, does. */
export const judgeOfficeCadence: JudgeOffice<'cadence'> = (rule, { policy, facts }) => {
  if (!whenNotMet(rule.modality) || rule.parameters.atLeast === null) return [];
  return officeSubjects(rule.parameters, policy, facts).flatMap((subject) =>
    judgeSubject(rule, policy, facts, subject, subject),
  );
};

/** How often something was done of which the clause gives no number (定期). */
export const cadenceFigures: FindFigures<'cadence'> = (rule, { policy, facts, judged }) => {
  const subjects = [
    ...judged.flatMap((group) => subjectsInGroup(rule.parameters, policy, facts, group)),
    ...officeSubjects(rule.parameters, policy, facts),
  ];
  return subjects.flatMap((subject) => {
    const counts = countCadence(rule, subject, facts);
    const first = counts[0];
    if (!first || !isRecorded(rule, policy, facts, subject)) return [];
    const name = activityNames(policy, rule.parameters.activity);
    return [
      {
        subject: subject.subject,
        label: name,
        value: sum(counts, 'done'),
        unit: '次',
        basis: `自${chineseDate(first.from)}起登记在案的；没有规定次数，不作判定。`,
      },
    ];
  });
};
