import type { Figure } from './figure.ts';

/** A figure that is not what it was. */
export interface FigureChange {
  readonly id: string;
  readonly label: string;
  /** Null where it was not there. */
  readonly before: string | null;
  readonly after: string | null;
  readonly unit: string;
}

/** What became of the figures of an earlier document, one by one: those that differ, in the order of the new one. */
export function compareFigures(before: readonly Figure[], after: readonly Figure[]): FigureChange[] {
  const earlier = new Map(before.map((figure) => [figure.id, figure]));
  const later = new Set(after.map(({ id }) => id));
  const changed = after.flatMap(({ id, label, value, unit }): FigureChange[] => {
    const known = earlier.get(id);
    return known?.value === value ? [] : [{ id, label, before: known?.value ?? null, after: value, unit }];
  });
  const gone = before
    .filter(({ id }) => !later.has(id))
    .map(({ id, label, value, unit }) => ({ id, label, before: value, after: null, unit }));
  return [...changed, ...gone];
}

/** `联盟数：40 → 41`, one a line. */
export function changeLine({ label, before, after }: FigureChange): string {
  return `${label}：${before ?? '（没有）'} → ${after ?? '（没有）'}`;
}
