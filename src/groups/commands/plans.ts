import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { flagOption } from '../../cli/options.ts';
import { renderJson, renderTable } from '../../cli/table.ts';
import type { Context } from '../../context.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { tierName } from '../group-naming.ts';
import { listPlans } from '../plans.store.ts';

const states = { draft: '未采用', adopted: '已采用', discarded: '已作废' } as const;

export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const ledger = openLedger(context);
  try {
    const plans = listPlans(ledger).map((plan) => ({
      id: plan.id,
      policy: plan.policyId,
      tier: plan.tier,
      state: plan.state,
      madeOn: plan.problem.on,
      groups: plan.result.groups.length,
      members: plan.result.groups.reduce((total, group) => total + group.members.length, 0),
      unassigned: plan.result.unassigned.length,
      distance: plan.result.total / 1000,
    }));
    if (flagOption(options, 'json')) context.stdout.write(renderJson(plans));
    else if (plans.length === 0)
      context.stderr.write('还没有做过组建方案。运行 youlian group propose 可做一份。\n');
    else {
      context.stdout.write(
        renderTable(
          plans,
          [
            { heading: '方案', align: 'right', value: (plan) => plan.id },
            { heading: '日期', value: (plan) => plan.madeOn },
            { heading: '政策', value: (plan) => plan.policy },
            { heading: '层级', value: (plan) => (plan.tier === null ? '' : tierName(plan.tier)) },
            { heading: '联盟数', align: 'right', value: (plan) => plan.groups },
            { heading: '编入', align: 'right', value: (plan) => plan.members },
            { heading: '未编入', align: 'right', value: (plan) => plan.unassigned },
            {
              heading: '距离合计（公里）',
              align: 'right',
              value: (plan) => (plan.distance / 1000).toFixed(2),
            },
            { heading: '状态', value: (plan) => states[plan.state] },
          ],
          context.ambiguousIsWide,
        ),
      );
    }
    return 0;
  } finally {
    ledger.close();
  }
}
