import { ActivityWorld } from '../../activities/activity-world.ts';
import { listWorkbook } from '../../exports/deliver-list.ts';
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
