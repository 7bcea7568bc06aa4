import { Failure } from '../findings/catalogue.ts';
import { policyMeant } from '../groups/by-hand.ts';
import { loadPolicy } from '../policy/load.ts';
import type { Indicator, Policy } from '../policy/schema.ts';
import type { Ledger } from '../store/ledger.ts';
import { indicatorMeant } from './indicator.ts';

/**
 * The policy whose indicators are meant: the one named, else the only one in force.
 * @throws Failure `policy-needed`, `policy-unknown`, `policy-invalid`; `indicator-none` where it has none
 */
export function policyWithIndicators(
  ledger: Ledger,
  named: string | undefined,
  on: string,
  folders: readonly string[],
): Policy {
  const policy = loadPolicy(policyMeant(ledger, named, on), folders, on);
  if (policy.indicators.length === 0) throw new Failure('indicator-none', { value: policy.title });
  return policy;
}

/** @throws Failure `indicator-unknown` */
export function oneIndicator(policy: Policy, text: string): Indicator {
  const indicator = indicatorMeant(policy, text);
  if (indicator) return indicator;
  const known = policy.indicators.map(({ name }) => name).join('、');
  throw new Failure('indicator-unknown', { value: text, known });
}
