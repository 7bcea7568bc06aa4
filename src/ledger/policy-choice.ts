import { Failure, makeFinding } from '../findings/catalogue.ts';
import type { Finding } from '../findings/finding.ts';
import { listPolicies, loadPolicy, policyIds } from '../policy/load.ts';
import type { Policy } from '../policy/schema.ts';

/** A policy that an office can go by. */
export type PolicyChoice = Pick<Policy, 'id' | 'title' | 'status'>;

/** The policies an office can go by, with their titles, for a clerk to choose from. */
export function policyChoices(folders: readonly string[]): PolicyChoice[] {
  return listPolicies(folders).policies.map(({ id, title, status }) => ({ id, title, status }));
}

/**
 * Checks policy ids that a clerk gave. The findings are warnings of policies that are drafts.
 * @throws Failure `policy-unknown` naming the known ones; `policy-invalid` where the file is broken
 */
export function checkPolicies(ids: readonly string[], folders: readonly string[]): Finding[] {
  const known = policyIds(folders);
  const unknown = ids.find((id) => !known.includes(id));
  if (unknown !== undefined) throw new Failure('policy-unknown', { value: unknown, known: known.join('、') });
  return ids
    .map((id) => loadPolicy(id, folders))
    .filter((policy) => policy.status === 'draft')
    .map((policy) => makeFinding('policy-draft', { value: policy.title }));
}
