import { describe, expect, it } from 'vitest';
import { sampleKindergarten } from '../../forming/testing/sample-kindergarten.ts';
import { type Plan, type PlanProblem, planProblem, planResult } from '../../plan.ts';
import { applyWishes } from './apply-wishes.ts';
import type { EditedRow } from './read-plan-workbook.ts';

const kindergartens = new Map([1, 2, 11, 12, 13].map((id) => [id, sampleKindergarten(id)]));

function plan(problem: Partial<PlanProblem>): Plan {
  const member = (id: number) => ({
    ...{ id, name: `云溪市第${id}幼儿园`, millimetres: 1 },
    basis: 'coordinates' as const,
  });
  return {
    ...{ id: 1, policyId: 'zaozhuang-2021', tier: 'county', ledgerStamp: 1, state: 'draft' },
    problem: planProblem({ on: '2022-09-01', ...problem }),
    result: planResult({
      ...{ total: 0, bound: 0, proven: true },
      groups: [
        { leadId: 1, lead: '云溪市第1幼儿园', members: [member(11), member(12)] },
        { leadId: 2, lead: '云溪市第2幼儿园', members: [member(13)] },
      ],
    }),
  };
}

const row = (id: number, wish: string, isLead = false): EditedRow => ({
  ...{ id, name: `云溪市第${id}幼儿园`, wish, isLead },
  ...{ place: { cell: `M${id}` }, namePlace: { cell: `G${id}` } },
});

const applied = (rows: readonly EditedRow[], problem: Partial<PlanProblem> = {}) =>
  applyWishes(rows, {
    ...{ plan: plan(problem), kindergartens },
    lookUp: (text) => {
      const found = [...kindergartens.values()].find(({ name }) => name === text);
      return found
        ? { kindergarten: found }
        : { code: 'kindergarten-unknown', parameters: { value: text, near: '' } };
    },
  });

describe('the wishes of a sheet', () => {
  it('replace those that the plan was made with, for whoever has a row', () => {
    const problem: Partial<PlanProblem> = {
      pins: [
        { memberId: 11, leadId: 2 },
        { memberId: 99, leadId: 1 },
      ],
      forbidden: [
        [12, 2],
        [1, 2],
      ],
      excluded: [13],
    };
    const { problem: next } = applied([row(11, ''), row(12, '云溪市第2幼儿园'), row(13, '')], problem);
    expect(next.pins).toEqual([
      { memberId: 99, leadId: 1 },
      { memberId: 12, leadId: 2 },
    ]);
    // Two leads have no row to say it in: their pair is kept.
    expect(next.forbidden).toEqual([[1, 2]]);
    expect(next.excluded).toEqual([]);
  });

  it('dismiss a lead where leads are given, and only there', () => {
    expect(applied([row(2, '不担任', true)]).problem.leads).toEqual([1]);
    expect(applied([row(2, '', true)]).problem.leads).toBeNull();
    for (const task of ['partition', 'regroup'] as const) {
      const { problem, findings } = applied([row(2, '不担任', true)], { task });
      expect(problem.leads).toBeNull();
      expect(findings.map(({ code, cell }) => [code, cell])).toEqual([['wish-broken', 'M2']]);
    }
  });

  it('name the cell of everything that cannot be understood', () => {
    const { findings } = applied([row(11, '不好说'), row(12, '云溪市第9幼儿园'), row(2, '换人', true)]);
    expect(findings.map(({ code, cell }) => [code, cell])).toEqual([
      ['wish-unclear', 'M11'],
      ['kindergarten-unknown', 'M12'],
      ['wish-unclear', 'M2'],
    ]);
  });
});
