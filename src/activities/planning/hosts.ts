import type { IsoDate } from '../../common/dates.ts';
import type { Block, Participant, Wanted } from './wanted.ts';

/** An activity that was hosted, or already has its host. */
export interface Hosted {
  readonly groupId: number;
  readonly hostId: number;
  /** Policy and kind of activity, as `kindKey` makes them. */
  readonly kind: string;
  readonly date: IsoDate;
}

export const kindKey = ({ policyId, kind }: { readonly policyId: string; readonly kind: string }) =>
  `${policyId} ${kind}`;

interface Turns {
  /** How often each kindergarten hosted, with what newcomers are credited: in all, and of each kind. */
  readonly count: Map<number, number>;
  readonly ofKind: Map<string, Map<number, number>>;
  /** Who hosted last of each kind. */
  readonly lastOfKind: Map<string, number>;
  /** When each hosted last, as a place in the order of all. */
  readonly last: Map<number, number>;
  next: number;
}

/**
 * Who hosts (轮值): whoever hosted this kind of activity least often in the group so far, past years included; of
 * several whoever did not host the last one of any kind, then whoever hosted least often at all, then whose last time
 * is longest ago, then the first in the group's list. One kind not twice in a row where another could. A kindergarten that
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
  const note = (each: Wanted, hostId: number) => {
    const own = each.groupId === null ? undefined : turns.get(each.groupId);
    if (!own) return;
    const kind = countsOf(own.ofKind, kindKey(each));
    kind.set(hostId, (kind.get(hostId) ?? 0) + 1);
    own.lastOfKind.set(kindKey(each), hostId);
    own.count.set(hostId, (own.count.get(hostId) ?? 0) + 1);
    own.last.set(hostId, own.next);
    own.next += 1;
  };
  // Whoever has no choice is counted before anybody chooses.
  for (const [index, each] of wanted.entries()) {
    const [only, ...others] = able[index] ?? [];
    if (hosts[index] === null && only && others.length === 0) hosts[index] = only;
    const host = hosts[index];
    if (host) note(each, host.id);
  }
  const open = [...wanted.keys()].filter((index) => !hosts[index] && (able[index]?.length ?? 0) > 0);
  open.sort((one, other) => compareDue(wanted[one], wanted[other]) || one - other);
  for (const index of open) {
    const each = wanted[index] as Wanted;
    const candidates = able[index] as readonly Participant[];
    const own = each.groupId === null ? undefined : turns.get(each.groupId);
    const host = own ? nextInTurn(candidates, own, kindKey(each)) : (candidates[0] as Participant);
    hosts[index] = host;
    note(each, host.id);
  }
  return hosts;
}

function compareDue(one: Wanted | undefined, other: Wanted | undefined): number {
  if (!one || !other) return 0;
  if (one.window.to !== other.window.to) return one.window.to < other.window.to ? -1 : 1;
  if (one.window.from !== other.window.from) return one.window.from < other.window.from ? -1 : 1;
  return one.turn - other.turn;
}

function nextInTurn(candidates: readonly Participant[], turns: Turns, kind: string): Participant {
  const { count, last, lastOfKind, next } = turns;
  const ofKind = countsOf(turns.ofKind, kind);
  const others = candidates.filter(({ id }) => lastOfKind.get(kind) !== id);
  const rank = ({ id }: Participant) => [
    ofKind.get(id) ?? 0,
    last.get(id) === next - 1 ? 1 : 0,
    count.get(id) ?? 0,
    last.get(id) ?? -1,
  ];
  const before = (one: Participant, other: Participant) => {
    const ranks = rank(other);
    const apart = rank(one).map((value, index) => value - (ranks[index] ?? 0));
    return (apart.find((each) => each !== 0) ?? 0) < 0;
  };
  const [first, ...rest] = others.length > 0 ? others : candidates;
  return rest.reduce((best, each) => (before(each, best) ? each : best), first as Participant);
}

/** The counts under a key, made where there are none yet. */
function countsOf(counts: Map<string, Map<number, number>>, key: string): Map<number, number> {
  let own = counts.get(key);
  if (!own) {
    own = new Map();
    counts.set(key, own);
  }
  return own;
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
  const kinds = [...new Set(hosted.map(({ kind }) => kind))];
  const last = new Map(hosted.map(({ hostId }, index) => [hostId, index]));
  return {
    count: hostedBy(members, hosted),
    ofKind: new Map(
      kinds.map((kind) => [
        kind,
        hostedBy(
          members,
          hosted.filter((each) => each.kind === kind),
        ),
      ]),
    ),
    lastOfKind: new Map(hosted.map(({ kind, hostId }) => [kind, hostId])),
    last,
    next: hosted.length,
  };
}

/** How often each hosted, with what others had hosted on the average by the time a newcomer joined. */
function hostedBy(members: ReadonlyMap<number, Participant>, hosted: readonly Hosted[]): Map<number, number> {
  const count = new Map<number, number>();
  for (const [id, participant] of members) {
    const before = hosted.filter(({ date }) => date < joined(participant));
    const hosts = new Set(before.map(({ hostId }) => hostId)).size;
    count.set(id, hosts === 0 ? 0 : Math.floor(before.length / hosts));
  }
  for (const { hostId, date } of hosted) {
    const participant = members.get(hostId);
    if (participant && date >= joined(participant)) count.set(hostId, (count.get(hostId) ?? 0) + 1);
  }
  return count;
}

/** Whether the kindergarten is blocked for the whole window. */
function isAway(host: Participant, { window }: Wanted, blocks: readonly Block[]): boolean {
  return blocks.some(
    (block) => block.kindergartenId === host.id && block.from <= window.from && block.to >= window.to,
  );
}
