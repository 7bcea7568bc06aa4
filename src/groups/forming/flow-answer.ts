import { noPrice, type Price, type Prices, type SolverOptions } from './assignment.ts';
import { type Flow, outside } from './flow.ts';
import { priceOf, type Ranks } from './ranks.ts';

/** Says whether the time is up or the search called off. */
export function stopFrom({ signal, timeLimitSeconds }: SolverOptions): () => boolean {
  const timeout = timeLimitSeconds === undefined ? null : AbortSignal.timeout(timeLimitSeconds * 1000);
  return () => signal?.aborted === true || timeout?.aborted === true;
}

/** Prices of leads as numbers (`ranks.ts`), and what follows from them for the members, rank by rank. */
export function flowPrices(flow: Flow, price: Float64Array, ranks: Ranks): Prices {
  const members = Array.from(flow.worths(price), (worth, member): Price => {
    return flow.at[member] === outside ? noPrice : priceOf(worth, ranks);
  });
  return { leads: Array.from(price, (each) => priceOf(each, ranks)), members };
}

/**
 * An answer within the bounds from a flow that is not finished: whoever has no lead takes the nearest with room, leads
 * that stay below their lower bound let theirs go, and these take the nearest with room that has a group.
 */
export function leadsWithinBounds(flow: Flow, lower: Int32Array, upper: Int32Array): (number | null)[] {
  const leadOf = Array.from(flow.at, (_, member) => flow.leadOf(member));
  const loads = new Int32Array(upper.length);
  for (const lead of leadOf) if (lead !== null) loads[lead]! += 1;
  const { start, lead: to } = flow.arcs;
  const place = (fits: (lead: number) => boolean) => {
    for (const [member, lead] of leadOf.entries()) {
      if (lead !== null) continue;
      for (let arc = start[member]!; arc < start[member + 1]!; arc += 1) {
        const nearest = to[arc]!;
        if (loads[nearest]! >= upper[nearest]! || !fits(nearest)) continue;
        leadOf[member] = nearest;
        loads[nearest]! += 1;
        break;
      }
    }
  };
  place(() => true);
  const holds = Array.from(loads, (load, lead) => load > 0 && load >= lower[lead]!);
  for (const [member, lead] of leadOf.entries()) if (lead !== null && !holds[lead]) leadOf[member] = null;
  place((lead) => holds[lead] === true);
  return leadOf;
}
