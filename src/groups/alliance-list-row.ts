import type { FieldNames } from '../roster/reconcile.ts';
import type { FieldValue, TableRecord } from '../tables/record.ts';

/** One side of a row of the list, as the list describes it. */
export interface ListedSide {
  readonly name: string;
  readonly category: string | undefined;
  readonly ownership: string | undefined;
  /** 责任人 */
  readonly responsible: string | undefined;
}

/** A row of the list of groups (联盟名单). */
export interface AllianceRow {
  /** 区（市）教体局 as written. */
  readonly office: string | undefined;
  /** 主导园 */
  readonly lead: ListedSide;
  /** 联盟园; null where the row names a lead only: a group that has no members yet. */
  readonly member: ListedSide | null;
}

export type Side = 'lead' | 'member';

/** Under which keys of the record the facts of each side stand. */
export const sideNames: Readonly<Record<Side, FieldNames>> = {
  lead: { name: 'leadName', category: 'leadCategory', ownership: 'leadOwnership', district: 'office' },
  member: {
    name: 'memberName',
    category: 'memberCategory',
    ownership: 'memberOwnership',
    district: 'office',
  },
};

const text = (value: FieldValue | undefined) => (typeof value === 'string' ? value : undefined);

function readSide(record: TableRecord, side: Side): ListedSide | null {
  const value = (key: string) => text(record.values[`${side}${key}`]);
  const name = value('Name');
  if (name === undefined) return null;
  return {
    name,
    category: value('Category'),
    ownership: value('Ownership'),
    responsible: value('Responsible'),
  };
}

/** What a record of the list says; the reader lets no row pass that has no lead. */
export function readAllianceRow(record: TableRecord): AllianceRow {
  const lead = readSide(record, 'lead');
  if (!lead) throw new Error(`row ${record.row} of the list has no lead`);
  return { office: text(record.values.office), lead, member: readSide(record, 'member') };
}
