import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Context, ownTemplatesName, today } from '../context.ts';
import { Failure } from '../findings/catalogue.ts';
import { listGroups } from '../groups/groups.store.ts';
import { openLedger } from '../ledger/open-ledger.ts';
import { policiesInForce } from '../ledger/policies-in-force.store.ts';

type Places = Pick<Context, 'templateFolders' | 'ledgerPath'>;

/** The office's own template folder: the first one given, else 幼联模板 beside the ledger, there or not. */
function ownTemplates({ templateFolders, ledgerPath }: Places): string {
  const [first] = templateFolders;
  return templateFolders.length > 1 && first !== undefined
    ? first
    : join(dirname(ledgerPath), ownTemplatesName);
}

/** Where the office's own file of a policy stands, there or not. */
export function ownPolicyPath(context: Places, id: string): string {
  return join(ownTemplates(context), 'policies', `${id}.yaml`);
}

/** @throws Failure `policy-file-name` for what cannot be an id, and so not a file name either */
export function checkPolicyId(id: string): void {
  if (!/^[a-z][a-z0-9-]{0,59}$/.test(id)) throw new Failure('policy-file-name', { value: id });
}

/** What of the ledger goes by a policy, in words: `本台账正在执行`, `3 个联盟依据它`; none without a ledger. */
export function usesOf(context: Context, id: string): string[] {
  if (!existsSync(context.ledgerPath)) return [];
  const ledger = openLedger(context);
  try {
    const inForce = policiesInForce(ledger, today(context)).includes(id);
    const groups = listGroups(ledger, today(context), { policyId: id }).length;
    return [...(inForce ? ['本台账正在执行'] : []), ...(groups > 0 ? [`${groups} 个联盟依据它`] : [])];
  } finally {
    ledger.close();
  }
}
