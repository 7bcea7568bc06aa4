import { Failure } from '../findings/catalogue.ts';
import { policiesInForce } from '../ledger/policies-in-force.store.ts';
import { loadPolicy } from '../policy/load.ts';
import type { Policy } from '../policy/schema.ts';
import type { Ledger } from '../store/ledger.ts';

interface WantedPolicy {
  readonly named: string | undefined;
  /** Policies that the rows come from. */
  readonly present: readonly (string | null)[];
  readonly on: string;
  /** Rows under several policies may stand together, under the table's own words. */
  readonly isMixed?: boolean;
}

/**
 * The policy whose names a table bears: the one asked for, else the only one its rows come from (`present`), else
 * the only one in force. Undefined where none can be told and the rows belong to none, or to several that may be
 * mixed.
 * @throws Failure `policy-needed` where the rows come from several; `policy-unknown`, `policy-invalid`
 */
export function policyForExport(
  ledger: Ledger,
  wanted: WantedPolicy,
  folders: readonly string[],
): Policy | undefined {
  if (wanted.named !== undefined) return loadPolicy(wanted.named, folders);
  const present = [...new Set(wanted.present.filter((id) => id !== null && id !== ''))];
  if (present.length > 1) {
    if (wanted.isMixed) return undefined;
    throw new Failure('policy-needed', { situation: `有依据 ${present.join('、')} 的内容` });
  }
  const inForce = policiesInForce(ledger, wanted.on);
  const id = present[0] ?? (inForce.length === 1 ? inForce[0] : undefined);
  return id ? loadPolicy(id, folders) : undefined;
}
