import type { Prompter } from '../cli/prompter.ts';
import type { NearMiss } from '../tables/import-target.ts';

/** What the clerk has answered so far; `asked` also holds the questions left open. */
export interface Answers {
  readonly decisions: Map<string, number | 'new'>;
  readonly asked: Set<string>;
}

/**
 * Puts each question that was not asked before to the clerk: one of the candidates, a kindergarten of its own, or
 * leave the row out. What was decided of a name is not asked again for the other rows that bear it: the next plan
 * knows it, or puts the question anew. @returns whether a decision was added
 */
export async function askNearMisses(
  prompter: Prompter,
  nearMisses: readonly NearMiss[],
  answers: Answers,
): Promise<boolean> {
  const open = nearMisses.filter(({ id }) => !answers.asked.has(id));
  const decided = new Set<string>();
  for (const [index, nearMiss] of open.entries()) {
    if (decided.has(nameOf(nearMiss))) continue;
    const place = nearMiss.district ? `（${nearMiss.district}）` : '';
    const answer = await prompter.select({
      message: `（${index + 1}/${open.length}）表里的“${nearMiss.name}”${place}是台账里的哪一所？`,
      option: '--yes（相近的园所不导入）',
      choices: [
        ...nearMiss.candidates.map(({ kindergartenId, name, score, reason }) => ({
          value: String(kindergartenId),
          name: `${name}（相似 ${Math.round(score * 100)}%，${reason}）`,
        })),
        { value: 'new', name: '都不是，是另一所园' },
        { value: 'skip', name: '拿不准，这一行先不导入' },
      ],
      initial: 'skip',
    });
    answers.asked.add(nearMiss.id);
    if (answer === 'skip') continue;
    answers.decisions.set(nearMiss.id, answer === 'new' ? 'new' : Number(answer));
    decided.add(nameOf(nearMiss));
  }
  return decided.size > 0;
}

const nameOf = ({ district, name }: NearMiss) => `${district ?? ''}|${name}`;
