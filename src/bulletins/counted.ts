import type { Activity } from '../activities/activity.ts';
import { kindName } from '../activities/kinds.ts';
import { chineseDate } from '../common/dates.ts';
import { Figure, type WordingValues } from '../documents/wording/values.ts';
import {
  type FigureBook,
  type FigureParts,
  type FigureRecord,
  percentOf,
  percentText,
  queryText,
} from './figure.ts';
import type { BulletinFacts, DueItem } from './quarter-facts.ts';
import { periodRecord, totalsOf } from './reckon.ts';

/** Puts numbers of a bulletin into its book and gives them as values of a template. */
export interface Counting {
  readonly book: FigureBook;
  readonly facts: BulletinFacts;
  /** A plain number. */
  count(
    id: string,
    label: string,
    amount: number,
    unit: string,
    query: string,
    records?: () => readonly FigureRecord[],
    parts?: FigureParts,
  ): Figure;
  /** A share; words where nothing was due. */
  rate(
    id: string,
    label: string,
    part: number,
    whole: number,
    query: string,
    /** The figures of the part and of the whole. */
    ids: FigureParts['ids'],
    records?: () => readonly FigureRecord[],
  ): Figure | string;
  /** 应办, 已办, 欠办, 完成率 of some periods. */
  totals(
    id: string,
    label: string,
    items: readonly DueItem[],
    parameters: Readonly<Record<string, string | number | null>>,
  ): WordingValues;
  groupName(id: number | null): string | undefined;
  activityRecord(activity: Activity): FigureRecord;
}

/** Stands where a share has no whole. */
const noShare = '—';

export function counting(book: FigureBook, facts: BulletinFacts): Counting {
  const names = new Map(facts.current.groups.map(({ id, name }) => [id, name]));
  const { quarter, countedOn } = facts.current;
  const groupName = (id: number | null) => (id === null ? undefined : names.get(id));
  const put: Counting['count'] = (id, label, amount, unit, query, records, parts) => {
    const shown = book.put({
      ...{ id, label, amount, unit, query },
      ...(records && { records }),
      ...(parts && { parts }),
    });
    return new Figure(shown.figure, shown.amount);
  };
  const rate: Counting['rate'] = (id, label, part, whole, query, ids, records) => {
    const percent = percentOf(part, whole);
    if (percent === null) return noShare;
    const value = percentText(percent);
    const parts = { sign: '÷', ids } as const;
    book.put({ id, label, amount: percent, value, unit: '%', query, parts, ...(records && { records }) });
    return new Figure(id, value);
  };
  return {
    book,
    facts,
    count: put,
    rate,
    groupName,
    activityRecord: ({ id, title, heldOn, groupId, kind }) => ({
      kind: 'activity',
      id,
      text: `${groupName(groupId) ?? facts.office.name} ${title}（${kindName(facts.policy.activities, kind)}，${chineseDate(heldOn ?? '')}）`,
    }),
    totals(id, label, items, parameters) {
      const sum = totalsOf(items);
      const given = {
        policy: facts.policy.id,
        ...parameters,
        ends: `${quarter.from}..${quarter.to}`,
        on: countedOn,
      };
      // What adds nothing is no evidence.
      const recordsWith = (of: 'due' | 'done' | 'owed') => () =>
        items.filter((item) => item[of] > 0).map((item) => periodRecord(item, groupName(item.groupId)));
      const count = (of: 'due' | 'done' | 'owed', word: string) =>
        put(`${id}.${of}`, `${label}${word}次数`, sum[of], '次', queryText(of, given), recordsWith(of));
      return {
        应办: count('due', '应办'),
        已办: count('done', '已办'),
        欠办: count('owed', '欠办'),
        完成率: rate(
          `${id}.rate`,
          `${label}完成率`,
          sum.done,
          sum.due,
          `${queryText('done', given)} / ${queryText('due', given)}`,
          [`${id}.done`, `${id}.due`],
          recordsWith('due'),
        ),
      };
    },
  };
}
