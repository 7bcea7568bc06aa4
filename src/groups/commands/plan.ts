import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { flagOption } from '../../cli/options.ts';
import { renderJson, renderTable } from '../../cli/table.ts';
import type { Context } from '../../context.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { loadPolicy } from '../../policy/load.ts';
import type { Policy } from '../../policy/schema.ts';
import type { Ledger } from '../../store/ledger.ts';
import { type Plan, planGap, type Reasoned } from '../plan.ts';
import { figuresOfGrouping, type GroupingFigures } from '../plans/figures.ts';
import { previousGrouping } from '../plans/grouping.ts';
import { changedSince, planNumbered, readPlanGrouping } from '../plans/read-grouping.ts';
import { figuresRecord, renderFigures } from '../plans/render-figures.ts';
import { sectorsUnder } from '../plans/sectors.ts';
import { kilometres } from '../plans/words.ts';

/** A stored plan with everything there is to look at. */
export interface PlanView {
  readonly plan: Plan;
  readonly policy: Policy;
  readonly figures: GroupingFigures;
  /** Of the grouping that stood when the plan was made; null where none did. */
  readonly previous: GroupingFigures | null;
  /** Whether the ledger has changed since the plan was made. */
  readonly ledgerChanged: boolean;
}

/** @throws Failure `plan-unknown`, `policy-unknown` */
export function viewPlan(ledger: Ledger, reference: string, folders: readonly string[]): PlanView {
  const plan = planNumbered(ledger, reference);
  const policy = loadPolicy(plan.policyId, folders);
  const { grouping, kindergartens, measure } = readPlanGrouping(ledger, plan, folders);
  const sectors = sectorsUnder(policy, kindergartens);
  const names = new Map([...kindergartens].map(([id, { name }]) => [id, name]));
  return {
    ...{ plan, policy },
    figures: figuresOfGrouping(grouping, sectors),
    previous:
      plan.result.previous.length === 0
        ? null
        : figuresOfGrouping(previousGrouping(plan, names, measure), sectors),
    ledgerChanged: changedSince(ledger, plan),
  };
}

const nobody = { id: 0, name: '', millimetres: 0, basis: 'coordinates' } as const;

const states = { draft: '未采用', adopted: '已采用', discarded: '已作废' } as const;

export function planRecord({ plan, figures, previous, ledgerChanged }: PlanView) {
  const { result } = plan;
  const reasoned = (items: readonly Reasoned[]) => items.map(({ name, reason }) => ({ name, reason }));
  return {
    ...{ plan: plan.id, policy: plan.policyId, tier: plan.tier, state: plan.state },
    ...{ madeOn: plan.problem.on, ledgerChanged },
    groups: result.groups.map(({ lead, members }) => ({
      lead,
      members: members.map(({ name, millimetres, basis }) => ({ name, distance: millimetres / 1000, basis })),
    })),
    unassigned: reasoned(result.unassigned),
    leadsWithoutGroup: reasoned(result.leadsWithoutGroup),
    undetermined: reasoned(result.undetermined),
    objective: {
      unit: 'm' as const,
      value: (result.total + result.penalty) / 1000,
      bound: result.bound / 1000,
      gap: planGap(result),
    },
    figures: figuresRecord(figures),
    previous: previous && figuresRecord(previous),
  };
}

const listed = (title: string, items: readonly Reasoned[]) =>
  items.length === 0
    ? ''
    : `\n${title} ${items.length} 所：\n${items.map(({ name, reason }) => `  ${name}：${reason}\n`).join('')}`;

export function renderPlan({ plan, policy, figures, previous }: PlanView, wide: boolean): string {
  const { result } = plan;
  const { names } = policy;
  const tier = policy.tiers.find(({ id }) => id === plan.tier)?.name ?? plan.tier;
  const head = [policy.id, ...(tier === null ? [] : [tier]), `按 ${plan.problem.on} 的情况`];
  const members = result.groups.flatMap(({ lead, members: own }, index) =>
    // A centre alone is a line of its own.
    (own.length > 0 ? own : [nobody]).map((member, at) => ({
      ...member,
      number: at === 0 ? index + 1 : null,
      lead: at === 0 ? lead : '',
    })),
  );
  const estimated = members.some(({ basis }) => basis === 'administrative');
  const perGroup = figures.perGroup.map((group, index) => ({ ...group, number: index + 1 }));
  const far = (millimetres: number | null) => (millimetres === null ? '' : kilometres(millimetres));
  return [
    `方案 ${plan.id}（${states[plan.state]}）：${head.join('，')}\n\n`,
    renderTable(
      members,
      [
        { heading: '序号', align: 'right', value: ({ number }) => number },
        { heading: names.lead, value: ({ lead }) => lead },
        { heading: names.member, value: ({ name }) => name },
        {
          heading: '距离（公里）',
          align: 'right',
          value: ({ name, millimetres, basis }) =>
            name === '' ? '' : `${kilometres(millimetres)}${basis === 'administrative' ? '＊' : ''}`,
        },
      ],
      wide,
    ),
    estimated ? '＊ 缺经纬度，按所在的地方估算。\n' : '',
    listed('没有编入的', result.unassigned),
    listed(`没有组成${names.kind}的${names.lead}`, result.leadsWithoutGroup),
    listed('资料不全、不能断定的', result.undetermined),
    `\n各${names.kind}：\n`,
    renderTable(
      perGroup,
      [
        { heading: '序号', align: 'right', value: ({ number }) => number },
        { heading: names.lead, value: ({ lead }) => lead?.name ?? '' },
        { heading: `${names.member}（所）`, align: 'right', value: ({ members: count }) => count },
        { heading: '距离合计（公里）', align: 'right', value: ({ distance }) => far(distance.total) },
        { heading: '平均', align: 'right', value: ({ distance }) => far(distance.mean) },
        { heading: '最远', align: 'right', value: ({ distance }) => far(distance.longest) },
        { heading: '公办', align: 'right', value: ({ sectors }) => sectors.public },
        { heading: '民办', align: 'right', value: ({ sectors }) => sectors.private },
      ],
      wide,
    ),
    '\n',
    renderFigures(
      [
        { heading: `方案 ${plan.id}`, figures },
        ...(previous ? [{ heading: '做方案时的现状', figures: previous }] : []),
      ],
      names,
      wide,
    ),
  ].join('');
}

export async function run(
  context: Context,
  { arguments: [reference], options }: CommandInput,
): Promise<ExitCode> {
  const ledger = openLedger(context);
  try {
    const view = viewPlan(ledger, String(reference), context.templateFolders);
    if (view.ledgerChanged && view.plan.state === 'draft') {
      context.stderr.write('做出方案以后台账有了改动；采用时会按新的台账重做一遍，结果不同就不采用。\n');
    }
    context.stdout.write(
      flagOption(options, 'json') ? renderJson(planRecord(view)) : renderPlan(view, context.ambiguousIsWide),
    );
    return 0;
  } finally {
    ledger.close();
  }
}
