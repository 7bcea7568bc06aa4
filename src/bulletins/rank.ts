import type { Ranking } from '../policy/schema.ts';

/** What a district or group did in a quarter. */
export interface Score {
  readonly due: number;
  readonly done: number;
  readonly owed: number;
  /** Activities held, whether due or not. */
  readonly held: number;
}

/** The higher the better: a pair of whole numbers, so that shares are compared without rounding. */
function standing({ by }: Pick<Ranking, 'by'>, { due, done, owed, held }: Score): readonly [number, number] {
  if (by === 'rate') return [done, due];
  return [by === 'owed' ? -owed : held, 1];
}

/**
 * Places (名次), one for each score in its order; null for those of whom nothing was due, and for those beyond the
 * limit. Equal ones share a place, also where the limit falls between them.
 */
export function rankScores(ranking: Ranking, scores: readonly Score[]): (number | null)[] {
  const ranked = scores
    .map((score, index) => ({ index, score, at: standing(ranking, score) }))
    .filter(({ score }) => score.due > 0)
    .sort((one, other) => other.at[0] * one.at[1] - one.at[0] * other.at[1] || one.index - other.index);
  const places: (number | null)[] = scores.map(() => null);
  let place = 0;
  ranked.forEach(({ index, at }, position) => {
    const before = ranked[position - 1]?.at;
    const isEqual = before !== undefined && before[0] * at[1] === at[0] * before[1];
    if (!isEqual) place = ranking.ties === 'dense' ? place + 1 : position + 1;
    places[index] = ranking.top === undefined || place <= ranking.top ? place : null;
  });
  return places;
}
