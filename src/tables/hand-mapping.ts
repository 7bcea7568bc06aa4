import { cellAddress, columnNumber, parseRange } from '../workbook/address.ts';
import { columnLabel } from './compiled.ts';
import type { TableDefinition } from './definition.ts';
import type { HeaderColumn } from './header-path.ts';
import { type Heading, readHeading } from './headings.ts';
import type { AppliedMapping } from './record.ts';

/** A heading of a sender's file and the official field that a clerk says it is (`--map "园名=园所名称"`). */
export interface HandMapping {
  /** Heading as it stands there, path (`主导园>名称`), letters of a column (`C`), or the cell of a form's label (`B5`). */
  readonly from: string;
  /** Key, heading or path of the official field; null: the column is not to be read. */
  readonly to: string | null;
}

/** What was told by hand that holds for other files with the same headings too: not what was told of a single cell. */
export function lastingMappings(applied: readonly AppliedMapping[]): HandMapping[] {
  return applied
    .filter(({ mapping }) => !isCell(mapping.from))
    .map(({ mapping, key }) => ({ from: mapping.from, to: key }));
}

/** A mapping in the words of one definition. */
export interface CompiledMapping {
  readonly mapping: HandMapping;
  /** Column given by its letters. */
  readonly column: number | undefined;
  /** Label given by its cell: in upper case. */
  readonly cell: string | undefined;
  /** Headings from the top down, as far as they were given. */
  readonly path: readonly Heading[];
  /** Key of the field; null: not to be read. */
  readonly key: string | null;
}

/** What an official field's name means in a table: one field, several that share the name, or none. */
export type NamedField =
  | { readonly kind: 'one'; readonly key: string; readonly label: string }
  | { readonly kind: 'several'; readonly labels: readonly string[] }
  | { readonly kind: 'none' };

interface Candidate {
  readonly key: string;
  readonly label: string;
  readonly path: readonly string[];
  readonly synonyms: readonly string[];
}

function candidates(definition: TableDefinition): Candidate[] {
  return definition.kind === 'list'
    ? definition.columns.map((column) => ({
        key: column.key,
        label: columnLabel(column),
        path: column.path,
        synonyms: column.synonyms,
      }))
    : definition.fields.map(({ key, group, label, synonyms }) => ({
        key,
        label: group === '' ? label : `${group}·${label}`,
        path: group === '' ? [label] : [group, label],
        synonyms,
      }));
}

/** Names of all fields of a table as they are typed: `主导园>园所名称`. */
export function fieldPaths(definition: TableDefinition): string[] {
  return candidates(definition).map(({ path }) => path.join('>'));
}

/** A field's name as it is typed after `=`. */
export function fieldPath(definition: TableDefinition, key: string): string {
  return (
    candidates(definition)
      .find((each) => each.key === key)
      ?.path.join('>') ?? key
  );
}

const separator = /[>＞›]/u;

/** Whether a text gives a column by its letters. */
export const isLetters = (text: string) => /^[A-Za-z]{1,3}$/u.test(text.trim());

/** Whether a text gives a label by its cell: good for one file, since in the next it may stand a row lower. */
export const isCell = (text: string) => cellOf(text) !== undefined;

/** The cell that a text gives, `B5`; undefined where it gives none. */
function cellOf(text: string): string | undefined {
  const at = /^[A-Z]{1,3}\d+$/iu.test(text.trim()) ? parseRange(text) : undefined;
  return at && cellAddress(at.top, at.left);
}

/** Which field a clerk means: its key, its path, its heading, or another wording that only one field has. */
export function fieldNamed(definition: TableDefinition, text: string): NamedField {
  const all = candidates(definition);
  const byKey = all.find(({ key }) => key === text.trim());
  if (byKey) return { kind: 'one', key: byKey.key, label: byKey.label };
  const whole = readHeading(text).full;
  if (whole === '') return { kind: 'none' };
  const parts = text.split(separator).map((part) => readHeading(part).full);
  const full = (texts: readonly string[]) => texts.map((each) => readHeading(each).full);
  const leafOf = ({ path }: Candidate) => full(path).at(-1) ?? '';
  const isBelow = (each: Candidate, above: readonly string[]) => {
    const own = full(each.path.slice(0, -1));
    return above.every((part) => own.includes(part));
  };
  const ways: ((each: Candidate) => boolean)[] = [
    (each) => full(each.path).join('') === parts.join(''),
    (each) => leafOf(each) === parts.at(-1) && isBelow(each, parts.slice(0, -1)),
    (each) => full(each.synonyms).includes(parts.at(-1) ?? '') && isBelow(each, parts.slice(0, -1)),
  ];
  for (const way of ways) {
    const found = all.filter(way);
    const [only] = found;
    if (found.length === 1 && only) return { kind: 'one', key: only.key, label: only.label };
    if (found.length > 1) return { kind: 'several', labels: found.map(({ path }) => path.join('>')) };
  }
  return { kind: 'none' };
}

/** The mappings that speak of a definition's fields; what is not to be read concerns every table. */
export function compileMappings(
  definition: TableDefinition,
  mappings: readonly HandMapping[],
): CompiledMapping[] {
  return mappings.flatMap((mapping): CompiledMapping[] => {
    const named = mapping.to === null ? null : fieldNamed(definition, mapping.to);
    if (named !== null && named.kind !== 'one') return [];
    const from = mapping.from.trim();
    const column = isLetters(from) ? columnNumber(from.toUpperCase()) : undefined;
    const cell = cellOf(from);
    const path = column === undefined && cell === undefined ? from.split(separator).map(readHeading) : [];
    return [{ mapping, column, cell, path, key: named === null ? null : named.key }];
  });
}

/** Whether headings from the top down are those of a mapping; `exactly` counts what stands in brackets. */
export function meetsPath(found: readonly Heading[], wanted: readonly Heading[], exactly: boolean): boolean {
  const same = (one: Heading | undefined, other: Heading | undefined) =>
    one !== undefined &&
    other !== undefined &&
    one.full !== '' &&
    (exactly ? one.full === other.full : other.remark === '' && one.bare === other.bare);
  const [only] = wanted;
  if (wanted.length === 1 && only) {
    if (same(found.at(-1), only)) return true;
    return exactly && found.length > 1 && found.map(({ full }) => full).join('') === only.full;
  }
  if (!same(found.at(-1), wanted.at(-1))) return false;
  let from = 0;
  return wanted.slice(0, -1).every((part) => {
    const at = found.findIndex(
      (each, index) => index >= from && index < found.length - 1 && same(each, part),
    );
    from = at + 1;
    return at >= 0;
  });
}

/** The columns of a header that a mapping means: the same words first, else the same but for brackets. */
export function mappedColumns(mapping: CompiledMapping, headers: readonly HeaderColumn[]): HeaderColumn[] {
  if (mapping.column !== undefined) {
    const found = headers.find(({ column }) => column === mapping.column);
    // A column without any heading can only be told by its letters.
    return [found ?? { column: mapping.column, path: [] }];
  }
  for (const exactly of [true, false]) {
    const found = headers.filter(({ path }) =>
      meetsPath(
        path.map(({ heading }) => heading),
        mapping.path,
        exactly,
      ),
    );
    if (found.length > 0) return found;
  }
  return [];
}

/** Whether a cell's text is the lowest heading of one of the mappings. */
export function isMappedHeading(heading: Heading, mappings: readonly CompiledMapping[]): boolean {
  return mappings.some(({ path }) => {
    const leaf = path.at(-1);
    return (
      leaf !== undefined && (leaf.full === heading.full || (leaf.remark === '' && leaf.bare === heading.bare))
    );
  });
}

/** The normalised sequence of the headings of a list: by it a sender's layout is known again. */
export function layoutOf(headers: readonly HeaderColumn[]): string {
  return headers.map(({ path }) => path.map(({ heading }) => heading.full).join('>')).join('|');
}

/** How well a text typed by hand resembles another: shared characters over all characters, 0–1. */
export function resemblance(one: string, other: string): number {
  const [left, right] = [new Set(readHeading(one).full), new Set(readHeading(other).full)];
  if (left.size === 0 || right.size === 0) return 0;
  const shared = [...left].filter((sign) => right.has(sign)).length;
  return (2 * shared) / (left.size + right.size);
}

/** The texts nearest to one that was typed, best first; those with nothing in common are left out. */
export function nearTexts(text: string, among: readonly string[], most = 3): string[] {
  return [...new Set(among)]
    .map((each) => ({ each, score: resemblance(text, each) }))
    .filter(({ score }) => score >= 0.3)
    .sort((one, other) => other.score - one.score)
    .slice(0, most)
    .map(({ each }) => each);
}
