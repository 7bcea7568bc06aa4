import { existsSync } from 'node:fs';
import { type Context, today } from '../context.ts';
import { openLedger } from '../ledger/open-ledger.ts';
import { policiesInForce } from '../ledger/policies-in-force.store.ts';

/** Ids of the policies the ledger goes by today; none where there is no ledger, which policies do not need. */
export function inForceToday(context: Context): ReadonlySet<string> {
  if (!existsSync(context.ledgerPath)) return new Set();
  const ledger = openLedger(context);
  try {
    return new Set(policiesInForce(ledger, today(context)));
  } finally {
    ledger.close();
  }
}
