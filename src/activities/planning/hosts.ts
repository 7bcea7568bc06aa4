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
  /** When each hosted last, as a place in the order of all. */
  readonly last: Map<number, number>;
  next: number;
}

/**
 * Who hosts (轮值): whoever hosted least often in the group so far, past years included; of several whose last time is
 * longest ago; of several the first in the group's list. Not twice in a row where another could. A kindergarten that
 * joined later is credited with what the others had hosted on the average by then, so that it does not have to catch
 * up. The host of an earlier plan stays where it may host.
 * @returns for each wanted activity its host, null where nobody hosts it
 */
export function assignHosts(
  wanted: readonly Wanted[],
  history: readonly Hosted[],
  blocks: readonly Block[],
): (Participant | null)[] {
  const able = wanted.map((each) => {
    const present = each.hosts.filter((host) => !isAway(host, each, blocks));
    return present.length > 0 ? present : each.hosts;
  });
  const turns = turnsSoFar(wanted, history);
  const hosts = wanted.map(
    (each, index) => able[index]?.find(({ id }) => id === each.standing?.hostId) ?? null,
  );
  const note = (groupId: number | null, hostId: number) => {
    const own = groupId === null ? undefined : turns.get(groupId);
    if (!own) return;
    own.count.set(hostId, (own.count.get(hostId) ?? 0) + 1);
    own.last.set(hostId, own.next);
    own.next += 1;
  };
  // Whoever has no choice is counted before anybody chooses.
  for (const [index, each] of wanted.entries()) {
    const [only, ...others] = able[index] ?? [];
    if (hosts[index] === null && only && others.length === 0) hosts[index] = only;
    const host = hosts[index];
    if (host) note(each.groupId, host.id);
  }
  const open = [...wanted.keys()].filter((index) => !hosts[index] && (able[index]?.length ?? 0) > 0);
  open.sort((one, other) => compareDue(wanted[one], wanted[other]) || one - other);
  for (const index of open) {
    const { groupId } = wanted[index] as Wanted;
    const candidates = able[index] as readonly Participant[];
    const own = groupId === null ? undefined : turns.get(groupId);
    const host = own ? nextInTurn(candidates, own) : (candidates[0] as Participant);
    hosts[index] = host;
    note(groupId, host.id);
  }
  return hosts;
}

function compareDue(one: Wanted | undefined, other: Wanted | undefined): number {
  if (!one || !other) return 0;
  if (one.window.to !== other.window.to) return one.window.to < other.window.to ? -1 : 1;
  if (one.window.from !== other.window.from) return one.window.from < other.window.from ? -1 : 1;
  return one.turn - other.turn;
}

function nextInTurn(candidates: readonly Participant[], { count, last, next }: Turns): Participant {
  const rested = candidates.filter(({ id }) => last.get(id) !== next - 1);
  const [first, ...others] = rested.length > 0 ? rested : candidates;
  return others.reduce((best, each) => {
    const often = (count.get(each.id) ?? 0) - (count.get(best.id) ?? 0);
    if (often !== 0) return often < 0 ? each : best;
    return (last.get(each.id) ?? -1) < (last.get(best.id) ?? -1) ? each : best;
  }, first as Participant);
}

/** The first day of a kindergarten in the group. */
function joined({ stays }: Participant): IsoDate {
  return stays.map(({ from }) => from).sort()[0] ?? '';
}

/** What each group's kindergartens have hosted so far. */
function turnsSoFar(wanted: readonly Wanted[], history: readonly Hosted[]): Map<number, Turns> {
  const members = new Map<number, Map<number, Participant>>();
  for (const { groupId, participants } of wanted) {
    if (groupId === null) continue;
    const own = members.get(groupId) ?? new Map<number, Participant>();
    for (const each of participants) own.set(each.id, each);
    members.set(groupId, own);
  }
  const hosted = new Map<number, Hosted[]>();
  const inOrder = [...history].sort((one, other) =>
    one.date < other.date ? -1 : one.date > other.date ? 1 : 0,
  );
  for (const each of inOrder) {
    const own = hosted.get(each.groupId);
    if (own) own.push(each);
    else hosted.set(each.groupId, [each]);
  }
  return new Map([...members].map(([groupId, own]) => [groupId, turnsOf(own, hosted.get(groupId) ?? [])]));
}

function turnsOf(members: ReadonlyMap<number, Participant>, hosted: readonly Hosted[]): Turns {
  const count = new Map<number, number>();
  const last = new Map<number, number>();
  for (const [id, participant] of members) {
    const before = hosted.filter(({ date }) => date < joined(participant));
    const hosts = new Set(before.map(({ hostId }) => hostId)).size;
    count.set(id, hosts === 0 ? 0 : Math.floor(before.length / hosts));
  }
  for (const [index, { hostId, date }] of hosted.entries()) {
    const participant = members.get(hostId);
    if (participant && date >= joined(participant)) count.set(hostId, (count.get(hostId) ?? 0) + 1);
    last.set(hostId, index);
  }
  return { count, last, next: hosted.length };
}

/** Whether the kindergarten is blocked for the whole window. */
function isAway(host: Participant, { window }: Wanted, blocks: readonly Block[]): boolean {
  return blocks.some(
    (block) => block.kindergartenId === host.id && block.from <= window.from && block.to >= window.to,
  );
}
