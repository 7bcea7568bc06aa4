import { settleValue } from '../groups/settle-value.ts';
import { daysText } from '../tables/fields/days.ts';
import type { FieldChange, ImportRun, RowOutcome } from '../tables/import-target.ts';
import type { TableRecord } from '../tables/record.ts';
import { type ActivityChanges, changeActivity } from './activities.store.ts';
import type { Activity, ActivityKindergarten } from './activity.ts';
import type { ActivityWorld } from './activity-world.ts';
import { kindergartenNames } from './kindergarten-names.store.ts';
import { lineName } from './kinds.ts';
import type { Occasion } from './occasion.ts';
import { participantsText } from './participants.ts';

/** A value of which the row says something: as shown before and after, and the change it comes to. */
interface Said {
  readonly field: string;
  readonly before: string | null;
  readonly after: string;
  readonly change: ActivityChanges;
}

const byId = (list: readonly ActivityKindergarten[]) =>
  [...list].sort((one, other) => one.kindergartenId - other.kindergartenId);

/** Whether the row only adds counts to the kindergartens that are known. */
function onlyAdds(before: readonly ActivityKindergarten[], after: readonly ActivityKindergarten[]): boolean {
  const now = new Map(after.map((each) => [each.kindergartenId, each.people]));
  return before.every(({ kindergartenId, people }) =>
    people === null ? now.has(kindergartenId) : now.get(kindergartenId) === people,
  );
}

function saidOf(activity: Activity, occasion: Occasion, world: ActivityWorld): Said[] {
  const { lines } = world.policy(occasion.policyId);
  const nameOf = kindergartenNames(world.ledger);
  const said: Said[] = [];
  const put = (field: string, before: string | null, after: string | null, change: ActivityChanges) => {
    if (after !== null) said.push({ field, before, after, change });
  };
  const { heldOn, heldTo, hostId, line, hours, outstanding, kindergartens } = occasion;
  put('days', daysText(activity.heldOn ?? heldOn, activity.heldTo), daysText(heldOn, heldTo), {
    heldOn,
    heldTo,
  });
  if (line !== undefined) put('line', lineName(lines, activity.line), lineName(lines, line), { line });
  if (hostId !== undefined) {
    const before = activity.hostId === null ? null : nameOf(activity.hostId, heldOn);
    put('host', before, nameOf(hostId, heldOn), { hostId });
  }
  for (const field of ['venue', 'topics', 'outcome', 'note'] as const) {
    const value = occasion[field];
    if (value !== undefined) put(field, activity[field], value, { [field]: value });
  }
  if (hours !== undefined) {
    put('hours', activity.hours === null ? null : String(activity.hours), String(hours), { hours });
  }
  if (outstanding !== undefined) {
    // What nobody marked is not known to be ordinary.
    const before = activity.outstanding ? '是' : outstanding ? null : '否';
    put('outstanding', before, outstanding ? '是' : '否', { outstanding });
  }
  if (kindergartens) {
    const shown = (list: readonly ActivityKindergarten[]) =>
      participantsText(
        byId(list).map(({ kindergartenId, people }) => ({ name: nameOf(kindergartenId, heldOn), people })),
      );
    const [before, after] = [shown(activity.kindergartens), shown(kindergartens)];
    const isKnown = activity.kindergartens.length > 0 && !onlyAdds(activity.kindergartens, kindergartens);
    const kept = before === after || isKnown ? before : null;
    put('participants', kept, after, { kindergartens });
  }
  return said;
}

/** Brings what a row says of a recorded activity into the ledger, as --on-conflict says. */
export function reconcileOccasion(
  activity: Activity,
  occasion: Occasion,
  work: {
    readonly record: TableRecord;
    readonly run: ImportRun;
    readonly world: ActivityWorld;
    readonly subject: string;
  },
): RowOutcome {
  const { record, run, world, subject } = work;
  const changes: FieldChange[] = [];
  const taken: Said[] = [];
  let skips = false;
  for (const value of saidOf(activity, occasion, world)) {
    const settled = settleValue({ ...value, subject }, run, record);
    changes.push(...settled.changes);
    if (settled.kind === 'skip') skips = true;
    if (settled.kind === 'take') taken.push(value);
  }
  const targets = [{ table: 'activity', id: activity.id, fields: taken.map(({ field }) => field) }];
  if (skips) return { kind: 'skipped', subject, changes, targets: [] };
  const all: ActivityChanges = Object.assign({}, ...taken.map(({ change }) => change));
  if (taken.length > 0) changeActivity(run.ledger, activity, all);
  return { kind: taken.length > 0 ? 'updated' : 'unchanged', subject, changes, targets };
}
