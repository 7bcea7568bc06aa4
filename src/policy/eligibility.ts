import { squeezeText } from '../common/text.ts';
import { type ConditionFacts, conditionHolds } from './conditions.ts';
import type { FactKey } from './fact-names.ts';
import type { Area, KindergartenFacts, OfficeFacts } from './facts.ts';
import { type LeadCandidate, looksLikeLead, sectorOf } from './lead-tier.ts';
import type { MemberKindParameters } from './parameters.ts';
import type { Modality, OtherReading, Outcome } from './policy.ts';
import type { DecidableRule, Policy, RuleKind, RuleOf } from './schema.ts';
import { allTrue, gravest, type Truth } from './three-valued.ts';

/** The predicates by which groups are judged, and formed: pure, one kindergarten or one pair at a time. */

/** A rule not met is a violation of a must, a notice on a should; may and record give no verdict (null). */
export function whenNotMet(modality: Modality): 'violation' | 'notice' | null {
  if (modality === 'must' || modality === 'stated') return 'violation';
  return modality === 'should' ? 'notice' : null;
}

// Forming asks about millions of pairs: a policy's rules are picked out once.
const picked = new WeakMap<Policy, Map<string, readonly DecidableRule[]>>();

/** The rules of a kind that hold for groups of a tier and can fail. */
export function rulesOf<K extends RuleKind>(policy: Policy, kind: K, tier: string): readonly RuleOf<K>[] {
  const known = picked.get(policy) ?? new Map<string, readonly DecidableRule[]>();
  picked.set(policy, known);
  const key = `${kind}/${tier}`;
  let rules = known.get(key);
  if (!rules) {
    rules = policy.rules.filter(
      (rule): rule is DecidableRule =>
        rule.decidable &&
        rule.kind === kind &&
        (rule.tier === undefined || rule.tier === tier) &&
        whenNotMet(rule.modality) !== null,
    );
    known.set(key, rules);
  }
  return rules as readonly RuleOf<K>[];
}

/** Several rules on the same thing: the gravest verdict, and all that is missing. */
function together<T extends { readonly outcome: Outcome }>(verdicts: readonly T[], pass: T): T {
  const worst = gravest(verdicts.map((verdict) => verdict.outcome));
  return verdicts.find((verdict) => verdict.outcome === worst) ?? pass;
}

export interface SizeBounds {
  readonly lower: number | null;
  readonly upper: number | null;
  readonly countsLead: boolean;
}

/** How many kindergartens a group of the tier may have; null bounds where the policy sets none. */
export function sizeBounds(policy: Policy, tier: string): SizeBounds {
  const [rule] = rulesOf(policy, 'size', tier);
  if (!rule) return { lower: null, upper: null, countsLead: false };
  const { lower, upper, countsLead } = rule.parameters;
  return { lower, upper, countsLead };
}

export interface LeadVerdict {
  readonly outcome: Outcome;
  /** Chinese, without a full stop; empty on pass. */
  readonly reason: string;
  readonly missing: readonly FactKey[];
}

const sectorNames = { public: '公办', private: '民办', joint: '中外合作办' } as const;

/** What the clause asks of every lead, one thing at a time: what is known to be wanting weighs most. */
function judgeRequired(
  policy: Policy,
  requires: NonNullable<RuleOf<'lead-eligibility'>['parameters']['requires']>,
  failed: 'violation' | 'notice',
  kindergarten: ConditionFacts,
): LeadVerdict {
  const missing = new Set<FactKey>();
  const wanting: string[] = [];
  const open: string[] = [];
  for (const { described, when } of requires) {
    const holds = conditionHolds(policy, when, kindergarten, missing);
    if (holds === false) wanting.push(described);
    if (holds === null) open.push(described);
  }
  if (wanting.length > 0) return { outcome: failed, reason: `没有达到“${wanting.join('、')}”`, missing: [] };
  if (open.length === 0) return { outcome: 'pass', reason: '', missing: [] };
  return { outcome: 'unknown', reason: `还不能断定是否${open.join('、')}`, missing: [...missing] };
}

/** What one rule says of a lead, of the tier where the rule asks for one. */
export function judgeLead(
  policy: Policy,
  rule: RuleOf<'lead-eligibility'>,
  tier: string | null,
  kindergarten: LeadCandidate & ConditionFacts,
  area: Area,
): LeadVerdict {
  const failed = whenNotMet(rule.modality);
  if (failed && rule.parameters.requires)
    return judgeRequired(policy, rule.parameters.requires, failed, kindergarten);
  const lead = policy.tiers.find((each) => each.id === tier)?.lead;
  if (!lead || !failed || tier === null) return { outcome: 'pass', reason: '', missing: [] };
  const looks = looksLikeLead(policy, tier, kindergarten, area);
  const sector = sectorOf(policy, kindergarten);
  if (sector !== null && !lead.sectors.includes(sector)) {
    const wanted = lead.sectors.map((each) => sectorNames[each]).join('、');
    return {
      outcome: failed,
      reason: `办园性质是“${kindergarten.ownership}”，${lead.described}应是${wanted}园`,
      missing: [],
    };
  }
  if (looks === false) {
    return { outcome: failed, reason: `从名称和所属单位看不是${lead.described}`, missing: [] };
  }
  if (looks === true && sector !== null) return { outcome: 'pass', reason: '', missing: [] };
  const missing: FactKey[] = [];
  if (looks === null) missing.push('district');
  if (sector === null) missing.push('ownership');
  return { outcome: 'unknown', reason: `还不能断定是不是${lead.described}`, missing };
}

/** Whether a kindergarten may lead (主导) groups of the tier. */
export function mayLead(
  policy: Policy,
  tier: string,
  kindergarten: LeadCandidate & ConditionFacts,
  area: Area,
): LeadVerdict {
  const verdicts = rulesOf(policy, 'lead-eligibility', tier).map((rule) =>
    judgeLead(policy, rule, tier, kindergarten, area),
  );
  return together(verdicts, { outcome: 'pass', reason: '', missing: [] });
}

export interface MemberKinds {
  readonly outcome: Outcome;
  /** Kinds it is known to be of: 普惠性民办, 新建, 薄弱. */
  readonly kinds: readonly string[];
  readonly missing: readonly FactKey[];
  /** What the clause's other reading gives, where it is decided and differs. */
  readonly otherReading?: OtherReading;
}

function kindsUnder(
  list: Pick<MemberKindParameters, 'kinds' | 'open'>,
  failed: 'violation' | 'notice',
  policy: Policy,
  member: ConditionFacts,
): MemberKinds {
  const kinds: string[] = [];
  const missing = new Set<FactKey>();
  let decided = true;
  for (const { name, when } of list.kinds) {
    const holds = conditionHolds(policy, when, member, missing);
    if (holds) kinds.push(name);
    else if (holds === null) decided = false;
  }
  if (kinds.length > 0) return { outcome: 'pass', kinds, missing: [] };
  if (!decided) return { outcome: 'unknown', kinds, missing: [...missing] };
  return { outcome: list.open ? 'notice' : failed, kinds, missing: [] };
}

/** What one rule says of a member. */
export function judgeMember(
  policy: Policy,
  rule: RuleOf<'member-kind'>,
  member: ConditionFacts,
): MemberKinds {
  const failed = whenNotMet(rule.modality);
  if (!failed) return { outcome: 'pass', kinds: [], missing: [] };
  const { kinds, open, alternatives = [] } = rule.parameters;
  const verdict = kindsUnder({ kinds, open }, failed, policy, member);
  if (verdict.outcome === 'unknown') return verdict;
  for (const other of alternatives) {
    const list = {
      kinds: other.without ? kinds.filter((kind) => !other.without?.includes(kind.name)) : kinds,
      open: other.open ?? open,
    };
    const { outcome } = kindsUnder(list, failed, policy, member);
    if (outcome === verdict.outcome || outcome === 'unknown') continue;
    return { ...verdict, otherReading: { reading: other.reading, outcome } };
  }
  return verdict;
}

/**
 * Of which of the tier's kinds a member is: one known kind passes, known to be of none is a violation (a notice
 * where the clause's list is open), otherwise not known, with what is missing.
 */
export function memberKinds(policy: Policy, tier: string, member: ConditionFacts): MemberKinds {
  const verdicts = rulesOf(policy, 'member-kind', tier).map((rule) => judgeMember(policy, rule, member));
  return together(verdicts, { outcome: 'pass', kinds: [], missing: [] });
}

export type Located = Pick<KindergartenFacts, 'district' | 'districtId' | 'districtLevel' | 'townId'>;

export interface Jurisdiction {
  readonly outcome: Outcome;
  readonly missing: readonly FactKey[];
  /** What the clause's other reading gives, where it is decided and differs. */
  readonly otherReading?: OtherReading;
}

interface Within {
  readonly holds: Truth;
  readonly missing: readonly FactKey[];
}

const same = (one: number | null, other: number | null): Truth =>
  one === null || other === null ? null : one === other;

function inLeadDistrict(lead: Located, member: Located): Within {
  const together = same(lead.districtId, member.districtId);
  // Two that hang on the city itself (市直) may lie in different districts.
  const holds = together && lead.districtLevel !== null && lead.districtLevel !== 'county' ? null : together;
  return { holds, missing: holds === null ? ['district'] : [] };
}

/** The seat of the city: the districts the office entered, else the lead's own district where it has one. */
function inSeat(lead: Located, member: Located, office: Pick<OfficeFacts, 'seat'>): Within {
  const known = member.districtLevel === 'county';
  const missing: FactKey[] = known ? [] : ['district'];
  if (office.seat === null || office.seat.length === 0) {
    if (lead.districtLevel !== 'county') return { holds: null, missing: [...missing, 'seat'] };
    return { holds: known ? same(lead.districtId, member.districtId) : null, missing };
  }
  if (!known) return { holds: null, missing };
  const district = squeezeText(member.district ?? '');
  return { holds: office.seat.some((name) => squeezeText(name) === district), missing };
}

/** What one rule says of where a member lies. */
export function judgeJurisdiction(
  rule: RuleOf<'jurisdiction'>,
  lead: Located,
  member: Located,
  office: Pick<OfficeFacts, 'seat'>,
): Jurisdiction {
  const failed = whenNotMet(rule.modality);
  if (!failed) return { outcome: 'pass', missing: [] };
  const asOutcome = (holds: Truth): Outcome => (holds === null ? 'unknown' : holds ? 'pass' : failed);
  const { within, alternative } = rule.parameters;
  const { holds, missing } = within === 'seat' ? inSeat(lead, member, office) : inLeadDistrict(lead, member);
  const outcome = asOutcome(holds);
  if (!alternative) return { outcome, missing };
  const other = asOutcome(allTrue([holds, same(lead.townId, member.townId)]));
  if (other === 'unknown' || outcome === 'unknown' || other === outcome) return { outcome, missing };
  return { outcome, missing, otherReading: { reading: alternative.reading, outcome: other } };
}

/** Whether a member lies where the tier's groups take their members from (本辖区, 市驻地). */
export function inJurisdiction(
  policy: Policy,
  tier: string,
  lead: Located,
  member: Located,
  office: Pick<OfficeFacts, 'seat'>,
): Jurisdiction {
  const rules = rulesOf(policy, 'jurisdiction', tier);
  // The usual case, asked for every pair when groups are formed.
  if (rules.length === 1 && rules[0]) return judgeJurisdiction(rules[0], lead, member, office);
  const verdicts = rules.map((rule) => judgeJurisdiction(rule, lead, member, office));
  return together(verdicts, { outcome: 'pass', missing: [] });
}
