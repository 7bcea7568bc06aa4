import type { Activity } from '../../activities/activity.ts';
import { activityDay } from '../../activities/activity.ts';
import { ActivityWorld } from '../../activities/activity-world.ts';
import { addDays } from '../../common/dates.ts';
import type { WordingValue, WordingValues } from '../../documents/wording/values.ts';
import type { Group, Member } from '../../groups/group.ts';
import { findGroup } from '../../groups/groups.store.ts';
import { placeTiers, postingKinds, postingRanks } from '../../policy/posting/posting.ts';
import type { Policy } from '../../policy/schema.ts';
import { clockOf, isCovered, runWith, yearClause } from '../../postings/certified.ts';
import type { Posting } from '../../postings/posting.ts';
import { concerning } from '../../workflow/procedure.ts';
import { stepsOf } from '../../workflow/workflow.store.ts';
import type { PaperWorld } from '../paper-world.ts';
import { activitiesIn, activityFacts, activityRecord } from './activity-facts.ts';
import { groupFacts } from './group-facts.ts';
import { factsOfKindergarten } from './kindergarten-facts.ts';

/** A group, and what it did in the span. */
export function factsOfGroup(world: PaperWorld, group: Group): WordingValues {
  const { ledger, asked, span } = world;
  const policy = world.policyOf(group);
  const accounts = world.accounts(policy.id).filter(({ group: own }) => own?.id === group.id);
  const whose = { groupId: group.id };
  const done = activitiesIn(ledger, span, 'done', whose).map((each) => activityRecord(ledger, each, policy));
  const next = { from: addDays(span.to, 1), to: addDays(span.to, 184) };
  const planned = activitiesIn(ledger, next, 'planned', whose).map((each) =>
    activityRecord(ledger, each, policy),
  );
  return {
    ...world.common(policy),
    ...groupFacts(ledger, group, asked.on, policy),
    活动: {
      ...activityFacts(accounts, policy),
      次数: done.length,
      记录: done,
      突出: done.filter(({ 突出 }) => 突出 === true),
      下期计划: planned,
    },
  };
}

/** A member of a group, and how far its plaque (挂牌) has come. */
export function factsOfMember(world: PaperWorld, group: Group, member: Member): WordingValues {
  const { ledger, asked } = world;
  const policy = world.policyOf(group);
  return {
    ...world.common(policy),
    ...groupFacts(ledger, group, asked.on, policy),
    园: factsOfKindergarten(ledger, member, asked.on),
    挂牌: plaqueFacts(world, policy, group, member),
  };
}

function plaqueFacts(world: PaperWorld, policy: Policy, group: Group, member: Member): WordingValues {
  const procedure = concerning(policy.procedures, group.tier).find(
    ({ id, of }) => id === 'plaque' && of === 'member',
  );
  const records = stepsOf(world.ledger, group.id).filter(
    ({ procedureId, kindergartenId, doneOn }) =>
      procedureId === procedure?.id && kindergartenId === member.kindergartenId && doneOn <= world.asked.on,
  );
  const steps = (procedure?.steps ?? []).map(({ id, name, by }) => {
    const record = records.find(({ step }) => step === id);
    return {
      id,
      名称: name,
      办理单位: record?.decidedBy ?? by,
      日期: record?.doneOn ?? null,
      文件: record?.document ?? null,
    };
  });
  // The plaque itself comes last: what is before it must be done.
  const before = steps.slice(0, -1);
  const open = before.filter(({ 日期 }) => 日期 === null).map(({ 名称 }) => 名称);
  const on = (id: string): WordingValue => steps.find((step) => step.id === id)?.日期 ?? null;
  return {
    步骤: steps.map(({ id: _id, ...step }) => step),
    未办步骤: open,
    同意日期: on('alliance-agrees'),
    申请日期: on('apply'),
    听取意见日期: on('hear-lead'),
    评估日期: on('assess'),
    挂牌日期: on('plaque'),
    办结日期: procedure && open.length === 0 ? (before.at(-1)?.日期 ?? null) : null,
  };
}

/** Somebody posted (派驻), and whether a continuous year is full. */
export function factsOfPosting(world: PaperWorld, posting: Posting): WordingValues {
  const { ledger, asked } = world;
  const name = (id: number | null) =>
    id === null ? null : factsOfKindergarten(ledger, { kindergartenId: id }, asked.on);
  const activityWorld = new ActivityWorld(ledger, asked.folders);
  const clause = yearClause(activityWorld, asked.on, asked.policy);
  const { postings: own, runs } = clockOf(activityWorld, clause, posting.personId, asked.on);
  const run = isCovered(activityWorld, clause, posting) ? runWith(runs, posting) : undefined;
  const together = run ? own.filter(({ from }) => run.from <= from && from <= run.servedTo) : [posting];
  const places = together.map(({ destinationId }) => name(destinationId)?.名称 ?? null);
  const group = posting.groupId === null ? undefined : findGroup(ledger, posting.groupId, asked.on);
  return {
    ...world.common(clause.policy ?? (group ? world.policyOf(group) : world.policy)),
    派驻: {
      条款: clause.clause,
      接收单位: [...new Set(places)],
      编号: posting.id,
      姓名: posting.name,
      单位: posting.unit,
      种类: postingKinds[posting.kind],
      身份: posting.rank === null ? null : postingRanks[posting.rank],
      起: posting.from,
      止: posting.to,
      天数: posting.days,
      接收园层级: posting.destinationTier === null ? null : placeTiers[posting.destinationTier],
      连续起: run?.from ?? null,
      连续止: run?.servedTo ?? null,
      连续天数: run?.days ?? null,
      满一年日期: run?.isFull ? run.fullOn : null,
      还差天数: run?.missing ?? null,
    },
    派出园:
      name(posting.originId) ??
      factsOfKindergarten(ledger, { kindergartenId: 0, name: posting.unit }, asked.on),
    接收园: name(posting.destinationId) ?? {},
  };
}

/** A planned activity as a meeting (会议), with what its holder plans for the three months from then on. */
export function factsOfActivity(world: PaperWorld, activity: Activity): WordingValues {
  const { ledger, asked } = world;
  const policy = world.policyOf(activity);
  const day = activityDay(activity);
  const group = activity.groupId === null ? undefined : findGroup(ledger, activity.groupId, day || asked.on);
  const record = activityRecord(ledger, activity, policy);
  const own = group ? [...(group.lead ? [group.lead] : []), ...group.members].map(({ name }) => name) : [];
  const span = { from: day, to: addDays(day || asked.on, 92) };
  const planned = activitiesIn(ledger, span, 'planned', { policyId: policy.id }).filter(
    ({ groupId, officeId }) => groupId === activity.groupId && officeId === activity.officeId,
  );
  const named = record.参加园 as readonly string[];
  return {
    ...world.common(policy),
    会议: { ...record, 主办: group?.name ?? null, 参加单位: named.length > 0 ? named : own },
    日程: planned.map((each) => activityRecord(ledger, each, policy)),
  };
}
