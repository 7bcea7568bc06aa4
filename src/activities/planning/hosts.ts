import type { IsoDate } from '../../common/dates.ts';
import type { Block, Participant, Wanted } from './wanted.ts';

/** An activity that was hosted, or already has its host. */
export interface Hosted {
  readonly groupId: number;
  readonly hostId: number;
  readonly date: IsoDate;
}

interface Turns {
  /** How often each kindergarten hosted, with what newcomers are credited. */
  readonly count: Map<number, number>;
  readonly last: Map<number, IsoDate>;
}

/**
 * Who hosts (轮值): whoever hosted least often in the group so far, past years included; of several whose last time is
 * longest ago; of several the first in the group's list. Not twice in a row where another could. A kindergarten that
 * joined later is credited with what the others had hosted on the average by then, so that it does not have to catch up.
 * The host of an earlier plan stays where it may host.
 * @returns for each wanted activity its host, null where nobody hosts it
 */
export function assignHosts(
  wanted: readonly Wanted[],
  history: readonly Hosted[],
  blocks: readonly Block[],
): (Participant | null)[] {
  const hosts: (Participant | null)[] = wanted.map(() => null);
  const turnsOf = new Map<number, Turns>();
  const order = [...wanted.keys()].sort(
    (one, other) => compareDue(wanted[one], wanted[other]) || one - other,
  );
  for (const index of order) {
    const each = wanted[index] as Wanted;
    const able = each.hosts.filter((host) => !isAway(host, each, blocks));
    const candidates = able.length > 0 ? able : each.hosts;
    const groupId = each.groupId;
    if (candidates.length === 0 || groupId === null) {
      hosts[index] = candidates[0] ?? null;
      continue;
    }
    let turns = turnsOf.get(groupId);
    if (!turns) {
      turns = turnsSoFar(groupId, history, each.participants);
      turnsOf.set(groupId, turns);
    }
    const given = each.standing?.hostId;
    const host = candidates.find(({ id }) => id === given) ?? nextInTurn(candidates, turns);
    hosts[index] = host;
    turns.count.set(host.id, (turns.count.get(host.id) ?? 0) + 1);
    turns.last.set(host.id, each.window.to);
  }
  return hosts;
}

function compareDue(one: Wanted | undefined, other: Wanted | undefined): number {
  if (!one || !other) return 0;
  if (one.window.to !== other.window.to) return one.window.to < other.window.to ? -1 : 1;
  if (one.window.from !== other.window.from) return one.window.from < other.window.from ? -1 : 1;
  return one.turn - other.turn;
}

function nextInTurn(candidates: readonly Participant[], { count, last }: Turns): Participant {
  const latest = candidates.reduce((day, { id }) => {
    const own = last.get(id) ?? '';
    return own > day ? own : day;
  }, '');
  const rested = candidates.filter(({ id }) => latest === '' || last.get(id) !== latest);
  const [first, ...others] = rested.length > 0 ? rested : candidates;
  return others.reduce((best, each) => {
    const often = (count.get(each.id) ?? 0) - (count.get(best.id) ?? 0);
    if (often !== 0) return often < 0 ? each : best;
    return (last.get(each.id) ?? '') < (last.get(best.id) ?? '') ? each : best;
  }, first as Participant);
}

function turnsSoFar(
  groupId: number,
  history: readonly Hosted[],
  participants: readonly Participant[],
): Turns {
  const own = history
    .filter((each) => each.groupId === groupId)
    .sort((one, other) => (one.date < other.date ? -1 : one.date > other.date ? 1 : 0));
  const count = new Map<number, number>();
  const last = new Map<number, IsoDate>();
  for (const { id, stays } of participants) {
    const joined = stays.map(({ from }) => from).sort()[0] ?? '';
    const before = own.filter((each) => each.date < joined);
    const hosts = new Set(before.map((each) => each.hostId)).size;
    count.set(id, hosts === 0 ? 0 : Math.floor(before.length / hosts));
  }
  for (const { hostId, date } of own) {
    const participant = participants.find(({ id }) => id === hostId);
    const joined = participant?.stays.map(({ from }) => from).sort()[0] ?? '';
    if (date >= joined) count.set(hostId, (count.get(hostId) ?? 0) + 1);
    last.set(hostId, date);
  }
  return { count, last };
}

/** Whether the kindergarten is blocked for the whole window. */
function isAway(host: Participant, { window }: Wanted, blocks: readonly Block[]): boolean {
  return blocks.some(
    (block) => block.kindergartenId === host.id && block.from <= window.from && block.to >= window.to,
  );
}
