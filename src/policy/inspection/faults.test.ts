import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../common/dates.ts';
import { stepFaults } from './faults.ts';
import {
  type RectificationStep,
  type RectificationStepKind,
  rectificationRate,
  stateOn,
} from './rectification.ts';

const plain = { dueOn: null, passed: null, result: null, document: null };
const take = (
  step: RectificationStepKind,
  doneOn: string,
  more: Partial<RectificationStep> = {},
): RectificationStep => ({
  ...plain,
  step,
  doneOn,
  ...(step === 'recheck' ? { passed: true } : {}),
  ...(step === 'notice' ? { dueOn: '2099-12-31' } : {}),
  ...more,
});

describe('the order of steps', () => {
  it('has no fault exactly where all stands in its place', () => {
    const path: RectificationStepKind[] = ['feedback', 'report', 'notice', 'recheck', 'close'];
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -2, max: 10 }), { minLength: 5, maxLength: 5 }),
        fc.subarray(path),
        fc.constantFrom('ordinary' as const, 'serious' as const),
        (days, kinds, severity) => {
          const visitedOn = '2026-03-01';
          const steps = kinds.map((step) => take(step, addDays(visitedOn, days[path.indexOf(step)] ?? 0)));
          const dayOf = (step: RectificationStepKind) =>
            kinds.includes(step) ? (days[path.indexOf(step)] ?? 0) : undefined;
          // The rule said again, plainly: what each step needs must be there, no later than it.
          const needs: Record<RectificationStepKind, RectificationStepKind[]> = {
            feedback: [],
            report: ['feedback'],
            notice: severity === 'serious' ? ['feedback', 'report'] : ['feedback'],
            recheck: ['notice'],
            close: ['recheck'],
          };
          const isSound = kinds.every((step) => {
            const own = dayOf(step) ?? 0;
            return own >= 0 && needs[step].every((other) => (dayOf(other) ?? 99) <= own);
          });
          expect(stepFaults({ severity, visitedOn, steps }).length === 0).toBe(isSound);
        },
      ),
      { numRuns: 400, seed: 7 },
    );
  });

  it.each([
    ['2026-05-05', false, 'mended'],
    ['2026-05-06', false, 'closed'],
  ])('tells the state on %s', (on, isOverdue, state) => {
    const steps = [
      take('feedback', '2026-04-03'),
      take('notice', '2026-04-05', { dueOn: '2026-05-05' }),
      take('recheck', '2026-05-05'),
      take('close', '2026-05-06'),
    ];
    expect(stateOn({ severity: 'ordinary', visitedOn: '2026-04-01', steps }, on)).toMatchObject({
      isOverdue,
      state,
    });
  });

  it('counts what was due in a year, in time on the very day', () => {
    const finding = (due: string, mended?: string) => ({
      severity: 'ordinary' as const,
      visitedOn: '2026-01-01',
      steps: [
        take('feedback', '2026-01-02'),
        take('notice', '2026-01-03', { dueOn: due }),
        ...(mended ? [take('recheck', mended)] : []),
      ],
    });
    const span = { from: '2026-01-01', to: '2026-12-31' };
    const findings = [
      finding('2026-05-01', '2026-05-01'),
      finding('2026-05-01', '2026-05-02'),
      finding('2026-12-31'),
      finding('2027-01-01'),
    ];
    expect(rectificationRate(findings, span, '2026-12-31')).toMatchObject({ due: 2, mended: 2, onTime: 1 });
    expect(rectificationRate(findings, span, '2027-01-01')).toMatchObject({
      due: 3,
      mended: 2,
      overdue: 1,
      rate: 66.7,
    });
  });
});
