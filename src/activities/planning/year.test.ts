import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sampleInfo } from '../../groups/sample-ledger.ts';
import { listActivities } from '../activities.store.ts';
import { applyDraft } from './apply-draft.ts';
import { checkPlan } from './check-plan.ts';
import { draftPlan } from './draft.ts';
import { gatherPlan } from './gather.ts';
import { planRecord } from './plan-record.ts';
import { loadPlanningSettings } from './settings.ts';
import { largeLedger } from './testing/large-ledger.ts';

const templateFolders = [join(import.meta.dirname, '../../../templates')];

/** Months with half a month of teaching or more. */
const teaching = [
  '2026-09',
  '2026-10',
  '2026-11',
  '2026-12',
  '2027-01',
  '2027-03',
  '2027-04',
  '2027-05',
  '2027-06',
];

async function planned(policyId: string) {
  const ledger = await largeLedger(policyId, 40);
  const settings = loadPlanningSettings(templateFolders);
  const request = {
    schoolYear: '2026-2027',
    term: null,
    groups: [],
    policies: [policyId],
    today: '2026-08-20',
  };
  const gathered = await gatherPlan(ledger, { ...request, settings, templateFolders });
  const draft = await draftPlan(gathered.facts);
  const { result: record } = await ledger.perform(sampleInfo, () => {
    applyDraft(ledger, draft, gathered.demands, gathered.existing, () => '');
    return planRecord(ledger, gathered, draft);
  });
  const due = new Map(listActivities(ledger).map((each) => [each.id, each.due]));
  ledger.close();
  const faults = checkPlan(
    record.activities.map((each) => ({ ...each, window: due.get(each.id) ?? null })),
    {
      isSchoolDay: (date) => gathered.calendar.isSchoolDay(date),
      oncePerDay: true,
      ...settings.spacing,
      perDay: null,
    },
  );
  return { record, faults, draft };
}

it('a year of 40 groups under the cadence of 贺兰 is planned without a collision', async () => {
  const { record, faults, draft } = await planned('helan-2022');
  expect(faults).toEqual([]);
  expect(draft.unmet).toEqual([]);
  expect(draft.objective.gap).toBeLessThan(0.05);
  const groups = new Map<string, typeof record.activities>();
  for (const activity of record.activities) {
    const { group } = activity;
    if (group !== null) groups.set(group, [...(groups.get(group) ?? []), activity]);
  }
  expect(groups.size).toBe(40);
  for (const own of groups.values()) {
    const of = (rule: string) => own.filter((each) => each.rule === rule);
    for (const rule of ['H9.research', 'H9.training']) {
      expect(of(rule).map(({ date }) => date.slice(0, 7))).toEqual(teaching);
    }
    for (const rule of ['H9.principals', 'H9.guidance', 'H9.closing']) expect(of(rule)).toHaveLength(2);
    expect(of('H9.showcase')).toHaveLength(1);
    // The four kindergartens take turns; the closing meetings, which the lead hosts, count among them.
    const turns = new Map<string | null, number>();
    for (const { host } of own) turns.set(host, (turns.get(host) ?? 0) + 1);
    expect([...turns.values()].sort()).toEqual([6, 6, 6, 7]);
  }
});

it('a year of 40 groups under the cadence of 枣庄 is planned without a collision', async () => {
  const { record, faults, draft } = await planned('zaozhuang-2021');
  expect(faults).toEqual([]);
  expect(draft.unmet).toEqual([]);
  const hosts = new Map<string | null, number>();
  for (const { host, rule } of record.activities) {
    if (rule === 'Z7.family') hosts.set(host, (hosts.get(host) ?? 0) + 1);
  }
  expect([...hosts.values()]).toEqual(Array.from({ length: 160 }, () => 2));
  const months = record.activities
    .filter(({ rule }) => rule === 'Z11.dispatch')
    .map(({ date }) => date.slice(0, 7));
  expect(months).toEqual(expect.arrayContaining(teaching));
});
