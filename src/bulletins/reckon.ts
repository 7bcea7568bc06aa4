import type { Policy } from '../policy/schema.ts';
import type { FigureRecord } from './figure.ts';
import type { DueItem, Place, QuarterAccount, QuarterGroup } from './quarter-facts.ts';

/** Due, done and owed (应办、已办、欠办) together. */
export interface Totals {
  readonly due: number;
  readonly done: number;
  readonly owed: number;
}

export function totalsOf(items: readonly Totals[]): Totals {
  return items.reduce(
    (sum, { due, done, owed }) => ({ due: sum.due + due, done: sum.done + done, owed: sum.owed + owed }),
    { due: 0, done: 0, owed: 0 },
  );
}

/** What groups and those in them owe; what offices owe is told apart. */
export const ofGroups = (items: readonly DueItem[]) => items.filter(({ groupId }) => groupId !== null);
export const ofOffices = (items: readonly DueItem[]) => items.filter(({ groupId }) => groupId === null);

/** Entries by a key, in the order in which keys are first met. */
export function groupBy<T, K>(entries: readonly T[], keyOf: (entry: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const entry of entries) {
    const key = keyOf(entry);
    const own = groups.get(key);
    if (own) own.push(entry);
    else groups.set(key, [entry]);
  }
  return groups;
}

/** Kindergartens of groups, each once. */
export function kindergartensIn(groups: readonly QuarterGroup[]): number[] {
  return [...new Set(groups.flatMap(({ kindergartenIds }) => kindergartenIds))];
}

/** The groups that stand on the day counted. */
export const standing = ({ groups }: QuarterAccount) => groups.filter(({ endedOn }) => endedOn === null);

/** The places of groups, in the order of the offices' numbers; those not known last. */
export function placesOf(groups: readonly QuarterGroup[]): Place[] {
  const known = new Map(groups.map(({ place }) => [place.id, place]));
  return [...known.values()].sort((one, other) => (one.id || Infinity) - (other.id || Infinity));
}

/** Whose duty a rule is, as the policy calls them: 联盟, 主导园, 联盟园 or the last two. */
export function dutyHolders(items: readonly DueItem[], { kind, lead, member }: Policy['names']): string {
  const types = new Set(items.map(({ type }) => type));
  if (!types.has('lead') && !types.has('member')) return kind;
  if (types.size > 1) return `${lead}、${member}`;
  return types.has('lead') ? lead : member;
}

/** Who owes it: `星星幼儿园（东湖联盟）` for a member, the name alone for a group. */
export function subjectOf(item: DueItem, groupName: string | undefined): string {
  const isMember = item.type === 'lead' || item.type === 'member';
  return isMember && groupName !== undefined ? `${item.subject}（${groupName}）` : item.subject;
}

/** One period as a record that a figure rests on. */
export function periodRecord(item: DueItem, groupName: string | undefined): FigureRecord {
  const { activity, period, due, done, owed, ruleId } = item;
  const words = `${subjectOf(item, groupName)} ${activity} ${period.name}：应办 ${due}，已办 ${done}，欠 ${owed}`;
  return { kind: 'period', id: null, text: `${words}（${ruleId}，${period.from} 至 ${period.to}）` };
}
