import { amountOf, type WordingValue, type WordingValues } from '../documents/wording/values.ts';
import type { Counting } from './counted.ts';
import { queryText } from './figure.ts';
import { closeUp } from './findings-values.ts';
import type { DueItem, Place, QuarterGroup } from './quarter-facts.ts';
import { rankScores } from './rank.ts';
import { dutyHolders, groupBy, ofGroups, ofOffices, placesOf, standing, totalsOf } from './reckon.ts';

/** Stands where there is no name or place to tell. */
export const nothing = '—';

const rankingWords = { rate: '完成率', owed: '欠办次数由少到多', held: '活动次数' } as const;

/** 名次 of each row, as figures; null where the policy does not rank them. */
function ranksOf(
  counted: Counting,
  of: 'district' | 'group',
  rows: readonly {
    readonly id: string;
    readonly name: string;
    readonly items: readonly DueItem[];
    readonly held: number;
  }[],
): WordingValue[] | null {
  const { policy, current } = counted.facts;
  const ranking = policy.bulletin.rankings.find((each) => each.of === of);
  if (!ranking) return null;
  const places = rankScores(
    ranking,
    rows.map(({ items, held }) => ({ ...totalsOf(items), held })),
  );
  return rows.map(({ id, name }, index) => {
    const place = places[index];
    if (place === null || place === undefined) return nothing;
    const query = queryText('rank', {
      policy: policy.id,
      of,
      by: ranking.by,
      ties: ranking.ties,
      quarter: current.quarter.id,
    });
    return counted.count(`${id}.rank`, `${name}名次`, place, '名', query);
  });
}

/** By place (名次), where there are any; those without one last, and equal ones as they stood. */
function inOrder(
  rows: readonly WordingValues[],
  ranks: readonly WordingValue[] | null,
): readonly WordingValues[] {
  if (ranks === null) return rows;
  const place = (index: number) => amountOf(ranks[index] ?? null) ?? Infinity;
  return rows
    .map((row, index) => ({ row, at: place(index) }))
    .sort((one, other) => (one.at === other.at ? 0 : one.at - other.at))
    .map(({ row }) => row);
}

function byPlace(counted: Counting): { readonly place: Place; readonly groups: readonly QuarterGroup[] }[] {
  const groups = standing(counted.facts.current);
  return placesOf(groups).map((place) => ({
    place,
    groups: groups.filter((each) => each.place.id === place.id),
  }));
}

/** 区县列表, 联盟列表 and what leads and lags among them. */
export function standingValues(counted: Counting): WordingValues {
  const { policy, current, activities, roster } = counted.facts;
  const { quarter, countedOn } = current;
  const byGroup = groupBy(ofGroups(current.items), ({ groupId }) => groupId);
  const itemsOf = (groups: readonly QuarterGroup[]) => groups.flatMap(({ id }) => byGroup.get(id) ?? []);
  const heldBy = (groups: readonly QuarterGroup[]) => {
    const ids = new Set(groups.map(({ id }) => id));
    return activities.filter(({ groupId }) => groupId !== null && ids.has(groupId));
  };
  const span = { policy: policy.id, from: quarter.from, to: countedOn, state: 'done' };
  const placeRows = byPlace(counted).map(({ place, groups }) => ({
    id: `place.${place.id}`,
    name: place.name,
    place,
    groups,
    items: itemsOf(groups),
    held: heldBy(groups).length,
  }));
  const groupRows = byPlace(counted).flatMap(({ groups }) =>
    groups.map((group) => ({
      id: `group.${group.id}`,
      name: group.name,
      group,
      items: itemsOf([group]),
      held: heldBy([group]).length,
    })),
  );
  const placeRanks = ranksOf(counted, 'district', placeRows);
  const groupRanks = ranksOf(counted, 'group', groupRows);
  const places = placeRows.map(({ id, name, place, groups, items }, index): WordingValues => {
    const own = roster.find((each) => each.place.id === place.id)?.kindergartenIds ?? [];
    const inGroups = new Set(standing(current).flatMap(({ kindergartenIds }) => kindergartenIds));
    const covered = own.filter((each) => inGroups.has(each)).length;
    const at = { policy: policy.id, place: name, on: countedOn };
    const kind = policy.names.kind;
    return {
      名称: name,
      联盟数: counted.count(`${id}.groups`, `${name}${kind}数`, groups.length, '个', queryText('groups', at)),
      园所数: counted.count(
        `${id}.kindergartens`,
        `${name}${kind}内园所数`,
        covered,
        '所',
        queryText('kindergartens', { ...at, in: 'groups' }),
      ),
      全部园所数: counted.count(
        `${id}.roster`,
        `${name}全部园所数`,
        own.length,
        '所',
        queryText('kindergartens', { place: name, on: countedOn }),
      ),
      覆盖率: counted.rate(
        `${id}.coverage`,
        `${name}覆盖率`,
        covered,
        own.length,
        `${queryText('kindergartens', { ...at, in: 'groups' })} / ${queryText('kindergartens', { place: name, on: countedOn })}`,
        [`${id}.kindergartens`, `${id}.roster`],
      ),
      活动次数: counted.count(
        `${id}.activities`,
        `${name}活动次数`,
        heldBy(groups).length,
        '次',
        queryText('activities', { ...span, place: name }),
        () => heldBy(groups).map(counted.activityRecord),
      ),
      ...counted.totals(id, name, items, { place: name }),
      名次: placeRanks?.[index] ?? nothing,
    };
  });
  const groups = groupRows.map(
    ({ id, name, group, items }, index): WordingValues => ({
      名称: name,
      区县: group.place.name,
      主导园: group.lead ?? nothing,
      层级: group.tier ?? nothing,
      园所数: counted.count(
        `${id}.kindergartens`,
        `${name}园所数`,
        group.kindergartenIds.length,
        '所',
        queryText('kindergartens', { policy: policy.id, group: group.id, on: countedOn }),
        () => group.kindergartenIds.map((each) => ({ kind: 'kindergarten', id: each, text: name })),
      ),
      活动次数: counted.count(
        `${id}.activities`,
        `${name}活动次数`,
        heldBy([group]).length,
        '次',
        queryText('activities', { ...span, group: group.id }),
        () => heldBy([group]).map(counted.activityRecord),
      ),
      ...counted.totals(id, name, items, { group: group.id }),
      名次: groupRanks?.[index] ?? nothing,
    }),
  );
  return {
    区县列表: inOrder(places, placeRanks),
    联盟列表: inOrder(groups, groupRanks),
    区县排名: placeRanks !== null,
    联盟排名: groupRanks !== null,
    区县排名依据: rankingWords[policy.bulletin.rankings.find(({ of }) => of === 'district')?.by ?? 'rate'],
    欠办区县: places.filter((_, index) => totalsOf(placeRows[index]?.items ?? []).owed > 0),
    满分区县: placeRows
      .filter(({ items }) => totalsOf(items).due > 0 && totalsOf(items).owed === 0)
      .map(({ name }) => ({ 名称: name })),
    满分联盟: groupRows
      .filter(({ items }) => totalsOf(items).due > 0 && totalsOf(items).owed === 0)
      .map(({ name }) => ({ 名称: name })),
  };
}

/** 活动列表: one row for each rule that had something due in the quarter; 单位列表: what offices had to do. */
export function ruleValues(counted: Counting): WordingValues {
  const row = (ruleId: string, items: readonly DueItem[]): WordingValues => {
    const [first] = items;
    const { activity = '', cadence = '', citation = '' } = first ?? {};
    const subjects = new Set(items.map((item) => `${item.type} ${item.groupId} ${item.subject}`));
    const isMember = items.some(({ type }) => type === 'lead' || type === 'member');
    const label = `${activity}（${ruleId}）`;
    const query = queryText('subjects', {
      policy: counted.facts.policy.id,
      rule: ruleId,
      quarter: counted.facts.current.quarter.id,
    });
    return {
      活动: activity,
      要求: closeUp(cadence),
      依据: citation,
      对象: first?.groupId === null ? first.subject : dutyHolders(items, counted.facts.policy.names),
      量词: isMember ? '所' : '个',
      对象数: counted.count(
        `rule.${ruleId}.subjects`,
        `${label}应办的对象数`,
        subjects.size,
        isMember ? '所' : '个',
        query,
      ),
      ...counted.totals(`rule.${ruleId}`, label, items, { rule: ruleId }),
      欠办对象数: counted.count(
        `rule.${ruleId}.owing`,
        `${label}欠办的对象数`,
        new Set(
          items.filter(({ owed }) => owed > 0).map((item) => `${item.type} ${item.groupId} ${item.subject}`),
        ).size,
        isMember ? '所' : '个',
        `${query}, owed>0`,
      ),
    };
  };
  const rows = (items: readonly DueItem[]) =>
    [
      ...groupBy(
        items.filter(({ due }) => due > 0),
        ({ ruleId }) => ruleId,
      ),
    ].map(([ruleId, own]) => row(ruleId, own));
  const { items } = counted.facts.current;
  const owing = ofGroups(items).filter(({ owed }) => owed > 0);
  const owingRules = new Set(owing.map(({ ruleId }) => ruleId));
  return {
    活动列表: rows(ofGroups(items)),
    单位列表: rows(ofOffices(items)),
    欠办活动: rows(ofGroups(items).filter(({ ruleId }) => owingRules.has(ruleId))),
  };
}
