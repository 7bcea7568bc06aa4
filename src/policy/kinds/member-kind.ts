import { judgeMember, type MemberKinds, whenNotMet } from '../eligibility.ts';
import { describeMissing } from '../fact-names.ts';
import { type JudgeGroup, kindergartenOf, membershipSubject } from './kind.ts';

/** Whether each member is of a kind the clause names (普惠性民办, 新建, 薄弱). */
export const judgeMemberKind: JudgeGroup<'member-kind'> = (rule, { policy, facts, group, tier }) => {
  if (!whenNotMet(rule.modality)) return [];
  const named = rule.parameters.kinds.map((kind) => kind.name).join('、');
  const { member: memberName } = policy.names;
  const messageOf = ({ outcome, kinds, missing }: MemberKinds): string => {
    if (outcome === 'pass') return `属${kinds.join('、')}园。`;
    if (outcome === 'unknown') return `还不能断定是不是${named}园，缺少${describeMissing(missing)}。`;
    return outcome === 'notice' ? `不在所列的${named}园之内，请看一看。` : `不是${named}园。`;
  };
  const remedies = {
    pass: '',
    unknown: '请在园所信息表里补上后重新导入。',
    notice: `如确需结对，可以保留；否则请换一个${memberName}。`,
    violation: `请核对园所信息；属实的，请换一个${memberName}（youlian group remove、group add）。`,
  };
  return group.members.map((membership) => {
    const kindergarten = kindergartenOf(facts, membership);
    const { ownership, inclusive, isNew, isWeak } = kindergarten;
    const verdict = judgeMember(policy, rule, kindergarten);
    return {
      subject: membershipSubject(membership),
      outcome: verdict.outcome,
      facts: {
        group: group.name,
        tier,
        ownership,
        inclusive,
        isNew,
        isWeak,
        kinds: verdict.kinds.length > 0 ? verdict.kinds.join('、') : null,
      },
      message: messageOf(verdict),
      remedy: remedies[verdict.outcome],
      missing: verdict.missing,
      otherReading: verdict.otherReading,
    };
  });
};
