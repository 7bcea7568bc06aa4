import type { TextPlace } from './wording.ts';

/**
 * What a field can hold. Texts are texts: nothing in them is read as a field, a heading or a stroke of a table.
 * Null is known but missing, which is not zero.
 */
export type WordingValue = Scalar | Figure | readonly WordingValue[] | WordingValues;

export type Scalar = string | number | boolean | null;

export interface WordingValues {
  readonly [name: string]: WordingValue;
}

/** A figure (数字) that can be traced: its id goes into the finished document with it. */
export class Figure {
  readonly id: string;
  readonly value: string | number | null;

  constructor(id: string, value: string | number | null) {
    this.id = id;
    this.value = value;
  }
}

export const isList = (value: WordingValue): value is readonly WordingValue[] => Array.isArray(value);

export function isRecord(value: WordingValue): value is WordingValues {
  return typeof value === 'object' && value !== null && !isList(value) && !(value instanceof Figure);
}

/** Nothing there: null, an empty text or an empty list. Zero and no are something. */
export function isMissing(value: WordingValue): boolean {
  if (value instanceof Figure) return isMissing(value.value);
  if (isList(value)) return value.length === 0 || value.every(isMissing);
  return value === null || (typeof value === 'string' && value.trim() === '');
}

/** What `{{#如果 字段}}` asks: something is there, and neither zero nor no. */
export function hasSomething(value: WordingValue): boolean {
  if (value instanceof Figure) return hasSomething(value.value);
  return !isMissing(value) && value !== 0 && value !== false;
}

/** A number as it is compared and counted: a list counts its entries; undefined where it is none. */
export function amountOf(value: WordingValue): number | undefined {
  if (value instanceof Figure) return amountOf(value.value);
  if (isList(value)) return value.length;
  if (typeof value === 'number') return value;
  if (typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value.trim())) return Number(value);
  return undefined;
}

/** Values by name, the innermost first. */
export type Scope = readonly WordingValues[];

/** What a path leads to; `unknown` where a name is not among the values; through a list, all its entries. */
export function lookUp(scope: Scope, names: readonly string[]): { readonly value: WordingValue } | 'unknown' {
  const [first = '', ...further] = names;
  const holder = scope.find((values) => Object.hasOwn(values, first));
  if (!holder) return 'unknown';
  return descend(holder[first] ?? null, further);
}

function descend(
  value: WordingValue,
  names: readonly string[],
): { readonly value: WordingValue } | 'unknown' {
  const [name, ...further] = names;
  if (name === undefined) return { value };
  if (value === null) return { value };
  if (isList(value)) {
    const found = value.map((entry) => descend(entry, names));
    const known = found.filter((each) => each !== 'unknown');
    return known.length < found.length ? 'unknown' : { value: known.map((each) => each.value) };
  }
  if (!isRecord(value) || !Object.hasOwn(value, name)) return 'unknown';
  return descend(value[name] ?? null, further);
}

/** Names that stand for themselves within `{{#每个 …}}`: the entry's number, itself, how many there are. */
export const entryNames = { number: '序号', itself: '本身', count: '总数' } as const;

/** The values in which an entry of a list is read. */
export function entryScope(
  scope: Scope,
  entry: WordingValue,
  place: { readonly index: number; readonly count: number; readonly as: string | undefined },
): Scope {
  const own: Record<string, WordingValue> = {
    [entryNames.number]: place.index + 1,
    [entryNames.itself]: entry,
    [entryNames.count]: place.count,
  };
  if (place.as !== undefined) own[place.as] = entry;
  return [...(isRecord(entry) ? [entry] : []), own, ...scope];
}

/** Something that could not be filled in: which field, where in the template. */
export interface Blank {
  readonly name: string;
  readonly place: TextPlace;
}
