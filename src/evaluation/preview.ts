import type { StoredSubject } from './evaluation.ts';
import { divide, fractionOf, multiply, numberOf, roundFraction } from './formula/fraction.ts';
import type { Outcome } from './outcomes.ts';
import { entitledScorers, indicatorsOf, type Rubric, type RubricSubject } from './rubric.ts';

/** Scores of another rubric's scale have no half points: so many decimals are kept. */
const rescaledPlaces = 6;

/**
 * What was entered under one rubric as if it had been entered under another: sheets, indicators and gates are the same by
 * their ids; a score keeps its share of the full points. What the other rubric does not ask for is left out.
 */
function rescale(stored: StoredSubject, from: RubricSubject, to: RubricSubject): StoredSubject {
  const before = new Map(indicatorsOf(from).map((indicator) => [indicator.id, indicator]));
  const scores = indicatorsOf(to).flatMap((indicator) => {
    const old = before.get(indicator.id);
    if (!old || old.method === 'formula' || indicator.method === 'formula') return [];
    // Points taken off and points given cannot be told from one another's share.
    const isTurned = (old.method === 'deducted') !== (indicator.method === 'deducted');
    const entitled = new Set(entitledScorers(to, indicator).map(({ by }) => by));
    return stored.scores
      .filter((each) => each.indicator === indicator.id && entitled.has(each.scorer))
      .map((each) => {
        const entered = isTurned ? old.points - each.value : each.value;
        const share = divide(
          multiply(fractionOf(entered), fractionOf(indicator.points)),
          fractionOf(old.points),
        );
        return { ...each, value: numberOf(roundFraction(share, rescaledPlaces)) };
      });
  });
  const gates = stored.gates.filter(({ gate }) => to.gates.some(({ id }) => id === gate));
  return { ...stored, scores, gates };
}

/** All sheets of a year under another rubric; those of subjects that it does not have are left out. */
export function rescaleAll(stored: readonly StoredSubject[], from: Rubric, to: Rubric): StoredSubject[] {
  return stored.flatMap((each) => {
    const [old, next] = [from, to].map((rubric) => rubric.subjects.find(({ id }) => id === each.subject));
    return old && next ? [rescale(each, old, next)] : [];
  });
}

/** Indicators that people score of which the other rubric knows no scores. */
export function unmatched(
  from: Rubric,
  to: Rubric,
): { readonly subject: string; readonly names: readonly string[] }[] {
  return to.subjects.flatMap((subject) => {
    const old = from.subjects.find(({ id }) => id === subject.id);
    const known = new Set(
      old
        ? indicatorsOf(old)
            .filter(({ method }) => method !== 'formula')
            .map(({ id }) => id)
        : [],
    );
    const names = indicatorsOf(subject)
      .filter(({ id, method }) => method !== 'formula' && !known.has(id))
      .map(({ name }) => name);
    return names.length > 0 ? [{ subject: subject.name, names }] : [];
  });
}

/** How one participant would fare under the other rubric. */
export interface Move {
  readonly name: string;
  readonly role: RubricSubject['of'];
  readonly subject: string;
  readonly group: string;
  readonly before: { readonly total: number; readonly grade: string; readonly rank: number | null };
  readonly after: { readonly total: number; readonly grade: string; readonly rank: number | null };
  /** Another grade or another rank. */
  readonly moves: boolean;
}

/** The two outcomes of each participant side by side, in the order of the first. */
export function compareOutcomes(before: readonly Outcome[], after: readonly Outcome[]): Move[] {
  const key = ({ group, subject, kindergartenId }: Outcome) => `${group.id} ${subject.id} ${kindergartenId}`;
  const later = new Map(after.map((outcome) => [key(outcome), outcome]));
  const side = ({ result: { total, grade }, rank }: Outcome) => ({ total, grade, rank });
  return before.flatMap((outcome): Move[] => {
    const next = later.get(key(outcome));
    if (!next) return [];
    const { name, subject, group, result, rank } = outcome;
    return [
      {
        name,
        role: subject.of,
        subject: subject.name,
        group: group.name,
        before: side(outcome),
        after: side(next),
        moves: result.grade !== next.result.grade || rank !== next.rank,
      },
    ];
  });
}
