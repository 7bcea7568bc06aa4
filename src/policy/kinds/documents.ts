import { whenNotMet } from '../eligibility.ts';
import type { JudgeGroup, Judgement } from './kind.ts';
import { concernedIn } from './workflow.ts';

/** Whether a group, or each member, has the papers of a checklist (章程、方案、制度 …). */
export const judgeDocuments: JudgeGroup<'documents'> = (rule, { policy, facts, group, tier }) => {
  const failed = whenNotMet(rule.modality);
  const checklist = policy.checklists.find(({ id }) => id === rule.parameters.checklist);
  if (!failed || !checklist) return [];
  const all = (facts.documents.get(group.id) ?? []).filter((paper) => paper.checklist === checklist.id);
  return concernedIn(checklist.of, group).map(({ subject, member }): Judgement => {
    const papers = new Map(
      all
        .filter((paper) => paper.kindergartenId === (member?.kindergartenId ?? null))
        .map((paper) => [paper.item, paper.present]),
    );
    const named = (state: boolean | undefined) =>
      checklist.items.filter(({ id }) => papers.get(id) === state).map(({ name }) => name);
    const absent = named(false);
    const unknown = named(undefined);
    const found = {
      ...(member ? { group: group.name } : {}),
      tier,
      checklist: checklist.name,
      present: named(true).length,
      items: checklist.items.length,
    };
    if (absent.length > 0) {
      return {
        subject,
        outcome: failed,
        facts: found,
        message: `${checklist.name}缺：${absent.join('、')}。`,
        remedy: `请补齐后用 youlian group document ${group.id} 登记。`,
      };
    }
    if (unknown.length > 0) {
      return {
        subject,
        outcome: 'unknown',
        facts: found,
        message: `${checklist.name}还没有登记：${unknown.join('、')}。`,
        remedy: `请用 youlian group document ${group.id} 登记有没有。`,
        missing: ['documents'],
      };
    }
    return { subject, outcome: 'pass', facts: found, message: `${checklist.name}齐备。`, remedy: '' };
  });
};
