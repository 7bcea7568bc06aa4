import { spanOptions, textOption } from '../cli/options.ts';
import { Failure } from '../findings/catalogue.ts';
import { resolveGroup } from '../groups/group-reference.ts';
import { listActivities } from './activities.store.ts';
import type { Activity, ActivityState } from './activity.ts';
import type { ActivityWorld } from './activity-world.ts';
import { kindMeant } from './kinds.ts';

type Options = Readonly<Record<string, unknown>>;

export const stateNames: Readonly<Record<ActivityState, string>> = {
  planned: '计划',
  done: '已举行',
  cancelled: '已取消',
};

/** Options by which commands choose activities. */
export const selectionOptions = {
  group: { flags: '--group <group>', description: '只看一个联盟（集团、学区）的：编号、名称或主导园名称' },
  policy: { flags: '--policy <id>', description: '只看一份政策的' },
  kind: { flags: '--kind <kind>', description: '只看一种活动，如 联合教研' },
  since: { flags: '--since <date>', description: '从哪一天起' },
  until: { flags: '--until <date>', description: '到哪一天为止（含当天）' },
} as const;

/**
 * The activities that --group, --policy, --kind, --since and --until choose, in the order of their days.
 * @throws Failure `group-unknown`, `group-ambiguous`, `activity-kind-unknown`, `option-value`
 */
export function selectActivities(
  world: ActivityWorld,
  options: Options,
  { today, states }: { readonly today: string; readonly states?: readonly ActivityState[] },
): Activity[] {
  const group = textOption(options, 'group');
  const policyId = textOption(options, 'policy');
  const kind = textOption(options, 'kind');
  const { since: from, until: to } = spanOptions(options);
  if (policyId !== undefined) world.policy(policyId);
  const groupId =
    group === undefined || world.isOwnOffice(group)
      ? undefined
      : resolveGroup(world.groupsOn(today), group).id;
  const found = listActivities(world.ledger, {
    ...(groupId === undefined ? {} : { groupIds: [groupId] }),
    ...(group !== undefined && groupId === undefined ? { officeId: world.own.id } : {}),
    ...(policyId === undefined ? {} : { policyId }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(states ? { states } : {}),
  });
  return kind === undefined ? found : ofKind(found, kind, world, policyId);
}

/** The same word may mean kinds of several policies. @throws Failure `activity-kind-unknown` where it means none */
function ofKind(
  activities: readonly Activity[],
  text: string,
  world: ActivityWorld,
  policyId: string | undefined,
): Activity[] {
  const policies = [
    ...new Set([...(policyId ? [policyId] : []), ...activities.map((each) => each.policyId)]),
  ];
  const meant = new Map(policies.map((id) => [id, kindMeant(world.policy(id).activities, text)?.id]));
  if (policies.length > 0 && [...meant.values()].every((id) => id === undefined)) {
    const known = policies.flatMap((id) => world.policy(id).activities.map(({ name }) => name)).join('、');
    throw new Failure('activity-kind-unknown', { value: text, known });
  }
  return activities.filter((each) => meant.get(each.policyId) === each.kind);
}
