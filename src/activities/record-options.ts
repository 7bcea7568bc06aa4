import { flagOption, namesOption, textOption } from '../cli/options.ts';
import { recordNumber } from '../common/text.ts';
import { type Context, today } from '../context.ts';
import { Failure } from '../findings/catalogue.ts';
import { lookUpGroup } from '../groups/group-reference.ts';
import type { FieldType } from '../tables/definition.ts';
import { daysOf } from '../tables/fields/days.ts';
import { normalise } from '../tables/fields/normalise.ts';
import type { FieldValue } from '../tables/record.ts';
import { findActivity } from './activities.store.ts';
import type { Activity } from './activity.ts';
import type { ActivityWorld } from './activity-world.ts';
import { kindMeant, kindName } from './kinds.ts';
import { askDetails, isAskedThrough } from './record-questions.ts';
import type { SaidOccasion } from './said-occasion.ts';

type Options = Readonly<Record<string, unknown>>;

/** A text as the tables understand it. @throws Failure `option-value` with what they have against it */
function readAs(type: FieldType, option: string, text: string): FieldValue {
  const read = readOrExplain(type, option, text);
  if ('value' in read) return read.value;
  throw new Failure('option-value', { option, value: text, expected: read.expected });
}

/** The value of a text, or in words what it should be. */
function readOrExplain(
  type: FieldType,
  option: string,
  text: string,
): { readonly value: FieldValue } | { readonly expected: string } {
  const result = normalise({ type: 'text', value: text }, { key: option, type }, { dictionaries: new Map() });
  if (result.value !== undefined) return { value: result.value };
  const expected =
    type === 'days'
      ? '应是日期，如 2026-10-14，几天的写 2026-10-14至2026-10-16，结束不早于开始'
      : '应是大于 0 的学时数，如 4 或 4.5';
  return { expected };
}

/** @throws Failure `option-value`, `activity-unknown`, `activity-plan-unfit` */
export function planOption(options: Options, world: ActivityWorld): Activity | undefined {
  const text = textOption(options, 'plan');
  if (text === undefined) return undefined;
  const plan = activityMeant(world, text);
  if (plan.state === 'planned') return plan;
  const reason = plan.state === 'done' ? '已经登记为举行' : '已经取消';
  throw new Failure('activity-plan-unfit', { value: text, reason });
}

/** The activity of a number. @throws Failure `activity-unknown` */
export function activityMeant(world: ActivityWorld, text: string): Activity {
  const id = recordNumber(text);
  const activity = id === undefined ? undefined : findActivity(world.ledger, id);
  if (!activity) throw new Failure('activity-unknown', { value: text });
  return activity;
}

/**
 * What is said of the activity by options, by the plan it was of, and by answers to questions: the day, the kind, and
 * the group where the kind is a group's.
 * @throws Failure `answer-missing` off a terminal; `option-value`, `activity-kind-unknown`
 */
export async function sayOccasion(
  context: Context,
  options: Options,
  world: ActivityWorld,
  { policyId, plan }: { readonly policyId: string | null; readonly plan: Activity | undefined },
): Promise<SaidOccasion> {
  const { prompter } = context;
  const days =
    textOption(options, 'date') ??
    (await prompter.input({
      message: '哪一天举行的？',
      option: '--date 日期',
      initial: plan?.plannedOn ?? today(context),
      validate: (value) => {
        const read = readOrExplain('days', '--date', value);
        if ('expected' in read) return read.expected;
        return daysOf(String(read.value)).to <= today(context) || '这一天还没有到，不能登记为已举行';
      },
    }));
  const policy = plan?.policyId ?? policyId;
  const kinds = policy === null ? [] : world.policy(policy).activities;
  const activityKind =
    textOption(options, 'kind') ??
    (plan ? kindName(kinds, plan.kind) : undefined) ??
    (await prompter.select({
      message: '是哪一种活动？',
      option: '--kind 活动种类',
      choices: kinds.map(({ name }) => ({ value: name, name })),
    }));
  const from = daysOf(String(readAs('days', '--date', days)));
  const ofGroup = kindMeant(kinds, activityKind)?.of === 'group';
  const planned = world.groupsOn(from.from).find(({ id }) => id === plan?.groupId);
  const standing = world
    .groupsOn(from.from)
    .filter((group) => (policy === null || group.policyId === policy) && group.state === 'active');
  const group =
    textOption(options, 'group') ??
    (planned ? String(planned.id) : undefined) ??
    (ofGroup
      ? await prompter.select({
          message: '是哪一个联盟（集团、学区）的？',
          option: '--group 编号或名称',
          choices: standing.map(({ id, name }) => ({ value: String(id), name: `${id} ${name}` })),
        })
      : undefined);
  const written = textOption(options, 'hours');
  let details = {
    host: textOption(options, 'host'),
    participants: textOption(options, 'participants'),
    venue: textOption(options, 'venue'),
    hours: written === undefined ? undefined : Number(readAs('hours', '--hours', written)),
    topics: textOption(options, 'topics'),
  };
  if (isAskedThrough(context, options)) {
    const meant = group === undefined ? undefined : lookUpGroup(world.groupsOn(from.from), group).group;
    details = { ...details, ...(await askDetails(context, details, meant, hoursRead)) };
  }
  return {
    ...from,
    group,
    activityKind,
    title: textOption(options, 'title'),
    line: textOption(options, 'line'),
    ...details,
    outcome: textOption(options, 'outcome'),
    outstanding: flagOption(options, 'outstanding') ? true : undefined,
    note: textOption(options, 'note'),
  };
}

/** Class hours as they are typed; else in words what they should be. */
function hoursRead(text: string): number | string {
  const read = readOrExplain('hours', '--hours', text);
  return 'value' in read ? Number(read.value) : read.expected;
}

/** Files named by an option or as arguments; a name may hold any sign but a line break. */
export function filesNamed(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(String);
  return value === undefined ? [] : namesOption({ value }, 'value');
}
