import type { IsoDate } from '../common/dates.ts';
import type { FindingCode } from '../findings/catalogue.ts';
import type { Parameters } from '../findings/finding.ts';
import type { Group } from '../groups/group.ts';
import type { ActivityKindergarten } from './activity.ts';
import { type ActivityWorld, membersOf } from './activity-world.ts';
import { parseParticipants } from './participants.ts';

export interface ProblemAt {
  readonly code: FindingCode;
  readonly parameters: Parameters;
  /** The record cannot be taken. */
  readonly isError: boolean;
}

/** Who took part, by kindergarten; undefined where nothing was said or it cannot be taken. */
export function understandParticipants(
  text: string | undefined,
  group: Group | null,
  world: ActivityWorld,
  on: IsoDate,
): { readonly kindergartens?: readonly ActivityKindergarten[]; readonly problems: readonly ProblemAt[] } {
  if (text === undefined) return { problems: [] };
  const said = parseParticipants(text);
  const problems: ProblemAt[] = said.problems.map(({ text: value, kind }) => ({
    code: kind === 'negative' ? 'participants-negative' : 'participants-unclear',
    parameters: { value },
    isError: true,
  }));
  const counts = new Map<number, number | null>();
  if (said.everyone && !group) {
    problems.push({ code: 'participants-unclear', parameters: { value: text }, isError: true });
  }
  const members = group ? membersOf(group) : [];
  if (said.everyone) {
    for (const { kindergartenId } of members) counts.set(kindergartenId, said.everyone.people);
  }
  const named = new Set<number>();
  const guests: string[] = [];
  for (const { name, people } of said.named) {
    const found = world.kindergarten(name, group, on);
    if (!('memberId' in found) && !found.kindergarten) {
      problems.push({ code: found.code, parameters: found.parameters, isError: true });
      continue;
    }
    const id = 'memberId' in found ? found.memberId : found.kindergarten.id;
    if (named.has(id)) {
      problems.push({ code: 'participant-twice', parameters: { value: name }, isError: true });
      continue;
    }
    named.add(id);
    if (group && !('memberId' in found)) guests.push(found.kindergarten.name);
    counts.set(id, people ?? counts.get(id) ?? null);
  }
  if (guests.length > 0) {
    const value = guests.join('、');
    const parameters = { value, group: group?.name ?? '', date: on };
    problems.push({ code: 'participant-not-member', parameters, isError: false });
  }
  const all = [...counts.values()];
  const sum = all.reduce<number>((total, people) => total + (people ?? 0), 0);
  if (said.total !== null && said.total !== sum && all.every((people) => people !== null)) {
    problems.push({ code: 'participants-sum', parameters: { total: said.total, sum }, isError: false });
  }
  if (said.everyone && said.everyone.people === null && said.total !== null && all.includes(null)) {
    problems.push({ code: 'participants-total-only', parameters: { total: said.total }, isError: false });
  }
  if (problems.some(({ isError }) => isError)) return { problems };
  return {
    kindergartens: [...counts].map(([kindergartenId, people]) => ({ kindergartenId, people })),
    problems,
  };
}
