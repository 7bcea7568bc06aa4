import { listActivities } from '../activities/activities.store.ts';
import type { Activity } from '../activities/activity.ts';
import { type DueAccount, dueAccounts, within } from '../activities/due/accounts.ts';
import { factsOn, indexHistory } from '../checks/facts.ts';
import { readHistory } from '../checks/history.store.ts';
import { addDays, type IsoDate } from '../common/dates.ts';
import type { Group } from '../groups/group.ts';
import { officeFacts } from '../ledger/office-facts.ts';
import type { Policy } from '../policy/schema.ts';
import type { Ledger } from '../store/ledger.ts';
import { type FactValue, rate } from './fact-value.ts';
import { type Participant, yearEnd } from './participants.ts';

/** Whose records of which days are read: those of a calendar year until the last day that counts. */
export interface FactScope {
  readonly policy: Policy;
  /** All groups that take part. */
  readonly groups: readonly Group[];
  readonly year: number;
  readonly until: IsoDate;
}

export const yearStart = (year: number): IsoDate => `${year}-01-01`;

/** The activities that groups began to hold in the year, by group. */
export function readHeld(ledger: Ledger, { policy, year, until }: FactScope): Map<number, Activity[]> {
  const from = yearStart(year);
  const found = new Map<number, Activity[]>();
  const filter = { policyId: policy.id, states: ['done'] as const, from, to: until };
  for (const activity of listActivities(ledger, filter)) {
    // One that went on into the year belongs to the year in which it began.
    if (activity.groupId === null || (activity.heldOn ?? '') < from) continue;
    const own = found.get(activity.groupId);
    if (own) own.push(activity);
    else found.set(activity.groupId, [activity]);
  }
  return found;
}

/** Whether a kindergarten was there, as host or guest. */
export function tookPart(activity: Activity, kindergartenId: number | null): boolean {
  return (
    activity.hostId === kindergartenId ||
    activity.kindergartens.some((each) => each.kindergartenId === kindergartenId)
  );
}

/** Of what the group held since the kindergarten belongs to it, how much it took part in (活动参与率). */
export function participationRate(
  held: readonly Activity[],
  { kindergartenId }: Pick<Participant, 'kindergartenId'>,
  since: IsoDate,
): FactValue {
  const own = held.filter(({ heldOn }) => (heldOn ?? '') >= since);
  const attended = own.filter((each) => tookPart(each, kindergartenId)).length;
  return rate(attended, own.length, `参加 ${attended} 次，联盟举行 ${own.length} 次`);
}

/** Of what a group held, how much is proven by evidence (活动佐证率). */
export function evidenceRate(held: readonly Activity[]): FactValue {
  const proven = held.filter(({ evidence }) => evidence.length > 0).length;
  return rate(proven, held.length, `有佐证材料的 ${proven} 次，已举行 ${held.length} 次`);
}

/** What was asked of each group, of the periods that belong to the year: those that end in it. */
export function readAccounts(ledger: Ledger, scope: FactScope): Map<number, DueAccount[]> {
  const { policy, groups, year, until } = scope;
  const history = indexHistory(readHistory(ledger));
  const judged = { on: until, groups: new Set(groups.map(({ id }) => id)) };
  // Once the year is over, so are the periods that end with it.
  const askedOn = until === yearEnd(year) ? addDays(until, 1) : until;
  const known = factsOn(history, officeFacts(ledger), judged, askedOn);
  const ofGroups = new Map(
    [...known.activities.ofGroups].map(([id, held]) => [id, held.filter(({ heldOn }) => heldOn <= until)]),
  );
  const facts = { ...known, activities: { ...known.activities, ofGroups } };
  const found = new Map<number, DueAccount[]>();
  const days = { from: yearStart(year), to: until };
  for (const account of within(dueAccounts(policy, facts, undefined, until), days)) {
    if (account.group === null) continue;
    const periods = account.periods.filter(({ to }) => to >= days.from && to <= yearEnd(year));
    found.set(account.group.id, [...(found.get(account.group.id) ?? []), { ...account, periods }]);
  }
  return found;
}

/** Of what was due and not waived, how much was done (应办活动完成率); periods that still run do not count. */
export function cadenceRate(accounts: readonly DueAccount[]): FactValue {
  const over = accounts.flatMap(({ periods }) => periods.filter(({ open }) => !open));
  const due = over.reduce((sum, { due: times, waived = 0 }) => sum + times - waived, 0);
  const owed = over.reduce((sum, each) => sum + each.owed, 0);
  return rate(due - owed, due, `到期应办 ${due} 次，已完成 ${due - owed} 次`);
}
