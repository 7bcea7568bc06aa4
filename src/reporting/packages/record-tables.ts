import { ActivityWorld } from '../../activities/activity-world.ts';
import { listWorkbook } from '../../exports/deliver-list.ts';
import { accountNames } from '../../funds/fund.ts';
import { budgetRow, entryRow } from '../../funds/fund-record.ts';
import { listBudgets, listEntries as listFundEntries } from '../../funds/funds.store.ts';
import { inspectionKinds } from '../../inspections/inspection.ts';
import { inspectionRows } from '../../inspections/inspections.rows.ts';
import { listInspections } from '../../inspections/inspections.store.ts';
import { severities } from '../../policy/inspection/rectification.ts';
import { loadPolicy } from '../../policy/load.ts';
import { placeTiers, postingKinds, postingRanks } from '../../policy/posting/posting.ts';
import { postingRows } from '../../postings/postings.rows.ts';
import { listPostings } from '../../postings/postings.store.ts';
import { entryPlaces } from '../../registers/entry-names.ts';
import { entryCounts, listEntries } from '../../registers/registers.store.ts';
import { loadRegister, registerIds } from '../../tables/load.ts';
import { type PackedTable, workbookFile } from './packed-table.ts';

/** Who was posted where, as far as it touches the period. */
export const postings: PackedTable = {
  table: 'posting',
  title: '跟岗派驻台账',
  async render({ ledger, folders, on, period }) {
    const found = listPostings(ledger).filter(
      ({ from, to }) => from <= period.lastDay && (to === null || to >= period.firstDay),
    );
    if (found.length === 0) return [];
    const bytes = await listWorkbook(
      ledger,
      {
        table: 'posting',
        rows: postingRows(found, new ActivityWorld(ledger, folders), on),
        policy: undefined,
        offers: {
          postingKind: Object.values(postingKinds),
          rank: Object.values(postingRanks),
          originTier: Object.values(placeTiers),
          destinationTier: Object.values(placeTiers),
        },
      },
      folders,
    );
    return [workbookFile(this.title, bytes, found.length)];
  },
};

/** What was inspected and how it was mended, in full: a rectification goes on beyond its period. */
export const inspections: PackedTable = {
  table: 'inspection',
  title: '督导整改台账',
  async render({ ledger, folders, on }) {
    const found = listInspections(ledger);
    if (found.length === 0) return [];
    const rows = inspectionRows(found, new ActivityWorld(ledger, folders), on);
    const bytes = await listWorkbook(
      ledger,
      {
        table: 'inspection',
        rows,
        policy: undefined,
        offers: {
          inspectionKind: Object.values(inspectionKinds),
          severity: Object.values(severities),
          recheckResult: ['通过', '未通过'],
        },
      },
      folders,
    );
    return [workbookFile(this.title, bytes, rows.length)];
  },
};

/** Budgets and entries of special funds, a workbook for each policy. */
export const funds: PackedTable = {
  table: 'fund',
  title: '专项经费台账',
  async render({ ledger, folders }) {
    const world = new ActivityWorld(ledger, folders);
    const all = { budgets: listBudgets(ledger), entries: listFundEntries(ledger) };
    const ids = [...new Set([...all.budgets, ...all.entries].map(({ policyId }) => policyId))].sort();
    const files = [];
    for (const id of ids) {
      const policy = loadPolicy(id, folders);
      const rows = [
        ...all.budgets.filter((each) => each.policyId === id).map((each) => budgetRow(world, each)),
        ...all.entries.filter((each) => each.policyId === id).map((each) => entryRow(world, each)),
      ].map((values) => ({ values }));
      const offers = {
        rowKind: ['支出', '冲销', '预算'],
        purpose: policy.funds.purposes.map(({ name }) => name),
        account: Object.values(accountNames),
      };
      const bytes = await listWorkbook(ledger, { table: 'fund', rows, policy, offers }, folders);
      files.push(workbookFile(ids.length > 1 ? `${this.title}（${id}）` : this.title, bytes, rows.length));
    }
    return files;
  },
};

/** Every register (登记簿) that has entries. */
export const registers: PackedTable = {
  table: 'register',
  title: '登记簿',
  async render({ ledger, folders, on }) {
    const files = [];
    const counts = entryCounts(ledger);
    const placeOf = entryPlaces(ledger, on);
    for (const id of registerIds(folders).filter((each) => (counts.get(each) ?? 0) > 0)) {
      const entries = listEntries(ledger, id);
      const rows = entries.map((entry) => {
        const { name, district } = placeOf(entry);
        return { values: { group: name, name, district, ...entry.content } };
      });
      const bytes = await listWorkbook(ledger, { table: id, rows, policy: undefined }, folders);
      files.push(workbookFile(loadRegister(id, folders).name, bytes, rows.length, '登记簿/'));
    }
    return files;
  },
};
