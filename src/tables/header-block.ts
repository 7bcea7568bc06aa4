import { cellAddress } from '../workbook/address.ts';
import { type CompiledColumn, type CompiledList, leafRank, meetsParent } from './compiled.ts';
import type { ColumnDefinition } from './definition.ts';
import type { Grid } from './grid.ts';
import { type CompiledMapping, type HandMapping, layoutOf, mappedColumns } from './hand-mapping.ts';
import { type HeaderColumn, headerCell, headerColumns, headerText } from './header-path.ts';
import { type Heading, readHeading } from './headings.ts';

/** What a header block says in the words of a definition. */
export interface HeaderMatch {
  readonly list: CompiledList;
  readonly top: number;
  readonly bottom: number;
  /** Field key → 1-based column. */
  readonly columns: Readonly<Record<string, number>>;
  readonly matched: number;
  /** Headings that meet a leaf of the definition, whatever stands or lacks above them. */
  readonly related: number;
  readonly score: number;
  readonly headers: readonly HeaderColumn[];
  readonly missing: readonly ColumnDefinition[];
  readonly duplicates: readonly { readonly column: ColumnDefinition; readonly cells: readonly string[] }[];
  /** Headings read with some freedom. */
  readonly loose: readonly {
    readonly column: ColumnDefinition;
    readonly heading: string;
    readonly cell: string;
  }[];
  readonly unknown: readonly { readonly heading: string; readonly cell: string }[];
  /** Headings that fit several fields equally well. */
  readonly unclear: readonly {
    readonly heading: string;
    readonly cell: string;
    readonly columns: readonly ColumnDefinition[];
  }[];
  /** What was told by hand; `column` null: not to be read. */
  readonly byHand: readonly {
    readonly mapping: HandMapping;
    readonly column: ColumnDefinition | null;
    readonly heading: string;
    readonly cell: string;
  }[];
  /** Normalised sequence of the headings. */
  readonly layout: string;
  /** 0–1: how surely the fields are told by their headings. */
  readonly wording: number;
  /** No parents stood above: columns were told by the definition's order. */
  readonly byOrder: boolean;
}

const neutralParent =
  /^(?:基本|园所|幼儿园|办园|学校|机构|教师|教职工|人员|师资|师资队伍|规模|办园规模|坐标|位置|地理位置|联系|联系方式|类别|资质|其他|园所基本|幼儿园基本)(?:信息|情况|方式|数据|状况|概况)?$/;
/** Parents that speak of somebody else: what stands below them is not the kindergarten's. */
const somebodyElse = /举办|出资|投资|法人|法定代表|上级|主管|主办|开发商|物业|联系人|填报/;

/** How well a header column meets a column of the definition; `loose` where it was read with some freedom. */
function rankColumn(
  header: HeaderColumn,
  compiled: CompiledColumn,
  roles: readonly Heading[],
  next: HeaderColumn | undefined,
): { rank: number; loose: boolean } {
  const none = { rank: 0, loose: false };
  const leaf = header.path.at(-1);
  if (!leaf) return none;
  const above = header.path.slice(0, -1);
  const joined = header.path.map((part) => part.heading.bare).join('');
  const rank = leafRank(leaf.heading, compiled);
  if (compiled.parents.length === 0) {
    const foreign = above.filter((part) => meetsParent(part.heading, roles));
    // 区（市） in the lower row right of an unmerged 主导园 only seems to stand below it.
    if (foreign.some((part) => !part.inherited)) return none;
    if (above.length > 0 && leafRank(readHeading(joined), compiled) >= 3) return { rank: 3, loose: false };
    if (rank === 0 || above.some((part) => somebodyElse.test(part.heading.bare))) return none;
    if (foreign.length > 0) return { rank: 1, loose: true };
    if (above.every((part) => neutralParent.test(part.heading.bare))) return { rank, loose: rank === 1 };
    return { rank: Math.min(rank, 2), loose: true };
  }
  let from = 0;
  const found = compiled.parents.every((wordings) => {
    const at = above.findIndex((part, index) => index >= from && meetsParent(part.heading, wordings));
    from = at + 1;
    return at >= 0;
  });
  if (found) {
    if (rank > 0) return { rank, loose: rank === 1 };
    return compiled.flattened.has(leaf.heading.bare) ? { rank: 3, loose: false } : none;
  }
  const wordings = compiled.parents.at(-1) ?? [];
  // A role in brackets tells as much as one above: 园所名称（主导园）.
  const remark = readHeading(leaf.heading.remark);
  if (above.length === 0 || !above.some((part) => meetsParent(part.heading, roles))) {
    if (compiled.flattened.has(leaf.heading.bare)) return { rank: 3, loose: false };
    if (compiled.flattened.has(leaf.heading.full)) return { rank: 3, loose: false };
    if (compiled.flattened.has(joined)) return { rank: 3, loose: false };
    const inside = leaf.heading.remark !== '' && meetsParent(remark, wordings);
    const bare = { full: leaf.heading.bare, bare: leaf.heading.bare, remark: '' };
    if (inside && leafRank(bare, compiled) >= 3) return { rank: 3, loose: false };
  }
  const alone = leaf.span === 1 && (next === undefined || next.column === header.column + 1);
  if (compiled.standsForParent && above.length === 0 && alone && meetsParent(leaf.heading, wordings)) {
    return { rank: 1, loose: true };
  }
  return none;
}

/** By hand, as printed, a known wording, with some freedom, with more. */
const worth: Readonly<Record<number, number>> = { 5: 1, 4: 1, 3: 0.95, 2: 0.6, 1: 0.5 };
const byHandRank = 5;
/** A wording that the definition knows is as sure as the printed one. */
const surenessOf = (rank: number) => (rank >= 3 ? 1 : (worth[rank] ?? 0));

/**
 * Reads the rows `top`..`bottom` in the words of one definition. `roles` are the parent wordings of all lists. What
 * a clerk said of a column by hand goes before everything that its heading says.
 */
export function matchHeader(
  grid: Grid,
  list: CompiledList,
  top: number,
  bottom: number,
  roles: readonly Heading[],
  mappings: readonly CompiledMapping[] = [],
): HeaderMatch {
  const headers = headerColumns(grid, top, bottom);
  const told = mappings.flatMap((mapping) =>
    mappedColumns(mapping, headers)
      .filter(({ column }) => column <= grid.lastColumn)
      .map((header) => ({ mapping, header })),
  );
  const toldColumns = new Set(told.map(({ header }) => header.column));
  const toldFields = new Set(told.map(({ mapping }) => mapping.key));
  const byHand = told.flatMap(({ mapping, header }) => {
    const compiled = list.columns.find(({ column }) => column.key === mapping.key);
    return compiled ? [{ header, compiled, rank: byHandRank, loose: false }] : [];
  });
  const byWords = headers.flatMap((header, index) =>
    list.columns.flatMap((compiled) => {
      if (toldColumns.has(header.column) || toldFields.has(compiled.column.key)) return [];
      const { rank, loose } = rankColumn(header, compiled, roles, headers[index + 1]);
      return rank > 0 ? [{ header, compiled, rank, loose }] : [];
    }),
  );
  const claims = [...byHand, ...byWords];
  claims.sort((one, other) => other.rank - one.rank || one.header.column - other.header.column);
  const byKey = new Map<string, (typeof claims)[number]>();
  const claimed = new Set<number>();
  for (const claim of claims) {
    if (byKey.has(claim.compiled.column.key) || claimed.has(claim.header.column)) continue;
    byKey.set(claim.compiled.column.key, claim);
    claimed.add(claim.header.column);
  }
  const untold = headers.filter(({ column }) => !toldColumns.has(column));
  const byOrder = claimByOrder(list, untold, byKey, claimed);

  const columns: Record<string, number> = {};
  const missing: ColumnDefinition[] = [];
  const duplicates: HeaderMatch['duplicates'][number][] = [];
  const loose: HeaderMatch['loose'][number][] = [];
  const unclear: HeaderMatch['unclear'][number][] = [];
  let score = 0;
  let sureness = 0;
  let last = bottom;
  for (const { column } of list.columns) {
    const claim = byKey.get(column.key);
    if (!claim) {
      if (column.required || column.needed) missing.push(column);
      continue;
    }
    columns[column.key] = claim.header.column;
    sureness += surenessOf(claim.rank);
    score += (worth[claim.rank] ?? 0) * (column.type === 'sequence' ? 0.5 : 1);
    const rivals = claims.filter(
      (other) =>
        other.compiled === claim.compiled && other.rank === claim.rank && !claimed.has(other.header.column),
    );
    if (rivals.length > 0) {
      const cells = [claim, ...rivals].map(({ header }) => cellOf(header, bottom));
      duplicates.push({ column, cells });
    }
    const alike = claims.filter(
      (other) =>
        other.header === claim.header && other.rank === claim.rank && !byKey.has(other.compiled.column.key),
    );
    if (alike.length > 0) {
      unclear.push({
        heading: headerText(claim.header),
        cell: cellOf(claim.header, bottom),
        columns: [claim, ...alike].map(({ compiled }) => compiled.column),
      });
    }
    if (claim.loose) {
      loose.push({ column, heading: headerText(claim.header), cell: headerCell(claim.header) });
    }
    // A heading merged downwards beyond the block belongs to it with all its rows.
    const end = claim.header.path.at(-1);
    if (end) last = Math.max(last, grid.mergeAt(end.row, end.column)?.bottom ?? last);
  }
  return {
    list,
    top,
    bottom: last,
    columns,
    matched: [...byKey.values()].filter(({ compiled }) => compiled.column.type !== 'sequence').length,
    related: headers.filter(({ path }) => {
      const leaf = path.at(-1)?.heading;
      return leaf !== undefined && list.columns.some((column) => leafRank(leaf, column) >= 3);
    }).length,
    score,
    headers,
    missing,
    duplicates,
    loose,
    unknown: headers
      .filter((header) => !claimed.has(header.column) && !toldColumns.has(header.column))
      .map((header) => ({ heading: headerText(header), cell: headerCell(header) })),
    unclear,
    byHand: told.map(({ mapping, header }) => ({
      mapping: mapping.mapping,
      column: list.columns.find(({ column }) => column.key === mapping.key)?.column ?? null,
      heading: headerText(header),
      cell: cellOf(header, bottom),
    })),
    layout: layoutOf(headers),
    wording: byKey.size === 0 ? 0 : sureness / byKey.size,
    byOrder,
  };
}

/** Where a column's heading stands; for one without any, where it would. */
function cellOf(header: HeaderColumn, bottom: number): string {
  return headerCell(header) || cellAddress(bottom, header.column);
}

/**
 * A header whose parents were lost: read by order where exactly the definition's leaves stand there, side by side
 * and in its order; anything else is not guessed.
 */
function claimByOrder(
  list: CompiledList,
  headers: readonly HeaderColumn[],
  byKey: Map<string, { header: HeaderColumn; compiled: CompiledColumn; rank: number; loose: boolean }>,
  claimed: Set<number>,
): boolean {
  const below = list.columns.filter((column) => column.parents.length > 0);
  if (below.length === 0 || below.some(({ column }) => byKey.has(column.key))) return false;
  const bare = headers.filter(
    (header) =>
      header.path.length === 1 &&
      below.some((column) => leafRank(header.path[0]?.heading ?? readHeading(''), column) >= 3),
  );
  const first = bare[0];
  if (!first || bare.length !== below.length) return false;
  const inOrder = below.every((column, index) => {
    const header = bare[index];
    const heading = header?.path[0]?.heading;
    return heading && header.column === first.column + index && leafRank(heading, column) >= 3;
  });
  if (!inOrder) return false;
  below.forEach((compiled, index) => {
    const header = bare[index];
    if (!header) return;
    byKey.set(compiled.column.key, { header, compiled, rank: 2, loose: false });
    claimed.add(header.column);
  });
  return true;
}
