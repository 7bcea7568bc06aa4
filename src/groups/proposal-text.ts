import { renderTable } from '../cli/table.ts';
import { type PlanProblem, type PlanResult, planGap, type Reasoned } from './plan.ts';
import { distanceFigures } from './plans/figures.ts';
import { groupsOfResult } from './plans/grouping.ts';
import type { GroupProposal } from './propose-groups.ts';

const metres = (millimetres: number) => millimetres / 1000;
const kilometres = (millimetres: number) => (millimetres / 1_000_000).toFixed(2);

type Basis = 'matrix' | 'coordinates' | 'community' | 'town' | 'district' | 'elsewhere';

/** How many of the pairs made are measured by what. */
function basisCounts(result: PlanResult): Record<Basis, number> {
  const counts = { matrix: 0, coordinates: 0, community: 0, town: 0, district: 0, elsewhere: 0 };
  for (const { basis, shared } of result.groups.flatMap((group) => group.members)) {
    counts[basis === 'administrative' ? (shared ?? 'elsewhere') : basis] += 1;
  }
  return counts;
}

/** The shape of `group propose --json`; distances in metres, exact to the millimetre. */
export function proposalRecord(
  { policy, tier, result }: GroupProposal,
  problem: PlanProblem,
  plan: number | null,
) {
  const basis = basisCounts(result);
  const reasoned = ({ name, reason }: Reasoned) => ({ name, reason });
  return {
    policy: policy.id,
    tier,
    task: problem.task,
    groups: result.groups.map((group) => ({
      lead: group.lead,
      members: group.members.map((member) => member.name),
      distance: metres(group.members.reduce((total, member) => total + member.millimetres, 0)),
    })),
    unassigned: result.unassigned.map(reasoned),
    objective: {
      unit: 'm',
      value: metres(result.total + result.penalty),
      bound: metres(result.bound),
      gap: planGap(result),
      distance: metres(result.total),
      penalty: metres(result.penalty),
      proven: result.proven,
    },
    goals: result.goals,
    moves: result.moves.map(({ name, kind, reason, fromLead, toLead }) => ({
      ...{ name, kind, reason, from: fromLead?.name ?? null, to: toLead?.name ?? null },
    })),
    tradeOff: result.trades.map((trade) => ({
      ...{ moves: trade.moves, placed: trade.placed, value: metres(trade.total), bound: metres(trade.bound) },
    })),
    ending: result.ending.map(reasoned),
    leadsWithoutGroup: result.leadsWithoutGroup.map(reasoned),
    undetermined: result.undetermined.map(reasoned),
    distanceEstimated: result.groups.some((group) =>
      group.members.some((each) => each.basis === 'administrative'),
    ),
    distanceBasis: basis,
    plan,
  };
}

const nobody = { id: 0, name: '', millimetres: 0, basis: 'coordinates' } as const;

/** The proposal in words and tables. */
export function renderProposal(
  made: GroupProposal,
  problem: PlanProblem,
  plan: number | null,
  wide: boolean,
): string {
  const { policy, tier, result } = made;
  const { lead, member, kind } = policy.names;
  const rows = result.groups.flatMap((group, index) =>
    // A centre alone is a line of its own.
    (group.members.length > 0 ? group.members : [nobody]).map((each, at) => ({
      index: at === 0 ? index + 1 : null,
      lead: at === 0 ? group.lead : '',
      ...each,
    })),
  );
  const marks = { coordinates: '', matrix: '', administrative: '＊' } as const;
  const table = renderTable(
    rows,
    [
      { heading: '序号', align: 'right', value: (row) => row.index },
      { heading: lead, value: (row) => row.lead },
      { heading: member, value: (row) => row.name },
      {
        heading: '距离（公里）',
        align: 'right',
        value: (row) => (row.name === '' ? '' : `${kilometres(row.millimetres)}${marks[row.basis]}`),
      },
    ],
    wide,
  );
  const tierText = policy.tiers.find((each) => each.id === tier)?.name ?? tier;
  const head = [policy.id, ...(tierText === null ? [] : [tierText]), `${result.groups.length} 个${kind}`];
  const placed = rows.filter((row) => row.name !== '').length;
  const withLeads = problem.task === 'partition' ? `（连${lead} ${placed + result.groups.length} 所）` : '';
  return [
    table,
    basisText(result, problem),
    `\n${plan === null ? '方案' : `方案 ${plan}`}：${head.join('，')}，编入 ${placed} 所${withLeads}，`,
    `距离合计 ${kilometres(result.total)} 公里${proofText(result)}。\n`,
    spreadText(result),
    goalsText(result),
    movesText(result, kind),
    tradesText(result, wide),
    listed(`没有编入的 ${result.unassigned.length} 所：`, result.unassigned),
    listed(`没有组成${kind}的${lead} ${result.leadsWithoutGroup.length} 所：`, result.leadsWithoutGroup),
    listed(`资料不全、不能断定的 ${result.undetermined.length} 所：`, result.undetermined),
  ].join('');
}

/** How evenly the way is shared: mean, median and the longest, with whose it is. */
function spreadText(result: PlanResult): string {
  const { mean, median, longest, farthest } = distanceFigures(groupsOfResult(result, null));
  if (mean === null || median === null || longest === null || !farthest) return '';
  const whose = `${farthest.member.name}到${farthest.lead.name}`;
  return `平均 ${kilometres(mean)} 公里，中位数 ${kilometres(median)} 公里，最远 ${kilometres(longest)} 公里（${whose}）。\n`;
}

function proofText(result: PlanResult): string {
  const penalty = result.penalty === 0 ? '' : `，没有满足的软目标折合 ${kilometres(result.penalty)} 公里`;
  const { community, town, district, elsewhere } = basisCounts(result);
  const estimated = community + town + district + elsewhere;
  const estimates = estimated === 0 ? '' : `，其中 ${estimated} 对是估算`;
  if (result.proven) {
    return `${penalty}${estimates}（${estimates === '' ? '' : '照这些距离，'}已证明不能再短）`;
  }
  const gap = (planGap(result) * 100).toFixed(2);
  return `${penalty}${estimates}（没有证明最短：下界 ${kilometres(result.bound)} 公里，最多还能短 ${gap}%）`;
}

const basisWords = {
  community: '同一村居',
  town: '同一镇街',
  district: '同一区县',
  elsewhere: '不在同一区县或不详',
} as const;

function basisText(result: PlanResult, { distances, crs }: PlanProblem): string {
  const counts = basisCounts(result);
  const estimated = (['community', 'town', 'district', 'elsewhere'] as const)
    .filter((each) => counts[each] > 0)
    .map((each) => `${basisWords[each]} ${counts[each]} 对`);
  const lines: string[] = [];
  if (estimated.length > 0)
    lines.push(
      `＊ 缺可用的经纬度，按镇街、区县估算：${estimated.join('，')}（那里有 4 所以上有经纬度的，取其间距离的中位数）。`,
    );
  if (distances) {
    const minutes = distances.unit === 'minutes' ? '，时间已折算成里程' : '';
    lines.push(
      `距离取自“${distances.file}”的 ${counts.matrix} 对${minutes}；表里没有的，按经纬度量直线距离的 ${counts.coordinates} 对，按辖区估算的 ${counts.community + counts.town + counts.district + counts.elsewhere} 对。`,
    );
  }
  if (crs !== 'wgs84') lines.push(`经纬度按 ${crs.toUpperCase()} 换算成 WGS-84 后量算。`);
  return lines.map((line) => `${line}\n`).join('');
}

/** Everything asked; what was met throughout in one line each. */
function goalsText({ goals }: PlanResult): string {
  if (goals.length === 0) return '';
  const line = ({ hard, weight, sentence, met, of }: PlanResult['goals'][number]) =>
    `  ${hard ? '硬条件' : weight === 0 ? '不计入，只列出' : `软目标（每项 ${metresText(weight ?? 0)}）`}　${sentence}：${of} 项${met === of ? '都满足' : `中 ${met} 项满足`}\n`;
  return `\n条件和目标：\n${goals.map(line).join('')}`;
}

const metresText = (value: number) => (value >= 1000 ? `${value / 1000} 公里` : `${value} 米`);

const kindWords = { moved: '调整', forced: '须调整', new: '新编入', left: '退出' } as const;

function movesText({ moves, ending }: PlanResult, kind: string): string {
  const lines = moves.map(({ kind: how, name, fromLead, toLead, reason }) => {
    const way =
      how === 'new'
        ? `编入“${toLead?.name ?? ''}”`
        : `${fromLead ? `由“${fromLead.name}”` : ''}${toLead ? `转到“${toLead.name}”` : '退出'}`;
    return `  ${kindWords[how]}　${name}：${way}（${reason}）\n`;
  });
  const ended = ending.map(({ name, reason }) => `  ${name}：${reason}\n`);
  return [
    lines.length > 0 ? `\n变动 ${lines.length} 所：\n${lines.join('')}` : '',
    ended.length > 0 ? `\n不再存续的${kind} ${ended.length} 个：\n${ended.join('')}` : '',
  ].join('');
}

function tradesText({ trades }: PlanResult, wide: boolean): string {
  if (trades.length === 0) return '';
  const table = renderTable(
    trades,
    [
      { heading: '调整（所）', align: 'right', value: (trade) => trade.moves },
      { heading: '编入', align: 'right', value: (trade) => trade.placed },
      { heading: '合计（公里）', align: 'right', value: (trade) => kilometres(trade.total) },
      {
        heading: '证明',
        value: (trade) => (trade.bound === trade.total ? '最短' : `下界 ${kilometres(trade.bound)}`),
      },
    ],
    wide,
  );
  return `\n调整多少所可以短多少（用 --max-moves 选定；新编入和主导园已不在的不计）：\n${table}`;
}

/** Most kindergartens of one reason that have a line each. */
const mostListed = 5;

function listed(title: string, items: readonly Reasoned[]): string {
  if (items.length === 0) return '';
  const byReason = new Map<string, string[]>();
  for (const { name, reason } of items) byReason.set(reason, [...(byReason.get(reason) ?? []), name]);
  const lines = [...byReason].flatMap(([reason, names]) =>
    names.length <= mostListed
      ? names.map((name) => `  ${name}：${reason}\n`)
      : [`  ${names.slice(0, mostListed).join('、')} 等 ${names.length} 所：${reason}\n`],
  );
  const isShortened = [...byReason.values()].some((names) => names.length > mostListed);
  return `\n${title}\n${lines.join('')}${isShortened ? '  全部名单用 --json 或 --output 查看。\n' : ''}`;
}
