import { cityItself, type Office } from '../ledger/office.ts';
import type { Policy } from '../policy/schema.ts';
import type { TableDefinition } from '../tables/definition.ts';
import type { Choices } from '../tables/drop-downs.ts';
import { loadDictionaries } from '../tables/load.ts';
import type { Wording } from '../tables/sheet-style.ts';

/** The table's own role names (枣庄's), for which another policy has its own. */
const ownNames = { lead: '主导园', member: '联盟园', kind: '联盟' } as const;

/**
 * Title and role names as the policy has them. Without a policy the table's own wording stays, without a slogan.
 * @param area name of the own office's area; empty where none is known
 */
export function wordingOf(table: string, area: string, policy: Policy | undefined): Wording {
  const slogan = (policy?.names.slogan ?? '').replace(/^[“"]|[”"]$/gu, '');
  const labels: Record<string, string> = {};
  for (const [role, name] of Object.entries(ownNames)) {
    const own = policy?.names[role as keyof typeof ownNames];
    if (own !== undefined && own !== name) labels[name] = own;
  }
  const tables: Readonly<Record<string, { title: string; attachment: string } | undefined>> =
    policy?.tables ?? {};
  return {
    heading: tables[table],
    words: { area, slogan: slogan ? `“${slogan}”` : '', kind: policy?.names.kind ?? ownNames.kind },
    labels,
  };
}

/**
 * What the cells of a table may hold: the terms of its dictionaries (regional ones only where they are used), the
 * districts of the ledger, the roles of a leadership group.
 * @param regionCode of the own office; null offers the terms of all regions
 * @param roles of the body at hand; a leadership group's without
 */
export function choicesOf(
  table: TableDefinition,
  folders: readonly string[],
  offices: readonly Office[],
  regionCode: string | null,
  roles: readonly string[] = ['组长', '副组长', '成员'],
): Record<string, Choices> {
  const dictionaries = loadDictionaries(table, folders);
  const districts = offices.filter((office) => office.level === 'county').map((office) => office.name);
  const choices: Record<string, Choices> = {};
  for (const field of table.kind === 'list' ? table.columns : table.fields) {
    const dictionary = field.dictionary === undefined ? undefined : dictionaries.get(field.dictionary);
    if (dictionary) {
      const terms = dictionary.terms.filter(
        ({ region }) => region === undefined || regionCode === null || regionCode.startsWith(region),
      );
      choices[field.key] = { values: terms.map(({ term }) => term), open: dictionary.open };
    } else if (field.type === 'district' && districts.length > 0) {
      choices[field.key] = { values: [cityItself, ...districts], open: true };
    } else if (field.type === 'role') {
      choices[field.key] = { values: [...roles], open: true };
    }
  }
  return choices;
}

/** Drop-downs that also take what is not on the list, by column key. */
export function openChoices(
  offers: Readonly<Record<string, readonly string[]>> = {},
): Record<string, Choices> {
  return Object.fromEntries(
    Object.entries(offers).map(([key, values]) => [key, { values: [...values], open: true }]),
  );
}

/** What a policy offers for the columns of a table: its indicators, kinds of activity and task lines, by column key. */
export function policyOffers(
  table: TableDefinition,
  policy: Policy | undefined,
): Record<string, readonly string[]> {
  if (!policy) return {};
  const named = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name);
  const offers: Readonly<Record<string, readonly string[]>> = {
    indicator: named(policy.indicators),
    activityKind: named(policy.activities),
    line: named(policy.lines),
  };
  const keys = (table.kind === 'list' ? table.columns : table.fields).map(({ key }) => key);
  return Object.fromEntries(
    keys.flatMap((key) => (offers[key]?.length ? [[key, offers[key]] as const] : [])),
  );
}
