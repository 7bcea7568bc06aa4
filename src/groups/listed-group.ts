import { type IsoDate, laterDay } from '../common/dates.ts';
import { factsOn } from '../roster/roster.store.ts';
import type { FieldChange, ImportRun } from '../tables/import-target.ts';
import type { TableRecord } from '../tables/record.ts';
import type { AllianceListPass } from './alliance-list-pass.ts';
import type { ListedSide, Side } from './alliance-list-row.ts';
import type { Group, MembershipPeriod } from './group.ts';
import { groupsEverLedBy, setTier } from './groups.store.ts';
import { membershipHistory, setResponsible } from './memberships.store.ts';
import { settleValue } from './settle-value.ts';

/** Where the list's group stands in the ledger. */
export interface GroupsOfLead {
  /** The group the list means; undefined where it is to be made. */
  readonly group: Group | undefined;
  /** All groups in which a member may already stand: the one meant, and the lead's others where no day was given. */
  readonly known: readonly Group[];
}

/**
 * The group that a list means by its lead: the same policy, lead and cycle. Without --since a list that was exported
 * from the ledger must find its own groups again, so the lead's other groups count too, whatever their cycle.
 */
export function groupsOfLead(leadId: number, run: ImportRun, pass: AllianceListPass): GroupsOfLead {
  const all = groupsEverLedBy(run.ledger, pass.policy.id, leadId, pass.start, pass.asOf);
  const { since } = run;
  const known = since
    ? all.filter((each) => each.cycleStart <= since && (each.cycleEnd === null || since <= each.cycleEnd))
    : all;
  const standing = known.filter((each) => each.state !== 'ended');
  const ofCycle = standing.filter((each) => each.cycleStart === pass.cycle.from);
  // One that was ended by hand is not made again by the same old list.
  const group = ofCycle.at(-1) ?? standing.at(-1) ?? (since ? undefined : known.at(-1));
  return { group, known };
}

/** First day in a group of what a list says: not before the group itself. */
export function firstDay(group: Pick<Group, 'validFrom'>, pass: AllianceListPass): IsoDate {
  return laterDay(group.validFrom, pass.start);
}

/** How a kindergarten stands in one of the groups. */
export type Standing =
  | { readonly kind: 'in'; readonly group: Group; readonly period: MembershipPeriod }
  | { readonly kind: 'left'; readonly group: Group; readonly until: IsoDate }
  | { readonly kind: 'none' };

/** Whether, and in which of the groups, a kindergarten stands or stood as lead or member at any time the list speaks of. */
export function standingIn(
  groups: readonly Group[],
  kindergartenId: number,
  run: ImportRun,
  pass: AllianceListPass,
): Standing {
  let left: Standing = { kind: 'none' };
  for (const group of groups) {
    const from = firstDay(group, pass);
    const periods = membershipHistory(run.ledger, group.id).filter(
      (period) =>
        period.kindergartenId === kindergartenId && (period.validTo === null || period.validTo > from),
    );
    const last = periods.at(-1);
    if (!last) continue;
    const on = laterDay(pass.asOf, from);
    const period = run.since
      ? periods.find((each) => each.validFrom <= from)
      : (periods.find((each) => each.validTo === null || each.validTo > on) ??
        (group.state === 'ended' ? last : undefined));
    if (period) return { kind: 'in', group, period };
    if (!run.since && last.validTo) left = { kind: 'left', group, until: last.validTo };
  }
  return left;
}

/** What became of a value. */
export interface Settled {
  readonly kind: 'same' | 'take' | 'keep' | 'skip';
  readonly changes: readonly FieldChange[];
}

const nothing: Settled = { kind: 'same', changes: [] };

/** What a new membership stores as 责任人: null where it is the principal, whom it then goes on meaning. */
export function storedResponsible(
  said: ListedSide,
  kindergartenId: number,
  run: ImportRun,
  pass: AllianceListPass,
): string | null {
  const principal = factsOn(run.ledger, kindergartenId, pass.asOf)?.principal ?? null;
  return said.responsible === undefined || said.responsible === principal ? null : said.responsible;
}

/** Brings the person responsible (责任人) of a kindergarten that stands in a group in line with the list. */
export function settleResponsible(
  side: Side,
  said: ListedSide,
  period: MembershipPeriod,
  groupId: number,
  record: TableRecord,
  run: ImportRun,
  pass: AllianceListPass,
): Settled {
  if (said.responsible === undefined) return nothing;
  const { kindergartenId } = period;
  const principal = factsOn(run.ledger, kindergartenId, pass.asOf)?.principal ?? null;
  const before = period.responsible ?? principal;
  const value = { field: `${side}Responsible`, subject: said.name, before, after: said.responsible };
  const settled = settleValue(value, run, record);
  if (settled.kind !== 'take') return settled;
  // Nobody was known: then the list tells who it has been all along. Somebody was: he is followed from now on.
  const now = run.since ?? run.today;
  const from = before === null || now < period.validFrom ? period.validFrom : now;
  const stored = said.responsible === principal ? null : said.responsible;
  setResponsible(run.ledger, groupId, kindergartenId, stored, from);
  return settled;
}

/** Brings the tier that --tier names into a group that has none, or another. */
export function settleTier(
  group: Group,
  record: TableRecord,
  run: ImportRun,
  pass: AllianceListPass,
): Settled {
  if (pass.tier === null) return nothing;
  const words = (id: string | null) =>
    id === null ? null : (pass.policy.tiers.find((tier) => tier.id === id)?.name ?? id);
  const value = {
    field: 'leadName',
    subject: `${group.name}（层级）`,
    before: words(group.tier),
    after: words(pass.tier) ?? pass.tier,
  };
  const settled = settleValue(value, run, record);
  if (settled.kind === 'take') setTier(run.ledger, group.id, pass.tier);
  return settled;
}
