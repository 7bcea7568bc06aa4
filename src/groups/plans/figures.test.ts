import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planProblem, planResult } from '../plan.ts';
import { movesBetween, standingText } from './compare-groupings.ts';
import { figuresOfGrouping } from './figures.ts';
import { type Grouping, groupingOfPlan } from './grouping.ts';
import { distanceText } from './words.ts';

type Members = Readonly<Record<number, number>>;

/** A grouping from lead ids to members with their millimetres. */
function grouping(groups: Readonly<Record<number, Members>>, unassigned: readonly number[] = []): Grouping {
  const name = (id: number | string) => `${id}园`;
  return groupingOfPlan({
    ...{ id: 1, policyId: 'zaozhuang-2021', tier: 'county', ledgerStamp: 1, state: 'draft' },
    problem: planProblem({ on: '2022-09-01' }),
    result: planResult({
      ...{ total: 0, bound: 0, proven: true },
      groups: Object.entries(groups).map(([lead, members]) => ({
        leadId: Number(lead),
        lead: name(lead),
        members: Object.entries(members).map(([id, millimetres]) => ({
          ...{ id: Number(id), name: name(id), millimetres },
          basis: millimetres === 0 ? ('administrative' as const) : ('coordinates' as const),
        })),
      })),
      unassigned: unassigned.map((id) => ({ id, name: name(id), reason: '都已满' })),
    }),
  });
}

const sectors = (id: number) => (id < 10 ? 'public' : id < 100 ? 'private' : null);

describe('figures', () => {
  it('say how far, how many, how mixed', () => {
    const figures = figuresOfGrouping(
      grouping({ 1: { 11: 1000, 12: 5000 }, 2: { 3: 2001, 4: 0 } }, [99]),
      sectors,
    );
    expect(figures).toMatchObject({
      ...{ groups: 2, members: 4, unassigned: 1, mixed: 1 },
      size: { least: 2, most: 2, mean: 2 },
      sizes: [{ members: 2, groups: 2 }],
      distance: {
        ...{ measured: 4, total: 8001, mean: 2000, median: 1501, longest: 5000 },
        farthest: { member: { id: 12 }, lead: { id: 1 } },
      },
      bases: { coordinates: 3, matrix: 0, administrative: 1 },
      sectors: { public: 4, private: 2, joint: 0, unknown: 0 },
    });
    expect(figures.perGroup.map(({ distance }) => distance.total)).toEqual([6000, 2001]);
  });

  it('of nothing are none', () => {
    expect(figuresOfGrouping(grouping({}), sectors)).toMatchObject({
      size: null,
      distance: { total: 0, mean: null, median: null, longest: null, farthest: null },
    });
  });

  it('add up: groups to the whole, median between least and longest', () => {
    const groups = fc.dictionary(
      fc.integer({ min: 1, max: 9 }).map(String),
      fc.dictionary(fc.integer({ min: 10, max: 200 }).map(String), fc.integer({ min: 0, max: 90_000 })),
      { maxKeys: 6 },
    );
    fc.assert(
      fc.property(groups, (given) => {
        const { perGroup, distance, sizes, members } = figuresOfGrouping(grouping(given), sectors);
        expect(perGroup.reduce((sum, each) => sum + each.distance.total, 0)).toBe(distance.total);
        expect(sizes.reduce((sum, each) => sum + each.members * each.groups, 0)).toBe(members);
        if (distance.median === null || distance.longest === null) return;
        expect(distance.median).toBeLessThanOrEqual(distance.longest);
      }),
      { numRuns: 100 },
    );
  });
});

describe('moves', () => {
  const before = grouping({ 1: { 11: 1000, 12: 5000 }, 2: { 21: 2000 } }, [31]);

  it('are none between a grouping and itself', () => {
    expect(movesBetween(before, before)).toEqual([]);
  });

  it('name who changes its lead, comes, leaves, begins and stops to lead', () => {
    const after = grouping({ 1: { 11: 1000, 31: 700 }, 21: { 12: 4000 } });
    const said = movesBetween(before, after).map(({ name, from, to }) =>
      [name, ...[from, to].map((each) => standingText(each, { lead: '主导园' }))].join(' '),
    );
    expect(said).toEqual([
      '31园 没有编入 1园',
      '21园 2园 担任主导园',
      '12园 1园 21园',
      '2园 担任主导园 没有编入',
    ]);
  });

  it('are no matter of distances alone', () => {
    expect(movesBetween(before, grouping({ 1: { 11: 1, 12: 2 }, 2: { 21: 3 } }, [31]))).toEqual([]);
  });
});

describe('a distance in words', () => {
  it.each([
    [0, '0 米'],
    [849_600, '850 米'],
    [999_499, '999 米'],
    [999_500, '1.00 公里'],
    [12_345_678, '12.35 公里'],
    [-1_200_000, '-1.20 公里'],
  ])('%d mm is %s', (millimetres, text) => {
    expect(distanceText(millimetres)).toBe(text);
  });
});
