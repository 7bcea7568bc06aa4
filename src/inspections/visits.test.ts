import { describe, expect, it } from 'vitest';
import { inspectionDesk, lead, moon, star } from './testing/inspection-desk.ts';

describe('visits of the lead (走访)', () => {
  it('count once each in the figure of what has no number, and fail nothing', async () => {
    const { done, json } = await inspectionDesk('guangxi-2020');
    const figures = async () =>
      (await json('check')).figures
        .filter(({ rule }: { rule: string }) => rule === 'G13.visits')
        .map(({ value }: { value: number }) => value);
    const visit = (place: string, date: string, kind = '走访') =>
      done('inspection', 'record', '--kind', kind, '--kindergarten', place, '--date', date, '--yes');
    expect(await figures()).toEqual([]);
    const before = (await json('check')).summary;
    await visit(star, '2026-03-10');
    await visit(moon, '2026-03-10');
    expect(await figures()).toEqual([2]);
    // Neither what an inspector did, nor a visit to the lead itself, nor one from before the group stood.
    await visit(star, '2026-03-11', '督导');
    await visit(lead, '2026-03-12');
    await visit(star, '2025-12-31');
    expect(await figures()).toEqual([2]);
    expect((await json('check')).summary).toEqual(before);
    // On record as an activity too: the same visit.
    const words = ['--kind', '入园指导', '--group', '1', '--host', lead, '--participants', `${star}1人`];
    await done('activity', 'record', ...words, '--date', '2026-03-10', '--yes');
    expect(await figures()).toEqual([2]);
  });
});
