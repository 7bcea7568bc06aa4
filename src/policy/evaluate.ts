import { chineseDate, holdsOn, type IsoDate } from '../common/dates.ts';
import { whenNotMet } from './eligibility.ts';
import type { GroupFacts, LedgerFacts } from './facts.ts';
import type {
  FindFigures,
  GroupContext,
  JudgeGroup,
  JudgeLedger,
  Judgement,
  JudgeOffice,
} from './kinds/kind.ts';
import { evaluators, figureFinders } from './kinds/registry.ts';
import { agreeOverTiers, type TierJudgement } from './open-tier.ts';
import type { Citation, Figure, Outcome, Summary, Verdict } from './policy.ts';
import type { DecidableRule, Policy, RuleKind } from './schema.ts';

export interface EvaluationFilter {
  /** Only these groups (by id), and the kindergartens in them. */
  readonly groups?: ReadonlySet<number>;
}

/** `枣教字〔2021〕10号 三、联盟模式（二）`; a draft says that it is one. */
export function renderCitation(citation: Citation, status: Policy['status']): string {
  return `${citation.document}${status === 'draft' && !citation.common ? '（征求意见稿）' : ''} ${citation.clause}`;
}

const isDecidable = (rule: Policy['rules'][number]): rule is DecidableRule => rule.decidable;

/** Rules that say the same of different tiers stand together: `Z2.size`, `Z3.size` and `Z4.size`. */
function families(policy: Policy): DecidableRule[][] {
  const byName = new Map<string, DecidableRule[]>();
  for (const rule of policy.rules.filter(isDecidable)) {
    if (rule.tier === undefined || evaluators[rule.kind].scope !== 'group') continue;
    const name = `${rule.kind} ${rule.id.slice(rule.id.indexOf('.'))}`;
    byName.set(name, [...(byName.get(name) ?? []), rule]);
  }
  return [...byName.values()];
}

/** The groups of the policy, and of those the ones asked about. */
const judgedGroups = (policy: Policy, facts: LedgerFacts, filter: EvaluationFilter): GroupFacts[] =>
  facts.groups.filter((group) => group.policyId === policy.id && (filter.groups?.has(group.id) ?? true));

/** Judges every rule of a policy on its groups. Pure; linear in groups and members. */
export function evaluatePolicy(policy: Policy, facts: LedgerFacts, filter: EvaluationFilter = {}): Verdict[] {
  const judged = judgedGroups(policy, facts, filter);
  const tiers = new Set(policy.tiers.map((tier) => tier.id));
  const rules = policy.rules.filter(isDecidable);
  const heads = new Map(rules.map((rule) => [rule, verdictHead(policy, [rule])]));
  const overTiers = families(policy).map((family) => ({ family, head: verdictHead(policy, family) }));
  const verdicts: Verdict[] = [];
  const add = (head: VerdictHead | undefined, judgement: Judgement) => {
    if (head) verdicts.push(asVerdict(facts, head, judgement));
  };

  for (const group of judged) {
    const open = group.tier === null || !tiers.has(group.tier);
    for (const rule of rules) {
      if (rule.tier !== undefined && (open || rule.tier !== group.tier)) continue;
      const context = { policy, facts, group, tier: open ? null : group.tier };
      for (const judgement of judgeGroup(rule, context)) add(heads.get(rule), judgement);
    }
    if (!open) continue;
    for (const { family, head } of overTiers) {
      for (const judgement of judgeOverTiers(policy, facts, group, family)) add(head, judgement);
    }
  }
  for (const rule of rules) {
    const evaluator = evaluators[rule.kind];
    if (evaluator.scope !== 'ledger') continue;
    const judge = evaluator.judge as JudgeLedger<RuleKind>;
    for (const judgement of judge(rule, { policy, facts, judged })) add(heads.get(rule), judgement);
  }
  return withWaivers(policy, facts, verdicts);
}

/**
 * A violation that was waived is a notice that says why, by whom and when; what is a notice anyway (a list that ends
 * in 等) says so too.
 */
function withWaivers(policy: Policy, facts: LedgerFacts, verdicts: Verdict[]): Verdict[] {
  const own = facts.waivers.filter(
    (waiver) =>
      waiver.policyId === policy.id && holdsOn({ from: waiver.validFrom, to: waiver.validTo }, facts.on),
  );
  if (own.length === 0) return verdicts;
  const memberships = new Map(
    facts.groups.flatMap((group) =>
      [...(group.lead ? [group.lead] : []), ...group.members].map((each) => [
        String(each.membershipId),
        { groupId: group.id, kindergartenId: each.kindergartenId },
      ]),
    ),
  );
  return verdicts.map((verdict) => {
    if (verdict.outcome !== 'violation' && verdict.outcome !== 'notice') return verdict;
    const { type, id } = verdict.subject;
    const concerned =
      type === 'membership' ? memberships.get(id) : { groupId: Number(id), kindergartenId: null };
    const waiver = own.find(
      ({ ruleId, groupId, kindergartenId }) =>
        verdict.rule.split('/').includes(ruleId) &&
        groupId === concerned?.groupId &&
        // A waiver for the group holds for all its members.
        (kindergartenId === null || kindergartenId === concerned.kindergartenId),
    );
    if (!waiver || (type !== 'membership' && type !== 'group')) return verdict;
    const { reason, by, date } = waiver;
    return {
      ...verdict,
      outcome: 'notice',
      message: `${verdict.message}已准予豁免：${reason}（${by}，${chineseDate(date)}）。`,
      remedy: '豁免的理由不再成立时，请用 youlian group waive 的 --end 终止它。',
      waiver: { reason, by, date },
    };
  });
}

/**
 * Judges the rules that look at the office as a whole, on the date of the facts: the share of children in public
 * kindergartens, how far the groups reach. Linear in the roster for each such rule.
 */
export function evaluateOffice(policy: Policy, facts: LedgerFacts): Verdict[] {
  return policy.rules.filter(isDecidable).flatMap((rule) => {
    const evaluator = evaluators[rule.kind];
    if (evaluator.scope !== 'office' && evaluator.scope !== 'body') return [];
    const head = verdictHead(policy, [rule]);
    const judge = (
      evaluator.scope === 'body' ? evaluator.judgeOffice : evaluator.judge
    ) as JudgeOffice<RuleKind>;
    return judge(rule, { policy, facts }).map((judgement) => asVerdict(facts, head, judgement));
  });
}

/** The figures of clauses that give no verdict; with a filter only those about its groups. */
export function figuresOf(policy: Policy, facts: LedgerFacts, filter: EvaluationFilter = {}): Figure[] {
  const judged = judgedGroups(policy, facts, filter);
  return policy.rules.filter(isDecidable).flatMap((rule) => {
    const find = figureFinders[rule.kind] as FindFigures<RuleKind> | undefined;
    if (!find || whenNotMet(rule.modality)) return [];
    const { rule: id, requirement, citation } = verdictHead(policy, [rule]);
    return find(rule, { policy, facts, judged })
      .filter(({ subject }) => filter.groups === undefined || subject.type !== 'office')
      .map((figure) => ({ rule: id, requirement, citation, on: facts.on, ...figure }));
  });
}

function judgeGroup(rule: DecidableRule, context: GroupContext): Judgement[] {
  const evaluator = evaluators[rule.kind];
  // The registry pairs each kind with its own evaluator, which the compiler cannot follow through a union.
  const looksAtGroups = evaluator.scope === 'group' || evaluator.scope === 'body';
  return looksAtGroups ? (evaluator.judge as JudgeGroup<RuleKind>)(rule, context) : [];
}

function judgeOverTiers(
  policy: Policy,
  facts: LedgerFacts,
  group: GroupFacts,
  family: readonly DecidableRule[],
): Judgement[] {
  const bySubject = new Map<string, Map<string, Judgement>>();
  for (const rule of family) {
    const tier = rule.tier ?? null;
    if (tier === null) continue;
    for (const judgement of judgeGroup(rule, { policy, facts, group, tier })) {
      const key = `${judgement.subject.type} ${judgement.subject.id}`;
      const byTier = bySubject.get(key) ?? new Map<string, Judgement>();
      byTier.set(tier, judgement);
      bySubject.set(key, byTier);
    }
  }
  return [...bySubject.values()].flatMap((byTier) => {
    const views: TierJudgement[] = policy.tiers.map((tier) => ({
      tierName: tier.name,
      judgement: byTier.get(tier.id) ?? null,
    }));
    return agreeOverTiers(views) ?? [];
  });
}

const joined = (values: readonly string[], separator: string) => [...new Set(values)].join(separator);

/** What all verdicts of a rule, or of a family of rules, have in common. */
interface VerdictHead extends Pick<Verdict, 'rule' | 'requirement' | 'citation'> {
  readonly isCycle: boolean;
}

function verdictHead(policy: Policy, rules: readonly DecidableRule[]): VerdictHead {
  const { document = '', common } = rules[0]?.citation ?? {};
  const clause = joined(
    rules.map((rule) => rule.citation.clause),
    '；',
  );
  return {
    rule: rules.map((rule) => rule.id).join('/'),
    requirement: joined(
      rules.map((rule) => rule.requirement),
      '/',
    ),
    citation: renderCitation({ document, clause, ...(common ? { common } : {}) }, policy.status),
    isCycle: rules[0]?.kind === 'cycle',
  };
}

/** What is said after a message where a group past its cycle is judged on the cycle's last day. */
export function judgedOnNote(on: IsoDate): string {
  return `（周期已结束，按周期最后一天${chineseDate(on)}核查）`;
}

function asVerdict(facts: LedgerFacts, head: VerdictHead, judgement: Judgement): Verdict {
  // The cycle itself is judged on the day asked about, everything else on what held on `facts.on`.
  const on = head.isCycle ? facts.askedOn : facts.on;
  const earlier = on !== facts.askedOn;
  const { missing, otherReading } = judgement;
  return {
    rule: head.rule,
    requirement: head.requirement,
    citation: head.citation,
    subject: judgement.subject,
    on,
    outcome: judgement.outcome,
    facts: earlier ? { ...judgement.facts, judgedOn: on } : judgement.facts,
    message: earlier ? judgement.message + judgedOnNote(on) : judgement.message,
    remedy: judgement.remedy,
    ...(missing && missing.length > 0 ? { missing } : {}),
    ...(otherReading ? { otherReading } : {}),
  };
}

const order: readonly Outcome[] = ['violation', 'notice', 'unknown', 'pass'];

/** Violations first; within an outcome the engine's own order. */
export function byOutcome(verdicts: readonly Verdict[]): { outcome: Outcome; verdicts: Verdict[] }[] {
  return order.map((outcome) => ({
    outcome,
    verdicts: verdicts.filter((verdict) => verdict.outcome === outcome),
  }));
}

export function summarise(verdicts: readonly Verdict[]): Summary {
  const summary = { pass: 0, notice: 0, violation: 0, unknown: 0 };
  for (const verdict of verdicts) summary[verdict.outcome] += 1;
  return summary;
}
