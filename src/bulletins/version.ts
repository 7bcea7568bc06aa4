import { createHash } from 'node:crypto';
import type { Figure } from './figure.ts';

/**
 * What tells one drawing up of a bulletin from another: the same policy, quarter and figures give the same. It stands
 * in the file as well, where it outlives saving by another program.
 */
export function versionOfBulletin({
  policyId,
  quarter,
  figures,
}: {
  readonly policyId: string;
  readonly quarter: string;
  readonly figures: readonly Figure[];
}): string {
  const told = figures.map(({ id, value, drafted = value }) => [id, drafted]);
  return createHash('sha256')
    .update(JSON.stringify([policyId, quarter, told]))
    .digest('hex')
    .slice(0, 24);
}
