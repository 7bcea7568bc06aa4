import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { postingDesk as desk, lan, lead, moon, star, stay } from './testing/posting-desk.ts';

describe('the year under the policy', () => {
  const verdict = async (type: (...argv: string[]) => Promise<{ out: string }>, ...more: string[]) =>
    JSON.parse((await type('check', '--json', ...more)).out).verdicts.find(
      (each: { rule: string }) => each.rule === 'Z13.secondment',
    );

  it.each([
    ['2026-02-27', 0],
    ['2026-02-28', 1],
  ])('is full on the last day: on %s, %i', async (on, full) => {
    const { record, type } = await desk();
    await record(...lan, ...stay('2025-03-01'));
    expect(await verdict(type, '--on', on)).toMatchObject({ outcome: 'pass', facts: { people: 1, full } });
  });

  it('speaks only of those whom the lead posted to a member', async () => {
    const { record, type } = await desk();
    expect(await verdict(type)).toBeUndefined();
    await record(
      ...['--person', `吴越（${star}）`, '--kind', '跟岗', '--destination', lead],
      ...stay('2025-03-01', '2026-02-28'),
    );
    expect(await verdict(type)).toBeUndefined();
    await record(...lan, ...stay('2025-03-01', '2025-03-31'));
    expect(await verdict(type)).toMatchObject({ outcome: 'pass', facts: { people: 1, full: 0 } });
  });

  it('does not count a stay that began before the member joined', async () => {
    const { record, type, done } = await desk();
    await done('group', 'add', '1', '东湖区彩虹幼儿园', '--since', '2025-06-01', '--yes');
    const words = [...lan.slice(0, 6), '--destination', '东湖区彩虹幼儿园'];
    await record(...words, ...stay('2025-05-31', '2025-12-31'));
    expect(await verdict(type)).toBeUndefined();
    await record(...words, ...stay('2025-06-01', '2025-12-31'));
    expect(await verdict(type)).toMatchObject({ outcome: 'pass', facts: { people: 1, full: 0 } });
  });
});

describe('posting certificate', () => {
  it.each([
    ['2026-02-27', false],
    ['2026-02-28', true],
  ])('is given once the year is full: on %s', async (on, isGiven) => {
    const { record, type } = await desk();
    await record(...lan, ...stay('2025-03-01'));
    const words = ['posting', 'certificate', '1', '--on', on, '--output', '证明.docx', '--json'];
    const { exit, err, out } = await type(...words);
    expect(exit, err).toBe(isGiven ? 0 : 2);
    if (isGiven) expect(JSON.parse(out).files[0].bytes).toBeGreaterThan(1000);
    else expect([err.includes('还差 1 天，'), err.includes('posting-not-full')]).toEqual([true, true]);
  });

  it('says of an ended posting when it ended, not when a year would be full', async () => {
    const { record, type } = await desk();
    await record(...lan, ...stay('2025-03-01', '2025-04-30'));
    const { err } = await certify(type, '1');
    expect(err).toContain(
      '2025-03-01 起连续 61 天（到 2025-04-30），还差 304 天，到 2025-04-30 为止，不满一年',
    );
    expect(err).not.toMatch(/2026-0[23]/u);
  });

  const year = stay('2025-03-01', '2026-02-28');
  const certify = async (type: (...argv: string[]) => Promise<{ err: string; exit: number }>, id: string) =>
    type('posting', 'certificate', id, '--output', `证明${id}.docx`, '--json');

  it.each<[string, string[]]>([
    ['of a member’s teacher at the lead', ['--person', `吴越（${star}）`, '--destination', lead]],
    ['from one member to another', ['--person', `吴越（${star}）`, '--destination', moon]],
    ['to a kindergarten outside', ['--person', `周岚（${lead}）`, '--destination', '东湖区彩虹幼儿园']],
  ])('is not given for a year %s', async (_, words) => {
    const { record, type, folder } = await desk();
    await record(...words, '--kind', '跟岗', ...year);
    const { exit, err } = await certify(type, '1');
    expect([exit, err]).toEqual([2, expect.stringContaining('posting-not-covered')]);
    expect(existsSync(join(folder, '证明1.docx'))).toBe(false);
    const { years } = JSON.parse((await type('posting', 'due', '--json')).out);
    expect(years).toEqual([]);
  });

  it('does not fill a year with time that the clause is not about', async () => {
    const { record, type } = await desk();
    await record(...lan, ...stay('2025-03-01', '2025-08-31'));
    const away = [...lan.slice(0, 6), '--destination', '东湖区彩虹幼儿园'];
    await record(...away, ...stay('2025-09-01', '2026-02-28'));
    expect((await certify(type, '1')).err).toContain('posting-not-full');
    expect((await certify(type, '2')).err).toContain('posting-not-covered');
    const other = [...lan.slice(0, 6), '--destination', moon];
    await record(...other, ...stay('2025-09-01', '2026-02-28'));
    expect((await certify(type, '3')).exit).toBe(0);
  });

  it.each([
    ['zaozhuang-2021', ['枣教字〔2021〕10号', '支教经历证明', '按支教经历对待'], []],
    ['guangxi-2020', ['派驻经历证明', '连续365天'], ['依据', '支教经历', '〔2020〕']],
  ])('names the policy that has the clause, and none without: %s', async (policy, says, keepsSilent) => {
    const { record, type, folder } = await desk(policy);
    await record(...lan, ...year);
    const { exit, err } = await certify(type, '1');
    expect(exit, err).toBe(0);
    const parts = unzipSync(readFileSync(join(folder, '证明1.docx')));
    const text = strFromU8(parts['word/document.xml'] as Uint8Array).replace(/<[^>]+>/g, '');
    for (const words of says) expect(text).toContain(words);
    for (const words of keepsSilent) expect(text).not.toContain(words);
  });
});
