import type { Ledger } from '../../store/ledger.ts';
import { insertRun, putGate, putScore, putSubject } from '../evaluation.store.ts';
import { byHand, type SubjectKey } from '../evaluation.ts';
import { entitledScorers, indicatorsOf, type Rubric } from '../rubric.ts';

/** Begins the evaluation of a year (inside `perform`). Gives the run's number. */
export function openRun(ledger: Ledger, rubric: Rubric, year: number): number {
  return insertRun(ledger, {
    policyId: rubric.policy,
    year,
    rubricId: rubric.id,
    rubric: JSON.stringify(rubric),
    openedOn: `${year}-12-01`,
  });
}

/** Everybody gives each indicator this share of its points; no gate is failed unless `fails` (inside `perform`). */
export function enterScores(
  ledger: Ledger,
  runId: number,
  rubric: Rubric,
  key: SubjectKey & { readonly name: string },
  { share, fails = false }: { readonly share: number; readonly fails?: boolean },
): void {
  const subject = rubric.subjects.find(({ id }) => id === key.subject);
  if (!subject) throw new Error(`no subject ${key.subject}`);
  const id = putSubject(ledger, runId, key, { ...byHand, name: key.name });
  for (const indicator of indicatorsOf(subject)) {
    for (const { by } of entitledScorers(subject, indicator)) {
      const given = Math.round(indicator.points * share * 2) / 2;
      const value = indicator.method === 'deducted' ? indicator.points - given : given;
      putScore(ledger, id, { indicator: indicator.id, scorer: by }, value, byHand);
    }
  }
  for (const gate of subject.gates) {
    const passes = gate.fails === '是' ? '否' : '是';
    putGate(ledger, id, gate.id, fails ? gate.fails : passes, byHand);
  }
}
