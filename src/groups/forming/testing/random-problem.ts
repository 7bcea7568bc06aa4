import fc from 'fast-check';
import type { ConstrainedProblem } from '../constrained.ts';

const size = { leads: 3, members: 5 } as const;

/** Small problems with every kind of condition, contradictory ones among them. */
export function randomProblem(options: { readonly regroup: boolean }): fc.Arbitrary<ConstrainedProblem> {
  const member = fc.nat({ max: size.members - 1 });
  const couple = fc.tuple(member, member).filter(([one, other]) => one !== other) as fc.Arbitrary<
    [number, number]
  >;
  const flag = fc.boolean();
  return fc
    .record({
      lower: fc.integer({ min: 1, max: 2 }),
      extra: fc.nat({ max: 2 }),
      reach: fc.array(
        fc.array(fc.option(fc.nat({ max: 30 }), { freq: 3 }), fixed(size.leads)),
        fixed(size.members),
      ),
      pins: fc.array(fc.record({ member, lead: fc.nat({ max: size.leads - 1 }) }), { maxLength: 1 }),
      together: fc.array(couple, { maxLength: 1 }),
      apart: fc.array(couple, { maxLength: 2 }),
      shares: fc.array(
        fc.record({
          lead: fc.nat({ max: size.leads - 1 }),
          members: fc.uniqueArray(member, { maxLength: 2 }),
          weight: fc.option(fc.nat({ max: 25 }), { freq: 3 }),
        }),
        { maxLength: 2 },
      ),
      maxLeads: fc.option(fc.integer({ min: 1, max: 2 }), { freq: 1, nil: null }),
      // 3 stands for nowhere.
      current: fc.array(fc.nat({ max: size.leads }), fixed(size.members)),
      standing: fc.array(flag, fixed(size.leads)),
    })
    .map((drawn) => {
      const pinOf = new Map(drawn.pins.map((pin) => [pin.member, pin.lead]));
      const isKept = (lead: number, index: number) =>
        options.regroup && drawn.standing[lead] === true && drawn.current[index] === lead;
      const arcs = drawn.reach.flatMap((costs, index) =>
        costs.flatMap((cost, lead) => {
          const pin = pinOf.get(index);
          if (cost === null || (pin !== undefined && pin !== lead)) return [];
          return [
            {
              ...{ lead, member: index, cost },
              ...(pin === lead ? { pinned: true } : {}),
              ...(isKept(lead, index) ? { kept: true } : {}),
            },
          ];
        }),
      );
      const bounds = { lower: drawn.lower, upper: drawn.lower + drawn.extra };
      return {
        leads: drawn.standing.map((kept) => (options.regroup && kept ? { ...bounds, kept } : bounds)),
        memberCount: size.members,
        arcs,
        together: drawn.together,
        apart: drawn.apart,
        shares: drawn.shares.map((share) => ({
          ...share,
          members: share.members.filter((each) =>
            arcs.some((arc) => arc.member === each && arc.lead === share.lead),
          ),
        })),
        maxLeads: drawn.maxLeads,
        maxGivenUp: null,
        goals: options.regroup
          ? ['pinned', 'placed', 'kept', 'cost']
          : drawn.maxLeads === null
            ? ['pinned', 'placed', 'groups', 'cost']
            : ['pinned', 'placed', 'cost'],
      };
    });
}

const fixed = (length: number) => ({ minLength: length, maxLength: length });
