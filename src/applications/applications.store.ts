import type { Ledger } from '../store/ledger.ts';
import type { Application, ApplicationField } from './application.ts';

/** Column of the ledger for each property: the one place where the two namings meet. */
const columns = {
  kindergartenId: 'kindergarten_id',
  leadId: 'lead_id',
  policyId: 'policy_id',
  cycleStart: 'cycle_start',
  receivedOn: 'received_on',
  name: 'name',
  size: 'size',
  address: 'address',
  postcode: 'postcode',
  legalRepresentative: 'legal_representative',
  post: 'post',
  phone: 'phone',
  contact: 'contact',
  mobile: 'mobile',
  landline: 'landline',
  email: 'email',
  leadName: 'lead_name',
  leadPhone: 'lead_phone',
  leadAddress: 'lead_address',
  leadEmail: 'lead_email',
  project: 'project',
  expectedEffect: 'expected_effect',
  recommender: 'recommender',
  opinion: 'opinion',
} as const satisfies Record<Exclude<keyof Application, 'id'>, string>;

/** Column of the ledger in which a field of the form is held. */
export const applicationColumn = (field: ApplicationField): string => columns[field];

type Property = keyof typeof columns;
const properties = Object.keys(columns) as Property[];

const select = `SELECT application.id, ${properties
  .map((property) => `application.${columns[property]} AS ${property}`)
  .join(', ')} FROM application`;

/** Which applications: every condition given must hold. */
export interface ApplicationFilter {
  readonly kindergartenId?: number;
  readonly leadId?: number;
  readonly policyId?: string;
  readonly cycleStart?: string;
}

/** All applications received, in the order in which they came into the ledger. */
export function listApplications(ledger: Ledger): Application[] {
  return ledger.prepare<[], Application>(`${select} ORDER BY application.id`).all();
}

/** The applications that meet the filter, in the order in which they came into the ledger. */
export function findApplications(ledger: Ledger, filter: ApplicationFilter): Application[] {
  const given = (Object.keys(filter) as (keyof ApplicationFilter)[]).filter(
    (key) => filter[key] !== undefined,
  );
  const where = given.map((key) => `application.${columns[key]} = @${key}`).join(' AND ');
  return ledger
    .prepare<[ApplicationFilter], Application>(
      `${select}${where ? ` WHERE ${where}` : ''} ORDER BY application.id`,
    )
    .all(filter);
}

/** Adds an application; call inside `ledger.perform`. @returns its id */
export function addApplication(ledger: Ledger, application: Omit<Application, 'id'>): number {
  const { lastInsertRowid } = ledger
    .prepare<[Omit<Application, 'id'>]>(
      `INSERT INTO application (${properties.map((property) => columns[property]).join(', ')})
       VALUES (${properties.map((property) => `@${property}`).join(', ')})`,
    )
    .run(application);
  return Number(lastInsertRowid);
}

/** Changes the given fields of an application; call inside `ledger.perform`. */
export function updateApplication(
  ledger: Ledger,
  id: number,
  changes: Partial<Omit<Application, 'id' | 'kindergartenId'>>,
): void {
  const changed = properties.filter((property) => property in changes);
  if (changed.length === 0) return;
  ledger
    .prepare<[Record<string, unknown>]>(
      `UPDATE application SET ${changed.map((property) => `${columns[property]} = @${property}`).join(', ')}
       WHERE id = @id`,
    )
    .run({ ...changes, id });
}
