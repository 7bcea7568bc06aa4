import { parseFormula } from '../../formula/parse.ts';
import { entitledScorers, indicatorsOf, type Rubric, type ScorerId } from '../../rubric.ts';
import type { EvaluatedSubject, GroupEvaluation } from '../group-book.ts';
import { factsNeeded } from '../group-evaluation.ts';

/**
 * An invented group under a rubric with scores, answers and figures drawn by chance, some of them blank.
 * @param chance gives numbers from 0 (included) to 1 (not included)
 */
export function randomEvaluation(rubric: Rubric, chance: () => number, year = 2026): GroupEvaluation {
  const read = (text: string) => parseFormula(text);
  const members = 1 + Math.floor(chance() * 4);
  const blanks = chance() < 0.5 ? 0 : 0.15;
  const names = {
    group: ['东湖区实验幼儿园联盟'],
    lead: ['东湖区实验幼儿园'],
    member: Array.from({ length: members }, (_, index) => `东湖区第${'一二三四五'[index]}幼儿园`),
  };
  const subjects = rubric.subjects.flatMap((subject) =>
    names[subject.of].map((name, index): EvaluatedSubject => {
      const facts = factsNeeded(subject, read).map(({ key }) => {
        const value =
          chance() < blanks ? null : Math.round(chance() * (chance() < 0.5 ? 10_000 : 1_200)) / 100;
        return [key, { value, basis: null }] as const;
      });
      const scores: Record<string, Partial<Record<ScorerId, number | null>>> = {};
      for (const indicator of indicatorsOf(subject)) {
        for (const { by } of entitledScorers(subject, indicator)) {
          const value = Math.floor(chance() * (indicator.points * 2 + 1)) / 2;
          scores[indicator.id] = { ...scores[indicator.id], [by]: chance() < blanks ? null : value };
        }
      }
      const gates = subject.gates.map(({ id, fails }) => {
        const other = fails === '是' ? '否' : '是';
        return [id, chance() < blanks ? null : chance() < 0.2 ? fails : other] as const;
      });
      return {
        subject,
        kindergartenId: subject.of === 'group' ? null : index + 1,
        name,
        facts: Object.fromEntries(facts),
        given: { scores, gates: Object.fromEntries(gates), notes: {}, opinion: null },
      };
    }),
  );
  const group = { id: 1, name: names.group[0]! };
  return { year, rubric, office: '云溪市教育局', policy: '试验', group, subjects, read };
}
