import { headingKey } from '../common/text.ts';
import { Failure, makeFinding } from '../findings/catalogue.ts';
import type { Finding } from '../findings/finding.ts';
import type { ColumnDefinition } from '../tables/definition.ts';
import type { Dictionaries } from '../tables/dictionary.ts';
import { normalise } from '../tables/fields/normalise.ts';
import { loadDictionaries, loadTable } from '../tables/load.ts';
import type { FieldValue } from '../tables/record.ts';
import { fieldLabels, type LabelledField } from './field-labels.ts';

/** Values typed on the command line, understood as cells of the roster table are. */
export interface TypedValues {
  /** null: to be emptied. */
  readonly values: ReadonlyMap<LabelledField, FieldValue | null>;
  /** What there was to say about them; a value with an error is left out. */
  readonly findings: readonly Finding[];
}

/** The roster table's columns and words, for understanding what is typed. */
export class RosterFields {
  readonly #columns: readonly ColumnDefinition[];
  readonly #dictionaries: Dictionaries;

  constructor(folders: readonly string[]) {
    const table = loadTable('roster', folders);
    this.#columns = table.kind === 'list' ? table.columns : [];
    this.#dictionaries = loadDictionaries(table, folders);
  }

  /** The field a clerk means by a heading of the table, one of its other wordings, or the English key. */
  field(text: string): LabelledField | undefined {
    const key = headingKey(text);
    const heading = (each: ColumnDefinition) => headingKey(each.path.at(-1) ?? '');
    const exact = this.#columns.find(
      (each) =>
        each.key.toLowerCase() === key.toLowerCase() ||
        [heading(each), ...each.synonyms.map(headingKey)].includes(key),
    );
    // A part of a heading will do where only one has it: 名称 is 园所名称.
    const partly = key.length > 1 ? this.#columns.filter((each) => heading(each).includes(key)) : [];
    const column = exact ?? (partly.length === 1 ? partly[0] : undefined);
    return column && column.key in fieldLabels ? (column.key as LabelledField) : undefined;
  }

  /** A typed text as a value of the field; undefined with an error among the findings where it is none. */
  read(field: LabelledField, text: string): { value: FieldValue | undefined; findings: Finding[] } {
    const column = this.#columns.find((each) => each.key === field);
    if (!column) return { value: undefined, findings: [] };
    const result = normalise({ type: 'text', value: text }, column, { dictionaries: this.#dictionaries });
    const findings = result.findings.map(({ code, parameters }) =>
      makeFinding(code, { field: fieldLabels[field], value: text, ...parameters }),
    );
    return { value: result.value, findings };
  }

  /** Several typed texts. An empty text empties the field, the name excepted. */
  readAll(texts: ReadonlyMap<LabelledField, string>): TypedValues {
    const values = new Map<LabelledField, FieldValue | null>();
    const findings: Finding[] = [];
    for (const [field, text] of texts) {
      if (text.trim() === '' && field !== 'name') {
        values.set(field, null);
        continue;
      }
      const read = this.read(field, text);
      findings.push(...read.findings);
      if (read.value !== undefined) values.set(field, read.value);
    }
    return { values, findings };
  }
}

/** `栏目=值` pairs of --set. @throws Failure `option-value`, `field-unknown` */
export function parsePairs(pairs: readonly string[], fields: RosterFields): Map<LabelledField, string> {
  const texts = new Map<LabelledField, string>();
  for (const pair of pairs) {
    const at = pair.search(/[=＝]/u);
    if (at <= 0) {
      throw new Failure('option-value', { option: '--set', value: pair, expected: '应写成“栏目=值”' });
    }
    const heading = pair.slice(0, at).trim();
    const field = fields.field(heading);
    if (!field) {
      throw new Failure('field-unknown', { value: heading, known: Object.values(fieldLabels).join('、') });
    }
    texts.set(field, pair.slice(at + 1));
  }
  return texts;
}
