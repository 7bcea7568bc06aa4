import { safeFileName, uniqueNames } from '../common/file-names.ts';
import { maskPhones } from '../common/masking.ts';
import { Failure, makeFinding } from '../findings/catalogue.ts';
import type { Finding } from '../findings/finding.ts';
import { lookUpKindergarten } from '../roster/find-kindergarten.ts';
import { findKindergarten } from '../roster/roster.store.ts';
import type { Ledger } from '../store/ledger.ts';
import type { FormDefinition } from '../tables/definition.ts';
import { loadTable } from '../tables/load.ts';
import type { FieldValue } from '../tables/record.ts';
import type { Application } from './application.ts';
import { listApplications } from './applications.store.ts';

/** Which applications are printed: `all`, or those of the kindergartens named (names, codes, `名称@区县`). */
export interface FormSelection {
  readonly names: 'all' | readonly string[];
  readonly policyId: string | undefined;
  /** Kindergartens are found, and files named, by what they are called on this date. */
  readonly on: string;
}

/** One form to be made. */
export interface PlannedForm {
  readonly kindergarten: string;
  /** Name of its file, without the folder; no two are the same. */
  readonly file: string;
  readonly application: Application;
}

export interface FormPlan {
  readonly forms: readonly PlannedForm[];
  /** Names that mean no kindergarten, or one that sent no application. */
  readonly findings: readonly Finding[];
}

/** The definition of 附件3. @throws Failure `template-missing`, `template-invalid` */
export function applicationForm(folders: readonly string[]): FormDefinition {
  const table = loadTable('application', folders);
  if (table.kind !== 'form') throw new TypeError('application is no form');
  return table;
}

/**
 * What is to be printed, in the order in which the applications came in (with names: in theirs), one file each.
 * @throws Failure `nothing-to-export` where none at all was received
 */
export function planForms(ledger: Ledger, selection: FormSelection): FormPlan {
  const received = listApplications(ledger).filter(
    (application) => selection.policyId === undefined || application.policyId === selection.policyId,
  );
  if (received.length === 0 && selection.names === 'all') {
    throw new Failure('nothing-to-export', { value: '申请表', table: 'application' });
  }
  const findings: Finding[] = [];
  const chosen = selection.names === 'all' ? received : chooseByName(ledger, received, selection, findings);
  const unique = uniqueNames();
  const forms = chosen.map((application): PlannedForm => {
    const kindergarten =
      findKindergarten(ledger, application.kindergartenId, selection.on)?.name ?? application.name;
    return { kindergarten, file: `${unique(`申请表_${safeFileName(kindergarten)}`)}.xlsx`, application };
  });
  return { forms, findings };
}

function chooseByName(
  ledger: Ledger,
  received: readonly Application[],
  selection: FormSelection,
  findings: Finding[],
): Application[] {
  const chosen = new Set<Application>();
  for (const name of selection.names) {
    const lookup = lookUpKindergarten(ledger, name, selection.on);
    if (!lookup.kindergarten) {
      findings.push(makeFinding(lookup.code, lookup.parameters));
      continue;
    }
    const { id } = lookup.kindergarten;
    const own = received.filter((application) => application.kindergartenId === id);
    if (own.length === 0) {
      findings.push(makeFinding('application-not-received', { value: lookup.kindergarten.name }));
    }
    for (const application of own) chosen.add(application);
  }
  return [...chosen];
}

/** The application's fields by the keys of the form; phones masked where asked. */
export function formValues(
  application: Application,
  definition: FormDefinition,
  masked: boolean,
): Record<string, FieldValue | null> {
  const given: Readonly<Record<string, FieldValue | null>> = { ...application };
  return Object.fromEntries(
    definition.fields.map(({ key, type }) => {
      const value = given[key] ?? null;
      return [key, masked && type === 'phone' && typeof value === 'string' ? maskPhones(value) : value];
    }),
  );
}
