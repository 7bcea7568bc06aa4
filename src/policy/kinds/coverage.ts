import { whenNotMet } from '../eligibility.ts';
import { describeMissing, type FactKey } from '../fact-names.ts';
import type { KindergartenFacts, LedgerFacts } from '../facts.ts';
import type { Policy, RuleOf } from '../schema.ts';
import { type FindFigures, type Judgement, type JudgeOffice, officeSubject } from './kind.ts';
import { describeBound, describeDeadline, percentOf, reaches, whenNotReached } from './percentage.ts';

const things = {
  kindergartens: { name: '所幼儿园', fact: 'name' },
  towns: { name: '个镇街', fact: 'town' },
  districts: { name: '个区县', fact: 'district' },
} as const satisfies Record<string, { name: string; fact: FactKey }>;

interface Coverage {
  readonly covered: number;
  readonly whole: number;
  /** Kindergartens whose town or district is not known: they could belong to one that counts as not covered. */
  readonly unplaced: readonly string[];
  /** Kindergartens of the city or the province itself (市直), which lie in no district: left out. */
  readonly apart: number;
  /** Kindergartens that have not answered the indicator by which they count. */
  readonly unanswered: number;
  /** Kindergartens that are in no group. */
  readonly outside: number;
  /** A few of those not covered, by name. */
  readonly examples: readonly string[];
}

const unitOf = (
  of: keyof typeof things,
  kindergarten: KindergartenFacts,
): readonly [number, string] | null => {
  if (of === 'kindergartens') return [kindergarten.id, kindergarten.name];
  const [id, name, level] =
    of === 'towns'
      ? [kindergarten.townId, kindergarten.town, 'county']
      : [kindergarten.districtId, kindergarten.district, kindergarten.districtLevel];
  return id === null || name === null || level !== 'county' ? null : [id, name];
};

/** What hangs on the city or the province itself lies in no district, and in no town of one. */
const isApart = (of: keyof typeof things, { districtLevel, townId }: KindergartenFacts) =>
  (districtLevel === 'city' || districtLevel === 'province') &&
  (of === 'districts' || (of === 'towns' && townId === null));

/** Whether a kindergarten answers yes by the latest figures; null where it has not answered. */
function answersYes(indicator: string, policy: Policy, facts: LedgerFacts): (id: number) => boolean | null {
  const now = Number(facts.on.slice(0, 4));
  const years = facts.indicators.years(policy.id, indicator).filter((year) => year <= now);
  const latest = years.at(-1);
  const figures = latest === undefined ? undefined : facts.indicators.of(policy.id, indicator, latest);
  return (id) => {
    const answer = figures?.kindergartens.get(id)?.numerator;
    return answer == null ? null : answer > 0;
  };
}

/** How far the groups of a policy reach on the day of the facts. */
export function coverageOf(
  { of, answering }: RuleOf<'coverage'>['parameters'],
  policy: Policy,
  facts: LedgerFacts,
): Coverage {
  const inGroup = new Set(
    facts.groups
      .filter((group) => group.policyId === policy.id)
      .flatMap((group) => [...(group.lead ? [group.lead] : []), ...group.members])
      .map(({ kindergartenId }) => kindergartenId),
  );
  const units = new Map<number, { name: string; covered: boolean }>();
  const unplaced: string[] = [];
  let apart = 0;
  let unanswered = 0;
  let outside = 0;
  const answer = answering === undefined ? () => true : answersYes(answering, policy, facts);
  for (const kindergarten of facts.roster) {
    const counts = answer(kindergarten.id);
    if (!inGroup.has(kindergarten.id)) outside += 1;
    // One that is in a group does no harm, whether it counts or not.
    if (counts === null && !inGroup.has(kindergarten.id)) unanswered += 1;
    if (!counts) continue;
    if (isApart(of, kindergarten)) {
      apart += 1;
      continue;
    }
    const unit = unitOf(of, kindergarten);
    if (!unit) {
      unplaced.push(kindergarten.name);
      continue;
    }
    const [id, name] = unit;
    const known = units.get(id) ?? { name, covered: false };
    units.set(id, { name, covered: known.covered || inGroup.has(kindergarten.id) });
  }
  const open = [...units.values()].filter(({ covered }) => !covered);
  return {
    covered: units.size - open.length,
    whole: units.size,
    unplaced,
    apart,
    unanswered,
    outside,
    examples: open.slice(0, 3).map(({ name }) => name),
  };
}

/** A few of many by name: 甲园、乙园、丙园 等. */
const someOf = (names: readonly string[]) => names.slice(0, 3).join('、') + (names.length > 3 ? ' 等' : '');

const describeApart = (apart: number) =>
  apart > 0 ? `；另有 ${apart} 所市直（省直）园不在任何区县，没有计入` : '';

function describe(
  rule: RuleOf<'coverage'>,
  policy: Policy,
  { covered, whole, examples, apart }: Coverage,
): string {
  const { name } = things[rule.parameters.of];
  const rest = whole - covered;
  const open =
    rest > 0
      ? `，还有 ${rest} ${name}没有（${examples.join('、')}${rest > examples.length ? ' 等' : ''}）`
      : '';
  return `${whole} ${name}里有 ${covered} ${name}已有${policy.names.kind}，占 ${percentOf(covered, whole, rule.parameters)}%${open}${describeApart(apart)}`;
}

/** How far the groups of a policy reach: every kindergarten, town or district (覆盖率). */
export const judgeCoverage: JudgeOffice<'coverage'> = (rule, { policy, facts }) => {
  if (!whenNotMet(rule.modality)) return [];
  const { of } = rule.parameters;
  const coverage = coverageOf(rule.parameters, policy, facts);
  const { covered, whole, unplaced, unanswered, apart } = coverage;
  const found = {
    covered,
    whole,
    percent: percentOf(covered, whole, rule.parameters),
    required: rule.parameters.percent,
  };
  const subject = officeSubject(facts);
  const bound = `应${describeBound(rule.parameters)}${describeDeadline(rule.parameters, facts.on)}`;
  const reached = reaches(covered, whole, rule.parameters);
  if (rule.parameters.answering !== undefined && (whole === 0 || (reached && unanswered > 0))) {
    return [awaitingAnswers(rule, policy, facts, { ...coverage, bound })];
  }
  // A place that is not named may be one more that is not covered, never one fewer.
  if (whole === 0 || (reached && unplaced.length > 0)) {
    const { fact } = things[of];
    return [
      {
        subject,
        outcome: 'unknown',
        facts: { ...found, unplaced: unplaced.length },
        message:
          whole === 0 && unplaced.length === 0
            ? `园所信息里还没有${apart > 0 ? '区县所属的' : ''}园所，不能算覆盖率；${bound}${describeApart(apart)}。`
            : `有 ${unplaced.length} 所园缺少${describeMissing([fact])}，还不能断定：${someOf(unplaced)}；${bound}${describeApart(apart)}。`,
        remedy: '请在园所信息表里补上后重新导入。',
        missing: [fact],
      },
    ];
  }
  const outcome = reached ? 'pass' : whenNotReached(rule.modality, rule.parameters, facts.on);
  return [
    {
      subject,
      outcome,
      facts: found,
      message: `${describe(rule, policy, coverage)}；${bound}。`,
      remedy:
        outcome === 'pass'
          ? ''
          : `请为还没有的组建${policy.names.kind}（youlian group propose、group create）。`,
    },
  ];
};

/** Which kindergartens are to be covered stands in a yearly figure that not all have given. */
function awaitingAnswers(
  rule: RuleOf<'coverage'>,
  policy: Policy,
  facts: LedgerFacts,
  { covered, whole, unanswered, outside, bound }: Coverage & { readonly bound: string },
): Judgement {
  const name = policy.indicators.find(({ id }) => id === rule.parameters.answering)?.name ?? '';
  const known =
    whole === 0 ? `还没有园所填是“${name}”` : `填了是“${name}”的 ${whole} 所都已在${policy.names.kind}里`;
  return {
    subject: officeSubject(facts),
    outcome: 'unknown',
    facts: { indicator: name, covered, whole, lacking: unanswered },
    message: `${known}，不在${policy.names.kind}里的 ${outside} 所里有 ${unanswered} 所没有填是不是“${name}”；${bound}。`,
    remedy: '请在指标数据表里补上后重新导入。',
    missing: ['indicators'],
  };
}

/** The coverage where the clause only aims at it step by step (逐步). */
export const coverageFigures: FindFigures<'coverage'> = (rule, { policy, facts }) => {
  const coverage = coverageOf(rule.parameters, policy, facts);
  if (coverage.whole === 0) return [];
  return [
    {
      subject: officeSubject(facts),
      label: rule.title,
      value: percentOf(coverage.covered, coverage.whole, rule.parameters),
      unit: '%',
      basis: `${describe(rule, policy, coverage)}。`,
    },
  ];
};
