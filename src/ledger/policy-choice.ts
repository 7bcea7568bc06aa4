import { Failure, makeFinding } from '../findings/catalogue.ts';
import type { Finding } from '../findings/finding.ts';
import { policyIds } from '../policy/load.ts';

/** Policies whose ids are settled; where there is no file yet, their rules come with a later version. */
const announced = ['zaozhuang-2021', 'helan-2022', 'guangxi-2020', 'jingan-2023', 'shenzhen-draft'] as const;

/** Ids of the policies an office can go by: those with a file, then those announced. */
export function knownPolicies(folders: readonly string[]): string[] {
  return [...new Set([...policyIds(folders), ...announced])];
}

/**
 * Checks policy ids that a clerk gave. The findings are notices on policies whose rules this version lacks.
 * @throws Failure `policy-unknown` naming the known ones
 */
export function checkPolicies(ids: readonly string[], folders: readonly string[]): Finding[] {
  const known = knownPolicies(folders);
  const unknown = ids.find((id) => !known.includes(id));
  if (unknown !== undefined) throw new Failure('policy-unknown', { value: unknown, known: known.join('、') });
  const withFile = new Set(policyIds(folders));
  return ids.filter((id) => !withFile.has(id)).map((id) => makeFinding('policy-announced', { value: id }));
}
