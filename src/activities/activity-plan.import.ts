import { openCalendar } from '../calendar/open-calendar.ts';
import type { SchoolCalendar } from '../calendar/school-calendar.ts';
import { findOrAddPerson } from '../committees/committees.store.ts';
import type { Group } from '../groups/group.ts';
import { findKindergarten } from '../roster/roster.store.ts';
import type { FieldChange, ImportRun, ImportTarget, RowOutcome } from '../tables/import-target.ts';
import type { TableRecord } from '../tables/record.ts';
import { type ActivityChanges, addActivity, changeActivity } from './activities.store.ts';
import type { Activity } from './activity.ts';
import { ActivityWorld, membersOf } from './activity-world.ts';
import { addBlock } from './blocks.store.ts';
import { timesText } from './plan-times.ts';
import { type SaidPlan, understandPlan } from './said-plan.ts';

/** What the target remembers during one pass. */
interface Pass {
  readonly world: ActivityWorld;
  readonly calendar: SchoolCalendar;
  /** Rows that spoke of an activity already. */
  readonly rows: Map<number, number>;
}

const key = 'activity-plan';

/** Import target of the plan (活动计划表): wishes become fixed days, hosts and blocked days; new rows are new plans. */
export const activityPlanTarget: ImportTarget = {
  table: 'activity-plan',

  async begin(run) {
    if (run.memory.has(key)) return;
    const calendar = await openCalendar(run.ledger, run.templateFolders);
    run.memory.set(key, {
      world: new ActivityWorld(run.ledger, run.templateFolders),
      calendar,
      rows: new Map(),
    });
  },

  apply(record, run): RowOutcome {
    const pass = run.memory.get(key) as Pass;
    const said = understandPlan({ record, run, ...pass });
    const subject = ['group', 'activityKind', 'plannedOn']
      .map((each) => record.values[each] ?? '')
      .join(' ')
      .trim();
    const rejected: RowOutcome = { kind: 'rejected', subject, changes: [], targets: [] };
    if (!said) return rejected;
    const earlier = said.known && pass.rows.get(said.known.id);
    if (earlier !== undefined) {
      run.report('plan-row-repeated', record, null, { row: earlier });
      return rejected;
    }
    if (!said.known) return enter(said, { record, run, pass, subject });
    pass.rows.set(said.known.id, record.row);
    return wish(said.known, said, { record, run, subject });
  },

  inspect(record, run) {
    understandPlan({ record, run, ...(run.memory.get(key) as Pass) });
  },
};

/** Days that do not suit the group are kept free. */
function keepAway(said: SaidPlan, run: ImportRun): FieldChange[] {
  const added = said.away.filter(
    ({ from, to }) =>
      addBlock(run.ledger, {
        from,
        to,
        groupId: said.group?.id ?? null,
        kindergartenId: null,
        personId: null,
        reason: '活动计划表中填的不便日期',
      }) !== null,
  );
  if (added.length === 0) return [];
  return [
    {
      field: 'away',
      before: null,
      after: added.map(({ from, to }) => (from === to ? from : `${from}至${to}`)).join('、'),
    },
  ];
}

/** What the group wishes of an activity that is planned. */
function wish(
  known: Activity,
  said: SaidPlan,
  { record, run, subject }: { record: TableRecord; run: ImportRun; subject: string },
): RowOutcome {
  const changes: FieldChange[] = [];
  const given: { -readonly [K in keyof ActivityChanges]: ActivityChanges[K] } = {};
  if (said.wishedOn !== null && (said.wishedOn !== known.plannedOn || !known.fixed)) {
    given.plannedOn = said.wishedOn;
    given.fixed = true;
    // The day may stay what it was: what is new is then that it is settled.
    const isSame = said.wishedOn === known.plannedOn;
    const after = isSame ? `${said.wishedOn}（定）` : said.wishedOn;
    changes.push({ field: 'wishedOn', before: known.plannedOn, after });
  } else if (said.wishedOn === null && said.plannedOn !== null && said.plannedOn !== known.plannedOn) {
    run.report('plan-date-differs', record, 'plannedOn', {
      value: said.plannedOn,
      before: known.plannedOn ?? '',
    });
  }
  const { wishedTimes, hostId } = said;
  if (wishedTimes && (wishedTimes.starts !== known.starts || wishedTimes.ends !== known.ends)) {
    given.starts = wishedTimes.starts;
    given.ends = wishedTimes.ends;
    const before = timesText(known.starts, known.ends);
    changes.push({ field: 'wishedTimes', before, after: timesText(wishedTimes.starts, wishedTimes.ends) });
  }
  if (hostId !== null && hostId !== known.hostId) {
    given.hostId = hostId;
    // The venue goes with the host, unless another was named.
    const name = (id: number | null) =>
      id === null ? null : (findKindergarten(run.ledger, id, run.today)?.name ?? null);
    if (known.venue === null || known.venue === name(known.hostId)) given.venue = name(hostId);
    const people = withPrincipalOf(hostId, known, said.group, run);
    if (people) given.people = people;
    changes.push({ field: 'wishedHost', before: name(known.hostId), after: name(hostId) });
  }
  if (Object.keys(given).length > 0) changeActivity(run.ledger, known, given);
  changes.push(...keepAway(said, run));
  return {
    kind: changes.length > 0 ? 'updated' : 'unchanged',
    subject,
    changes,
    targets: [{ table: 'activity', id: known.id, fields: changes.map(({ field }) => field) }],
  };
}

/** Whoever answers for a kindergarten of a group (责任人), else its principal, as one who takes part; none unknown. */
function principalOf(kindergartenId: number, group: Group | null, run: ImportRun, on: string) {
  const member = [group?.lead, ...(group?.members ?? [])].find(
    (each) => each?.kindergartenId === kindergartenId,
  );
  const found = findKindergarten(run.ledger, kindergartenId, on);
  const person = member?.responsible ?? found?.principal;
  const unit = member?.name ?? found?.name;
  if (!person || unit === undefined) return [];
  return [{ personId: findOrAddPerson(run.ledger, person, unit), role: '园长', hours: null }];
}

/** Who takes part with another host: where only the host's principal was to come, the other one's comes instead. */
function withPrincipalOf(
  hostId: number,
  { people, hostId: before, plannedOn }: Activity,
  group: Group | null,
  run: ImportRun,
): ActivityChanges['people'] | null {
  const principals = people.filter(({ role }) => role === '园长');
  const day = plannedOn ?? run.today;
  const [own] = before === null ? [] : principalOf(before, group, run, day);
  if (principals.length !== 1 || principals[0]?.personId !== own?.personId) return null;
  const others = people.filter(({ role }) => role !== '园长');
  return [
    ...principalOf(hostId, group, run, day),
    ...others.map(({ personId, role, hours }) => ({ personId, role, hours })),
  ];
}

/** Members and their principals: who takes part in what is planned by hand. */
function takingPart(group: Group | null, run: ImportRun, on: string) {
  const members = group ? membersOf(group) : [];
  return {
    kindergartens: members.map(({ kindergartenId }) => ({ kindergartenId, people: null })),
    people: members.flatMap(({ kindergartenId }) => principalOf(kindergartenId, group, run, on)),
  };
}

/** A plan that the ledger does not have. */
function enter(
  said: SaidPlan,
  { record, run, pass, subject }: { record: TableRecord; run: ImportRun; pass: Pass; subject: string },
): RowOutcome {
  const day = said.wishedOn ?? said.plannedOn ?? run.today;
  const times = said.wishedTimes ?? said.times;
  const text = (field: string) => {
    const value = record.values[field];
    return value === undefined ? null : String(value);
  };
  const host = said.hostId === null ? undefined : findKindergarten(run.ledger, said.hostId, day);
  const id = addActivity(run.ledger, {
    policyId: said.policyId,
    groupId: said.group?.id ?? null,
    officeId: said.group ? null : pass.world.own.id,
    kind: said.kind.id,
    line: said.kind.line ?? null,
    title: text('title') ?? said.kind.name,
    state: 'planned',
    plannedOn: day,
    starts: times?.starts ?? null,
    ends: times?.ends ?? null,
    fixed: said.wishedOn !== null,
    hostId: said.hostId,
    venue: text('venue') ?? host?.name ?? null,
    note: text('note'),
    origin: 'table',
    ...takingPart(said.group, run, day),
  });
  pass.rows.set(id, record.row);
  keepAway(said, run);
  const fields = Object.keys(record.values).filter(
    (each) => each !== 'sequence' && each !== 'number' && each !== 'week',
  );
  return { kind: 'inserted', subject, changes: [], targets: [{ table: 'activity', id, fields }] };
}
