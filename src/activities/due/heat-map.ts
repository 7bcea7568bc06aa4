import type { PeriodCount } from '../../policy/cadence/count-done.ts';
import type { CadencePer } from '../../policy/cadence/parameters.ts';
import type { DueAccount } from './accounts.ts';

/** How a period looks on the map: nothing asked, done, more than the band, made up later, owed, still running. */
export type HeatState = 'none' | 'done' | 'excess' | 'madeUp' | 'owed' | 'open';

export const heatMarks: Readonly<Record<HeatState, string>> = {
  none: '－',
  done: '办',
  excess: '多',
  madeUp: '补',
  owed: '欠',
  open: '待',
};

export const heatLegend = '图例：办 已办足　补 后来补办　多 多于上限　欠 欠办　待 本期还没有过　－ 不应办';

export function heatState({ rule }: Pick<DueAccount, 'rule'>, period: PeriodCount): HeatState {
  const { due, done, owed, madeUp, open } = period;
  const { upTo } = rule.parameters;
  if (owed > 0) return 'owed';
  if (upTo !== undefined && done > upTo) return 'excess';
  if (open && done < due) return 'open';
  if (madeUp > 0) return 'madeUp';
  return due > 0 || done > 0 ? 'done' : 'none';
}

/** A period in four columns: 2609, 26Q3, 26上, 26秋, 26春, 2026; a school year by its first year. */
function shortName(per: CadencePer, { whole }: PeriodCount): string {
  const [year = '', month = ''] = whole.from.split('-');
  const short = year.slice(2);
  switch (per) {
    case 'month':
      return `${short}${month}`;
    case 'quarter':
      return `${short}Q${Math.ceil(Number(month) / 3)}`;
    case 'half-year':
      return `${short}${month === '01' ? '上' : '下'}`;
    case 'term':
      return whole.name.endsWith('第1学期') ? `${whole.name.slice(2, 4)}秋` : `${whole.name.slice(7, 9)}春`;
    case 'school-year':
      return `${short}学`;
    case 'year':
      return year;
  }
}

/** Accounts of rules of one kind of period, against the periods they have. */
export interface HeatMap {
  readonly per: CadencePer;
  readonly columns: readonly { readonly from: string; readonly short: string; readonly name: string }[];
  readonly rows: readonly {
    readonly account: DueAccount;
    /** One for each column; undefined where the subject was not there. */
    readonly cells: readonly (PeriodCount | undefined)[];
  }[];
}

const order: readonly CadencePer[] = ['month', 'quarter', 'half-year', 'term', 'school-year', 'year'];

export const perTitles: Readonly<Record<CadencePer, string>> = {
  month: '逐月',
  quarter: '逐季度',
  'half-year': '逐半年',
  term: '逐学期',
  'school-year': '逐学年',
  year: '逐年',
};

/** One map for each kind of period; of rules without a number nothing is drawn. */
export function heatMaps(accounts: readonly DueAccount[]): HeatMap[] {
  return order.flatMap((per) => {
    const own = accounts.filter(
      ({ rule }) => rule.parameters.per === per && rule.parameters.atLeast !== null,
    );
    if (own.length === 0) return [];
    const columns = new Map<string, HeatMap['columns'][number]>();
    for (const period of own.flatMap(({ periods }) => periods)) {
      const { from, name } = period.whole;
      columns.set(from, { from, name, short: shortName(per, period) });
    }
    const sorted = [...columns.values()].sort((one, other) => (one.from < other.from ? -1 : 1));
    const rows = own.map((account) => {
      const byStart = new Map(account.periods.map((period) => [period.whole.from, period]));
      return { account, cells: sorted.map(({ from }) => byStart.get(from)) };
    });
    return [{ per, columns: sorted, rows }];
  });
}
