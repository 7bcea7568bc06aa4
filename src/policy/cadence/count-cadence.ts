import type { IsoDate } from '../../common/dates.ts';
import type { LedgerFacts } from '../facts.ts';
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
  return countDone(periodsOf(rule.parameters, subject.stays, facts, until), held, facts.askedOn);
}
