import type { WordingValue } from '../documents/wording/values.ts';
import type { Counting } from './counted.ts';
import { queryText } from './figure.ts';
import { closeUp } from './findings-values.ts';
import type { DueItem } from './quarter-facts.ts';
import { groupBy, ofGroups, placesOf, subjectOf, totalsOf } from './reckon.ts';
import { nothing } from './standings.ts';

/** 2022年10月 → 10月: the year is the quarter's, as the title says. */
const periodsOf = (items: readonly DueItem[], year: number) =>
  items.map(({ period }) => period.name.replace(new RegExp(`^${year}年(?=.)`, 'u'), '')).join('、');

/** Periods of earlier quarters: one in full, of several the first and how many, which a narrow column holds. */
function earlierPeriods(items: readonly DueItem[]): string {
  const names = [...items]
    .sort((one, other) => (one.period.from < other.period.from ? -1 : 1))
    .map(({ period }) => period.name);
  return names.length <= 1 ? names.join('') : `${names[0]}以来${names.length}期`;
}

/** 欠办清单: who owes what, of the quarter and altogether; also what is owed only from before. */
export function owedValues(counted: Counting): WordingValue[] {
  const { current, debts, policy } = counted.facts;
  const keyOf = (item: DueItem) => `${item.ruleId} ${item.groupId} ${item.type} ${item.kindergartenId}`;
  const all = groupBy(ofGroups(debts), keyOf);
  const order = new Map(
    placesOf(current.groups)
      .flatMap(({ id }) => current.groups.filter(({ place }) => place.id === id))
      .map(({ id }, index) => [id, index]),
  );
  // Periods of the quarter; what is owed only from before is told with none, so that the list adds up to all debts.
  const owing = groupBy(
    ofGroups(current.items).filter(({ owed }) => owed > 0),
    keyOf,
  );
  const at = (items: readonly DueItem[]) => order.get(items[0]?.groupId ?? 0) ?? 0;
  return [...all]
    .sort(([, one], [, other]) => at(one) - at(other))
    .map(([key, debt]) => {
      const items = owing.get(key) ?? [];
      const [first] = debt as [DueItem, ...DueItem[]];
      const group = current.groups.find(({ id }) => id === first.groupId);
      const isMember = first.type === 'lead' || first.type === 'member';
      const subject = isMember ? `k${first.kindergartenId}` : `g${first.groupId}`;
      const id = `owed.${first.ruleId}.${isMember ? `g${first.groupId}` : ''}${subject}`;
      const name = subjectOf(first, group?.name);
      const label = `${name}${first.activity}`;
      const given = { policy: policy.id, rule: first.ruleId, subject };
      const owed = totalsOf(items).owed;
      const altogether = totalsOf(debt).owed;
      const { quarter, countedOn } = current;
      return {
        联盟: group?.name ?? nothing,
        区县: group?.place.name ?? nothing,
        // The group itself stands in the column before.
        对象: isMember ? first.subject : policy.names.kind,
        活动: first.activity,
        要求: closeUp(first.cadence),
        依据: first.citation,
        期: items.length > 0 ? periodsOf(items, quarter.year) : earlierPeriods(debt),
        次数: counted.count(
          `${id}.owed`,
          `${label}欠办次数`,
          owed,
          '次',
          queryText('owed', { ...given, ends: `${quarter.from}..${quarter.to}`, on: countedOn }),
        ),
        累计: counted.count(
          `${id}.debts`,
          `${label}累计欠办次数`,
          altogether,
          '次',
          queryText('owed', { ...given, ends: `..${countedOn}`, on: countedOn }),
        ),
      };
    });
}
