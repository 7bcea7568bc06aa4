import { chineseDate } from '../../common/dates.ts';
import { whenNotMet } from '../eligibility.ts';
import type { GroupFacts, MembershipFacts, StepFacts } from '../facts.ts';
import type { Subject } from '../policy.ts';
import type { Policy } from '../schema.ts';
import { groupSubject, type JudgeGroup, type Judgement, membershipSubject } from './kind.ts';

type Procedure = Policy['procedures'][number];

/** Whom a procedure or a checklist is about: the group, or each of its members. */
export function concernedIn(
  of: 'group' | 'member',
  group: GroupFacts,
): { readonly subject: Subject; readonly member: MembershipFacts | null }[] {
  if (of === 'group') return [{ subject: groupSubject(group), member: null }];
  return group.members.map((member) => ({ subject: membershipSubject(member), member }));
}

/** The first step that is dated before one that should come before it. */
function backwards(procedure: Procedure, steps: readonly StepFacts[]) {
  const dated = procedure.steps.flatMap(({ id, name }) => {
    const step = steps.find((each) => each.step === id);
    return step ? [{ name, doneOn: step.doneOn }] : [];
  });
  for (const [index, step] of dated.entries()) {
    const earlier = dated.slice(0, index).find((each) => each.doneOn > step.doneOn);
    if (earlier) return { step, earlier };
  }
  return undefined;
}

/** Whether the steps of a procedure (办理步骤) were all taken, and in the order of the clause. */
export const judgeWorkflow: JudgeGroup<'workflow'> = (rule, { policy, facts, group, tier }) => {
  const failed = whenNotMet(rule.modality);
  const procedure = policy.procedures.find(({ id }) => id === rule.parameters.procedure);
  if (!failed || !procedure) return [];
  const all = (facts.steps.get(group.id) ?? []).filter((step) => step.procedureId === procedure.id);
  return concernedIn(procedure.of, group).flatMap(({ subject, member }): Judgement[] => {
    const steps = all.filter((step) => step.kindergartenId === (member?.kindergartenId ?? null));
    if (procedure.optional && steps.length === 0) return [];
    const missing = procedure.steps.filter(({ id }) => !steps.some((step) => step.step === id));
    const found = {
      ...(member ? { group: group.name } : {}),
      tier,
      procedure: procedure.name,
      done: procedure.steps.length - missing.length,
      taken: procedure.steps.length,
    };
    const wrong = backwards(procedure, steps);
    if (wrong) {
      const { step, earlier } = wrong;
      return [
        {
          subject,
          outcome: failed,
          facts: found,
          message: `${procedure.name}：“${step.name}”（${chineseDate(step.doneOn)}）早于应在它前面的“${earlier.name}”（${chineseDate(earlier.doneOn)}）。`,
          remedy: `请核对日期（youlian group steps ${group.id}）；登记错的，用 youlian group advance 重新登记。`,
        },
      ];
    }
    if (missing.length === 0) {
      return [
        { subject, outcome: 'pass', facts: found, message: `${procedure.name}各步都已办。`, remedy: '' },
      ];
    }
    const names = missing.map(({ name }) => name).join('、');
    return [
      {
        subject,
        outcome: 'unknown',
        facts: found,
        message: `${procedure.name}的办理步骤还没有登记：${names}。`,
        remedy: `办过的，请用 youlian group advance ${group.id} 逐步登记。`,
        missing: ['steps'],
      },
    ];
  });
};
