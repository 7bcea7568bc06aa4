import { Failure, makeFinding } from '../findings/catalogue.ts';
import type { Finding } from '../findings/finding.ts';
import { announcedPolicies, announcedTitle } from '../policy/announced.ts';
import { listPolicies, policyIds } from '../policy/load.ts';

/** A policy that an office can go by. */
export interface PolicyChoice {
  readonly id: string;
  readonly title: string;
  /** This version has its rules. */
  readonly hasRules: boolean;
}

/** Ids of the policies an office can go by: those with a file, then those announced. */
function knownPolicies(folders: readonly string[]): string[] {
  return [...new Set([...policyIds(folders), ...announcedPolicies])];
}

/** The policies an office can go by, with their titles, for a clerk to choose from. */
export function policyChoices(folders: readonly string[]): PolicyChoice[] {
  const titles = new Map(listPolicies(folders).policies.map((policy) => [policy.id, policy.title]));
  const withFile = new Set(policyIds(folders));
  return knownPolicies(folders).map((id) => ({
    id,
    title: titles.get(id) ?? announcedTitle(id) ?? '',
    hasRules: withFile.has(id),
  }));
}

/**
 * Checks policy ids that a clerk gave. The findings are warnings of policies whose rules this version lacks.
 * @throws Failure `policy-unknown` naming the known ones
 */
export function checkPolicies(ids: readonly string[], folders: readonly string[]): Finding[] {
  const known = knownPolicies(folders);
  const unknown = ids.find((id) => !known.includes(id));
  if (unknown !== undefined) throw new Failure('policy-unknown', { value: unknown, known: known.join('、') });
  const withFile = new Set(policyIds(folders));
  return ids.filter((id) => !withFile.has(id)).map((id) => makeFinding('policy-announced', { value: id }));
}
