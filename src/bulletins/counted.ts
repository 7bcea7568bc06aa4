import type { Activity } from '../activities/activity.ts';
import { kindName } from '../activities/kinds.ts';
import { chineseDate } from '../common/dates.ts';
import { Figure, type WordingValues } from '../documents/wording/values.ts';
import { type FigureBook, type FigureRecord, percentOf, percentText, queryText } from './figure.ts';
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
  ): Figure;
  /** A share; words where nothing was due. */
  rate(
    id: string,
    label: string,
    part: number,
    whole: number,
    query: string,
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
  const put: Counting['count'] = (id, label, amount, unit, query, records) => {
    const shown = book.put({ id, label, amount, unit, query, ...(records && { records }) });
    return new Figure(shown.figure, shown.amount);
  };
  const rate: Counting['rate'] = (id, label, part, whole, query, records) => {
    const percent = percentOf(part, whole);
    if (percent === null) return noShare;
    const value = percentText(percent);
    book.put({ id, label, amount: percent, value, unit: '%', query, ...(records && { records }) });
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
      const records = () => items.map((item) => periodRecord(item, groupName(item.groupId)));
      const owing = () =>
        items.filter(({ owed }) => owed > 0).map((item) => periodRecord(item, groupName(item.groupId)));
      return {
        应办: put(`${id}.due`, `${label}应办次数`, sum.due, '次', queryText('due', given), records),
        已办: put(`${id}.done`, `${label}已办次数`, sum.done, '次', queryText('done', given), records),
        欠办: put(`${id}.owed`, `${label}欠办次数`, sum.owed, '次', queryText('owed', given), owing),
        完成率: rate(
          `${id}.rate`,
          `${label}完成率`,
          sum.done,
          sum.due,
          `${queryText('done', given)} / ${queryText('due', given)}`,
          records,
        ),
      };
    },
  };
}
