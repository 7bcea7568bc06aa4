import { describe, expect, it } from 'vitest';
import { shapes } from '../cli/shapes.ts';
import { inspectionDesk, star } from './testing/inspection-desk.ts';

describe('inspectors', () => {
  it('have kindergartens and shares, and their seats are seen', async () => {
    const desk = await inspectionDesk();
    const person = '钱进（东湖区教育督导室）';
    const assign = (...words: string[]) =>
      desk.type('inspection', 'assign', person, '--group', '1', '--yes', ...words);
    expect((await assign('--role', '专职责任督学', '--share', '60')).exit).toBe(0);
    expect((await assign('--kindergarten', star, '--role', '专职责任督学')).exit).toBe(0);
    const seen = async () =>
      shapes['inspection-inspectors'].parse(await desk.json('inspection', 'inspectors'));
    expect(await seen()).toMatchObject([
      { person: '钱进', role: '专职责任督学', share: 60, kindergartens: [star], groups: 1, totalShare: 60 },
    ]);
    await assign('--end');
    await assign('--kindergarten', star, '--end');
    expect(await seen()).toEqual([]);
  });

  it.each<[string, string[][], [on: string, share: number][]]>([
    ['changed three times on a day', [['60'], ['61'], ['62']], [['2026-11-20', 62]]],
    [
      'put off, put off again, and begun earlier',
      [
        ['60'],
        ['70', '--since', '2026-12-01'],
        ['80', '--since', '2026-12-01'],
        ['90', '--since', '2026-11-30'],
      ],
      [
        ['2026-11-29', 60],
        ['2026-12-01', 90],
      ],
    ],
  ])('hold one at a time: %s', async (_, changes, shares) => {
    const desk = await inspectionDesk();
    for (const [share = '', ...since] of changes) {
      const words = ['钱进（督导室）', '--group', '1', '--share', share, ...since, '--yes'];
      await desk.done('inspection', 'assign', ...words);
    }
    for (const [on, share] of shares) {
      const told = await desk.json('inspection', 'inspectors', '--on', on);
      expect(told).toMatchObject([{ share, assignments: [expect.any(Number)] }]);
    }
    await desk.done('inspection', 'assign', '钱进（督导室）', '--group', '1', '--end', '--yes');
    expect(await desk.json('inspection', 'inspectors', '--on', '2026-12-01')).toEqual([]);
  });

  it('tells inspector-share: more than all of the time', async () => {
    const desk = await inspectionDesk();
    await desk.done('kindergarten', 'add', '--name', '新苑幼儿园', '--allow-similar', '--yes');
    await desk.done(
      ...['group', 'create', '--lead', '新苑幼儿园', '--since', '2026-01-01', '--name', '新苑学区', '--yes'],
    );
    const assign = (group: string, share: string) =>
      desk.type('inspection', 'assign', '钱进（督导室）', '--group', group, '--share', share, '--yes');
    expect((await assign('1', '60')).err).not.toContain('inspector-share');
    expect((await assign('2', '40')).err).not.toContain('inspector-share');
    expect((await assign('2', '41')).err).toContain('inspector-share');
  });
});
