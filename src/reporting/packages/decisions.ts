import type { Prompter } from '../../cli/prompter.ts';
import { Failure } from '../../findings/catalogue.ts';
import type { Ledger } from '../../store/ledger.ts';
import type { MatchDecision, PackageResult } from './package-result.ts';
import { rowById } from './travelling.store.ts';

/** Reads `--match 东湖区:12=45` and `--match 12=new`. @throws Failure `option-value` */
export function readDecisions(texts: readonly string[]): MatchDecision[] {
  return texts.map((text) => {
    const match = /^(?:([^:：=]+)[:：])?(\d{1,12})=(\d{1,12}|new|新)$/u.exec(text.normalize('NFKC').trim());
    if (!match) {
      const expected = '应写成 东湖区:12=45（报送单位的编号=台账里的编号）或 东湖区:12=new（是另一所园）';
      throw new Failure('option-value', { option: '--match', value: text, expected });
    }
    const target = /\d/.test(match[3] ?? '') ? Number(match[3]) : ('new' as const);
    return { office: match[1]?.trim() ?? null, number: Number(match[2]), target };
  });
}

/** @throws Failure `option-value` where a kindergarten is meant that the ledger does not have */
export function checkDecisions(ledger: Ledger, decisions: readonly MatchDecision[]): void {
  const wrong = decisions.find(
    ({ target }) => target !== 'new' && rowById(ledger, 'kindergarten', target) === undefined,
  );
  if (!wrong) return;
  const value = `${wrong.number}=${wrong.target}`;
  throw new Failure('option-value', {
    option: '--match',
    value,
    expected: `台账里没有 ${wrong.target} 号园所`,
  });
}

/**
 * Puts the doubtful kindergartens to the clerk, each once.
 * @param asked those that were put already, answered or not
 * @returns whether anything was decided
 */
export async function askDoubtful(
  prompter: Prompter,
  results: readonly PackageResult[],
  decisions: MatchDecision[],
  asked: Set<string>,
): Promise<boolean> {
  let isAsked = false;
  for (const { open, office } of results) {
    for (const { senderId, name, candidates, contradiction } of open) {
      const key = `${office ?? ''} ${senderId}`;
      if (asked.has(key) || contradiction !== null) continue;
      asked.add(key);
      const answer = await prompter.select({
        message: `${office ?? ''}报来的“${name}”是台账里的哪一所？`,
        option: '--match',
        choices: [
          ...candidates.map((each) => ({ value: String(each.id), name: `${each.name}（${each.reason}）` })),
          { value: 'new', name: '都不是，是另一所园' },
          { value: 'skip', name: '拿不准，这个包先不收' },
        ],
        initial: 'skip',
      });
      if (answer === 'skip') continue;
      decisions.push({ office, number: senderId, target: answer === 'new' ? 'new' : Number(answer) });
      isAsked = true;
    }
  }
  return isAsked;
}
