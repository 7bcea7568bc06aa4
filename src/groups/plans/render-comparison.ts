import { renderTable } from '../../cli/table.ts';
import type { Outcome, Verdict } from '../../policy/policy.ts';
import { type Move, type Standing, standingText } from './compare-groupings.ts';
import type { ComparedGrouping, Comparison } from './comparison.ts';
import { groupingName } from './grouping.ts';
import type { GroupingCheck } from './judge-grouping.ts';
import { figuresRecord, renderFigures } from './render-figures.ts';
import { kilometres } from './words.ts';

const outcomeNames: Readonly<Record<Outcome, string>> = {
  violation: '不符合',
  notice: '请留意',
  unknown: '不能判定',
  pass: '符合',
};

/** The two sides' headings: 方案 1 and 方案 2, or 现状（2022-09-01）. */
export function sideNames({ before, after }: Pick<Comparison, 'before' | 'after'>): [string, string] {
  const name = ({ grouping }: ComparedGrouping) =>
    grouping.plan === null ? `现状（${grouping.on}）` : groupingName(grouping);
  return [name(before), name(after)];
}

const far = ({ distance }: Standing) =>
  distance === null
    ? ''
    : `${kilometres(distance.millimetres)}${distance.basis === 'administrative' ? '＊' : ''}`;

/** `+1.20`, in kilometres; empty unless it stands in a group on both sides. */
function farther({ from, to }: Move): string {
  if (from.distance === null || to.distance === null) return '';
  const difference = to.distance.millimetres - from.distance.millimetres;
  return `${difference > 0 ? '+' : ''}${kilometres(difference)}`;
}

/** Who moves, a row each, under the headings of `moveHeadings`. */
export function moveRows({ moves, policy }: Comparison): string[][] {
  return moves.map((move) => [
    move.name,
    standingText(move.from, policy.names),
    standingText(move.to, policy.names),
    far(move.from),
    far(move.to),
    farther(move),
    move.to.reason ?? '',
  ]);
}

export function moveHeadings(comparison: Comparison): string[] {
  const [before, after] = sideNames(comparison);
  return ['园所', before, after, '原距离（公里）', '新距离（公里）', '相差', '原因'];
}

/** The rules of either side with how often each is not met, open or to be noticed. */
export function ruleRows({ before, after }: Pick<Comparison, 'before' | 'after'>): string[][] {
  const titles = new Map(
    [...before.check.rules, ...after.check.rules].map(({ rule, title }) => [rule, title]),
  );
  const counts = ({ rules }: GroupingCheck, rule: string) => {
    const summary = rules.find((each) => each.rule === rule)?.summary;
    if (!summary) return '–';
    const parts = (['violation', 'notice', 'unknown'] as const)
      .filter((outcome) => summary[outcome] > 0)
      .map((outcome) => `${outcomeNames[outcome]} ${summary[outcome]}`);
    return parts.length > 0 ? parts.join('，') : '都符合';
  };
  return [...titles].map(([rule, title]) => [
    rule,
    title,
    counts(before.check, rule),
    counts(after.check, rule),
  ]);
}

const verdictKey = ({ rule, subject, outcome, message }: Verdict) =>
  [rule, subject.name, outcome, message].join('\n');

/** What is said of one side only: what the change brings, or takes away. */
export function onlyIn(own: GroupingCheck, other: GroupingCheck): Verdict[] {
  const known = new Set(other.open.map(verdictKey));
  return own.open.filter((verdict) => verdict.outcome !== 'unknown' && !known.has(verdictKey(verdict)));
}

export const verdictText = ({ rule, subject, outcome, message }: Verdict) =>
  `${outcomeNames[outcome]}　${rule}　${subject.name}：${message}`;

export function renderComparison(comparison: Comparison, wide: boolean): string {
  const { before, after, moves, policy } = comparison;
  const [one, other] = sideNames(comparison);
  const headings = moveHeadings(comparison);
  const table = (rows: readonly string[][], names: readonly string[], right: readonly number[]) =>
    renderTable(
      rows,
      names.map((heading, index) => ({
        heading,
        align: right.includes(index) ? ('right' as const) : ('left' as const),
        value: (row: readonly string[]) => row[index] ?? '',
      })),
      wide,
    );
  const only = (heading: string, own: ComparedGrouping, against: ComparedGrouping) => {
    const verdicts = onlyIn(own.check, against.check);
    if (verdicts.length === 0) return '';
    return `\n只有${heading}有的：\n${verdicts.map((verdict) => `  ${verdictText(verdict)}\n`).join('')}`;
  };
  const isEmpty = ({ grouping }: ComparedGrouping) => grouping.plan === null && grouping.groups.length === 0;
  const estimated = moves.some(({ from, to }) =>
    [from, to].some(({ distance }) => distance?.basis === 'administrative'),
  );
  return [
    before.grouping.tier === after.grouping.tier
      ? ''
      : `注意：${one}与${other}不是同一层级的，编组本来就不同，变动没有多少意义。\n`,
    isEmpty(before) || isEmpty(after) ? `现状是空的：那天还没有生效的${policy.names.kind}。\n` : '',
    moves.length === 0
      ? `${one}与${other}的编组相同，没有园所变动。\n`
      : `${one} → ${other}：变动 ${moves.length} 所\n${table(moveRows(comparison), headings.slice(0, -1), [3, 4, 5])}`,
    estimated ? '＊ 缺可用的经纬度，是估算的距离。\n' : '',
    '\n',
    renderFigures(
      [
        { heading: one, figures: before.figures },
        { heading: other, figures: after.figures },
      ],
      policy.names,
      wide,
    ),
    '\n',
    table(ruleRows(comparison), ['规则', '内容', one, other], []),
    only(one, before, after),
    only(other, after, before),
  ].join('');
}

function standingRecord({ role, leads, distance, reason }: Standing) {
  return {
    role,
    leads: leads.map(({ name }) => name),
    distance: distance === null ? null : distance.millimetres / 1000,
    reason,
  };
}

function sideRecord({ grouping, figures, check }: ComparedGrouping) {
  const { plan, policyId, tier, on } = grouping;
  return {
    ...{ plan, policy: policyId, tier, on },
    figures: figuresRecord(figures),
    check: {
      summary: check.summary,
      rules: check.rules,
      open: check.open.map(({ rule, citation, subject, outcome, message }) => ({
        ...{ rule, citation, subject: subject.name, outcome, message },
      })),
    },
  };
}

/** The shape of `group compare --json`. */
export function comparisonRecord({ before, after, moves }: Comparison) {
  return {
    before: sideRecord(before),
    after: sideRecord(after),
    moves: moves.map(({ name, from, to }) => ({ name, from: standingRecord(from), to: standingRecord(to) })),
  };
}
