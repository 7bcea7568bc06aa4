import { Failure } from '../findings/catalogue.ts';
import { describeInForce } from '../groups/by-hand.ts';
import { listGroups } from '../groups/groups.store.ts';
import { policiesInForce } from '../ledger/policies-in-force.store.ts';
import { loadPolicy } from '../policy/load.ts';
import type { Policy } from '../policy/schema.ts';
import type { Ledger } from '../store/ledger.ts';
import type { Quarter } from './quarter.ts';

/** Whether a policy asks for a bulletin each quarter (一季一通报). */
const asksForBulletins = (policy: Policy): boolean =>
  policy.rules.some((rule) => rule.kind === 'cadence' && rule.parameters.activity.includes('bulletin'));

/**
 * The policy whose groups a bulletin tells of: the one named; else the only one in force in the quarter or with groups
 * then; of several the only one that asks for bulletins.
 * @throws Failure `policy-needed`, `policy-unknown`, `policy-invalid`
 */
export function bulletinPolicy(
  ledger: Ledger,
  named: string | undefined,
  { from, to }: Quarter,
  folders: readonly string[],
): Policy {
  if (named !== undefined) return loadPolicy(named, folders, to);
  const standing = listGroups(ledger, to, { includeEnded: true }).filter(
    ({ validFrom, validTo }) => validFrom <= to && (validTo === null || validTo > from),
  );
  const inForce = policiesInForce(ledger, to);
  const withGroups = [...new Set(standing.map(({ policyId }) => policyId))];
  const known = withGroups.length > 0 ? withGroups : inForce;
  const [only] = known;
  if (only !== undefined && known.length === 1) return loadPolicy(only, folders, to);
  const asking = known.map((id) => loadPolicy(id, folders, to)).filter(asksForBulletins);
  if (asking.length === 1 && asking[0]) return asking[0];
  throw new Failure('policy-needed', { situation: describeInForce(known) });
}
