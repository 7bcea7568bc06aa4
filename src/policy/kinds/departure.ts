import { chineseDate } from '../../common/dates.ts';
import { whenNotMet } from '../eligibility.ts';
import type { JudgeGroup, Judgement } from './kind.ts';

/** Whether members that left their group (退出) did so on recorded grounds, by the policy's procedure. */
export const judgeDeparture: JudgeGroup<'departure'> = (rule, { policy, facts, group, tier }) => {
  const failed = whenNotMet(rule.modality);
  const procedure = policy.procedures.find(({ id }) => id === rule.parameters.procedure);
  if (!failed || !procedure) return [];
  const all = (facts.steps.get(group.id) ?? []).filter((step) => step.procedureId === procedure.id);
  return (facts.departures.get(group.id) ?? []).map((departure): Judgement => {
    const { membershipId, kindergartenId, name, leftOn, reason } = departure;
    // Steps taken for an earlier stay, or after it had left, are none of this departure.
    const steps = all.filter((step) => step.kindergartenId === kindergartenId && step.doneOn <= leftOn);
    const open = procedure.steps.filter(({ id }) => !steps.some((step) => step.step === id));
    const base = {
      subject: { type: 'membership', id: String(membershipId), name } as const,
      facts: { group: group.name, tier, leftOn, reason, procedure: procedure.name },
    };
    const left = `${chineseDate(leftOn)}起退出`;
    if (reason === null) {
      return {
        ...base,
        outcome: failed,
        message: `${left}，没有写明原因。`,
        remedy: '请查明原因；退出时用 youlian group remove 的 --reason 写明。',
      };
    }
    if (open.length > 0) {
      return {
        ...base,
        outcome: 'unknown',
        message: `${left}，原因是“${reason}”；${procedure.name}还没有登记：${open.map((step) => step.name).join('、')}。`,
        remedy: `办过的，请用 youlian group advance ${group.id} --member ${name} 登记，日期写退出以前的。`,
        missing: ['steps'],
      };
    }
    return {
      ...base,
      outcome: 'pass',
      message: `${left}，原因是“${reason}”，${procedure.name}各步都已办。`,
      remedy: '',
    };
  });
};
