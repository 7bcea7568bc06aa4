import type { FactKey } from '../fact-names.ts';
import {
  type GroupFacts,
  type KindergartenFacts,
  type LedgerFacts,
  type MembershipFacts,
  unknownKindergarten,
} from '../facts.ts';
import type { OtherReading, Outcome, Subject, VerdictFacts } from '../policy.ts';
import type { Policy, RuleKind, RuleOf } from '../schema.ts';

/** What an evaluator finds about one subject; the engine adds rule, citation and date. */
export interface Judgement {
  readonly subject: Subject;
  readonly outcome: Outcome;
  readonly facts: VerdictFacts;
  /** Chinese, ends in a full stop. */
  readonly message: string;
  /** What to do next; empty where nothing is to be done. */
  readonly remedy: string;
  readonly missing?: readonly FactKey[];
  readonly otherReading?: OtherReading | undefined;
}

/** A figure for information, where the clause asks for no verdict (record 定期, may 可). */
interface FigureFound {
  readonly subject: Subject;
  readonly label: string;
  readonly value: number;
  /** Unit in words: %, 倍. */
  readonly unit: string;
  /** What it rests on, and what it does not mean; ends in a full stop. */
  readonly basis: string;
}

export interface GroupContext {
  readonly policy: Policy;
  readonly facts: LedgerFacts;
  readonly group: GroupFacts;
  /** The tier under which the group is judged: its own, or one of those open to it. */
  readonly tier: string | null;
}

interface LedgerContext {
  readonly policy: Policy;
  readonly facts: LedgerFacts;
  /** The groups that are asked about; those of other policies are in `facts`. */
  readonly judged: readonly GroupFacts[];
}

/** A kind of rule that looks at one group at a time. */
export type JudgeGroup<K extends RuleKind> = (rule: RuleOf<K>, context: GroupContext) => Judgement[];

/** A kind of rule that looks across groups. */
export type JudgeLedger<K extends RuleKind> = (rule: RuleOf<K>, context: LedgerContext) => Judgement[];

interface OfficeContext {
  readonly policy: Policy;
  readonly facts: LedgerFacts;
}

/** A kind of rule that looks at the office as a whole: all its kindergartens, all groups of the policy. */
export type JudgeOffice<K extends RuleKind> = (rule: RuleOf<K>, context: OfficeContext) => Judgement[];

/** What a kind of rule tells of a clause that gives no verdict. */
export type FindFigures<K extends RuleKind> = (
  rule: RuleOf<K>,
  context: OfficeContext & { readonly judged: readonly GroupFacts[] },
) => FigureFound[];

export function officeSubject({ office }: LedgerFacts): Subject {
  return { type: 'office', id: String(office.own?.id ?? 0), name: office.own?.name ?? '本单位' };
}

export function groupSubject(group: GroupFacts): Subject {
  return { type: 'group', id: String(group.id), name: group.name };
}

export function membershipSubject(membership: MembershipFacts): Subject {
  return { type: 'membership', id: String(membership.membershipId), name: membership.name };
}

/** The kindergarten behind a membership; with nothing known but its name where the facts lack it. */
export function kindergartenOf(facts: LedgerFacts, membership: MembershipFacts): KindergartenFacts {
  return (
    facts.kindergartens.get(membership.kindergartenId) ??
    unknownKindergarten(membership.kindergartenId, membership.name)
  );
}

/** Chinese name of a tier; the id where the policy does not name it. */
export function tierName(policy: Policy, tier: string | null): string {
  return policy.tiers.find((each) => each.id === tier)?.name ?? tier ?? '层级未定';
}
