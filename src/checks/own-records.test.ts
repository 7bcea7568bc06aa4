import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { shapes } from '../cli/shapes.ts';
import { testContext } from '../cli/test-context.ts';
import { run } from '../main.ts';

let folder = '';

async function youlian(day: string, ...words: string[]) {
  const context = testContext(folder, { now: () => new Date(`${day}T01:00:00Z`) });
  return { exit: await run(words, context), out: context.out(), err: context.err() };
}

async function done(...words: string[]) {
  const result = await youlian('2022-09-01', ...words);
  expect(result.exit, result.err).toBe(0);
  return result;
}

async function verdicts(day: string, rule: string, ...words: string[]) {
  const { out } = await youlian(day, 'check', '--json', ...words);
  const record = shapes.check.parse(JSON.parse(out));
  if (Array.isArray(record)) throw new Error('one policy gives one object');
  return record.verdicts.filter((each) => each.rule === rule);
}

const outcomes = async (day: string, rule: string, ...words: string[]) =>
  (await verdicts(day, rule, ...words)).map(({ outcome }) => outcome);

const held = (group: string, kind: string, date: string) =>
  done('activity', 'record', '--group', group, '--kind', kind, '--date', date, '--yes');

/** Two groups under 枣庄's policy whose cycle goes to 2023-12-31, the last day of its last phase. */
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'youlian-own-records-'));
  const office = ['--name', '云溪市教育局', '--level', 'city', '--region', '379900'];
  await done('init', ...office, '--policy', 'zaozhuang-2021', '--yes');
  for (const place of ['东湖区', '西岭区']) {
    const name = `${place}实验幼儿园`;
    await done('kindergarten', 'add', '--name', name, '--district', place, '--allow-similar', '--yes');
    await done('group', 'create', '--tier', 'county', '--lead', name, '--since', '2021-03-01', '--yes');
  }
});

describe('records of its own', () => {
  it('one group’s first activity leaves open what the other did', async () => {
    expect(await outcomes('2022-08-01', 'Z7.family')).toEqual(['unknown', 'unknown']);

    await held('1', '联合教研', '2021-03-20');
    const [own, other] = await verdicts('2022-08-01', 'Z7.family');
    expect(own).toMatchObject({ outcome: 'violation', subject: { name: '东湖区实验幼儿园' } });
    expect(other).toMatchObject({ outcome: 'unknown', missing: ['activities'] });
    expect(other?.message).toContain('台账里还没有这个联盟的活动记录');
  });
});

describe('phases of a group past its cycle', () => {
  it('are over once the cycle is, and judged by what was held until then', async () => {
    await held('1', '联合教研', '2021-03-20');
    const before = await verdicts('2023-12-31', 'Z8.milestones', '--group', '1');
    expect(before[0]?.message).toContain('还没有到期');
    const [after] = await verdicts('2026-11-22', 'Z8.milestones', '--group', '1');
    expect(after).toMatchObject({ outcome: 'violation' });
    expect(after?.message).not.toContain('还没有到期');
  });
});
