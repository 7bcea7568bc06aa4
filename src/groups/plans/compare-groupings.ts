import type { Named } from '../plan.ts';
import type { Grouping, MeasuredDistance } from './grouping.ts';

/** Where a kindergarten stands in a grouping. */
export interface Standing {
  readonly role: 'lead' | 'member' | 'none';
  /** The leads of its groups: several where it stands in several, none where its group has none. */
  readonly leads: readonly Named[];
  /** Of a member of one group. */
  readonly distance: MeasuredDistance | null;
  /** Why it has no place, where the grouping says. */
  readonly reason: string | null;
}

/** A kindergarten that stands elsewhere in the second grouping than in the first. */
export interface Move extends Named {
  readonly from: Standing;
  readonly to: Standing;
}

const nowhere: Standing = { role: 'none', leads: [], distance: null, reason: null };

/** Everybody's place, in the order in which the grouping names them. */
function standingsOf(grouping: Grouping): Map<number, Named & { readonly standing: Standing }> {
  const standings = new Map<number, Named & { standing: Standing }>();
  const put = ({ id, name }: Named, standing: Standing) => {
    const known = standings.get(id)?.standing;
    const joined =
      known && known.role !== 'none'
        ? { ...known, leads: [...known.leads, ...standing.leads], distance: null }
        : standing;
    standings.set(id, { id, name, standing: joined });
  };
  for (const { lead, members } of grouping.groups) {
    if (lead) put(lead, { role: 'lead', leads: [lead], distance: null, reason: null });
    for (const member of members) {
      put(member, {
        ...{ role: 'member', leads: lead ? [lead] : [], reason: null },
        distance: member.distance,
      });
    }
  }
  const left = [...grouping.unassigned, ...grouping.leadsWithoutGroup, ...grouping.undetermined];
  for (const { id, name, reason } of left) {
    if (!standings.has(id)) standings.set(id, { id, name, standing: { ...nowhere, reason } });
  }
  return standings;
}

const sameLeads = (one: Standing, other: Standing) =>
  one.leads.length === other.leads.length &&
  one.leads.every(({ id }) => other.leads.some((each) => each.id === id));

/** Who moves from the first grouping to the second, in the order of the second; those who leave come last. */
export function movesBetween(before: Grouping, after: Grouping): Move[] {
  const [old, now] = [standingsOf(before), standingsOf(after)];
  const all = new Map([...now, ...[...old].filter(([id]) => !now.has(id))]);
  return [...all.values()].flatMap(({ id, name }) => {
    const from = old.get(id)?.standing ?? nowhere;
    const to = now.get(id)?.standing ?? nowhere;
    return from.role === to.role && sameLeads(from, to) ? [] : [{ id, name, from, to }];
  });
}

/** 担任主导园, 编入“甲园”, 没有编入. */
export function standingText({ role, leads }: Standing, names: { readonly lead: string }): string {
  if (role === 'none') return '没有编入';
  if (role === 'lead') return `担任${names.lead}`;
  return leads.length === 0 ? `没有${names.lead}的一组` : leads.map(({ name }) => name).join('、');
}
