import type { IsoDate } from '../../common/dates.ts';
import { lookUpKindergarten } from '../../roster/find-kindergarten.ts';
import type { Ledger } from '../../store/ledger.ts';
import type { LookUp } from './match-answers.ts';
import { matchWords } from './match-sheet.ts';

/** Tells the kindergarten that a clerk wrote instead of a number: by #number, code, or name. */
export function lookUpAnswer(ledger: Ledger, on: IsoDate): LookUp {
  return (text) => {
    const found = lookUpKindergarten(ledger, text, on);
    if (found.kindergarten) return { decision: found.kindergarten.id };
    if (found.code === 'kindergarten-ambiguous') {
      return {
        code: 'match-answer-unclear',
        parameters: { value: text, candidates: found.parameters.candidates },
      };
    }
    const expected = `候选园所前的序号、${Object.values(matchWords).join('、')}、学校标识码、#编号`;
    return { code: 'match-answer-unknown', parameters: { value: text, expected } };
  };
}
