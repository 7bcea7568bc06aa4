import { describeMissing, type FactKey } from './fact-names.ts';
import type { Judgement } from './kinds/kind.ts';

/** What one tier's rule says of a subject; null where the tier has no such rule, which asks nothing. */
export interface TierJudgement {
  readonly tierName: string;
  readonly judgement: Judgement | null;
}

const outcomeWords = { pass: '符合', notice: '需留意', violation: '不符合', unknown: '不能判定' } as const;

/**
 * One judgement for a group whose tier is open: where all tiers agree it stands, otherwise it is not known and the
 * tier is among what is missing.
 */
export function agreeOverTiers(judgements: readonly TierJudgement[]): Judgement | null {
  const first = judgements.find(({ judgement }) => judgement !== null)?.judgement;
  if (!first) return null;
  const outcomes = judgements.map(({ judgement }) => judgement?.outcome ?? 'pass');
  const agreed = outcomes.every((outcome) => outcome === outcomes[0]) ? outcomes[0] : undefined;
  const missing = [...new Set(judgements.flatMap(({ judgement }) => judgement?.missing ?? []))];
  const facts = { ...first.facts, tier: null };
  if (agreed !== undefined) {
    const messages = new Set(judgements.map(({ judgement }) => judgement?.message));
    const others = judgements.map(({ judgement }) => judgement?.otherReading);
    const sameOther = others.every((other) => other?.outcome === others[0]?.outcome);
    return {
      ...first,
      facts,
      missing,
      message:
        messages.size === 1 || agreed === 'pass'
          ? first.message
          : agreed === 'unknown'
            ? `层级未定，哪个层级都还不能判定，缺少${describeMissing(missing)}。`
            : `层级未定，但哪个层级都${outcomeWords[agreed]}：${judgements
                .map(({ tierName, judgement }) => `${tierName}，${judgement?.message ?? ''}`)
                .join('')}`,
      otherReading: sameOther ? others[0] : undefined,
    };
  }
  const views = judgements.map(
    ({ tierName }, index) => `${tierName}${outcomeWords[outcomes[index] ?? 'pass']}`,
  );
  const needed: FactKey[] = ['tier', ...missing];
  return {
    subject: first.subject,
    outcome: 'unknown',
    facts,
    message: `层级未定，不能判定：按${views.join('，按')}。缺少${describeMissing(needed)}。`,
    remedy: '请先用 youlian group edit 的 --tier 确定层级。',
    missing: needed,
  };
}
