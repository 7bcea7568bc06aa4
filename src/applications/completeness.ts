import { findKindergarten } from '../roster/roster.store.ts';
import type { Ledger } from '../store/ledger.ts';
import type { FormDefinition } from '../tables/definition.ts';
import { listApplications } from './applications.store.ts';

/** How complete one application form is, as `application completeness --json` prints it. */
export interface Completeness {
  readonly kindergarten: string;
  readonly district: string | null;
  readonly policy: string | null;
  readonly receivedOn: string;
  /** Fields that the kindergarten fills in, and how many of them are filled. */
  readonly fields: number;
  readonly filled: number;
  /** Labels of its empty fields, `主导园信息·电话` where a group tells which is meant. */
  readonly missing: readonly string[];
  /** The recommending office's own fields (推荐单位, 推荐意见) that are empty. */
  readonly open: readonly string[];
}

/** Filled in by the office that recommends, when it signs. */
const ofRecommender: ReadonlySet<string> = new Set(['recommender', 'opinion']);

/** Labels by field key; one that stands twice in the form names its group. */
export function fieldLabels(definition: FormDefinition): ReadonlyMap<string, string> {
  const { fields } = definition;
  return new Map(
    fields.map(({ key, label, group }) => {
      const isTwice = fields.filter((other) => other.label === label).length > 1;
      return [key, isTwice && group !== '' ? `${group}·${label}` : label];
    }),
  );
}

/** Of each form received which fields are empty, the least complete first. */
export function completenessOf(
  ledger: Ledger,
  definition: FormDefinition,
  selection: { readonly policyId: string | undefined; readonly on: string },
): Completeness[] {
  const labels = fieldLabels(definition);
  const own = definition.fields.filter(({ key }) => !ofRecommender.has(key));
  const rows = listApplications(ledger)
    .filter(({ policyId }) => selection.policyId === undefined || policyId === selection.policyId)
    .map((application): Completeness => {
      const kindergarten = findKindergarten(ledger, application.kindergartenId, selection.on);
      const values: Readonly<Record<string, unknown>> = { ...application };
      const isEmpty = (key: string) => String(values[key] ?? '').trim() === '';
      const missing = own.filter(({ key }) => isEmpty(key)).map(({ key }) => labels.get(key) ?? key);
      return {
        kindergarten: kindergarten?.name ?? application.name,
        district: kindergarten?.district ?? null,
        policy: application.policyId || null,
        receivedOn: application.receivedOn,
        fields: own.length,
        filled: own.length - missing.length,
        missing,
        open: [...ofRecommender].filter(isEmpty).map((key) => labels.get(key) ?? key),
      };
    });
  return rows.sort((a, b) => b.missing.length - a.missing.length);
}
