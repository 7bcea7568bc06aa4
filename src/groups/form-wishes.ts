import { findApplications } from '../applications/applications.store.ts';
import type { IsoDate } from '../common/dates.ts';
import type { Ledger } from '../store/ledger.ts';
import type { LeadOfMember } from './forming/proposal.ts';

/** The lead that each kindergarten named in its latest application form under the policy, received until a date. */
export function formWishes(ledger: Ledger, policyId: string, on: IsoDate): LeadOfMember[] {
  const latest = new Map<number, { readonly leadId: number | null; readonly key: string }>();
  for (const form of findApplications(ledger, { policyId })) {
    if (form.receivedOn > on) continue;
    const key = `${form.cycleStart} ${form.receivedOn}`;
    const known = latest.get(form.kindergartenId);
    // They come in the order in which they came into the ledger: of two on one day the later one counts.
    if (!known || known.key <= key) latest.set(form.kindergartenId, { leadId: form.leadId, key });
  }
  return [...latest].flatMap(([memberId, { leadId }]) => (leadId === null ? [] : [{ memberId, leadId }]));
}
