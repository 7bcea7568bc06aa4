import type { Prompter } from '../cli/prompter.ts';
import type { MatchDecisions, NearMiss } from '../tables/import-target.ts';

/**
 * Puts each open question to the clerk: one of the candidates, a kindergarten of its own, or leave the row out.
 * @returns all decisions, the earlier ones among them
 */
export async function askNearMisses(
  prompter: Prompter,
  nearMisses: readonly NearMiss[],
  earlier: MatchDecisions,
): Promise<Map<string, number | 'new'>> {
  const decisions = new Map(earlier);
  for (const [index, nearMiss] of nearMisses.entries()) {
    const place = nearMiss.district ? `（${nearMiss.district}）` : '';
    const answer = await prompter.select({
      message: `（${index + 1}/${nearMisses.length}）表里的“${nearMiss.name}”${place}是台账里的哪一所？`,
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
    if (answer === 'new') decisions.set(nearMiss.id, 'new');
    else if (answer !== 'skip') decisions.set(nearMiss.id, Number(answer));
  }
  return decisions;
}
