import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { obstacleTo, type Procedure } from './procedure.ts';

const procedure: Procedure = {
  id: 'formation',
  name: '成立集团',
  of: 'group',
  optional: false,
  steps: ['accredit', 'report', 'review', 'approve'].map((id) => ({ id, name: id, by: '教育局' })),
};

describe('the order of steps', () => {
  it.each([
    ['accredit', '2020-09-01', {}, null],
    ['report', '2020-09-01', {}, { kind: 'earlier-missing', steps: ['accredit'] }],
    [
      'approve',
      '2020-09-01',
      { accredit: '2020-08-01' },
      { kind: 'earlier-missing', steps: ['report', 'review'] },
    ],
    [
      'report',
      '2020-08-31',
      { accredit: '2020-09-01' },
      { kind: 'before-earlier', step: 'accredit', on: '2020-09-01' },
    ],
    // The same day is in order.
    ['report', '2020-09-01', { accredit: '2020-09-01' }, null],
    [
      'accredit',
      '2020-09-02',
      { accredit: '2020-08-01', report: '2020-09-01' },
      { kind: 'after-later', step: 'report', on: '2020-09-01' },
    ],
  ] as const)('%s on %s after %j: %j', (step, on, done, expected) => {
    expect(obstacleTo(procedure, step, on, new Map(Object.entries(done)))).toEqual(expected);
  });

  it('never lets steps stand that run backwards, in whatever order they are tried', () => {
    const day = fc.integer({ min: 1, max: 28 }).map((number) => `2020-09-${String(number).padStart(2, '0')}`);
    const attempt = fc.tuple(fc.constantFrom(...procedure.steps.map(({ id }) => id)), day);
    fc.assert(
      fc.property(fc.array(attempt, { maxLength: 30 }), (attempts) => {
        const done = new Map<string, string>();
        for (const [step, on] of attempts) {
          if (obstacleTo(procedure, step, on, done) === null) done.set(step, on);
          const dates = procedure.steps.map(({ id }) => done.get(id));
          const known = dates.filter((date) => date !== undefined);
          expect(known).toEqual([...known].sort());
          expect(dates.slice(0, known.length)).toEqual(known);
        }
      }),
      { numRuns: 200 },
    );
  });
});
