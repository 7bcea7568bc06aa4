import { whenNotMet } from '../eligibility.ts';
import type { GroupFacts, LedgerFacts, MembershipFacts, RegisterEntryFacts } from '../facts.ts';
import type { Subject } from '../policy.ts';
import type { RuleOf } from '../schema.ts';
import {
  groupSubject,
  type JudgeGroup,
  type Judgement,
  type JudgeOffice,
  membershipSubject,
  officeSubject,
} from './kind.ts';

type Parameters = RuleOf<'register'>['parameters'];

/** Somebody who should stand in a register; null for whoever might not have to, as nobody knows whether it is weak. */
interface Concerned {
  readonly subject: Subject;
  readonly group?: string;
  readonly isAsked: boolean | null;
  owns(entry: RegisterEntryFacts): boolean;
}

const ofMember = (group: GroupFacts, membership: MembershipFacts, isAsked: boolean | null): Concerned => ({
  subject: membershipSubject(membership),
  group: group.name,
  isAsked,
  owns: ({ kindergartenId }) => kindergartenId === membership.kindergartenId,
});

function concernedIn({ of }: Parameters, group: GroupFacts, facts: LedgerFacts): Concerned[] {
  const everybody = [...(group.lead ? [group.lead] : []), ...group.members];
  if (of === 'group') {
    const ids = new Set(everybody.map(({ kindergartenId }) => kindergartenId));
    // What a member has stands for its group where the register is of kindergartens.
    const owns = ({ groupId, kindergartenId }: RegisterEntryFacts) =>
      groupId === group.id || (groupId === null && kindergartenId !== null && ids.has(kindergartenId));
    return [{ subject: groupSubject(group), isAsked: true, owns }];
  }
  if (of === 'lead') return group.lead ? [ofMember(group, group.lead, true)] : [];
  if (of === 'kindergarten') return everybody.map((each) => ofMember(group, each, true));
  return group.members.map((member) => {
    const isWeak = facts.kindergartens.get(member.kindergartenId)?.isWeak ?? null;
    return ofMember(group, member, of === 'member' ? true : isWeak);
  });
}

/** A field of yes or no is `true` or `false` in policy files. */
const inWords = (value: unknown) =>
  String(value) === 'true' ? '是' : String(value) === 'false' ? '否' : String(value);

const isGiven = (value: unknown) => value !== undefined && value !== '';

/** What is wrong with single entries: something not said, or said otherwise than it must be. */
function faultsOf({ needs, holds }: Parameters, own: readonly RegisterEntryFacts[]): string[] {
  const lacking = needs.filter(({ field }) => own.some(({ values }) => !isGiven(values[field])));
  const others = holds
    ? [
        ...new Set(
          own.flatMap(({ values }) => {
            const value = values[holds.field];
            return isGiven(value) && !holds.in.includes(String(value)) ? [inWords(value)] : [];
          }),
        ),
      ]
    : [];
  return [
    ...(lacking.length > 0 ? [`没有写明${lacking.map(({ name }) => name).join('、')}`] : []),
    ...(holds && others.length > 0
      ? [
          `${holds.name}是“${others.join('、')}”，应为${holds.in.map(inWords).join('、')}${holds.in.length > 1 ? '之一' : ''}`,
        ]
      : []),
  ];
}

function judge(
  rule: RuleOf<'register'>,
  facts: LedgerFacts,
  { subject, group, isAsked, owns }: Concerned,
): Judgement[] {
  const failed = whenNotMet(rule.modality);
  if (!failed || isAsked === false) return [];
  const { register, where, atLeast, holds } = rule.parameters;
  const kept = facts.registers.of(register, facts.on);
  const name = kept?.name ?? register;
  const counted = (kept?.entries ?? []).filter(
    ({ values }) => where === undefined || where.in.includes(String(values[where.field] ?? '')),
  );
  const own = counted.filter(owns);
  const what = where ? `${name}（${where.in.join('、')}）` : name;
  const found = { ...(group === undefined ? {} : { group }), register: name, entries: own.length };
  const enter = `请填好${name}（youlian template ${register} 出空表）用 youlian import 导入，或用 youlian register add ${register} 登记。`;
  if (isAsked === null) {
    const message = `不知道是不是薄弱园，不能判定要不要有${name}。`;
    const remedy = '请在园所信息表的“是否薄弱”一栏填写后重新导入。';
    return [{ subject, outcome: 'unknown', facts: found, message, remedy, missing: ['isWeak'] }];
  }
  if (counted.length === 0) {
    const message = `台账里还没有${what}。`;
    return [{ subject, outcome: 'unknown', facts: found, message, remedy: enter, missing: ['registers'] }];
  }
  if (own.length < atLeast) {
    const message =
      own.length === 0 ? `${what}里没有登记。` : `${what}登记了 ${own.length} 项，应有 ${atLeast} 项。`;
    return [{ subject, outcome: failed, facts: found, message, remedy: enter }];
  }
  const faults = faultsOf(rule.parameters, own);
  if (faults.length > 0) {
    const remedy = `请用 youlian register show ${register} 查看，用 youlian register set 补齐或更正。`;
    return [{ subject, outcome: failed, facts: found, message: `${what}：${faults.join('；')}。`, remedy }];
  }
  if (holds && own.some(({ values }) => !isGiven(values[holds.field]))) {
    const message = `${what}里没有填${holds.name}。`;
    const remedy = `请用 youlian register set 填写${holds.name}。`;
    return [{ subject, outcome: 'unknown', facts: found, message, remedy, missing: ['registers'] }];
  }
  const message = `${what}登记了 ${own.length} 项。`;
  return [{ subject, outcome: 'pass', facts: found, message, remedy: '' }];
}

/** Whether a group, or each that the rule is of in it, stands in a register (登记簿) as the clause wants it. */
export const judgeGroupRegister: JudgeGroup<'register'> = (rule, { facts, group }) =>
  rule.parameters.of === 'office'
    ? []
    : concernedIn(rule.parameters, group, facts).flatMap((each) => judge(rule, facts, each));

/** As `judgeGroupRegister`, for the office itself. */
export const judgeOfficeRegister: JudgeOffice<'register'> = (rule, { facts }) =>
  rule.parameters.of === 'office'
    ? judge(rule, facts, {
        subject: officeSubject(facts),
        isAsked: true,
        owns: ({ groupId, kindergartenId }) => groupId === null && kindergartenId === null,
      })
    : [];
