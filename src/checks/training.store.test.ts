import { expect, it } from 'vitest';
import { benchGroups, recordsBench } from '../activities/testing/records-bench.ts';
import { findByName } from '../roster/find-kindergarten.ts';
import { trainingFacts } from './training.store.ts';

const day = '2026-10-14';

it('counts people once for the kindergarten whose name their unit bears, within the days asked', async () => {
  const bench = await recordsBench();
  const empty = await bench.look((ledger) => trainingFacts(ledger).isEmpty('zaozhuang-2021'));
  expect(empty).toBe(true);
  for (const title of ['师德培训', '安全培训']) {
    const words = [
      '--kind',
      '教师培训',
      '--group',
      benchGroups.east,
      '--title',
      title,
      '--date',
      day,
      '--yes',
    ];
    const { exit, err } = await bench.play('activity', 'record', ...words, '--again');
    expect(exit, err).toBe(0);
  }
  const rows = [
    `周岚,东湖区星星幼儿园,师德培训,${day},4`,
    `周岚,东湖区星星幼儿园,安全培训,${day},2`,
    `吴越,东湖区星星幼儿园,安全培训,${day},2`,
    `周岚,东湖区月亮幼儿园,安全培训,${day},2`,
  ];
  bench.write('签到表.csv', `培训签到表\n姓名,单位,活动,日期,学时\n${rows.join('\n')}`);
  expect((await bench.play('import', '签到表.csv', '--yes')).exit).toBe(0);
  const counted = await bench.look((ledger) => {
    const facts = trainingFacts(ledger);
    const idOf = (name: string) => findByName(ledger, name, day)[0]?.id ?? 0;
    const star = idOf('东湖区星星幼儿园');
    return {
      empty: facts.isEmpty('zaozhuang-2021'),
      star: facts.trained(star, day, day),
      moon: facts.trained(idOf('东湖区月亮幼儿园'), '2024-01-01', '2026-12-31'),
      before: facts.trained(star, '2023-10-14', '2026-10-13'),
      after: facts.trained(star, '2026-10-15', '2026-12-31'),
    };
  });
  expect(counted).toEqual({ empty: false, star: 2, moon: 1, before: 0, after: 0 });
});
