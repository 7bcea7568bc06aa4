import { holdsOn, type IsoDate } from '../common/dates.ts';
import type {
  GroupFacts,
  KindergartenFacts,
  LedgerFacts,
  MembershipFacts,
  OfficeFacts,
} from '../policy/facts.ts';
import type { GroupRow, History, MembershipRow } from './history.store.ts';

const period = (dated: { validFrom: IsoDate; validTo: IsoDate | null }) => ({
  from: dated.validFrom,
  to: dated.validTo,
});

/** A day on which groups are judged, and which groups. */
export interface JudgedDay {
  readonly on: IsoDate;
  readonly groups: ReadonlySet<number>;
}

/**
 * On which day each group is judged: on the day asked for; without one today, or for a group whose cycle is over
 * the last day of its cycle. Groups not begun or already ended are not judged. Earliest day first.
 */
export function judgedDays(
  groups: readonly GroupRow[],
  asked: IsoDate | undefined,
  today: IsoDate,
): JudgedDay[] {
  const days = new Map<IsoDate, Set<number>>();
  for (const group of groups) {
    if (!holdsOn(period(group), asked ?? today)) continue;
    const over = asked === undefined && group.cycleEnd !== null && group.cycleEnd < today;
    // Whoever made the group after its cycle's end finds it judged on its first day.
    const last = over ? [group.cycleEnd ?? today, group.validFrom].sort()[1] : undefined;
    const on = last ?? asked ?? today;
    const own = days.get(on);
    if (own) own.add(group.id);
    else days.set(on, new Set([group.id]));
  }
  return [...days]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([on, judged]) => ({ on, groups: judged }));
}

/** What held on a date, as the rules want it. */
export function factsOn(history: History, office: OfficeFacts, on: IsoDate, askedOn: IsoDate): LedgerFacts {
  const version = (id: number): KindergartenFacts | undefined =>
    history.kindergartens.get(id)?.find((each) => holdsOn(period(each), on));
  const byGroup = new Map<number, MembershipRow[]>();
  for (const membership of history.memberships) {
    if (!holdsOn(period(membership), on)) continue;
    const own = byGroup.get(membership.groupId);
    if (own) own.push(membership);
    else byGroup.set(membership.groupId, [membership]);
  }
  const withName = ({ groupId: _, ...membership }: MembershipRow): MembershipFacts => ({
    ...membership,
    name:
      version(membership.kindergartenId)?.name ??
      history.kindergartens.get(membership.kindergartenId)?.at(-1)?.name ??
      '',
  });
  const groups = history.groups
    .filter((group) => holdsOn(period(group), on))
    .map(({ validFrom: _from, validTo: _to, ...group }): GroupFacts => {
      const memberships = (byGroup.get(group.id) ?? []).map(withName);
      return {
        ...group,
        lead: memberships.find((membership) => membership.role === 'lead') ?? null,
        members: memberships.filter((membership) => membership.role === 'member'),
      };
    });
  return { on, askedOn, office, kindergartens: { get: version }, groups };
}
