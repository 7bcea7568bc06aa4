import type { IsoDate } from '../../common/dates.ts';
import type { LedgerFacts, WaiverFacts } from '../facts.ts';
import { countDone, type PeriodCount } from './count-done.ts';
import { type DuePeriod, duePeriods } from './due-periods.ts';
import type { CadenceParameters } from './parameters.ts';
import type { CadenceSubject } from './subjects.ts';

// Most subjects were there at the same time: their periods are found once.
const known = new WeakMap<LedgerFacts['terms'], Map<string, readonly DuePeriod[]>>();

function periodsOf(
  rule: CadenceParameters,
  stays: CadenceSubject['stays'],
  facts: LedgerFacts,
  until: IsoDate,
): readonly DuePeriod[] {
  const { per, months, partial, atLeast } = rule;
  const own = known.get(facts.terms) ?? new Map<string, readonly DuePeriod[]>();
  known.set(facts.terms, own);
  const times = stays.map(({ from, to }) => `${from}/${to}`);
  const key = [per, months, partial, atLeast, until, ...times].join(' ');
  let periods = own.get(key);
  if (!periods) {
    periods = duePeriods(rule, stays, facts.terms, until);
    own.set(key, periods);
  }
  return periods;
}

/**
 * What was due, done and owed of a cadence rule by a subject on the day asked about.
 * @param until the last day whose period is looked at; where it lies ahead, what comes is still open
 */
export function countCadence(
  rule: { readonly id: string; readonly parameters: CadenceParameters },
  subject: CadenceSubject,
  facts: LedgerFacts,
  until: IsoDate = facts.askedOn,
): readonly PeriodCount[] {
  const kinds = rule.parameters.activity;
  const held = subject.held
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ heldOn, ruleId, due }) => ({ on: heldOn, meantFor: ruleId === rule.id ? due : null }));
  const counts = countDone(periodsOf(rule.parameters, subject.stays, facts, until), held, facts.askedOn);
  return withoutWaived(counts, waiversOf(rule.id, subject, facts));
}

/** The waivers of a rule for the subject, or for its whole group. */
function waiversOf(ruleId: string, { group, subject }: CadenceSubject, facts: LedgerFacts): WaiverFacts[] {
  if (group === null) return [];
  const own = facts.waivers.filter(
    (waiver) => waiver.ruleId === ruleId && waiver.groupId === group.id && waiver.policyId === group.policyId,
  );
  if (own.length === 0 || subject.type !== 'membership') return own;
  const member = [...(group.lead ? [group.lead] : []), ...group.members, ...(group.former ?? [])].find(
    ({ membershipId }) => String(membershipId) === subject.id,
  );
  return own.filter((each) => each.kindergartenId === null || each.kindergartenId === member?.kindergartenId);
}

/** A period that lies wholly within a waiver is owed nothing. */
function withoutWaived(
  counts: readonly PeriodCount[],
  waivers: readonly WaiverFacts[],
): readonly PeriodCount[] {
  if (waivers.length === 0) return counts;
  return counts.map((count) => {
    const isWaived = waivers.some(
      ({ validFrom, validTo }) => validFrom <= count.from && (validTo === null || count.to < validTo),
    );
    return isWaived && count.owed > 0 ? { ...count, owed: 0, waived: count.owed } : count;
  });
}
