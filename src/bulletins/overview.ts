import type { WordingValue, WordingValues } from '../documents/wording/values.ts';
import type { Counting } from './counted.ts';
import { type FigureRecord, percentOf, queryText } from './figure.ts';
import type { BulletinFacts, QuarterAccount, QuarterGroup } from './quarter-facts.ts';
import { groupBy, kindergartensIn, ofGroups, standing, totalsOf } from './reckon.ts';

const groupRecord = ({ id, name, place, lead }: QuarterGroup): FigureRecord => ({
  kind: 'group',
  id,
  text: `${name}（${place.name}${lead === null ? '' : `，${lead}`}）`,
});

const kindergartenRecords = (groups: readonly QuarterGroup[]): FigureRecord[] =>
  groups.flatMap(({ name, kindergartenIds }) =>
    kindergartenIds.map((id) => ({ kind: 'kindergarten' as const, id, text: name })),
  );

/** 总体: groups, kindergartens, activities, due and owed. */
export function overviewValues(counted: Counting): WordingValues {
  const { facts } = counted;
  const { policy, current, activities, debts } = facts;
  const { quarter, countedOn } = current;
  const { kind, lead, member } = policy.names;
  const groups = standing(current);
  const inGroups = kindergartensIn(groups);
  const roster = facts.roster.flatMap(({ kindergartenIds }) => kindergartenIds);
  const known = new Set(roster);
  const covered = inGroups.filter((id) => known.has(id)).length;
  const at = { policy: policy.id, on: countedOn };
  const span = { policy: policy.id, from: quarter.from, to: countedOn, state: 'done' };
  const own = activities.filter(({ groupId }) => groupId !== null);
  const office = activities.filter(({ groupId }) => groupId === null);
  const busy = new Set(own.map(({ groupId }) => groupId));
  const idle = groups.filter(({ id }) => !busy.has(id));
  const attended = own.reduce(
    (sum, { kindergartens }) => sum + kindergartens.reduce((people, each) => people + (each.people ?? 0), 0),
    0,
  );
  const ended = current.groups.filter(({ endedOn }) => endedOn !== null);
  const cleared = groups.filter(({ id }) => {
    const sum = totalsOf(current.items.filter(({ groupId }) => groupId === id));
    return sum.due > 0 && sum.owed === 0;
  });
  const { count } = counted;
  const held = (list: typeof activities) => () => list.map(counted.activityRecord);
  const groupQuery = (extra: Readonly<Record<string, string>> = {}) =>
    queryText('groups', { ...at, ...extra });
  return {
    联盟数: count('overview.groups', `${kind}数`, groups.length, '个', groupQuery(), () =>
      groups.map(groupRecord),
    ),
    园所数: count(
      'overview.kindergartens',
      `${kind}内园所数`,
      inGroups.length,
      '所',
      queryText('kindergartens', { ...at, in: 'groups' }),
      () => kindergartenRecords(groups),
    ),
    主导园数: count(
      'overview.leads',
      `${lead}数`,
      groups.filter((group) => group.lead !== null).length,
      '所',
      queryText('kindergartens', { ...at, role: 'lead' }),
    ),
    联盟园数: count(
      'overview.members',
      `${member}数`,
      groups.reduce((sum, group) => sum + group.kindergartenIds.length - (group.lead === null ? 0 : 1), 0),
      '所',
      queryText('kindergartens', { ...at, role: 'member' }),
    ),
    覆盖园所数: count(
      'overview.covered',
      `登记园所中加入${kind}的园所数`,
      covered,
      '所',
      queryText('kindergartens', { ...at, in: 'groups' }),
      () => kindergartenRecords(groups),
    ),
    全部园所数: count(
      'overview.roster',
      '全部园所数',
      roster.length,
      '所',
      queryText('kindergartens', { on: countedOn }),
    ),
    覆盖率: counted.rate(
      'overview.coverage',
      `${kind}覆盖园所的比例`,
      covered,
      roster.length,
      `${queryText('kindergartens', { ...at, in: 'groups' })} / ${queryText('kindergartens', { on: countedOn })}`,
      ['overview.covered', 'overview.roster'],
    ),
    活动次数: count(
      'overview.activities',
      `${kind}开展活动次数`,
      own.length,
      '次',
      queryText('activities', { ...span, of: 'groups' }),
      held(own),
    ),
    参加人次: count(
      'overview.people',
      '登记的参加人次',
      attended,
      '人次',
      queryText('attendance', { ...span, of: 'groups' }),
      held(own.filter(({ kindergartens }) => kindergartens.some(({ people }) => people !== null))),
    ),
    单位活动次数: count(
      'overview.office-activities',
      '本单位开展活动次数',
      office.length,
      '次',
      queryText('activities', { ...span, of: 'office' }),
      held(office),
    ),
    ...counted.totals('overview', '', ofGroups(current.items), { of: 'groups' }),
    办足数: count(
      'overview.cleared',
      `应办活动全部办完的${kind}数`,
      cleared.length,
      '个',
      groupQuery({ due: '>0', owed: '0', ends: `${quarter.from}..${quarter.to}` }),
      () => cleared.map(groupRecord),
    ),
    无活动数: count(
      'overview.idle',
      `本季度没有活动记录的${kind}数`,
      idle.length,
      '个',
      groupQuery({ activities: '0', from: quarter.from, to: countedOn }),
      () => idle.map(groupRecord),
    ),
    终止数: count(
      'overview.ended',
      `本季度内终止的${kind}数`,
      ended.length,
      '个',
      queryText('groups', { policy: policy.id, ended: `${quarter.from}..${countedOn}` }),
      () => ended.map(groupRecord),
    ),
    累计欠办: count(
      'overview.debts',
      '截至统计日累计欠办次数',
      totalsOf(ofGroups(debts)).owed,
      '次',
      queryText('owed', { policy: policy.id, of: 'groups', ends: `..${countedOn}`, on: countedOn }),
    ),
    层级: tierValues(counted, groups),
  };
}

function tierValues(counted: Counting, groups: readonly QuarterGroup[]): WordingValue {
  const { policy, current } = counted.facts;
  const byTier = groupBy(groups, ({ tier }) => tier);
  return policy.tiers.flatMap(({ id, name }) => {
    const own = byTier.get(name) ?? [];
    if (own.length === 0) return [];
    const query = queryText('groups', { policy: policy.id, tier: id, on: current.countedOn });
    const label = `${name}${policy.names.kind}数`;
    return [
      {
        名称: name,
        数量: counted.count(`tier.${id}.groups`, label, own.length, '个', query, () => own.map(groupRecord)),
      },
    ];
  });
}

/** Which way a number went, and by how much. */
function changed(
  counted: Counting,
  id: string,
  label: string,
  now: number,
  before: number,
  unit: string,
  words = { more: '增加', less: '减少' },
): WordingValues {
  const amount = Math.abs(now - before);
  const value = Number(amount.toFixed(1));
  const { current, course } = counted.facts;
  const previous = course.at(-2)?.quarter.id ?? '';
  const query = `${id}(${current.quarter.id}) - ${id}(${previous})`;
  return {
    差: Number((now - before).toFixed(1)),
    词: now > before ? words.more : words.less,
    数: counted.count(`change.${id}`, `${label}与上季度相比的增减`, value, unit, query, undefined, {
      sign: '−',
      ids: [`overview.${id}`, `previous.${id}`],
    }),
    上季: counted.count(`previous.${id}`, `上季度${label}`, before, unit, `${id}(${previous})`),
  };
}

const ratePercent = ({ items }: QuarterAccount) => {
  const { due, done } = totalsOf(ofGroups(items));
  return percentOf(done, due);
};

/** 变化: what is different from the last quarter; null where there is none to compare with. */
export function changeValues(counted: Counting): WordingValue {
  const { facts } = counted;
  const before = facts.course.at(-2);
  const { current } = facts;
  // A part of a quarter cannot be held against a whole one.
  if (!before || current.countedOn < current.quarter.to) return null;
  const { kind } = facts.policy.names;
  const owed = (account: QuarterAccount) => totalsOf(ofGroups(account.items)).owed;
  const inGroups = (account: QuarterAccount) => kindergartensIn(standing(account)).length;
  const [now, then] = [ratePercent(current), ratePercent(before)];
  return {
    上季度: before.quarter.name,
    联盟: changed(counted, 'groups', `${kind}数`, standing(current).length, standing(before).length, '个'),
    园所: changed(counted, 'kindergartens', '园所数', inGroups(current), inGroups(before), '所'),
    活动: changed(
      counted,
      'activities',
      '活动次数',
      current.activities.groups,
      before.activities.groups,
      '次',
    ),
    欠办: changed(counted, 'owed', '欠办次数', owed(current), owed(before), '次'),
    完成率:
      now === null || then === null
        ? null
        : changed(counted, 'rate', '完成率', now, then, '个百分点', { more: '提高', less: '下降' }),
  };
}

/** 种类: what was held, by kind of activity, the most frequent first. */
export function kindValues(counted: Counting): WordingValue {
  const { policy, activities, current } = counted.facts;
  const own = activities.filter(({ groupId }) => groupId !== null);
  const byKind = groupBy(own, ({ kind }) => kind);
  const order = new Map(policy.activities.map(({ id }, index) => [id, index]));
  return [...byKind]
    .sort(
      ([one, ones], [other, others]) =>
        others.length - ones.length || (order.get(one) ?? Infinity) - (order.get(other) ?? Infinity),
    )
    .map(([kind, held]) => {
      const name = policy.activities.find(({ id }) => id === kind)?.name ?? kind;
      const query = queryText('activities', {
        policy: policy.id,
        kind,
        from: current.quarter.from,
        to: current.countedOn,
        state: 'done',
        of: 'groups',
      });
      const records = () => held.map(counted.activityRecord);
      return {
        名称: name,
        次数: counted.count(`kind.${kind}.held`, `${name}次数`, held.length, '次', query, records),
      };
    });
}

/** 期限: words about the time that is counted. */
export function timeValues({ current, beganOn }: BulletinFacts): WordingValues {
  const { quarter, countedOn } = current;
  return {
    季度: quarter.name,
    本季: quarter.name.slice(5),
    截至: countedOn,
    起始: beganOn,
    未结束: countedOn < quarter.to,
  };
}
