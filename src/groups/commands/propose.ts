import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption, flagOption, namesOption, requiredText, textOption } from '../../cli/options.ts';
import { renderFinding } from '../../cli/render-finding.ts';
import { renderJson, renderTable } from '../../cli/table.ts';
import { absolutePath, type Context, today } from '../../context.ts';
import { outputFrom } from '../../exports/output.ts';
import { Failure } from '../../findings/catalogue.ts';
import { openLedger, operationInfo } from '../../ledger/open-ledger.ts';
import { loadPolicy } from '../../policy/load.ts';
import { resolveKindergarten } from '../../roster/find-kindergarten.ts';
import type { Ledger } from '../../store/ledger.ts';
import { policyMeant } from '../by-hand.ts';
import { readLeadNames } from '../leads-file.ts';
import { type PlanProblem, type PlanResult, planProblem } from '../plan.ts';
import { writePlanFile } from '../plan-file.ts';
import { addPlan } from '../plans.store.ts';
import { type GroupProposal, proposeGroups } from '../propose-groups.ts';
import { tierNamed } from '../tier-named.ts';

const metres = (millimetres: number) => millimetres / 1000;
const kilometres = (millimetres: number) => (millimetres / 1_000_000).toFixed(2);

/** Leads by name, or by a workbook that lists them; null where the policy is to choose. */
async function leadsWished(context: Context, ledger: Ledger, texts: readonly string[], on: string) {
  if (texts.length === 0) return null;
  const names: string[] = [];
  for (const text of texts) {
    if (/\.xls[xm]?$/i.test(text)) names.push(...(await readLeadNames(absolutePath(context, text))));
    else names.push(text);
  }
  return [...new Set(names.map((name) => resolveKindergarten(ledger, name, on).id))];
}

function pinsWished(ledger: Ledger, texts: readonly string[], on: string): PlanProblem['pins'] {
  return texts.map((text) => {
    const [member, lead, ...rest] = text.split(/[=＝]/).map((part) => part.trim());
    if (!member || !lead || rest.length > 0) {
      throw new Failure('option-value', { option: '--pin', value: text, expected: '应写成“联盟园=主导园”' });
    }
    return {
      memberId: resolveKindergarten(ledger, member, on).id,
      leadId: resolveKindergarten(ledger, lead, on).id,
    };
  });
}

/** The shape of `group propose --json`; distances in metres, exact to the millimetre. */
export function proposalRecord({ policy, tier, result }: GroupProposal, plan: number | null) {
  const basis = result.groups
    .flatMap((group) => group.members)
    .some((each) => each.basis === 'administrative');
  return {
    policy: policy.id,
    tier,
    groups: result.groups.map((group) => ({
      lead: group.lead,
      members: group.members.map((member) => member.name),
      distance: metres(group.members.reduce((total, member) => total + member.millimetres, 0)),
    })),
    unassigned: result.unassigned.map(({ name, reason }) => ({ name, reason })),
    objective: {
      unit: 'm',
      value: metres(result.total),
      bound: metres(result.bound),
      gap: result.total === 0 ? 0 : (result.total - result.bound) / result.total,
    },
    leadsWithoutGroup: result.leadsWithoutGroup.map(({ name, reason }) => ({ name, reason })),
    undetermined: result.undetermined.map(({ name, reason }) => ({ name, reason })),
    distanceEstimated: basis,
    plan,
  };
}

/** The proposal in words and tables. */
export function renderProposal(made: GroupProposal, plan: number | null, wide: boolean): string {
  const { policy, tier, result } = made;
  const lead = policy.names.lead;
  const member = policy.names.member;
  const rows = result.groups.flatMap((group, index) =>
    group.members.map((each, at) => ({
      index: at === 0 ? index + 1 : null,
      lead: at === 0 ? group.lead : '',
      ...each,
    })),
  );
  const table = renderTable(
    rows,
    [
      { heading: '序号', align: 'right', value: (row) => row.index },
      { heading: lead, value: (row) => row.lead },
      { heading: member, value: (row) => row.name },
      {
        heading: '距离（公里）',
        align: 'right',
        value: (row) => `${kilometres(row.millimetres)}${row.basis === 'administrative' ? '＊' : ''}`,
      },
    ],
    wide,
  );
  const placed = rows.length;
  const tierText = policy.tiers.find((each) => each.id === tier)?.name ?? tier;
  const proof = result.proven ? '已证明不能再短' : `下界 ${kilometres(result.bound)} 公里`;
  return [
    table,
    rows.some((row) => row.basis === 'administrative') ? '＊ 缺经纬度，按镇街、区县估算。\n' : '',
    `\n${plan === null ? '方案' : `方案 ${plan}`}：${policy.id}，${tierText}，${result.groups.length} 个${policy.names.kind}，编入 ${placed} 所，`,
    `距离合计 ${kilometres(result.total)} 公里（${proof}）。\n`,
    listed(`没有编入的 ${result.unassigned.length} 所：`, result.unassigned),
    listed(
      `没有组成${policy.names.kind}的${lead} ${result.leadsWithoutGroup.length} 所：`,
      result.leadsWithoutGroup,
    ),
    listed(`资料不全、不能断定的 ${result.undetermined.length} 所：`, result.undetermined),
  ].join('');
}

function listed(title: string, items: PlanResult['unassigned']): string {
  if (items.length === 0) return '';
  return `\n${title}\n${items.map(({ name, reason }) => `  ${name}：${reason}\n`).join('')}`;
}

export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const on = dateOption(options, 'on') ?? today(context);
  const ledger = openLedger(context);
  try {
    const policyId = policyMeant(ledger, textOption(options, 'policy'), on);
    const tier = tierNamed(loadPolicy(policyId, context.templateFolders), requiredText(options, 'tier'));
    const stamp = ledger.stamp();
    const pins = pinsWished(ledger, namesOption(options, 'pin'), on);
    const leads = await leadsWished(context, ledger, namesOption(options, 'leads'), on);
    const problem = planProblem({ on, leads, pins });
    const made = await proposeGroups(
      ledger,
      { policyId, tier, problem },
      context.templateFolders,
      (finding) => context.stderr.write(renderFinding(finding)),
    );
    const output =
      textOption(options, 'output') === undefined
        ? undefined
        : await outputFrom(context, options, '组建方案');
    const stored = await ledger.perform(
      operationInfo(
        context,
        'group-propose',
        `做组建方案（${made.result.groups.length} 个${made.policy.names.kind}）`,
      ),
      // Without a group there is nothing to adopt, and nothing to keep.
      () =>
        made.result.groups.length === 0
          ? null
          : addPlan(ledger, { policyId, tier, ledgerStamp: stamp, problem, result: made.result }),
      { dryRun: flagOption(options, 'dryRun') },
    );
    const plan = stored.operation === null ? null : stored.result;
    context.stdout.write(
      flagOption(options, 'json')
        ? renderJson(proposalRecord(made, plan))
        : renderProposal(made, plan, context.ambiguousIsWide),
    );
    if (made.result.groups.length === 0) {
      context.stderr.write(
        `没有组成一个${made.policy.names.kind}，方案没有存${output ? '，也没有写文件' : ''}。\n`,
      );
    } else if (output) await writePlanFile(context, ledger, made, output, on);
    if (plan !== null) context.stderr.write(`采用这份方案：youlian group adopt ${plan}\n`);
    return made.result.unassigned.length + made.result.leadsWithoutGroup.length > 0 ? 1 : 0;
  } finally {
    ledger.close();
  }
}
