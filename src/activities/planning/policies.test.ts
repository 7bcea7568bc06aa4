import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sampleInfo } from '../../groups/sample-ledger.ts';
import type { Ledger } from '../../store/ledger.ts';
import { changeActivity, listActivities } from '../activities.store.ts';
import { dueRecords } from '../due/accounts.ts';
import { readDue } from '../due/read-due.ts';
import { applyDraft } from './apply-draft.ts';
import { checkPlan } from './check-plan.ts';
import { draftPlan } from './draft.ts';
import { gatherPlan } from './gather.ts';
import { planRecord } from './plan-record.ts';
import { loadPlanningSettings } from './settings.ts';
import { largeLedger } from './testing/large-ledger.ts';

const shipped = join(import.meta.dirname, '../../../templates');

/** The plan of a school year for two groups, stored. */
async function planned(ledger: Ledger, policyId: string, templateFolders: readonly string[]) {
  const settings = loadPlanningSettings(templateFolders);
  const gathered = await gatherPlan(ledger, {
    schoolYear: '2026-2027',
    term: null,
    groups: [],
    policies: [policyId],
    today: '2026-08-20',
    settings,
    templateFolders,
  });
  const draft = await draftPlan(gathered.facts);
  const { result: record } = await ledger.perform(sampleInfo, () => {
    applyDraft(ledger, draft, gathered.demands, gathered.existing, () => '');
    return planRecord(ledger, gathered, draft);
  });
  return { record, gathered, settings };
}

/** What is owed of the periods that lie within the school year, once all that is planned was held. */
async function owedAfter(ledger: Ledger, policyId: string, templateFolders: readonly string[]) {
  await ledger.perform(sampleInfo, () => {
    for (const activity of listActivities(ledger, { states: ['planned'] })) {
      changeActivity(ledger, activity, { state: 'done', heldOn: activity.plannedOn });
    }
  });
  const due = readDue(ledger, {
    policies: [policyId],
    group: undefined,
    period: undefined,
    on: '2027-08-01',
    templateFolders,
  });
  const binding = due.accounts.filter(({ rule }) => !['record', 'may'].includes(rule.modality));
  return dueRecords(binding).filter(
    ({ period, owed }) => owed > 0 && period.from >= '2026-09-01' && period.to <= '2027-07-31',
  );
}

describe.each(['guangxi-2020', 'helan-2022', 'jingan-2023', 'shenzhen-draft', 'zaozhuang-2021'])(
  'a year under %s',
  (policyId) => {
    it('is planned without a collision, and owes nothing once it was held as planned', async () => {
      const ledger = await largeLedger(policyId, 2);
      onTestFinished(() => ledger.close());
      const { record, gathered, settings } = await planned(ledger, policyId, [shipped]);
      expect(record.unmet).toEqual([]);
      expect(record.activities.length).toBeGreaterThan(0);
      const faults = checkPlan(
        record.activities.map((each) => ({ ...each, window: { from: '2026-08-31', to: '2027-07-15' } })),
        {
          isSchoolDay: (date) => gathered.calendar.isSchoolDay(date),
          oncePerDay: true,
          ...settings.spacing,
          perDay: null,
        },
      );
      expect(faults).toEqual([]);
      expect(await owedAfter(ledger, policyId, [shipped])).toEqual([]);
    });
  },
);

it('a rule for one tier is planned for the groups of that tier alone', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'youlian-层级-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'policies'));
  const policy = readFileSync(join(shipped, 'policies/zaozhuang-2021.yaml'), 'utf8');
  const tiered = policy.replace('- id: Z7.family\n', '- id: Z7.family\n    tier: city\n');
  expect(tiered).not.toBe(policy);
  writeFileSync(join(folder, 'policies/zaozhuang-2021.yaml'), tiered);
  const ledger = await largeLedger('zaozhuang-2021', 1);
  onTestFinished(() => ledger.close());
  const { record } = await planned(ledger, 'zaozhuang-2021', [folder, shipped]);
  const rules = new Set(record.activities.map(({ rule }) => rule));
  expect(rules).toContain('Z11.dispatch');
  expect(rules).not.toContain('Z7.family');
});
