import { describe, expect, it } from 'vitest';
import { adoptPolicy } from '../ledger/policies-in-force.store.ts';
import { rosterTarget } from '../roster/roster.import.ts';
import { findKindergarten, listKindergartens } from '../roster/roster.store.ts';
import {
  importRows,
  ledgerOf,
  operation,
  type RunSettings,
  recordOf,
  runOn,
} from '../roster/testing/roster-bench.ts';
import type { Ledger } from '../store/ledger.ts';
import type { FieldValue } from '../tables/record.ts';
import { applicationTarget } from './application.import.ts';
import { listApplications } from './applications.store.ts';

const roster = [
  { name: '云溪市东湖区实验幼儿园', district: '东湖区', address: '东湖区湖滨路1号' },
  { name: '东湖区荷花幼儿园', district: '东湖区' },
  { name: '阳光幼儿园', district: '东湖区' },
  { name: '阳光幼儿园', district: '西岭区' },
  { name: '西岭区中心幼儿园', district: '西岭区' },
];

const form = {
  name: '东湖区荷花幼儿园',
  address: '云溪市东湖区荷花路6号',
  contact: '周小满',
  mobile: '13900000001',
  leadName: '云溪市东湖区实验幼儿园',
  project: '教研共同体',
};

async function withRoster(): Promise<Ledger> {
  const ledger = await ledgerOf();
  await importRows(ledger, roster);
  return ledger;
}

async function importForms(
  ledger: Ledger,
  forms: readonly Record<string, FieldValue | undefined>[],
  settings: RunSettings & { policyId?: string } = {},
) {
  const run = { ...runOn(ledger, settings), policyId: settings.policyId ?? null };
  const { result, changes } = await ledger.perform(operation, () =>
    forms.map((values) => applicationTarget.apply(recordOf(values), run)),
  );
  return {
    kinds: result.map(({ kind }) => kind),
    outcomes: result,
    codes: run.findings.map(({ code }) => code),
    findings: run.findings,
    asked: run.asked,
    changes,
  };
}

describe('application import', () => {
  it('takes a form with its kindergarten and its lead, and fills the empty address', async () => {
    const ledger = await withRoster();
    const { kinds, codes, outcomes } = await importForms(ledger, [form]);
    expect(kinds).toEqual(['inserted']);
    expect(codes).toEqual([]);
    const [application] = listApplications(ledger);
    const named = (id: number | null) => findKindergarten(ledger, id ?? 0, '2023-09-01');
    expect(named(application!.kindergartenId)).toMatchObject({
      name: '东湖区荷花幼儿园',
      address: '云溪市东湖区荷花路6号',
    });
    expect(named(application!.leadId)?.name).toBe('云溪市东湖区实验幼儿园');
    expect(application).toMatchObject({ receivedOn: '2023-09-01', contact: '周小满', size: null });
    expect(outcomes[0]!.targets).toEqual([
      { table: 'kindergarten', id: application!.kindergartenId, fields: ['address'] },
      { table: 'application', id: application!.id, fields: Object.keys(form) },
    ]);
  });

  it('leaves an address that the ledger has', async () => {
    const ledger = await withRoster();
    await importForms(ledger, [
      { ...form, name: '云溪市东湖区实验幼儿园', address: '东湖区新路9号', leadName: '西岭区中心幼儿园' },
    ]);
    const one = listKindergartens(ledger, '2023-09-01').find(({ name }) => name.endsWith('实验幼儿园'));
    expect(one?.address).toBe('东湖区湖滨路1号');
  });

  it('is unchanged the second time, and writes nothing', async () => {
    const ledger = await withRoster();
    await importForms(ledger, [form]);
    const again = await importForms(ledger, [{ ...form, project: ' 教研 共同体' }], { today: '2023-10-01' });
    expect(again).toMatchObject({ kinds: ['unchanged'], codes: [], changes: 0 });
  });

  it.each([
    ['fill', 'updated', ['conflict-kept'], '周小满', '教研'],
    ['update', 'updated', [], '吴大年', '教研'],
    ['skip', 'skipped', [], '周小满', null],
  ] as const)(
    'brings a differing second form in as --on-conflict %s says',
    async (onConflict, kind, codes, contact, size) => {
      const ledger = await withRoster();
      await importForms(ledger, [form]);
      const second = { ...form, contact: '吴大年', size: '教研' };
      const done = await importForms(ledger, [second], { onConflict });
      expect(done.kinds).toEqual([kind]);
      expect(done.codes).toEqual(codes);
      expect(listApplications(ledger)).toMatchObject([{ contact, size }]);
    },
  );

  it('names every difference with --on-conflict fail, and takes none', async () => {
    const ledger = await withRoster();
    await importForms(ledger, [form]);
    const second = { ...form, contact: '吴大年', project: '送教' };
    const done = await importForms(ledger, [second], { onConflict: 'fail' });
    expect(done).toMatchObject({ codes: ['import-conflict', 'import-conflict'], changes: 0 });
  });

  it('adds a kindergarten that the ledger lacks, with its district', async () => {
    const ledger = await withRoster();
    const { kinds, codes } = await importForms(ledger, [
      { ...form, name: '云溪市西岭区松果幼儿园', address: '云溪市西岭区松林路2号' },
      { ...form, name: '向日葵幼儿园', address: '云溪市河口县东街5号' },
      { ...form, name: '没有地址幼儿园', address: undefined },
    ]);
    expect(kinds).toEqual(['inserted', 'inserted', 'inserted']);
    expect(codes.sort()).toEqual([
      'district-added',
      'kindergarten-added',
      'kindergarten-added',
      'kindergarten-added',
    ]);
    const districts = Object.fromEntries(
      listKindergartens(ledger, '2023-09-01').map(({ name, district }) => [name, district]),
    );
    expect(districts).toMatchObject({
      云溪市西岭区松果幼儿园: '西岭区',
      向日葵幼儿园: '河口县',
      没有地址幼儿园: null,
    });
  });

  it.each([
    ['the address', { address: '云溪市西岭区山前路1号' }],
    ['the recommending bureau', { recommender: '西岭区教育和体育局' }],
    ["the lead's address", { leadAddress: '西岭区山后路2号' }],
    ["the lead's district", { leadName: '西岭区中心幼儿园' }],
  ])('tells namesakes apart by %s', async (_, hint) => {
    const ledger = await withRoster();
    const { kinds } = await importForms(ledger, [{ name: '阳光幼儿园', ...hint }]);
    expect(kinds).toEqual(['inserted']);
    const [application] = listApplications(ledger);
    expect(findKindergarten(ledger, application!.kindergartenId, '2023-09-01')?.district).toBe('西岭区');
  });

  it('rejects a namesake that nothing tells apart, and writes nothing', async () => {
    const ledger = await withRoster();
    const { kinds, codes, changes } = await importForms(ledger, [{ name: '阳光幼儿园', contact: '郑一' }]);
    expect({ kinds, codes, changes }).toEqual({
      kinds: ['rejected'],
      codes: ['applicant-ambiguous', 'lead-missing'],
      changes: 0,
    });
  });

  it('puts a near-miss to the clerk and rejects it unanswered', async () => {
    const ledger = await withRoster();
    const near = { ...form, name: '荷花幼儿园' };
    const open = await importForms(ledger, [near]);
    expect(open).toMatchObject({ kinds: ['rejected'], changes: 0 });
    const [question] = open.asked;
    expect(question).toMatchObject({ field: 'name', name: '荷花幼儿园' });
    const decisions = new Map([[question!.id, question!.candidates[0]!.kindergartenId]]);
    expect(await importForms(ledger, [near], { decisions })).toMatchObject({ kinds: ['inserted'] });
  });

  it('knows the districts that a roster of the same batch brought', async () => {
    const ledger = await ledgerOf();
    const run = runOn(ledger);
    const { result } = await ledger.perform(operation, () => {
      for (const [index, values] of roster.entries()) rosterTarget.apply(recordOf(values, index + 2), run);
      rosterTarget.finish?.(run, {});
      return applicationTarget.apply(recordOf({ ...form, name: '荷花幼儿园' }), run);
    });
    expect(result.kind).toBe('rejected');
    expect(run.asked).toMatchObject([{ name: '荷花幼儿园', candidates: [{ name: '东湖区荷花幼儿园' }] }]);
  });

  it.each([
    ['lead-missing', undefined, 'inserted'],
    ['lead-unknown', '玉兰幼儿园', 'inserted'],
    ['lead-near-miss', '东湖实验幼儿园', 'inserted'],
    ['lead-is-applicant', '东湖区荷花幼儿园', 'rejected'],
  ])('says %s', async (code, leadName, kind) => {
    const ledger = await withRoster();
    const { kinds, codes, changes } = await importForms(ledger, [{ ...form, leadName }]);
    expect({ kinds, codes }).toEqual({ kinds: [kind], codes: [code] });
    expect(changes > 0).toBe(kind === 'inserted');
    expect(listApplications(ledger).map(({ leadId }) => leadId)).toEqual(kind === 'inserted' ? [null] : []);
  });

  it('says lead-is-applicant for a kindergarten that the ledger lacks', async () => {
    const ledger = await withRoster();
    const own = { name: '玉兰幼儿园', leadName: '玉兰 幼儿园' };
    expect(await importForms(ledger, [own])).toMatchObject({ codes: ['lead-is-applicant'], changes: 0 });
  });

  it('takes the namesake of its own district for the lead', async () => {
    const ledger = await withRoster();
    await importForms(ledger, [{ name: '西岭区中心幼儿园', leadName: '阳光幼儿园' }]);
    const leadId = listApplications(ledger)[0]?.leadId ?? 0;
    expect(findKindergarten(ledger, leadId, '2023-09-01')?.district).toBe('西岭区');
  });

  it('takes a corrected lead for one that was not known, and keeps one that was', async () => {
    const ledger = await withRoster();
    await importForms(ledger, [{ ...form, leadName: '东湖实验幼儿园' }]);
    expect(listApplications(ledger)[0]!.leadId).toBeNull();
    const mended = await importForms(ledger, [form]);
    expect(mended).toMatchObject({ kinds: ['updated'], codes: [] });
    const [application] = listApplications(ledger);
    expect(application).toMatchObject({ leadName: form.leadName, leadId: expect.any(Number) });
    const other = await importForms(ledger, [{ ...form, leadName: '西岭区中心幼儿园' }]);
    expect(other).toMatchObject({ kinds: ['unchanged'], codes: ['conflict-kept'] });
    expect(listApplications(ledger)).toEqual([application]);
  });

  it('finds the lead later, once the ledger has it', async () => {
    const ledger = await withRoster();
    const early = { ...form, leadName: '东湖区玉兰幼儿园' };
    await importForms(ledger, [early]);
    expect(listApplications(ledger)[0]!.leadId).toBeNull();
    await importRows(ledger, [{ name: '东湖区玉兰幼儿园', district: '东湖区' }]);
    expect((await importForms(ledger, [early])).kinds).toEqual(['updated']);
    expect(listApplications(ledger)[0]!.leadId).not.toBeNull();
  });

  it('keeps one application for each policy and cycle', async () => {
    const ledger = await withRoster();
    await ledger.perform(operation, () => adoptPolicy(ledger, 'zaozhuang-2021'));
    await importForms(ledger, [form], { policyId: 'zaozhuang-2021' });
    await importForms(ledger, [form]);
    expect(listApplications(ledger).map(({ policyId, cycleStart }) => [policyId, cycleStart])).toEqual([
      ['zaozhuang-2021', '2021-03-01'],
      ['', ''],
    ]);
  });
});
