import type { ColumnDefinition, ListDefinition } from './definition.ts';
import { type Heading, meets, readHeading } from './headings.ts';

/** A column with all its wordings read. */
export interface CompiledColumn {
  readonly column: ColumnDefinition;
  /** Wordings of each heading above the leaf, from the top down. */
  readonly parents: readonly (readonly Heading[])[];
  readonly leaf: Heading;
  readonly synonyms: readonly Heading[];
  /** Parent and leaf run together in one heading: 主导园园所名称. */
  readonly flattened: ReadonlySet<string>;
  /** The first name below its parent: what a bare 主导园 stands for. */
  readonly standsForParent: boolean;
}

export interface CompiledList {
  readonly definition: ListDefinition;
  readonly columns: readonly CompiledColumn[];
  /** Every wording of every heading, parents and flattened ones included. */
  readonly words: ReadonlySet<string>;
}

const compiled = new WeakMap<ListDefinition, CompiledList>();

/** The name of a field as messages show it: 主导园·园所名称. */
export function columnLabel(column: ColumnDefinition): string {
  return column.path.join('·');
}

/** Reads all wordings of a list once. */
export function compileList(definition: ListDefinition): CompiledList {
  const seen = compiled.get(definition);
  if (seen) return seen;
  const named = new Set<string>();
  const columns = definition.columns.map((column): CompiledColumn => {
    const above = column.path.slice(0, -1);
    const parents = above.map((name) => [name, ...(definition.parents[name] ?? [])].map(readHeading));
    const leaf = readHeading(column.path.at(-1) ?? '');
    const synonyms = column.synonyms.map(readHeading);
    const flattened = new Set<string>();
    for (const parent of parents.at(-1) ?? []) {
      for (const wording of [leaf, ...synonyms]) {
        for (const front of [parent.bare, parent.bare.replace(/园$/, '幼儿园')]) {
          flattened.add(front + wording.bare);
          flattened.add(`${front}的${wording.bare}`);
        }
      }
    }
    const parentKey = above.join('\0');
    const standsForParent = above.length > 0 && column.type === 'name' && !named.has(parentKey);
    if (standsForParent) named.add(parentKey);
    return { column, parents, leaf, synonyms, flattened, standsForParent };
  });
  const words = new Set<string>();
  for (const { parents, leaf, synonyms, flattened } of columns) {
    for (const heading of [...parents.flat(), leaf, ...synonyms]) words.add(heading.full).add(heading.bare);
    for (const wording of flattened) words.add(wording);
  }
  const result = { definition, columns, words };
  compiled.set(definition, result);
  return result;
}

const parentSuffix = /(?:基本)?(?:信息|情况|名单|一栏|单位|方面)$/;
const parentForm = (text: string) => text.replace('幼儿园', '园');

/** Whether a heading is one of the wordings of a parent: 主导园, 主导园信息, 主导幼儿园, 主导园（龙头园）. */
export function meetsParent(found: Heading, wordings: readonly Heading[]): boolean {
  const forms = [found.full, found.bare, found.bare.replace(parentSuffix, '')].map(parentForm);
  return wordings.some((wording) => forms.includes(parentForm(wording.bare)));
}

/** How well a heading meets a column's leaf: 4 as printed, 3 a synonym, 1 with a doubtful remark, 0 not. */
export function leafRank(found: Heading, column: CompiledColumn): number {
  const own = meets(found, column.leaf);
  if (own === 2) return 4;
  let best: number = own;
  for (const synonym of column.synonyms) {
    const rank = meets(found, synonym);
    if (rank === 2) return 3;
    best = Math.max(best, rank);
  }
  return best;
}
