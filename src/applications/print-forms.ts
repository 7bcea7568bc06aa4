import { safeFileName, uniqueNames } from '../common/file-names.ts';
import { maskPhones } from '../common/masking.ts';
import { Failure, makeFinding } from '../findings/catalogue.ts';
import type { Finding } from '../findings/finding.ts';
import { lookUpKindergarten } from '../roster/find-kindergarten.ts';
import type { Kindergarten } from '../roster/kindergarten.ts';
import { findKindergarten } from '../roster/roster.store.ts';
import type { Ledger } from '../store/ledger.ts';
import type { FormDefinition } from '../tables/definition.ts';
import { loadTable } from '../tables/load.ts';
import type { FieldValue } from '../tables/record.ts';
import type { Application } from './application.ts';
import { findApplications, listApplications } from './applications.store.ts';

/** Which applications are printed: `all`, or those of the kindergartens named (names, codes, `名称@区县`). */
export interface FormSelection {
  readonly names: 'all' | readonly string[];
  /** Kindergartens for whose groups forms are made in which only the lead's part (主导园信息) is filled in. */
  readonly leads?: readonly string[];
  /** Of the applications, too, only the lead's part is filled in. */
  readonly leadOnly?: boolean;
  readonly isBlankWanted?: boolean;
  readonly masked: boolean;
  readonly policyId: string | undefined;
  /** Kindergartens are found, and files named, by what they are called on this date. */
  readonly on: string;
}

/** One form to be made. */
export interface PlannedForm {
  /** Whose form it is; null for the blank. */
  readonly kindergarten: string | null;
  /** Name of its file, without the folder and the ending; no two are the same. */
  readonly file: string;
  readonly policyId: string | undefined;
  readonly values: Readonly<Record<string, FieldValue | null>>;
  /** To be filled in by somebody. */
  readonly isBlank: boolean;
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
 * What is to be printed, in the order in which the applications came in (with names: in theirs), then the forms for
 * leads, then the blank.
 * @throws Failure `nothing-to-export` where none at all was received
 */
export function planForms(ledger: Ledger, definition: FormDefinition, selection: FormSelection): FormPlan {
  const received = listApplications(ledger).filter(
    (application) => selection.policyId === undefined || application.policyId === selection.policyId,
  );
  if (received.length === 0 && selection.names === 'all') {
    throw new Failure('nothing-to-export', { value: '申请表', table: 'application' });
  }
  const findings: Finding[] = [];
  const chosen = selection.names === 'all' ? received : chooseByName(ledger, received, selection, findings);
  const unique = uniqueNames();
  const masked = (values: FormPlanValues) => maskValues(values, definition, selection.masked);
  const forms = chosen.map((application): PlannedForm => {
    const kindergarten =
      findKindergarten(ledger, application.kindergartenId, selection.on)?.name ?? application.name;
    const suffix = selection.leadOnly ? '（主导园已填）' : '';
    return {
      kindergarten,
      file: unique(`申请表_${safeFileName(kindergarten)}${suffix}`),
      policyId: application.policyId || undefined,
      values: masked(selection.leadOnly ? leadOf(ledger, application, selection.on) : { ...application }),
      isBlank: selection.leadOnly === true,
    };
  });
  for (const name of selection.leads ?? []) {
    const lookup = lookUpKindergarten(ledger, name, selection.on);
    if (!lookup.kindergarten) {
      findings.push(makeFinding(lookup.code, lookup.parameters));
      continue;
    }
    const lead = lookup.kindergarten;
    forms.push({
      kindergarten: lead.name,
      file: unique(`申请表（主导园：${safeFileName(lead.name)}）`),
      policyId: selection.policyId,
      values: masked(leadValues(ledger, lead)),
      isBlank: true,
    });
  }
  if (selection.isBlankWanted) {
    forms.push({
      kindergarten: null,
      file: unique('申请表（空白）'),
      policyId: undefined,
      values: {},
      isBlank: true,
    });
  }
  return { forms, findings };
}

type FormPlanValues = Readonly<Record<string, FieldValue | null>>;

/** The lead as the roster has it; its e-mail address as applications gave it last, for the roster has none. */
function leadValues(ledger: Ledger, lead: Kindergarten): FormPlanValues {
  const email = findApplications(ledger, { leadId: lead.id }).findLast(({ leadEmail }) => leadEmail !== null);
  return {
    leadName: lead.name,
    leadPhone: lead.phone,
    leadAddress: lead.address,
    leadEmail: email?.leadEmail ?? null,
  };
}

/** The lead's part of an application: as it was given, what it lacks from the roster. */
function leadOf(ledger: Ledger, application: Application, on: string): FormPlanValues {
  const lead = application.leadId === null ? undefined : findKindergarten(ledger, application.leadId, on);
  const known = lead ? leadValues(ledger, lead) : {};
  return {
    leadName: application.leadName ?? known.leadName ?? null,
    leadPhone: application.leadPhone ?? known.leadPhone ?? null,
    leadAddress: application.leadAddress ?? known.leadAddress ?? null,
    leadEmail: application.leadEmail ?? known.leadEmail ?? null,
  };
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

/** The values by the keys of the form; phones masked where asked. */
function maskValues(given: FormPlanValues, definition: FormDefinition, masked: boolean): FormPlanValues {
  return Object.fromEntries(
    definition.fields.map(({ key, type }) => {
      const value = given[key] ?? null;
      return [key, masked && type === 'phone' && typeof value === 'string' ? maskPhones(value) : value];
    }),
  );
}
