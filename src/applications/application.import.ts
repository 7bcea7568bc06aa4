import type { IsoDate } from '../common/dates.ts';
import { squeezeText } from '../common/text.ts';
import { listOffices } from '../ledger/offices.store.ts';
import { currentCycle } from '../policy/cycle.ts';
import { loadPolicy } from '../policy/load.ts';
import { type FoundListed, findListed, putListed } from '../roster/listed.ts';
import { nameKey } from '../roster/names.ts';
import { isFromEarlierRound } from '../roster/origins.store.ts';
import { factsOn, reviseKindergarten } from '../roster/roster.store.ts';
import { rosterPass } from '../roster/roster-run.ts';
import type { FieldChange, ImportRun, ImportTarget, RowOutcome } from '../tables/import-target.ts';
import type { TableRecord } from '../tables/record.ts';
import { type Application, type ApplicationField, applicationFields } from './application.ts';
import {
  addApplication,
  applicationColumn,
  findApplications,
  updateApplication,
} from './applications.store.ts';
import { districtIn, type KnownAreas } from './district-hint.ts';
import { findLead } from './named-lead.ts';

type Given = Partial<Record<ApplicationField, string>> & { readonly name: string };
type Target = RowOutcome['targets'][number];

/** Import target of the application form (附件3 申请表): one form, one row. */
export const applicationTarget: ImportTarget = {
  table: 'application',

  apply(record, run) {
    const given = readForm(record);
    const subject = given.name;
    const parties = findParties(given, record, run);
    if (parties === 'rejected') return { kind: 'rejected', subject, changes: [], targets: [] };
    const { applicant, lead } = parties;
    const receivedOn = run.since ?? run.today;
    const cycleStart = cycleStartOf(run, receivedOn);
    const policyId = run.policyId ?? '';
    const known =
      applicant.id === null
        ? undefined
        : findApplications(run.ledger, { kindergartenId: applicant.id, policyId, cycleStart })[0];
    if (known) return reconcile(known, given, lead.id, record, run);
    const targets: Target[] = [];
    const kindergartenId = enterKindergarten(applicant, given, record, run, targets);
    const id = addApplication(run.ledger, {
      ...(Object.fromEntries(applicationFields.map((field) => [field, given[field] ?? null])) as Record<
        ApplicationField,
        string | null
      >),
      name: given.name,
      kindergartenId,
      leadId: lead.id,
      policyId,
      cycleStart,
      receivedOn,
    });
    targets.push({ table: 'application', id, fields: applicationFields.filter((field) => given[field]) });
    return { kind: 'inserted', subject, changes: [], targets };
  },

  inspect(record, run) {
    const given = readForm(record);
    // Of a name that cannot be read, the reader has said so.
    const unread = (field: 'name' | 'leadName') =>
      record.values[field] === undefined && record.raw[field] !== undefined;
    if (record.values.name !== undefined && !unread('leadName')) findParties(given, record, run);
  },
};

/** The kindergarten that applies and the lead it names; of two that are wrong, both are reported. */
function findParties(
  given: Given,
  record: TableRecord,
  run: ImportRun,
): { readonly applicant: FoundListed; readonly lead: { readonly id: number | null } } | 'rejected' {
  const areas = knownAreas(run);
  const applicant = findApplicant(given, record, run, areas);
  // Who applies is not told, but a form that names its own sender as lead is wrong whoever that is.
  const unknown: FoundListed = { id: null, listed: { name: given.name } };
  const lead = findLead(given, applicant === 'rejected' ? unknown : applicant, record, run, areas);
  if (lead === 'self') run.report('lead-is-applicant', record, 'leadName', { subject: given.name });
  return applicant === 'rejected' || lead === 'self' ? 'rejected' : { applicant, lead };
}

function readForm(record: TableRecord): Given {
  const entries = applicationFields.flatMap((field) => {
    const value = record.values[field];
    return value === undefined ? [] : [[field, String(value)] as const];
  });
  return Object.fromEntries(entries) as unknown as Given;
}

/** First day of the policy's cycle (周期) in which a form received on that day counts; empty without a policy. */
function cycleStartOf(run: ImportRun, on: IsoDate): string {
  if (run.policyId === null) return '';
  return currentCycle(loadPolicy(run.policyId, run.templateFolders), on)?.from ?? '';
}

function knownAreas(run: ImportRun): KnownAreas {
  const offices = listOffices(run.ledger);
  const named = (level: string) => offices.filter((each) => each.level === level).map(({ name }) => name);
  return { cities: named('city'), districts: named('county') };
}

/**
 * The kindergarten that applies. The address tells its district, else the recommending bureau; where neither does
 * and several bear the name, the lead's district decides, or nobody can.
 */
function findApplicant(
  given: Given,
  record: TableRecord,
  run: ImportRun,
  areas: KnownAreas,
): FoundListed | 'rejected' {
  const pass = rosterPass(run);
  const { index } = pass;
  const stated = districtIn(given.address ?? null, areas) ?? districtIn(given.recommender ?? null, areas);
  const listed = { name: given.name, ...(given.address ? { address: given.address } : {}) };
  if (stated !== null) return findListed({ ...listed, districtHint: stated }, run, record, { name: 'name' });
  const namesakes = index.idsByKey(nameKey(given.name)).flatMap((id) => index.entry(id) ?? []);
  const districts = new Set(namesakes.map((each) => each.districtId));
  if (districts.size <= 1) return findListed(listed, run, record, { name: 'name' });
  const hint = districtIn(given.leadAddress ?? null, areas) ?? leadDistrict(given, run);
  const hinted = namesakes.filter(({ districtId }) => pass.officeName(districtId) === hint);
  if (hint === null || hinted.length === 0) {
    const candidates = namesakes
      .map((each) => `${each.name}（${pass.officeName(each.districtId) ?? '区县不明'}）`)
      .join('、');
    run.report('applicant-ambiguous', record, 'name', { candidates });
    return 'rejected';
  }
  return findListed({ ...listed, districtHint: hint }, run, record, { name: 'name' });
}

/** District of the named lead, where only one kindergarten bears that name. */
function leadDistrict(given: Given, run: ImportRun): string | null {
  if (given.leadName === undefined) return null;
  const pass = rosterPass(run);
  const ids = pass.index.idsByKey(nameKey(given.leadName));
  const [only] = ids;
  return ids.length === 1 && only !== undefined
    ? pass.officeName(pass.index.entry(only)?.districtId ?? null)
    : null;
}

/** Enters a kindergarten that the ledger lacks; of one that it has, a form fills the empty address and no more. */
function enterKindergarten(
  applicant: FoundListed,
  given: Given,
  record: TableRecord,
  run: ImportRun,
  targets: Target[],
): number {
  if (applicant.id === null) {
    const put = putListed(applicant, run, record, { name: 'name', address: 'address' });
    targets.push(put.target);
    if (put.kind === 'inserted') {
      const pass = rosterPass(run);
      const district = pass.officeName(pass.index.entry(put.id)?.districtId ?? null);
      run.report('kindergarten-added', record, 'name', {
        value: given.name,
        district: district ?? '区县不明',
      });
    }
    return put.id;
  }
  const facts = factsOn(run.ledger, applicant.id, run.since ?? run.today);
  if (given.address && facts && facts.address === null) {
    reviseKindergarten(run.ledger, applicant.id, { address: given.address }, { mode: 'fill' });
    targets.push({ table: 'kindergarten', id: applicant.id, fields: ['address'] });
  }
  return applicant.id;
}

const sameText = (one: string, other: string) => one === other || squeezeText(one) === squeezeText(other);

/** A return copy (退改稿) puts right what an earlier round of the same form brought in. */
function isMendedByReturn(
  id: number,
  field: ApplicationField,
  { ledger, file, onConflict }: ImportRun,
): boolean {
  if (!file.returned || onConflict !== 'fill') return false;
  const held = { table: 'application', id, column: applicationColumn(field), keys: [field] };
  return isFromEarlierRound(ledger, held, file.returned);
}

/** A second form of the same kindergarten, policy and cycle: brought in as --on-conflict says. */
function reconcile(
  known: Application,
  given: Given,
  leadId: number | null,
  record: TableRecord,
  run: ImportRun,
): RowOutcome {
  const subject = given.name;
  const empty: FieldChange[] = [];
  const differing: FieldChange[] = [];
  for (const field of applicationFields) {
    const after = given[field];
    const before = known[field];
    if (after === undefined || (before !== null && sameText(before, after))) continue;
    // A lead that nobody could tell is put right by one that is in the ledger.
    const mends = field === 'leadName' && known.leadId === null && leadId !== null;
    (before === null || mends || isMendedByReturn(known.id, field, run) ? empty : differing).push({
      field,
      before,
      after,
    });
  }
  const keeps = run.onConflict === 'fill';
  const first = differing[0];
  if (first && run.onConflict === 'fail') {
    for (const { field, before, after } of differing) {
      run.report('import-conflict', record, field, { subject, value: String(after), before: String(before) });
    }
    const changes = differing.map((change) => ({ ...change, kept: true }));
    return { kind: 'unchanged', subject, changes, targets: [] };
  }
  if (first && run.onConflict === 'skip') {
    const changes = differing.map((change) => ({ ...change, kept: true }));
    return { kind: 'skipped', subject, changes, targets: [] };
  }
  if (keeps) {
    for (const { field, before, after } of differing) {
      run.report('conflict-kept', record, field, { subject, value: String(after), before: String(before) });
    }
  }
  const taken = keeps ? empty : [...empty, ...differing];
  const changes = [...taken, ...(keeps ? differing.map((change) => ({ ...change, kept: true })) : [])];
  const values: Partial<Record<ApplicationField, string>> = Object.fromEntries(
    taken.map(({ field, after }) => [field, after]),
  );
  // The lead goes with its name: a name that was kept keeps its lead.
  const leadKept = keeps && differing.some(({ field }) => field === 'leadName');
  const leadChanges = !leadKept && leadId !== null && leadId !== known.leadId;
  const targets = [{ table: 'application', id: known.id, fields: taken.map(({ field }) => field) }];
  if (taken.length === 0 && !leadChanges) return { kind: 'unchanged', subject, changes, targets };
  updateApplication(run.ledger, known.id, { ...values, ...(leadChanges ? { leadId } : {}) });
  return { kind: 'updated', subject, changes, targets };
}
