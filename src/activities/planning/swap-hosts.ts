import { Board } from './board.ts';
import { compile } from './compiled.ts';
import type { Draft, Planned } from './draft.ts';
import { fillIn } from './improve.ts';
import { buildProblem, type PlanningFacts, slotsBetween } from './options.ts';
import { withHost } from './staff.ts';
import type { Kept, Staffed } from './wanted.ts';

/** So many activities without a day are tried with other hosts: each try looks at the whole plan. */
const tried = 50;

/**
 * What is wanted with other hosts for activities that found no day with the host whose turn it was, but would find one
 * with another beside all that stands; null where no other host helps. Whoever hosts least in the group comes first.
 */
export function swapHosts(
  facts: PlanningFacts,
  { planned, unmet }: Pick<Draft, 'planned' | 'unmet'>,
): readonly Staffed[] | null {
  const standing: Kept[] = [...facts.kept, ...planned.map((each) => keptOf(facts, each))];
  const turns = new Map<string, number>();
  const turnOf = ({ groupId }: Staffed, hostId: number) => `${groupId} ${hostId}`;
  for (const each of planned) {
    if (each.host === null) continue;
    const turn = turnOf(each, each.host.id);
    turns.set(turn, (turns.get(turn) ?? 0) + 1);
  }
  const swapped = new Map<Staffed, Staffed>();
  for (const { wanted } of unmet.slice(0, tried)) {
    const often = (id: number) => turns.get(turnOf(wanted, id)) ?? 0;
    const others = wanted.hosts
      .filter(({ id }) => id !== wanted.host?.id)
      .sort((one, other) => often(one.id) - often(other.id));
    for (const host of others) {
      const variant = withHost(wanted, host, facts.settings);
      const kept = placeBeside(facts, standing, variant);
      if (!kept) continue;
      standing.push(kept);
      turns.set(turnOf(variant, host.id), often(host.id) + 1);
      swapped.set(wanted, variant);
      break;
    }
  }
  return swapped.size === 0 ? null : facts.wanted.map((each) => swapped.get(each) ?? each);
}

function keptOf({ settings }: PlanningFacts, each: Planned): Kept {
  const { policyId, title, kind, groupId, date, starts, ends, people, venue } = each;
  const slots = slotsBetween(settings, starts, ends);
  return { activityId: 0, policyId, title, kind, groupId, date, slots, people, venue };
}

/** The activity on the cheapest day that is free beside all that stands; null where none is. */
function placeBeside(facts: PlanningFacts, standing: readonly Kept[], wanted: Staffed): Kept | null {
  const { problem } = buildProblem({ ...facts, kept: standing, wanted: [wanted] });
  const compiled = compile(problem);
  const board = new Board(compiled);
  fillIn(board);
  const option = board.placed.at(-1) ?? -1;
  if (option < 0) return null;
  const place = problem.activities.at(-1)?.options[compiled.optionOrigin[option] as number];
  const date = facts.days[place?.day ?? -1]?.date;
  if (!place || date === undefined) return null;
  const { policyId, title, kind, groupId, people, venue } = wanted;
  return { activityId: 0, policyId, title, kind, groupId, date, slots: place.slots, people, venue };
}
