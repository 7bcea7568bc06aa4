import type { Office, OfficeLevel } from '../../ledger/office.ts';
import { findOrAddOffice, listOffices, ownOffice } from '../../ledger/offices.store.ts';
import type { Ledger } from '../../store/ledger.ts';
import { completeOffice } from './travelling.store.ts';
import type { Row } from './travelling.ts';

const levels: readonly OfficeLevel[] = ['province', 'city', 'county', 'town'];

/** Which offices of this ledger the sender's are, and which of them lie in its branch (辖区). */
export interface OfficeMap {
  /** Sender's id → id here; absent for an office that means nothing here. */
  readonly ids: ReadonlyMap<number, number>;
  /** Ids here. */
  readonly branch: ReadonlySet<number>;
}

/** An office of the sender's ledger. */
interface SenderOffice {
  readonly id: number;
  readonly level: OfficeLevel;
  readonly name: string;
  readonly title: string | null;
  readonly regionCode: string | null;
  readonly parentId: number | null;
  readonly isOwn: boolean;
}

function senderOffice(row: Row): SenderOffice | undefined {
  const level = levels.find((each) => each === row.level);
  if (level === undefined || typeof row.name !== 'string' || row.name === '') return undefined;
  const textOf = (value: unknown) => (typeof value === 'string' ? value : null);
  return {
    id: Number(row.id),
    level,
    name: row.name,
    title: textOf(row.title),
    regionCode: textOf(row.region_code),
    parentId: typeof row.parent_id === 'number' ? row.parent_id : null,
    isOwn: row.is_own === 1,
  };
}

/**
 * Brings the sender's offices under its office here (inside `perform`): those below it are entered below it, others
 * are looked up by level and name, and neighbours that nobody knows yet are entered beside it.
 */
export function mapOffices(ledger: Ledger, sender: Office, rows: readonly Row[]): OfficeMap {
  const offices = rows.map(senderOffice).filter((office) => office !== undefined);
  const byId = new Map(offices.map((office) => [office.id, office]));
  const ids = new Map<number, number>();
  const branch = new Set([sender.id]);
  const known = listOffices(ledger);
  const own = ownOffice(ledger);
  const visit = (office: SenderOffice, path: readonly number[]): number | undefined => {
    const done = ids.get(office.id);
    if (done !== undefined || path.includes(office.id)) return done;
    if (office.isOwn) {
      ids.set(office.id, sender.id);
      completeOffice(ledger, sender.id, office);
      return sender.id;
    }
    const above = office.parentId === null ? undefined : byId.get(office.parentId);
    const parent = above ? visit(above, [...path, office.id]) : undefined;
    const id = parent !== undefined && branch.has(parent) ? enter(office, parent) : outside(office, parent);
    if (id === undefined) return undefined;
    if (parent !== undefined && branch.has(parent)) branch.add(id);
    ids.set(office.id, id);
    return id;
  };
  const enter = (office: SenderOffice, parentId: number): number => {
    const { id } = findOrAddOffice(ledger, { ...office, parentId });
    completeOffice(ledger, id, office);
    return id;
  };
  const outside = (office: SenderOffice, parent: number | undefined): number | undefined => {
    const same = known.filter(({ level, name }) => level === office.level && name === office.name);
    const [only] = same;
    if (only && same.length === 1) return only.id;
    const depth = (level: OfficeLevel) => levels.indexOf(level);
    if (same.length > 1 || depth(office.level) <= depth(own.level)) return undefined;
    const parentId = parent ?? sender.parentId ?? own.id;
    return findOrAddOffice(ledger, { level: office.level, name: office.name, parentId }).id;
  };
  for (const office of offices) visit(office, []);
  return { ids, branch };
}
