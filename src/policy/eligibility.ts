import { squeezeText } from '../common/text.ts';
import type { FactKey } from './fact-names.ts';
import type { Area, KindergartenFacts, OfficeFacts } from './facts.ts';
import { type LeadCandidate, looksLikeLead, sectorOf } from './lead-tier.ts';
import type { MemberCondition } from './parameters.ts';
import type { Modality, OtherReading, Outcome } from './policy.ts';
import type { DecidableRule, Policy, RuleKind, RuleOf } from './schema.ts';
import { allTrue, type Truth } from './three-valued.ts';

/** The predicates by which groups are judged, and formed: pure, one kindergarten or one pair at a time. */

/** A rule not met is a violation of a must, a notice on a should; may and record give no verdict (null). */
export function whenNotMet(modality: Modality): 'violation' | 'notice' | null {
  if (modality === 'must' || modality === 'stated') return 'violation';
  return modality === 'should' ? 'notice' : null;
}

// Forming asks about millions of pairs: a policy's rules are picked out once.
const picked = new WeakMap<Policy, Map<string, readonly DecidableRule[]>>();

/** The rules of a kind that hold for groups of a tier. */
export function rulesOf<K extends RuleKind>(policy: Policy, kind: K, tier: string): readonly RuleOf<K>[] {
  const known = picked.get(policy) ?? new Map<string, readonly DecidableRule[]>();
  picked.set(policy, known);
  const key = `${kind}/${tier}`;
  let rules = known.get(key);
  if (!rules) {
    rules = policy.rules.filter(
      (rule): rule is DecidableRule =>
        rule.decidable && rule.kind === kind && (rule.tier === undefined || rule.tier === tier),
    );
    known.set(key, rules);
  }
  return rules as readonly RuleOf<K>[];
}

export interface SizeBounds {
  readonly lower: number | null;
  readonly upper: number | null;
  readonly countsLead: boolean;
}

/** How many kindergartens a group of the tier may have; null bounds where the policy sets none. */
export function sizeBounds(policy: Policy, tier: string): SizeBounds {
  const [rule] = rulesOf(policy, 'size', tier);
  return rule?.parameters ?? { lower: null, upper: null, countsLead: false };
}

export interface LeadVerdict {
  readonly outcome: Outcome;
  /** Chinese, without a full stop; empty on pass. */
  readonly reason: string;
  readonly missing: readonly FactKey[];
}

const sectorNames = { public: '公办', private: '民办', joint: '中外合作办' } as const;

/** Whether a kindergarten may lead (主导) groups of the tier. */
export function mayLead(policy: Policy, tier: string, kindergarten: LeadCandidate, area: Area): LeadVerdict {
  const pass: LeadVerdict = { outcome: 'pass', reason: '', missing: [] };
  const [rule] = rulesOf(policy, 'lead-eligibility', tier);
  const lead = policy.tiers.find((each) => each.id === tier)?.lead;
  const failed = rule && whenNotMet(rule.modality);
  if (!lead || !failed) return pass;
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
  if (looks === true && sector !== null) return pass;
  const missing: FactKey[] = [];
  if (looks === null) missing.push('district');
  if (sector === null) missing.push('ownership');
  return { outcome: 'unknown', reason: `还不能断定是${lead.described}`, missing };
}

export interface MemberKinds {
  readonly outcome: Outcome;
  /** Kinds it is known to be of: 普惠性民办, 新建, 薄弱. */
  readonly kinds: readonly string[];
  readonly missing: readonly FactKey[];
}

type MemberFacts = Pick<KindergartenFacts, 'ownership' | 'inclusive' | 'isNew' | 'isWeak'>;

/** 是否普惠: as entered, else as the term of 办园性质 says; not known where the two contradict each other. */
function inclusiveOf(policy: Policy, member: MemberFacts): Truth {
  const told = member.ownership !== null && policy.ownership.get(member.ownership)?.inclusive === true;
  if (!told) return member.inclusive;
  return member.inclusive === false ? null : true;
}

function conditionHolds(
  policy: Policy,
  condition: MemberCondition,
  member: MemberFacts,
): { holds: Truth; missing: FactKey[] } {
  const sector = sectorOf(policy, member);
  const parts: [FactKey, Truth][] = [];
  if (condition.sector !== undefined) {
    parts.push(['ownership', sector === null ? null : sector === condition.sector]);
  }
  const compare = (key: 'inclusive' | 'isNew' | 'isWeak', value: Truth) => {
    const wanted = condition[key];
    if (wanted !== undefined) parts.push([key, value === null ? null : value === wanted]);
  };
  compare('inclusive', inclusiveOf(policy, member));
  compare('isNew', member.isNew);
  compare('isWeak', member.isWeak);
  return {
    holds: allTrue(parts.map(([, truth]) => truth)),
    missing: parts.flatMap(([key, truth]) => (truth === null ? [key] : [])),
  };
}

/**
 * Of which of the tier's kinds a member is: one known kind passes, known to be of none is a violation (a notice
 * where the clause's list is open), otherwise not known, with what is missing.
 */
export function memberKinds(policy: Policy, tier: string, member: MemberFacts): MemberKinds {
  const [rule] = rulesOf(policy, 'member-kind', tier);
  const failed = rule && whenNotMet(rule.modality);
  if (!rule || !failed) return { outcome: 'pass', kinds: [], missing: [] };
  const judged = rule.parameters.kinds.map((kind) => ({
    name: kind.name,
    ...conditionHolds(policy, kind.when, member),
  }));
  const kinds = judged.filter((kind) => kind.holds === true).map((kind) => kind.name);
  if (kinds.length > 0) return { outcome: 'pass', kinds, missing: [] };
  const open = judged.filter((kind) => kind.holds === null);
  if (open.length > 0) {
    return { outcome: 'unknown', kinds, missing: [...new Set(open.flatMap((kind) => kind.missing))] };
  }
  return { outcome: rule.parameters.open ? 'notice' : failed, kinds, missing: [] };
}

export type Located = Pick<KindergartenFacts, 'district' | 'districtId' | 'districtLevel' | 'townId'>;

export interface Jurisdiction {
  readonly outcome: Outcome;
  readonly missing: readonly FactKey[];
  /** What the clause's other reading gives, where it is decided and differs. */
  readonly otherReading?: OtherReading;
}

const same = (one: number | null, other: number | null): Truth =>
  one === null || other === null ? null : one === other;

function sameDistrict(lead: Located, member: Located): { holds: Truth; missing: FactKey[] } {
  const holds = same(lead.districtId, member.districtId);
  return { holds, missing: holds === null ? ['district'] : [] };
}

/** The seat of the city: the districts the office entered, else the lead's own district where it has one. */
function inSeat(lead: Located, member: Located, office: Pick<OfficeFacts, 'seat'>) {
  const missing: FactKey[] = [];
  const known = member.districtLevel === 'county';
  if (!known) missing.push('district');
  if (office.seat === null || office.seat.length === 0) {
    if (lead.districtLevel !== 'county') return { holds: null, missing: [...missing, 'seat' as const] };
    return { holds: known ? same(lead.districtId, member.districtId) : null, missing };
  }
  const seat = office.seat.map(squeezeText);
  return { holds: known ? seat.includes(squeezeText(member.district ?? '')) : null, missing };
}

/** Whether a member lies where the tier's groups take their members from (本辖区, 市驻地). */
export function inJurisdiction(
  policy: Policy,
  tier: string,
  lead: Located,
  member: Located,
  office: Pick<OfficeFacts, 'seat'>,
): Jurisdiction {
  const [rule] = rulesOf(policy, 'jurisdiction', tier);
  const failed = rule && whenNotMet(rule.modality);
  if (!rule || !failed) return { outcome: 'pass', missing: [] };
  const asOutcome = (holds: Truth): Outcome => (holds === null ? 'unknown' : holds ? 'pass' : failed);
  const { holds, missing } =
    rule.parameters.within === 'seat' ? inSeat(lead, member, office) : sameDistrict(lead, member);
  const outcome = asOutcome(holds);
  if (rule.parameters.alternative !== 'town') return { outcome, missing };
  const other = asOutcome(allTrue([holds, same(lead.townId, member.townId)]));
  if (other === 'unknown' || other === outcome) return { outcome, missing };
  return { outcome, missing, otherReading: { reading: '“本辖区”若指本镇（街）', outcome: other } };
}
