import { renderTable, type TableColumn } from '../../cli/table.ts';
import { chineseDate } from '../../common/dates.ts';
import { textWidth } from '../../common/text-width.ts';
import { type DueAccount, totalsOf } from './accounts.ts';
import { type HeatMap, heatLegend, heatMaps, heatMarks, heatState, perTitles } from './heat-map.ts';
import type { DueResult } from './read-due.ts';

/** So many of the latest periods fit beside the names on a screen of 120 columns. */
const shownPeriods = 12;

/** A kindergarten with the group it stands in. */
export function accountName({ type, name, group }: DueAccount): string {
  return (type === 'lead' || type === 'member') && group ? `${name}（${group.name}）` : name;
}

/** The periods still owed, a few by name. */
export function owedPeriods({ periods }: DueAccount): string {
  const owing = periods.filter(({ owed }) => owed > 0).map(({ whole }) => whole.name);
  return owing.length > 3 ? `${owing.slice(0, 3).join('、')}等 ${owing.length} 期` : owing.join('、');
}

const columns: readonly TableColumn<DueAccount>[] = [
  { heading: '对象', value: accountName },
  { heading: '规则', value: ({ rule }) => rule.id },
  { heading: '活动', value: ({ activity }) => activity },
  { heading: '应办', value: ({ cadence }) => cadence },
  { heading: '应', align: 'right', value: ({ periods }) => totalsOf(periods).due },
  { heading: '已', align: 'right', value: ({ periods }) => totalsOf(periods).done },
  { heading: '欠', align: 'right', value: ({ periods }) => totalsOf(periods).owed },
  { heading: '欠的是', value: owedPeriods },
];

const padded = (text: string, width: number, isWide: boolean) =>
  text + ' '.repeat(Math.max(0, width - textWidth(text, isWide)));

function renderMap({ per, columns: periods, rows }: HeatMap, isWide: boolean): string {
  const first = Math.max(0, periods.length - shownPeriods);
  const names = rows.map(({ account }) => `${accountName(account)} ${account.activity}`);
  const width = Math.max(...names.map((name) => textWidth(name, isWide)));
  const head = periods.slice(first).map(({ short }) => padded(short, 4, isWide));
  const lines = rows.map(({ account, cells }, index) => {
    const marks = cells.slice(first).map((cell) => (cell ? heatMarks[heatState(account, cell)] : ''));
    return `│${padded(names[index] ?? '', width, isWide)}│${marks.map((mark) => padded(mark, 4, isWide)).join(' ')}`;
  });
  return [
    `\n── ${perTitles[per]}${first > 0 ? `（最近 ${shownPeriods} 期，全部见 --output 或 --json）` : ''} ──`,
    ` ${' '.repeat(width)} ${head.join(' ')}`,
    ...lines,
    '',
  ]
    .map((line) => line.trimEnd())
    .join('\n');
}

/** What was due, done and owed, as a table and a map of the periods. */
export function renderDue({ accounts, on }: DueResult, ambiguousIsWide: boolean): string {
  if (accounts.length === 0) return '没有到期应办的活动。\n';
  const totals = totalsOf(accounts.flatMap(({ periods }) => periods));
  const open = accounts.flatMap(({ periods }) => periods).filter((each) => each.open && each.done < each.due);
  return [
    renderTable(accounts, columns, ambiguousIsWide),
    ...heatMaps(accounts).map((map) => renderMap(map, ambiguousIsWide)),
    `${heatLegend}\n`,
    `截至${chineseDate(on)}：应办 ${totals.due} 次，已办 ${totals.done} 次，欠 ${totals.owed} 次；本期还没有过、尚未办足的 ${open.length} 项。${totals.owed > 0 ? '“欠”是台账里没有记录的；办过而没有登记的，请登记。' : ''}\n`,
  ].join('');
}
