import { averageOf } from './fact-value.ts';
import { evaluateFormula } from './formula/evaluate.ts';
import { type Formula, factsOf } from './formula/parse.ts';
import { memberSubject } from './participants.ts';
import { indicatorsOf, type Rubric, type RubricSubject } from './rubric.ts';
import { type SubjectResult, type SubjectScores, scoreSubject } from './scoring.ts';

/** What has come in for one of a group's subjects, and what the ledger knows of it. */
export interface SubjectEntries extends Pick<SubjectScores, 'scores' | 'gates'> {
  readonly subject: RubricSubject;
  /** By fact key; null or absent where the ledger cannot tell. */
  readonly facts: Readonly<Record<string, number | null>>;
}

/**
 * Results of all subjects of one group, in their order. The members come first: their average is a fact of the group
 * and of its lead (成员园平均分).
 * @param read reads a formula of the rubric
 */
export function scoreGroup(
  rubric: Rubric,
  entries: readonly SubjectEntries[],
  read: (text: string) => Formula,
): SubjectResult[] {
  const measured = memberSubject(rubric)?.id;
  const results = new Map<SubjectEntries, SubjectResult>();
  const score = (each: SubjectEntries, average: number | null) => {
    const facts = { ...each.facts, members_average: average };
    const computed = computedScores(rubric, each.subject, facts, read);
    results.set(
      each,
      scoreSubject(rubric, each.subject, { scores: each.scores, gates: each.gates, computed }),
    );
  };
  for (const each of entries) if (each.subject.of === 'member') score(each, null);
  const totals = entries.flatMap((each) =>
    each.subject.id === measured ? [results.get(each)?.total ?? 0] : [],
  );
  const average = averageOf(totals);
  for (const each of entries) if (each.subject.of !== 'member') score(each, average);
  return entries.map((each) => results.get(each)!);
}

/** What the formulas of a subject come to, by indicator; null where a fact is missing or a divisor is 0. */
function computedScores(
  { places }: Rubric,
  subject: RubricSubject,
  facts: Readonly<Record<string, number | null>>,
  read: (text: string) => Formula,
): Record<string, number | null> {
  const computed: Record<string, number | null> = {};
  for (const indicator of indicatorsOf(subject)) {
    if (indicator.method !== 'formula') continue;
    const formula = read(indicator.formula);
    const known = Object.fromEntries(factsOf(formula).map(({ key }) => [key, facts[key] ?? null]));
    const { points } = indicator;
    computed[indicator.id] = evaluateFormula(formula, (key) => known[key], { points, places }).value;
  }
  return computed;
}
