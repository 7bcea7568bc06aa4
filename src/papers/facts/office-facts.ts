import type { WordingValue, WordingValues } from '../../documents/wording/values.ts';
import { listKindergartens } from '../../roster/roster.store.ts';
import type { PaperWorld } from '../paper-world.ts';
import { activitiesIn, activityFacts, activityRecord, duty } from './activity-facts.ts';
import { groupFacts } from './group-facts.ts';

/** All groups of the office, by their own names and figures. */
export function groupListFacts(world: PaperWorld): WordingValues {
  const { ledger, asked } = world;
  const groups = world.groups();
  const inGroups = new Set(
    groups.flatMap((group) => [
      ...(group.lead ? [group.lead.kindergartenId] : []),
      ...group.members.map(({ kindergartenId }) => kindergartenId),
    ]),
  );
  const all = listKindergartens(ledger, asked.on);
  const covered = all.filter(({ id }) => inGroups.has(id)).length;
  return {
    集体数: groups.length,
    集体名单: groups.map((group): WordingValue => {
      const policy = world.policyOf(group);
      const facts = groupFacts(ledger, group, asked.on, policy);
      return { ...(facts.集体 as WordingValues), 牵头园: facts.牵头园 ?? null, 成员: facts.成员 ?? [] };
    }),
    参加园数: covered,
    园所总数: all.length,
    覆盖率: all.length > 0 ? covered / all.length : null,
  };
}

/** What the office and its groups did in the span, and what is planned for the year after. */
export function officeActivityFacts(world: PaperWorld): WordingValues {
  const { ledger, span, policy } = world;
  if (!policy) return noActivities;
  const accounts = world.accounts(policy.id);
  const done = activitiesIn(ledger, span, 'done', { policyId: policy.id });
  const year = Number(span.to.slice(0, 4)) + 1;
  const planned = activitiesIn(ledger, { from: `${year}-01-01`, to: `${year}-12-31` }, 'planned', {
    policyId: policy.id,
  });
  const byGroup = world.groups().map((group) => ({
    名称: group.name,
    ...duty(
      accounts.filter(({ group: own, rule }) => own?.id === group.id && rule.parameters.atLeast !== null),
    ),
  }));
  return {
    活动: {
      ...activityFacts(accounts, policy),
      次数: done.length,
      突出: done.filter(({ outstanding }) => outstanding).map((each) => activityRecord(ledger, each, policy)),
      各集体: byGroup,
    },
    下年计划: { 次数: planned.length, 活动: planned.map((each) => activityRecord(ledger, each, policy)) },
  };
}

const noDuty: WordingValues = { 应办: 0, 已办: 0, 欠办: 0, 办理次数: 0, 完成率: null };

/** All names, where no policy tells what is due. */
const noActivities: WordingValues = {
  活动: { ...noDuty, 各项: [], 欠办项: [], 次数: 0, 突出: [], 各集体: [] },
  下年计划: { 次数: 0, 活动: [] },
};
