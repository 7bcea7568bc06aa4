import { renderTable } from '../../../cli/table.ts';
import { type Plan, type PlanResult, planResult } from '../../plan.ts';
import type { GroupProposal } from '../../propose-groups.ts';
import { type Move, movesBetween, type Standing, standingText } from '../compare-groupings.ts';
import { groupingOfPlan } from '../grouping.ts';
import { distanceText, kilometres } from '../words.ts';

/** What became of an edited plan: who stands elsewhere than in it. */
export function changesSince(earlier: Plan, result: PlanResult): Move[] {
  return movesBetween(groupingOfPlan(earlier), groupingOfPlan({ ...earlier, result: planResult(result) }));
}

export function renderChanges(
  earlier: Plan | undefined,
  { policy, result }: GroupProposal,
  moves: readonly Move[] | null,
  wide: boolean,
): string {
  if (!earlier || !moves) return '';
  const difference = result.total - earlier.result.total;
  const change =
    difference === 0
      ? '距离合计不变'
      : `距离合计${difference > 0 ? '多' : '少'} ${distanceText(Math.abs(difference))}`;
  if (moves.length === 0) return `\n与方案 ${earlier.id} 相比，编组没有变动，${change}。\n`;
  const far = ({ distance }: Standing) => (distance === null ? '' : kilometres(distance.millimetres));
  const table = renderTable(
    moves,
    [
      { heading: '园所', value: ({ name }) => name },
      { heading: '原方案', value: ({ from }) => standingText(from, policy.names) },
      { heading: '新方案', value: ({ to }) => standingText(to, policy.names) },
      { heading: '原距离（公里）', align: 'right', value: ({ from }) => far(from) },
      { heading: '新距离（公里）', align: 'right', value: ({ to }) => far(to) },
    ],
    wide,
  );
  return `\n与方案 ${earlier.id} 相比，变动 ${moves.length} 所，${change}：\n${table}`;
}

/** For `--json`; the same keys where no plan was edited. */
export function changesRecord(earlier: Plan | undefined, moves: readonly Move[] | null) {
  const lead = ({ role, leads }: Standing) => (role === 'member' ? (leads[0]?.name ?? null) : null);
  return {
    basedOn: earlier?.id ?? null,
    changes: (moves ?? []).map(({ name, from, to }) => ({ name, from: lead(from), to: lead(to) })),
  };
}
