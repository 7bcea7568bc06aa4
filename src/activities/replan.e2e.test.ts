import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openCalendar } from '../calendar/open-calendar.ts';
import { shapes } from '../cli/shapes.ts';
import { Ledger } from '../store/ledger.ts';
import { listActivities } from './activities.store.ts';
import { checkPlan } from './planning/check-plan.ts';
import type { PlanRecord } from './planning/plan-record.ts';
import { type RecordsBench, recordsBench } from './testing/records-bench.ts';

const term = ['--year', '2026-2027'] as const;

async function plan(bench: RecordsBench, ...options: string[]) {
  const { exit, out, err } = await bench.play('activity', 'plan', ...term, '--json', ...options);
  expect([0, 1], err).toContain(exit);
  return { err, record: shapes['activity-plan'].parse(JSON.parse(out)) as PlanRecord };
}

/** What may happen to a plan before it is made again; numbers choose among what there is. */
const happening = fc.record({
  what: fc.constantFrom('cancel', 'fix', 'release', 'close', 'block', 'record', 'times', 'term'),
  which: fc.nat(200),
  day: fc.nat(60),
});

async function happen(
  bench: RecordsBench,
  { what, which, day }: { what: string; which: number; day: number },
) {
  const open = bench.look((ledger) => listActivities(ledger, { states: ['planned'] }));
  const one = open[which % Math.max(1, open.length)];
  if (!one?.plannedOn) return;
  const id = String(one.id);
  const date = new Date(Date.parse('2026-11-23') + day * 3 * 86_400_000).toISOString().slice(0, 10);
  const act = {
    cancel: ['activity', 'cancel', id, '--reason', '停电'],
    fix: ['activity', 'fix', id, '--date', date],
    release: ['activity', 'fix', id, '--date', date, '--release'],
    times: ['activity', 'fix', id, '--from', '13:00', '--to', '15:00', '--release'],
    close: ['calendar', 'mark', one.plannedOn, '--as', '停课', '--name', '大雪'],
    block: [
      'activity',
      'block',
      '--from',
      date,
      '--group',
      bench.groups.east === one.groupId ? '1' : '2',
      '--reason',
      '检查',
    ],
    // Two plans of one kind may be held on the same day.
    record: ['activity', 'record', '--plan', id, '--date', '2026-11-19', '--again'],
    term: ['activity', 'plan', ...term, '--term', '1'],
  }[what] as string[];
  const played = await bench.play(...act, '--yes');
  expect(played.exit, played.err).toBeLessThan(2);
}

it('planned again after whatever happened there is no collision, and nothing more to do', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 1, maxLength: 5 }), async (happenings) => {
      const bench = await recordsBench();
      await plan(bench, '--yes');
      for (const each of happenings) await happen(bench, each);
      const before = bench.look((ledger) => new Map(listActivities(ledger).map((each) => [each.id, each])));
      const { record } = await plan(bench, '--yes');
      const again = await plan(bench, '--yes');
      expect(again.err).toContain('没有改动');
      // Nothing is new the second time.
      expect(again.record.activities).toEqual(record.activities.map((each) => ({ ...each, added: false })));
      const after = bench.look((ledger) => new Map(listActivities(ledger).map((each) => [each.id, each])));
      for (const [id, old] of before) {
        expect(after.get(id)?.uid).toBe(old.uid);
        if (old.fixed || old.state !== 'planned') expect(after.get(id)).toEqual(old);
      }
      const free = record.activities.filter(({ fixed }) => !fixed);
      const ledger = Ledger.open(join(bench.folder, 'youlian.db'));
      const calendar = await openCalendar(ledger, []).finally(() => ledger.close());
      const faults = checkPlan(
        free.map((each) => ({ ...each, window: null })),
        {
          isSchoolDay: (date) => calendar.isSchoolDay(date),
          oncePerDay: true,
          sameKind: 7,
          any: 2,
          perDay: null,
        },
      );
      expect(faults).toEqual([]);
    }),
    { numRuns: 3 },
  );
});
