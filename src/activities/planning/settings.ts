import { z } from 'zod';
import { Failure } from '../../findings/catalogue.ts';
import { findTemplate, readTemplate, type TemplateProblem } from '../../tables/template-file.ts';

/** What an office may set about planning (`templates/planning.yaml`). */

const text = z.string().min(1);
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { message: '时间，写成 09:00' });
const weight = z.int().min(0);
const weekdays = z.array(z.int().min(1).max(7));

const within = z.union([
  z.strictObject({ even: z.literal(true) }),
  z.strictObject({ firstWeeks: z.int().min(1) }),
  z.strictObject({ lastWeeks: z.int().min(1) }),
]);

const called = z.strictObject({
  /** Id of one of the policy's bodies (机构). */
  body: text,
  of: z.enum(['group', 'office']),
  roles: z.array(text).default([]),
  count: z.int().min(1),
  as: text,
});

const kind = z.strictObject({
  weekdays: weekdays.optional(),
  slots: z.array(text).min(1).optional(),
  wholeDay: z.boolean().optional(),
  within: within.optional(),
  host: z.enum(['rotate', 'lead', 'none']).optional(),
  principals: z.enum(['all', 'lead', 'host', 'none']).optional(),
  also: z.array(called).optional(),
  invited: z.enum(['leads', 'all', 'none']).optional(),
  perDay: z.int().min(1).nullable().optional(),
  venue: text.optional(),
});

const planningSchema = z.strictObject({
  slots: z
    .array(z.strictObject({ id: text, name: text, starts: time, ends: time }))
    .min(1)
    .max(4),
  oncePerDay: z.boolean(),
  spacing: z.strictObject({ sameKind: z.int().min(1), any: z.int().min(1) }),
  perDay: z.int().min(1).nullable(),
  weights: z.strictObject({
    spread: weight,
    weekday: weight,
    load: weight,
    slot: weight,
    mayBeOff: weight,
    outside: weight,
  }),
  default: kind,
  kinds: z.record(text, kind).default({}),
  policies: z.record(text, z.record(text, kind)).default({}),
});

export type PlanningSettings = z.infer<typeof planningSchema>;
type Within = z.infer<typeof within>;
export type Called = z.infer<typeof called>;

/** How one kind of activity is planned. */
export interface KindSettings {
  readonly weekdays: readonly number[];
  /** Ids of the parts of the day (时段), the preferred first. */
  readonly slots: readonly string[];
  readonly wholeDay: boolean;
  readonly within: Within;
  readonly host: 'rotate' | 'lead' | 'none';
  readonly principals: 'all' | 'lead' | 'host' | 'none';
  readonly also: readonly Called[];
  readonly invited: 'leads' | 'all' | 'none';
  readonly perDay: number | null;
  readonly venue: string | null;
}

type KindYaml = PlanningSettings['default'];

function checkSettings(settings: PlanningSettings): TemplateProblem[] {
  const problems: TemplateProblem[] = [];
  const ids = settings.slots.map(({ id }) => id);
  for (const [index, slot] of settings.slots.entries()) {
    const before = settings.slots[index - 1];
    if (slot.ends <= slot.starts) problems.push({ path: ['slots', index], expected: '结束应晚于开始' });
    if (before && slot.starts < before.ends) {
      problems.push({ path: ['slots', index], expected: `各段按先后写，不能与“${before.name}”重叠` });
    }
  }
  const check = (path: readonly PropertyKey[], { slots }: KindYaml) => {
    const unknown = slots?.find((id) => !ids.includes(id));
    if (unknown !== undefined)
      problems.push({ path: [...path, 'slots'], expected: `应为 ${ids.join('、')} 之一` });
  };
  check(['default'], settings.default);
  for (const [id, each] of Object.entries(settings.kinds)) check(['kinds', id], each);
  for (const [policy, kinds] of Object.entries(settings.policies)) {
    for (const [id, each] of Object.entries(kinds)) check(['policies', policy, id], each);
  }
  return problems;
}

/**
 * The settings of planning, from the first folder that has them.
 * @throws Failure `template-invalid` with file, line, column and what was expected
 */
export function loadPlanningSettings(folders: readonly string[]): PlanningSettings {
  const path = findTemplate(folders, 'planning.yaml');
  if (path === undefined) throw new Failure('file-not-found', { value: 'planning.yaml' });
  return readTemplate<PlanningSettings>(path, planningSchema, checkSettings);
}

/** How a kind of activity of a policy is planned: what is said of it there, else of the kind, else of all. */
export function kindSettings(settings: PlanningSettings, policyId: string, kindId: string): KindSettings {
  const said: KindYaml = {
    ...settings.default,
    ...settings.kinds[kindId],
    ...settings.policies[policyId]?.[kindId],
  };
  return {
    weekdays: said.weekdays ?? [],
    slots: said.slots ?? settings.slots.map(({ id }) => id),
    wholeDay: said.wholeDay ?? false,
    within: said.within ?? { even: true },
    host: said.host ?? 'rotate',
    principals: said.principals ?? 'all',
    also: said.also ?? [],
    invited: said.invited ?? 'none',
    perDay: said.perDay ?? null,
    venue: said.venue ?? null,
  };
}
