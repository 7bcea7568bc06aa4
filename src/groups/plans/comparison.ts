import { Failure } from '../../findings/catalogue.ts';
import { officeFacts } from '../../ledger/office-facts.ts';
import { loadPolicy } from '../../policy/load.ts';
import type { Policy } from '../../policy/schema.ts';
import type { Ledger } from '../../store/ledger.ts';
import { type Move, movesBetween } from './compare-groupings.ts';
import { figuresOfGrouping, type GroupingFigures } from './figures.ts';
import type { Grouping } from './grouping.ts';
import { type GroupingCheck, judgeGrouping } from './judge-grouping.ts';
import {
  isStanding,
  planNumbered,
  type ReadGrouping,
  readPlanGrouping,
  readStandingGrouping,
} from './read-grouping.ts';
import { sectorsUnder } from './sectors.ts';

/** One of two groupings held side by side. */
export interface ComparedGrouping {
  readonly grouping: Grouping;
  readonly figures: GroupingFigures;
  readonly check: GroupingCheck;
}

/** Two plans, or a plan and the groups in force: who moves, how far all are, what the policy says of each. */
export interface Comparison {
  readonly policy: Policy;
  readonly before: ComparedGrouping;
  readonly after: ComparedGrouping;
  readonly moves: readonly Move[];
}

/**
 * Compares two groupings, each a plan's number or 现状. The groups in force are those of the plan's policy and tier on
 * the day the plan was made for, unless `on` names another. Both are judged by the policy of the second, on the later day.
 * @throws Failure `plan-unknown`, `option-value` where both are the groups in force
 */
export function compareReferences(
  ledger: Ledger,
  { one, other, on }: { one: string; other: string; on?: string | undefined },
  folders: readonly string[],
): Comparison {
  if (isStanding(one) && isStanding(other)) {
    throw new Failure('option-value', {
      option: '比较的对象',
      value: `${one} ${other}`,
      expected: '至少有一个应是方案的编号',
    });
  }
  const read = (reference: string, against: string): ReadGrouping => {
    if (!isStanding(reference)) return readPlanGrouping(ledger, planNumbered(ledger, reference), folders);
    const { policyId, tier, problem } = planNumbered(ledger, against);
    return readStandingGrouping(ledger, { policyId, tier, on: on ?? problem.on, problem }, folders);
  };
  const [before, after] = [read(one, other), read(other, one)];
  const policy = loadPolicy(after.grouping.policyId, folders);
  const later = before.grouping.on > after.grouping.on ? before : after;
  const facts = {
    ...{ policy, office: officeFacts(ledger), on: later.grouping.on },
    kindergartens: later.kindergartens,
  };
  const sectors = sectorsUnder(policy, later.kindergartens);
  const compared = ({ grouping }: ReadGrouping): ComparedGrouping => ({
    grouping,
    figures: figuresOfGrouping(grouping, sectors),
    check: judgeGrouping(grouping, facts),
  });
  return {
    policy,
    before: compared(before),
    after: compared(after),
    moves: movesBetween(before.grouping, after.grouping),
  };
}
