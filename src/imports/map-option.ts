import { Failure } from '../findings/catalogue.ts';
import type { TableDefinition } from '../tables/definition.ts';
import {
  fieldNamed,
  fieldPaths,
  type HandMapping,
  isCell,
  isLetters,
  nearTexts,
} from '../tables/hand-mapping.ts';
import type { Batch } from './survey.ts';

/** Words that may stand instead of a field: the column is not to be read. */
const unread: ReadonlySet<string> = new Set(['', '-', '不读', '忽略']);

/**
 * `栏目=官方栏目` pairs of --map; nothing, `-` or `不读` after the sign: the column is not to be read.
 * @throws Failure `option-value` for what is no pair, or a heading given twice
 */
export function parseMappings(pairs: readonly string[]): HandMapping[] {
  const mappings = new Map<string, HandMapping>();
  for (const pair of pairs) {
    const refuse = (expected: string) =>
      new Failure('option-value', { option: '--map', value: pair, expected });
    const at = pair.search(/[=＝]/u);
    const from = pair.slice(0, Math.max(0, at)).trim();
    if (from === '') throw refuse('应写成“表里的栏目=表样的栏目”，如 "园名=园所名称"；不读的栏目写 "备注="');
    const to = pair.slice(at + 1).trim();
    if (mappings.has(from)) throw refuse(`“${from}”已经指定过一次`);
    mappings.set(from, { from, to: unread.has(to) ? null : to });
  }
  return [...mappings.values()];
}

/** The texts for a message; of very many the first ones. */
function listed(texts: readonly string[], most = 40): string {
  return texts.slice(0, most).join('、') + (texts.length > most ? ` 等 ${texts.length} 个` : '');
}

const nearAdvice = (near: readonly string[]) =>
  near.length > 0 ? `是不是${near.map((each) => `“${each}”`).join('或')}？` : '';

/**
 * Refuses an official field that no table has, or that several fields of the only tables bear, before any file is
 * opened. @throws Failure `map-field-unknown`, `map-field-several`
 */
export function checkFields(mappings: readonly HandMapping[], definitions: readonly TableDefinition[]): void {
  for (const { from, to } of mappings) {
    if (to === null) continue;
    const found = definitions.map((definition) => ({ definition, named: fieldNamed(definition, to) }));
    if (found.some(({ named }) => named.kind === 'one')) continue;
    const several = found.find(({ named }) => named.kind === 'several');
    if (several?.named.kind === 'several') {
      const fields = several.named.labels.join('、');
      throw new Failure('map-field-several', { value: to, table: several.definition.name, fields, from });
    }
    const fields = [...new Set(definitions.flatMap(fieldPaths))];
    throw new Failure('map-field-unknown', {
      value: to,
      near: nearAdvice(nearTexts(to, fields)),
      fields: listed(fields, 30),
    });
  }
}

/**
 * Refuses what was told by hand and used nowhere: a slip of the clerk's, which would otherwise change nothing and
 * say nothing; and letters of columns where tables with different headings are in the batch, or the cell of a label
 * where several forms have it.
 * @throws Failure `map-heading-unknown`, `map-field-unfit`, `map-letters-several`
 */
export function checkUse(
  mappings: readonly HandMapping[],
  batch: Batch,
  definitions: readonly TableDefinition[],
): void {
  const headings = [...new Set(batch.files.flatMap((file) => file.headings))];
  // Nothing could be opened: that is what the clerk has to hear of.
  if (headings.length === 0) return;
  for (const mapping of mappings) {
    const { from, to } = mapping;
    const used = batch.tables.filter(({ location }) =>
      location.byHand?.some((each) => each.mapping === mapping),
    );
    if (used.length === 0) {
      const tables = [...new Set(batch.tables.map(({ location }) => location.table))];
      // A file whose table could not be recognised says why by itself.
      if (to !== null && batch.tables.length > 0 && (isPlace(from) || isThere(from, headings))) {
        const found = definitions.filter(({ id }) => tables.includes(id));
        throw new Failure('map-field-unfit', {
          value: `${from}=${to}`,
          tables: found.map(({ name }) => name).join('、'),
          fields: listed(found.flatMap(fieldPaths), 40),
        });
      }
      if (batch.tables.length === 0 && (isPlace(from) || isThere(from, headings))) continue;
      throw new Failure('map-heading-unknown', {
        value: from,
        near: nearAdvice(nearTexts(from, headings)),
        headings: listed(headings),
      });
    }
    const layouts = new Map(used.map((table) => [table.location.layout, table]));
    const apart = isCell(from) ? used : [...layouts.values()];
    if (isPlace(from) && apart.length > 1) {
      const places = apart.map(({ file, location }) => `${file.path}“${location.sheet}”`);
      throw new Failure('map-letters-several', { value: from, places: listed(places, 6) });
    }
  }
}

/** Letters of a column or the cell of a label: they mean something else in a table of another layout. */
const isPlace = (from: string) => isLetters(from) || isCell(from);

function isThere(from: string, headings: readonly string[]): boolean {
  const leaf = from.split(/[>＞›]/u).at(-1) ?? from;
  return nearTexts(leaf, headings, 1).some(
    (near) => nearTexts(near, [leaf], 1).length > 0 && same(near, leaf),
  );
}

const same = (one: string, other: string) => one.replace(/\s/gu, '') === other.replace(/\s/gu, '');
