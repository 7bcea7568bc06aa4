import { expect, it } from 'vitest';
import { builtInTemplates } from '../cli/create-context.ts';
import { loadPolicy } from '../policy/load.ts';
import { Ledger } from '../store/ledger.ts';
import { quarterOf } from './quarter.ts';
import { readBulletinFacts } from './read-facts.ts';
import { bulletinDesk } from './testing/bulletin-desk.ts';

const info = {
  ...{ kind: 'test', title: '测试', commandLine: 'youlian', clerk: '测试' },
  at: new Date('2024-01-01T00:00:00Z'),
};

/** Two groups of which the second's cycle goes on, and what is read of the first quarter after the first's cycle. */
async function factsWhere(change: string) {
  const desk = await bulletinDesk({
    groups: 2,
    activities: [
      { group: 1, kind: 'family', on: '2024-02-10' },
      { group: 2, kind: 'family', on: '2024-02-11' },
    ],
  });
  const [first = 0, second = 0] = desk.groupIds;
  const ledger = Ledger.open(desk.ledgerPath);
  await ledger.perform(info, () => {
    ledger.prepare('UPDATE alliance_group SET cycle_end = NULL WHERE id = ?').run(second);
    if (change !== '') ledger.prepare(`UPDATE alliance_group SET ${change} WHERE id = ?`).run(first);
  });
  const quarter = quarterOf('2024Q1');
  const templateFolders = [builtInTemplates()];
  const policy = loadPolicy('zaozhuang-2021', templateFolders, quarter.to);
  try {
    return {
      second,
      facts: readBulletinFacts(ledger, { policy, quarter, countedOn: quarter.to, templateFolders }),
    };
  } finally {
    ledger.close();
  }
}

it('leaves the activities of a group out whose cycle is over, as it leaves the group out', async () => {
  const { facts, second } = await factsWhere('');
  expect(facts.pastCycle).toBe(1);
  expect(facts.activities.map(({ groupId }) => groupId)).toEqual([second]);
  expect(facts.activities).toHaveLength(facts.current.activities.groups);
});

it('does not ask for the renewal of a group that was ended', async () => {
  const { facts } = await factsWhere("valid_to = '2024-02-15'");
  expect(facts.pastCycle).toBe(0);
});
