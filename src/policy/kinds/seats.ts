import { squeezeText } from '../../common/text.ts';
import type { BodyFacts, LedgerFacts, MembershipFacts, SeatFacts } from '../facts.ts';
import type { Policy } from '../schema.ts';
import { kindergartenOf } from './kind.ts';

/** What turns a post into another one's: 副局长 is no 局长, 局长助理 neither. */
const before = /副$/u;
const after = /^(?:助理|秘书|办公室)/u;

/** Whether a post stands in 单位及职务 by itself, not as part of a lesser one. */
export function holdsPost(unitAndPosts: string, post: string): boolean {
  const text = squeezeText(unitAndPosts);
  for (let at = text.indexOf(post); at >= 0; at = text.indexOf(post, at + 1)) {
    if (!before.test(text.slice(0, at)) && !after.test(text.slice(at + post.length))) return true;
  }
  return false;
}

/** Who sits on the date, and who did. */
export const sitting = (body: BodyFacts): SeatFacts[] => body.seats.filter((seat) => seat.endedOn === null);

/** The bodies of a kind under a policy among those given; one entered under no policy counts for any. */
export function bodiesOf(
  bodies: readonly BodyFacts[] | undefined,
  kind: string,
  policy: Pick<Policy, 'id'>,
): BodyFacts[] {
  return (bodies ?? []).filter(
    (body) => body.kind === kind && (body.policyId === null || body.policyId === policy.id),
  );
}

/** Whether 单位及职务 speaks of a kindergarten: its name stands there, or its unit is the end of the name. */
export function isOfKindergarten(seat: SeatFacts, name: string): boolean {
  const own = squeezeText(name);
  const unit = squeezeText(seat.unit);
  return squeezeText(seat.unitAndPosts).includes(own) || (unit.length >= 3 && own.endsWith(unit));
}

/** Whether a kindergarten's principal is among people, and what speaks for it or against. */
export type PrincipalFound =
  | { readonly known: true; readonly seat: SeatFacts | null; readonly wanted: string }
  | { readonly known: false; readonly why: string };

/**
 * Looks for the principal of a kindergarten (责任人 of the list, else 园长 of the roster) among seats. A person is
 * name and unit: the same name at a unit that cannot be told to be the kindergarten decides nothing.
 */
export function findPrincipal(
  facts: LedgerFacts,
  membership: MembershipFacts,
  seats: readonly SeatFacts[],
): PrincipalFound {
  const kindergarten = kindergartenOf(facts, membership);
  const wanted = membership.responsible ?? kindergarten.principal;
  const own = seats.filter((seat) => isOfKindergarten(seat, kindergarten.name));
  const asPrincipal = own.find((seat) => holdsPost(seat.unitAndPosts, '园长'));
  if (wanted === null) {
    if (asPrincipal) return { known: true, seat: asPrincipal, wanted: asPrincipal.name };
    return { known: false, why: `${kindergarten.name}的园长是谁` };
  }
  const same = own.find((seat) => squeezeText(seat.name) === squeezeText(wanted));
  if (same) return { known: true, seat: same, wanted };
  if (asPrincipal) {
    const why = `${kindergarten.name}的园长是${wanted}（园所信息）还是${asPrincipal.name}（名单）`;
    return { known: false, why };
  }
  const namesake = seats.find((seat) => squeezeText(seat.name) === squeezeText(wanted));
  if (namesake) {
    return { known: false, why: `“${namesake.unitAndPosts}”${wanted}是不是${kindergarten.name}的园长` };
  }
  return { known: true, seat: null, wanted };
}
