import type { TemplateProblem } from '../tables/template-file.ts';
import type { PolicyFile } from './schema.ts';

/** Phases follow one another, and their milestones name activities, papers and bodies that the policy has. */
export function checkPhases({ phases, activities, checklists, bodies }: PolicyFile): TemplateProblem[] {
  const problems: TemplateProblem[] = [];
  const wrong = (path: (string | number)[], what: string, known: readonly string[]) =>
    problems.push({ path, expected: `应为 ${what} 中的一个：${known.join('、') || '（没有）'}` });
  for (const [index, phase] of phases.entries()) {
    const before = phases[index - 1];
    if (phase.to <= phase.from) {
      problems.push({ path: ['phases', index, 'to'], expected: `应晚于起日 ${phase.from}` });
    }
    if (before && phase.from <= before.to) {
      problems.push({ path: ['phases', index, 'from'], expected: `应晚于上一阶段的止日 ${before.to}` });
    }
    for (const [position, milestone] of phase.milestones.entries()) {
      const at = (...path: (string | number)[]) => ['phases', index, 'milestones', position, ...path];
      const { of, activity = [], document, body } = milestone;
      const kinds = activities.filter((each) => each.of === of).map(({ id }) => id);
      for (const id of activity) if (!kinds.includes(id)) wrong(at('activity'), 'activities', kinds);
      const owned = bodies.filter((each) => each.of === of).map(({ id }) => id);
      if (body !== undefined && !owned.includes(body)) wrong(at('body'), 'bodies', owned);
      if (document === undefined) continue;
      const lists = checklists.filter((each) => each.of === 'group');
      const list = lists.find(({ id }) => id === document.checklist);
      const items = list?.items.map(({ id }) => id) ?? [];
      if (!list || of !== 'group') {
        wrong(
          at('document', 'checklist'),
          '每个联盟的 checklists',
          of === 'group' ? lists.map(({ id }) => id) : [],
        );
      } else if (!items.includes(document.item)) wrong(at('document', 'item'), 'items', items);
    }
  }
  return problems;
}
