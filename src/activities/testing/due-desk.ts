import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testContext } from '../../cli/test-context.ts';
import { createGroup } from '../../groups/groups.store.ts';
import { addMember, removeMember } from '../../groups/memberships.store.ts';
import { sampleInfo, sampleLedger } from '../../groups/sample-ledger.ts';
import { adoptPolicy } from '../../ledger/policies-in-force.store.ts';
import { saveTerm } from '../../ledger/terms.store.ts';
import { run } from '../../main.ts';
import { addActivity, type NewActivity } from '../activities.store.ts';

/** Names that the desk's group has. */
export const [lead, star, moon] = ['东湖区实验幼儿园', '东湖区星星幼儿园', '东湖区月亮幼儿园'] as const;

export interface DeskOptions {
  readonly policy?: string;
  readonly since?: string;
  readonly cycleEnd?: string | null;
  /** What was held. */
  readonly held?: readonly (Partial<NewActivity> & { readonly kind: string; readonly heldOn: string })[];
  /** 月亮 joins, and leaves. */
  readonly joins?: string;
  readonly leaves?: string;
  readonly terms?: boolean;
}

/**
 * A desk with one group (东湖区实验幼儿园 and 星星, later perhaps 月亮) under a policy, today 2026-11-22.
 * @returns what a command typed at it prints
 */
export async function dueDesk(options: DeskOptions = {}) {
  const { policy = 'helan-2022', since = '2026-03-01', cycleEnd = null, held = [], joins, leaves } = options;
  const folder = mkdtempSync(join(tmpdir(), 'youlian-due-'));
  const ledgerPath = join(folder, 'youlian.db');
  const { ledger, ids, offices } = await sampleLedger({ path: ledgerPath, policies: [] });
  const idOf = (name: string) => ids.get(name) ?? 0;
  await ledger.perform(sampleInfo, () => {
    adoptPolicy(ledger, policy);
    const group = createGroup(ledger, {
      policyId: policy,
      tier: policy === 'zaozhuang-2021' ? 'county' : null,
      name: '东湖集团',
      officeId: offices.东湖区,
      cycleStart: since,
      cycleEnd,
      validFrom: since,
      origin: 'hand',
      lead: { kindergartenId: idOf(lead) },
      members: [{ kindergartenId: idOf(star) }],
    });
    if (joins !== undefined) addMember(ledger, group, { kindergartenId: idOf(moon) }, joins);
    if (leaves !== undefined) removeMember(ledger, group, idOf(moon), leaves, '调出');
    if (options.terms !== false) {
      for (const [schoolYear, number, starts, ends] of [
        ['2025-2026', 1, '2025-09-01', '2026-01-20'],
        ['2025-2026', 2, '2026-02-20', '2026-07-10'],
        ['2026-2027', 1, '2026-09-01', '2027-01-20'],
      ] as const) {
        saveTerm(ledger, { schoolYear, number, starts, ends });
      }
    }
    for (const activity of held) {
      const isOffice = activity.officeId !== undefined;
      addActivity(ledger, {
        policyId: policy,
        title: activity.kind,
        state: 'done',
        origin: 'hand',
        ...(isOffice ? {} : { groupId: group }),
        ...activity,
      });
    }
  });
  ledger.close();
  const youlian = async (...words: string[]) => {
    const context = testContext(folder, { ledgerPath, now: () => new Date('2026-11-22T01:00:00Z') });
    const exit = await run(words, context);
    return { exit, out: context.out(), err: context.err() };
  };
  return { youlian, folder, idOf, offices };
}
