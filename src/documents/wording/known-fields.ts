import { entryNames, isList, isRecord, type WordingValue, type WordingValues } from './values.ts';
import type { Condition, Line, Nested, Operand, Part, Path, Text, Wording } from './wording.ts';

/** What can be named: texts and numbers, records by field, lists of something; `any` where nothing is known of it. */
export type Shape =
  | 'any'
  | 'value'
  | { readonly list: Shape }
  | { readonly fields: Readonly<Record<string, Shape>> };

/** What the values themselves tell; a null or an empty list can hold anything. */
function shapeOf(value: WordingValue): Shape {
  if (value === null) return 'any';
  if (isList(value)) return { list: value.map(shapeOf).reduce(union, 'any') };
  if (isRecord(value)) return fieldsOf(value);
  return 'value';
}

export function fieldsOf(values: WordingValues): { readonly fields: Readonly<Record<string, Shape>> } {
  return {
    fields: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, shapeOf(value)])),
  };
}

/** What either of two shapes has. */
function union(one: Shape, other: Shape): Shape {
  if (one === 'any' || one === 'value') return other === 'any' ? one : other;
  if (other === 'any' || other === 'value') return one;
  if ('list' in one && 'list' in other) return { list: union(one.list, other.list) };
  if ('fields' in one && 'fields' in other) {
    const fields: Record<string, Shape> = { ...one.fields };
    for (const [name, shape] of Object.entries(other.fields)) {
      const known = Object.hasOwn(fields, name) ? fields[name] : undefined;
      fields[name] = known === undefined ? shape : union(known, shape);
    }
    return { fields };
  }
  return 'any';
}

export interface UnknownField {
  readonly path: Path;
  /** The name within the path that is not known, and what could stand there instead. */
  readonly name: string;
  readonly known: readonly string[];
}

/** The innermost first; an entry of which nothing is known may have any field. */
type Scopes = readonly (Readonly<Record<string, Shape>> | 'any')[];

/** All fields of a template that are not among those known, also where a condition now leaves them out. */
export function unknownFields(
  wording: Wording,
  known: Readonly<Record<string, Shape>>,
  inserts: readonly string[],
): UnknownField[] {
  const found: UnknownField[] = [];
  const path = (each: Path, scopes: Scopes): Shape => {
    const result = follow(each, scopes);
    if (typeof result === 'object' && 'unknown' in result) {
      found.push({ path: each, ...result.unknown });
      return 'any';
    }
    return result;
  };
  const operand = (each: Operand, scopes: Scopes) => {
    if (!('literal' in each)) path(each, scopes);
  };
  const condition = (each: Condition, scopes: Scopes): void => {
    if (each.kind === 'has') path(each.path, scopes);
    else if (each.kind === 'not') condition(each.of, scopes);
    else if (each.kind === 'compare') {
      operand(each.left, scopes);
      operand(each.right, scopes);
    } else for (const one of each.of) condition(one, scopes);
  };
  const walk = <T extends Line | Part>(nodes: readonly Nested<T>[], scopes: Scopes): void => {
    for (const node of nodes as readonly Nested<Line | Part>[]) {
      switch (node.kind) {
        case 'choose':
          for (const branch of node.branches) {
            if (branch.condition) condition(branch.condition, scopes);
            walk(branch.body, scopes);
          }
          break;
        case 'count':
          path(node.path, scopes);
          for (const body of Object.values(node.branches)) walk(body, scopes);
          break;
        case 'each':
          walk(node.body, [...entryShapes(path(node.path, scopes), node.as), ...scopes]);
          if (node.otherwise) walk(node.otherwise, scopes);
          break;
        case 'field':
          path(node.path, scopes);
          break;
        case 'row':
          for (const cell of node.cells) if (typeof cell !== 'string') walk(cell, scopes);
          break;
        case 'insert':
          if (!inserts.includes(node.name)) {
            found.push({ path: { names: [node.name], place: node.place }, name: node.name, known: inserts });
          }
          break;
        default:
          if ('text' in node && typeof node.text !== 'string') walk(node.text as Text, scopes);
      }
    }
  };
  walk(wording.nodes, [known]);
  return found;
}

function entryShapes(shape: Shape, as: string | undefined): Scopes {
  const entry = typeof shape === 'object' && 'list' in shape ? shape.list : shape;
  const own: Record<string, Shape> = {
    ...{ [entryNames.number]: 'value', [entryNames.itself]: entry, [entryNames.count]: 'value' },
    ...(as === undefined ? {} : { [as]: entry }),
  };
  return [
    ...(typeof entry === 'object' && 'fields' in entry ? [entry.fields] : entry === 'any' ? [entry] : []),
    own,
  ];
}

function follow(
  { names }: Path,
  scopes: Scopes,
): Shape | { readonly unknown: { readonly name: string; readonly known: readonly string[] } } {
  const [first = '', ...further] = names;
  const holder = scopes.find((fields) => fields === 'any' || Object.hasOwn(fields, first));
  if (holder === 'any') return 'any';
  if (!holder) {
    const known = scopes.flatMap((fields) => (fields === 'any' ? [] : Object.keys(fields)));
    return { unknown: { name: first, known: [...new Set(known)] } };
  }
  let shape: Shape = holder[first] ?? 'any';
  let depth = 0;
  for (const name of further) {
    while (typeof shape === 'object' && 'list' in shape) {
      shape = shape.list;
      depth++;
    }
    if (shape === 'any') return 'any';
    if (shape === 'value' || !Object.hasOwn(shape.fields, name)) {
      return { unknown: { name, known: shape === 'value' ? [] : Object.keys(shape.fields) } };
    }
    shape = shape.fields[name] ?? 'any';
  }
  for (; depth > 0; depth--) shape = { list: shape };
  return shape;
}
