import { anyConditionHolds } from '../conditions.ts';
import { whenNotMet } from '../eligibility.ts';
import { describeMissing, type FactKey } from '../fact-names.ts';
import type { KindergartenFacts } from '../facts.ts';
import type { CountField, Sum } from '../parameters.ts';
import type { Policy } from '../schema.ts';
import { type JudgeOffice, officeSubject } from './kind.ts';
import { describeBound, describeDeadline, percentOf, reaches, whenNotReached } from './percentage.ts';

/** A sum over the roster, as far as it is known. */
interface Total {
  /** What certainly counts. */
  known: number;
  /** What counts if what is not known of those kindergartens turns out so. */
  open: number;
  /** Kindergartens of which a figure to be added is not known. */
  lacking: number;
}

/** A kindergarten's own contribution; null where one of its figures is not known. */
function contribution(of: Sum['of'], kindergarten: KindergartenFacts, missing: Set<FactKey>): number | null {
  let total: number | null = 0;
  for (const field of of) {
    const value: number | null = field === 'kindergartens' ? 1 : kindergarten[field satisfies CountField];
    if (value === null && field !== 'kindergartens') missing.add(field);
    total = total === null || value === null ? null : total + value;
  }
  return total;
}

function addTo(
  total: Total,
  policy: Policy,
  { of, where }: Sum,
  kindergarten: KindergartenFacts,
  missing: Set<FactKey>,
): void {
  const wanted = new Set<FactKey>();
  const counts = anyConditionHolds(policy, where, kindergarten, wanted);
  if (counts === false) return;
  const amount = contribution(of, kindergarten, wanted);
  if (amount === null) total.lacking += 1;
  else if (counts) total.known += amount;
  else total.open += amount;
  // One that adds nothing either way is no reason to ask for more.
  if (amount !== 0 && (counts === null || amount === null)) for (const fact of wanted) missing.add(fact);
}

/**
 * Whether a share of the whole roster reaches its bound (占比, 覆盖率): decided where what is not known could not
 * change the answer.
 */
export const judgeShare: JudgeOffice<'share'> = (rule, { policy, facts }) => {
  if (!whenNotMet(rule.modality)) return [];
  const { part, whole } = rule.parameters;
  const missing = new Set<FactKey>();
  const parts: Total = { known: 0, open: 0, lacking: 0 };
  const wholes: Total = { known: 0, open: 0, lacking: 0 };
  for (const kindergarten of facts.roster) {
    addTo(parts, policy, part, kindergarten, missing);
    addTo(wholes, policy, whole, kindergarten, missing);
  }
  const subject = officeSubject(facts);
  const bound = `应${describeBound(rule.parameters)}${describeDeadline(rule.parameters, facts.on)}`;
  const found = {
    part: parts.known,
    whole: wholes.known,
    percent: percentOf(parts.known, wholes.known, rule.parameters),
    required: rule.parameters.percent,
  };
  const complete = parts.lacking === 0 && wholes.lacking === 0 && wholes.open === 0 && wholes.known > 0;
  const least = complete && reaches(parts.known, wholes.known, rule.parameters);
  const most = complete && reaches(parts.known + parts.open, wholes.known, rule.parameters);
  if (!complete || least !== most) {
    const lacking = Math.max(parts.lacking, wholes.lacking);
    const wants: FactKey[] = missing.size > 0 ? [...missing] : ['name'];
    return [
      {
        subject,
        outcome: 'unknown',
        facts: { ...found, lacking },
        message:
          wholes.known === 0 && lacking === 0
            ? '园所信息里还没有可计算的园所。'
            : `还不能算出${rule.parameters.described}，${lacking > 0 ? `有 ${lacking} 所园` : '有的园'}缺少${describeMissing(wants)}；${bound}。`,
        remedy: '请在园所信息表里补上后重新导入。',
        missing: wants,
      },
    ];
  }
  const outcome = least ? 'pass' : whenNotReached(rule.modality, rule.parameters, facts.on);
  return [
    {
      subject,
      outcome,
      facts: found,
      message: `${rule.parameters.described}现为 ${found.percent}%（${parts.known}/${wholes.known}），${bound}。`,
      remedy: outcome === 'pass' ? '' : '请核对园所信息；属实的，请列入改进安排。',
    },
  ];
};
