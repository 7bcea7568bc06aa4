import { splitNames } from '../cli/options.ts';
import type { IsoDate } from '../common/dates.ts';
import { Failure, makeFinding } from '../findings/catalogue.ts';
import type { Finding } from '../findings/finding.ts';
import { policiesInForce } from '../ledger/policies-in-force.store.ts';
import { overlap, type Stay } from '../policy/overlap.ts';
import { resolveKindergarten } from '../roster/find-kindergarten.ts';
import type { Kindergarten } from '../roster/kindergarten.ts';
import type { Ledger } from '../store/ledger.ts';
import type { Group } from './group.ts';
import { knownDay, numberedName } from './group-naming.ts';
import { resolveGroup } from './group-reference.ts';
import { findGroup, findGroupByLead, listGroups } from './groups.store.ts';
import { staysOf } from './memberships.store.ts';

/**
 * The policy that a command means: the one named, else the only one in force.
 * @throws Failure `policy-needed` where none or several are in force
 */
export function policyMeant(ledger: Ledger, named: string | undefined, on: IsoDate): string {
  if (named !== undefined) return named;
  const inForce = policiesInForce(ledger, on);
  const [only] = inForce;
  if (only !== undefined && inForce.length === 1) return only;
  throw new Failure('policy-needed', { situation: describeInForce(inForce) });
}

/** How many policies are in force, in words, for `policy-needed`. */
export function describeInForce(policies: readonly string[]): string {
  return policies.length === 0
    ? '没有生效的政策'
    : `有 ${policies.length} 份生效的政策（${policies.join('、')}）`;
}

/**
 * The group a clerk means, as it was on a date, if it stood on that date.
 * @param option the option with which the command is told the date, for messages
 * @throws Failure `group-unknown`, `group-ambiguous`, `group-ended`, `group-dates`
 */
export function standingGroup(ledger: Ledger, reference: string, on: IsoDate, option = '--since'): Group {
  const group = resolveGroup(listGroups(ledger, on, { includeEnded: true }), reference);
  refuseEnded(group, option);
  if (group.state === 'planned') {
    const period = `${group.validFrom} 起`;
    throw new Failure('group-dates', { value: on, group: group.name, period, option });
  }
  return group;
}

/**
 * As `standingGroup`, but a date before the group's first day will do: what leads to a group (申请、论证、核准) comes
 * before it. The group is then as it was on its first day.
 * @throws Failure `group-unknown`, `group-ambiguous`, `group-ended`
 */
export function comingGroup(ledger: Ledger, reference: string, on: IsoDate, option: string): Group {
  const atFirst = (group: Group) =>
    group.state === 'planned' ? (findGroup(ledger, group.id, group.validFrom) ?? group) : group;
  const group = resolveGroup(listGroups(ledger, on, { includeEnded: true }).map(atFirst), reference);
  refuseEnded(group, option);
  return group;
}

function refuseEnded(group: Group, option: string): void {
  if (group.state !== 'ended') return;
  throw new Failure('group-ended', { group: group.name, value: group.validTo, option });
}

/**
 * The kindergartens named, one for each name.
 * @throws Failure `kindergarten-unknown`, `kindergarten-ambiguous`, `member-twice`
 */
export function namedKindergartens(ledger: Ledger, names: readonly string[], on: IsoDate): Kindergarten[] {
  const found: Kindergarten[] = [];
  for (const name of splitNames(names)) {
    const kindergarten = resolveKindergarten(ledger, name, on);
    if (found.some((each) => each.id === kindergarten.id)) {
      throw new Failure('member-twice', { value: kindergarten.name });
    }
    found.push(kindergarten);
  }
  return found;
}

/**
 * As `namedKindergartens`, but at least one. @throws Failure `option-value` where only blanks were given
 */
export function someKindergartens(ledger: Ledger, names: readonly string[], on: IsoDate): Kindergarten[] {
  const found = namedKindergartens(ledger, names, on);
  if (found.length > 0) return found;
  throw new Failure('option-value', { option: '园所', value: names.join(' '), expected: '应写明园所名称' });
}

/**
 * Refuses a kindergarten that already leads a group of the policy in the cycle that begins on `cycleStart`.
 * @throws Failure `group-exists`
 */
export function refuseSecondGroup(
  ledger: Ledger,
  policyId: string,
  lead: { readonly id: number; readonly name: string },
  cycleStart: IsoDate,
  on: IsoDate,
): void {
  const led = findGroupByLead(ledger, policyId, lead.id, on);
  if (led?.cycleStart !== cycleStart) return;
  throw new Failure('group-exists', { value: lead.name, group: led.name, id: led.id });
}

/**
 * A warning for each kindergarten that, coming into a group on a day, is in another at the same time: by the same
 * yardstick as `check`, for which a group past its cycle no longer binds anybody.
 * @param own the group it comes into; no id where that is yet to be made
 */
export function warnOfOtherGroups(
  ledger: Ledger,
  kindergartens: readonly { readonly id: number; readonly name: string }[],
  own: { readonly id: number | null; readonly cycleEnd: IsoDate | null },
  on: IsoDate,
): Finding[] {
  const coming: Stay = { validFrom: on, validTo: null, cycleEnd: own.cycleEnd };
  return kindergartens.flatMap((kindergarten) => {
    const others = staysOf(ledger, kindergarten.id).filter(
      (other) => other.id !== own.id && overlap(coming, other),
    );
    if (others.length === 0) return [];
    const group = [...new Set(others.map(numberedName))].join('、');
    return [makeFinding('member-elsewhere', { value: kindergarten.name, group })];
  });
}

/** `2021-03-01 起`, for messages; 一直 where no beginning is known. */
export function sinceText(day: IsoDate): string {
  return knownDay(day) === null ? '一直' : `${day} 起`;
}
