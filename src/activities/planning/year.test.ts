import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { weekdayOf } from '../../common/dates.ts';
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
  // What the office holds by itself goes on in the vacations, on days of the week.
  const inVacation = new Set(
    record.activities
      .filter(({ group, week, date }) => group === null && week === null && weekdayOf(date) < 6)
      .map(({ date }) => date),
  );
  const faults = checkPlan(
    record.activities.map((each) => ({ ...each, window: due.get(each.id) ?? null })),
    {
      isSchoolDay: (date) => gathered.calendar.isSchoolDay(date) || inVacation.has(date),
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
    // And they do so in each kind.
    for (const rule of ['H9.research', 'H9.training']) {
      const times = [...turns.keys()].map((host) => of(rule).filter((each) => each.host === host).length);
      expect(times.sort()).toEqual([2, 2, 2, 3]);
    }
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
  expect(record.vacation.map(({ period }) => period.from.slice(0, 7))).toEqual(['2026-08']);
  expect(months).toEqual([...teaching.slice(0, 5), '2027-02', ...teaching.slice(5), '2027-07']);
});

/** Plans and stores the terms given, one after the other; what is planned in the end, by rule, holder and period. */
async function inSteps(policyId: string, terms: readonly (1 | 2 | null)[]): Promise<string[]> {
  const ledger = await largeLedger(policyId, 3);
  const settings = loadPlanningSettings(templateFolders);
  for (const term of terms) {
    const gathered = await gatherPlan(ledger, {
      schoolYear: '2026-2027',
      term,
      groups: [],
      policies: [policyId],
      today: '2026-08-20',
      settings,
      templateFolders,
    });
    const draft = await draftPlan(gathered.facts);
    expect(draft.unmet).toEqual([]);
    await ledger.perform(sampleInfo, () =>
      applyDraft(ledger, draft, gathered.demands, gathered.existing, () => ''),
    );
  }
  const all = listActivities(ledger);
  ledger.close();
  expect(all.filter(({ state }) => state === 'cancelled')).toEqual([]);
  return all
    .map(({ ruleId, groupId, officeId, due }) => `${ruleId} ${groupId} ${officeId} ${due?.from} ${due?.to}`)
    .sort();
}

describe.each(['helan-2022', 'zaozhuang-2021', 'shenzhen-draft'])('the year of %s', (policyId) => {
  it('asks for the same whether it is planned at once or term by term, and a term leaves the other alone', async () => {
    const year = await inSteps(policyId, [null]);
    expect(year.length).toBeGreaterThan(20);
    expect(await inSteps(policyId, [1, 2])).toEqual(year);
    expect(await inSteps(policyId, [null, 2, 1])).toEqual(year);
  });
});
