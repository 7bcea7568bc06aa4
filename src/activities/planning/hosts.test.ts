import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignHosts, type Hosted } from './hosts.ts';
import type { Block, Participant, Wanted } from './wanted.ts';

const participant = (id: number, from = '2020-01-01'): Participant => ({
  id,
  name: `${id}号园`,
  principal: null,
  isLead: id === 1,
  stays: [{ from, to: null }],
});

function want(month: number, hosts: readonly Participant[], changes: Partial<Wanted> = {}): Wanted {
  const from = `2026-${String(month).padStart(2, '0')}-01`;
  const window = { from, to: `${from.slice(0, 8)}28` };
  return {
    policyId: 'p',
    ruleId: 'r',
    kind: 'research',
    title: '教研',
    line: null,
    subject: { type: 'group', id: 1, name: '联盟' },
    groupId: 1,
    groupName: '联盟',
    officeId: null,
    due: window,
    window,
    periodName: from.slice(0, 7),
    turn: 0,
    priority: 2,
    participants: hosts,
    hosts,
    standing: null,
    ...changes,
  };
}

const hosted = (...ids: number[]): Hosted[] =>
  ids.map((hostId, index) => ({ groupId: 1, hostId, kind: 'p research', date: `2025-0${index + 1}-15` }));

const idsOf = (wanted: readonly Wanted[], history: readonly Hosted[] = [], blocks: readonly Block[] = []) =>
  assignHosts(wanted, history, blocks).map((host) => host?.id ?? null);

const [one, two, three] = [participant(1), participant(2), participant(3)] as const;
const months = (count: number, hosts: readonly Participant[]) =>
  Array.from({ length: count }, (_, index) => want(index + 1, hosts));

describe('hosts', () => {
  it('take turns in the order of the list', () => {
    expect(idsOf(months(5, [one, two, three]))).toEqual([1, 2, 3, 1, 2]);
  });

  it('who hosted less in past years come first', () => {
    expect(idsOf(months(3, [one, two, three]), hosted(1, 1, 2))).toEqual([3, 2, 3]);
  });

  it('who joined later need not catch up', () => {
    const newcomer = participant(3, '2025-09-01');
    expect(idsOf(months(3, [one, two, newcomer]), hosted(1, 2, 1, 2, 1, 2))).toEqual([3, 1, 2]);
  });

  it('who are away for the whole month are left out, but not where nobody else is there', () => {
    const away: Block = {
      from: '2026-01-01',
      to: '2026-01-31',
      groupId: null,
      kindergartenId: 1,
      person: null,
      reason: '装修',
    };
    expect(idsOf(months(2, [one, two]), [], [away])).toEqual([2, 1]);
    expect(idsOf(months(1, [one]), [], [away])).toEqual([1]);
  });

  it('of an earlier plan stay, and count', () => {
    const standing = { activityId: 9, date: '2026-03-04', starts: null, ends: null, hostId: 2 };
    const wanted = [...months(2, [one, two, three]), want(3, [one, two, three], { standing })];
    expect(idsOf(wanted)).toEqual([1, 3, 2]);
  });

  it('of the office there are none', () => {
    expect(idsOf([want(1, [], { groupId: null })])).toEqual([null]);
  });

  it('differ by one at most, whatever the past was, once they are level', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 40 }), (size, count) => {
        const members = Array.from({ length: size }, (_, index) => participant(index + 1));
        const wanted = Array.from({ length: count }, (_, index) => want((index % 12) + 1, members));
        const turns = members.map(({ id }) => idsOf(wanted).filter((host) => host === id).length);
        expect(Math.max(...turns) - Math.min(...turns)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 40 },
    );
  });

  it('take turns in each kind, and in all', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 6 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 3 }),
        (size, count, kinds) => {
          const members = Array.from({ length: size }, (_, index) => participant(index + 1));
          const wanted = Array.from({ length: count }, (_, index) => index + 1).flatMap((month) =>
            ['research', 'training', 'showcase']
              .slice(0, kinds)
              .map((kind) => want(month, members, { kind })),
          );
          const hosts = idsOf(wanted);
          const spread = (kind: string | null) => {
            const turns = members.map(
              ({ id }) =>
                hosts.filter((host, at) => host === id && (kind === null || wanted[at]?.kind === kind))
                  .length,
            );
            return Math.max(...turns) - Math.min(...turns);
          };
          for (const kind of ['research', 'training', 'showcase'])
            expect(spread(kind)).toBeLessThanOrEqual(1);
          expect(spread(null)).toBeLessThanOrEqual(2);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('who never hosted a kind come first in it, however often they hosted others', () => {
    const past: Hosted[] = [
      { groupId: 1, hostId: 1, kind: 'p research', date: '2025-03-01' },
      { groupId: 1, hostId: 1, kind: 'p research', date: '2025-04-01' },
      { groupId: 1, hostId: 2, kind: 'p training', date: '2025-05-01' },
    ];
    expect(idsOf([want(1, [one, two], { kind: 'training' })], past)).toEqual([1]);
  });
});
