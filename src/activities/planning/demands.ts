import { type IsoDate, laterDay } from '../../common/dates.ts';
import { type DuePeriod, duePeriods } from '../../policy/cadence/due-periods.ts';
import type { CadenceParameters, CadencePer } from '../../policy/cadence/parameters.ts';
import type { CadenceSubject } from '../../policy/cadence/subjects.ts';
import type { TermFacts } from '../../policy/cadence/whole-periods.ts';
import type { Modality } from '../../policy/policy.ts';
import type { Activity } from '../activity.ts';
import type { KindSettings } from './settings.ts';
import type { Participant, Wanted } from './wanted.ts';

/** Who owes something, and which kindergarten that is where it is one. */
export interface DemandSubject extends Pick<CadenceSubject, 'type' | 'subject' | 'group' | 'stays'> {
  readonly kindergartenId: number | null;
}

/** A cadence rule that gives a number, with whoever owes it. */
export interface DemandRule {
  readonly policyId: string;
  readonly id: string;
  readonly modality: Modality;
  readonly parameters: CadenceParameters;
  readonly subjects: readonly DemandSubject[];
}

interface Span {
  readonly from: IsoDate;
  readonly to: IsoDate;
}

/** What demands are made from, besides the rules. */
export interface DemandWorld {
  readonly terms: readonly TermFacts[];
  /** Days that are planned, both inclusive: the school year, vacations included, or a term's share of it. */
  readonly span: Span;
  /** The whole school year, and its days from the beginning of the first term to the end of the last. */
  readonly year: Span;
  readonly teaching: Span;
  /** Before it nothing is planned any more: it is past. */
  readonly earliest: IsoDate;
  /** What was planned for a day before it and is still not recorded was not held as far as anybody knows. */
  readonly today: IsoDate;
  /** How many school days a period has, both ends inclusive. */
  schoolDays(from: IsoDate, to: IsoDate): number;
  /** Kindergartens that are in the group at any time of the span. */
  membersOf(groupId: number): readonly Participant[];
  /** Kindergartens that an activity of an office invites. */
  invitedBy(policyId: string, officeId: number, invited: KindSettings['invited']): readonly Participant[];
  settingsOf(policyId: string, kind: string): KindSettings;
  /** Name and task line of a kind. */
  kindOf(policyId: string, kind: string): { readonly name: string; readonly line: string | null };
  /** What is planned or was held, whatever its day. */
  readonly existing: readonly Activity[];
  /** Whether the plan is also of this activity: of one of its policies and groups. */
  inScope(activity: Pick<Activity, 'policyId' | 'groupId'>): boolean;
}

export interface Demands {
  readonly wanted: readonly Wanted[];
  /** Numbers of planned activities that are placed anew: they stand in `wanted`. */
  readonly standing: ReadonlySet<number>;
  /** Planned ones that no rule asks for any more. */
  readonly surplus: readonly Activity[];
  /** Planned for a day that is past, and neither recorded nor called off (未登记): they count as not held. */
  readonly overdue: readonly Activity[];
  /** The office's in months without teaching: due, but for the office itself to find a day for. */
  readonly vacation: readonly VacationDuty[];
}

/** What an office owes in a period in which no school is open. */
interface VacationDuty {
  readonly policyId: string;
  readonly ruleId: string;
  /** Name of the kind of activity. */
  readonly kind: string;
  readonly subject: string;
  readonly period: Span;
  readonly periodName: string;
}

/** Shorter periods first: what is held for a month counts for the term too. */
const lengths: readonly CadencePer[] = ['month', 'quarter', 'term', 'half-year', 'school-year', 'year'];

/**
 * What is to be planned: for each rule, subject and period as often as it is due, less what was held and what stays
 * as it is planned. One activity counts for all rules and subjects that it serves.
 */
export function demandsOf(rules: readonly DemandRule[], world: DemandWorld): Demands {
  const wanted: Wanted[] = [];
  const vacation: VacationDuty[] = [];
  const standing = new Set<number>();
  const ordered = [...rules].sort(
    (one, other) => lengths.indexOf(one.parameters.per) - lengths.indexOf(other.parameters.per),
  );
  for (const rule of ordered) {
    for (const subject of rule.subjects) {
      for (const period of periodsIn(rule, subject, world)) {
        const counted = world.existing.filter((activity) => countsFor(activity, rule, subject, period));
        const stays = counted.filter((each) => !isMovable(each, world) && !isOverdue(each, world));
        const covered = wanted.filter((want) => covers(want, rule, subject, period));
        const free = counted.filter((each) => isMovable(each, world) && !standing.has(each.id));
        const lacking = period.due - stays.length - covered.length;
        if (period.isVacation && subject.type === 'office') {
          for (const each of free) standing.add(each.id);
          if (lacking > free.length) vacation.push(vacationDuty(rule, subject, period, world));
          continue;
        }
        for (let turn = 0; turn < lacking; turn += 1) {
          const before = free[turn];
          if (before) standing.add(before.id);
          wanted.push(wantedFor(rule, subject, period, turn, before, world));
        }
      }
    }
  }
  const ruleIds = new Set(rules.map(({ policyId, id }) => `${policyId} ${id}`));
  const surplus = world.existing.filter(
    (each) =>
      each.origin === 'plan' &&
      isMovable(each, world) &&
      !standing.has(each.id) &&
      ruleIds.has(`${each.policyId} ${each.ruleId}`) &&
      world.inScope(each),
  );
  const overdue = world.existing.filter(
    (each) => isOverdue(each, world) && (each.plannedOn ?? '') >= world.span.from && world.inScope(each),
  );
  return { wanted, standing, surplus, overdue, vacation };
}

/**
 * Planning may give it another day: planned, for a day to come within the span, not fixed by hand, and not due for a
 * period that the plan of the other term sees to.
 */
function isMovable({ state, fixed, plannedOn, due }: Activity, world: DemandWorld): boolean {
  const { earliest, span } = world;
  if (state !== 'planned' || fixed || plannedOn === null) return false;
  return plannedOn >= earliest && plannedOn <= span.to && (due === null || fallsToSpan(due.to, world));
}

/** Planned for a day that is past, without having been recorded since. */
function isOverdue({ state, plannedOn }: Activity, { today }: DemandWorld): boolean {
  return state === 'planned' && plannedOn !== null && plannedOn < today;
}

/** Whether a period that ends on a day is for this plan: each is for the plan in whose days its end lies. */
function fallsToSpan(end: IsoDate, { span, year }: DemandWorld): boolean {
  const last = end < year.to ? end : year.to;
  return span.from <= last && last <= span.to;
}

/**
 * The periods that fall to this plan: they end within the school year, or have at least half of their school days in
 * it, and of a year planned term by term each falls to the term in which it ends.
 */
function periodsIn(
  { parameters }: DemandRule,
  { stays }: DemandSubject,
  world: DemandWorld,
): PlannedPeriod[] {
  const { year, terms, span, teaching, earliest } = world;
  return duePeriods(parameters, stays, terms, span.to).flatMap((period) => {
    if (period.due === 0 || !fallsToSpan(period.to, world)) return [];
    const within = (one: Span, other: Span): Span => ({
      from: laterDay(one.from, other.from),
      to: one.to < other.to ? one.to : other.to,
    });
    const inYear = within(period, year);
    const inSchool = world.schoolDays(inYear.from, inYear.to);
    if (period.to > year.to && inSchool * 2 < world.schoolDays(period.from, period.to)) return [];
    const open = within(within(period, span), { from: earliest, to: span.to });
    if (open.to < open.from) return [];
    const taught = within(open, teaching);
    const hasSchool = taught.from <= taught.to && world.schoolDays(taught.from, taught.to) > 0;
    return [{ ...period, window: hasSchool ? taught : open, isVacation: !hasSchool }];
  });
}

/** A period, and the days of it among which a day is looked for. */
type PlannedPeriod = DuePeriod & Pick<Wanted, 'window'> & { readonly isVacation: boolean };

function vacationDuty(
  { policyId, id, parameters }: DemandRule,
  { subject }: DemandSubject,
  period: PlannedPeriod,
  world: DemandWorld,
): VacationDuty {
  const kind = world.kindOf(policyId, parameters.activity[0] ?? '').name;
  const { from, to, whole } = period;
  return { policyId, ruleId: id, kind, subject: subject.name, period: { from, to }, periodName: whole.name };
}

/** Whether an activity on record is one of those that the rule asks of the subject in the period. */
function countsFor(
  activity: Activity,
  { policyId, id, parameters }: DemandRule,
  { group, subject, kindergartenId }: DemandSubject,
  { whole }: DuePeriod,
): boolean {
  if (activity.state === 'cancelled' || activity.policyId !== policyId) return false;
  if (!parameters.activity.includes(activity.kind)) return false;
  if (
    group ? activity.groupId !== group.id : activity.groupId !== null || `${activity.officeId}` !== subject.id
  ) {
    return false;
  }
  if (kindergartenId !== null) {
    const attends = activity.kindergartens.some((each) => each.kindergartenId === kindergartenId);
    if (activity.hostId !== kindergartenId && !(parameters.counts === 'attended' && attends)) return false;
  }
  if (activity.ruleId === id && activity.due)
    return activity.due.from <= whole.to && activity.due.to >= whole.from;
  const day = activity.heldOn ?? activity.plannedOn ?? '';
  return whole.from <= day && day <= whole.to;
}

/** Whether an activity already wanted for another rule or subject is one of those asked for here too. */
function covers(
  want: Wanted,
  { policyId, parameters }: DemandRule,
  { group, subject, kindergartenId }: DemandSubject,
  { whole }: DuePeriod,
): boolean {
  if (want.policyId !== policyId || !parameters.activity.includes(want.kind)) return false;
  if (group ? want.groupId !== group.id : want.groupId !== null || `${want.officeId}` !== subject.id)
    return false;
  if (want.window.from < whole.from || want.window.to > whole.to) return false;
  if (kindergartenId === null) return true;
  if (want.hosts.length === 1 && want.hosts[0]?.id === kindergartenId) return true;
  return parameters.counts === 'attended' && want.participants.some(({ id }) => id === kindergartenId);
}

function wantedFor(
  rule: DemandRule,
  { group, subject, type, kindergartenId }: DemandSubject,
  period: PlannedPeriod,
  turn: number,
  before: Activity | undefined,
  world: DemandWorld,
): Wanted {
  const { policyId, parameters } = rule;
  const kind = before?.kind ?? parameters.activity[0] ?? '';
  const settings = world.settingsOf(policyId, kind);
  const { name, line } = world.kindOf(policyId, kind);
  const officeId = group ? null : Number(subject.id);
  const present = (
    group ? world.membersOf(group.id) : world.invitedBy(policyId, officeId ?? 0, settings.invited)
  ).filter(({ stays }) =>
    stays.some(({ from, to }) => from <= period.window.to && (to === null || to > period.window.from)),
  );
  const own = present.filter(({ id }) => id === kindergartenId);
  const hostsItself = parameters.counts === 'hosted' && own.length > 0;
  const participants = hostsItself ? own : present;
  return {
    policyId,
    ruleId: rule.id,
    kind,
    title: before?.title ?? name,
    line,
    subject: {
      type: type === 'office' || type === 'group' ? type : 'kindergarten',
      id: kindergartenId ?? Number(subject.id),
      name: subject.name,
    },
    groupId: group?.id ?? null,
    groupName: group?.name ?? null,
    officeId,
    due: { from: period.from, to: period.to },
    periodName: period.whole.name,
    window: period.window,
    turn,
    priority: rule.modality === 'must' || rule.modality === 'stated' ? 2 : 1,
    participants,
    hosts: hostsItself ? own : hostsAmong(participants, period.window, settings.host),
    standing:
      before?.plannedOn === undefined || before.plannedOn === null
        ? null
        : {
            activityId: before.id,
            date: before.plannedOn,
            starts: before.starts,
            ends: before.ends,
            hostId: before.hostId,
          },
  };
}

/** Who may host: who is in the group for the whole window; where nobody is, whoever is at all. */
function hostsAmong(
  participants: readonly Participant[],
  window: Wanted['window'],
  host: KindSettings['host'],
): readonly Participant[] {
  if (host === 'none') return [];
  const fit = host === 'lead' ? participants.filter(({ isLead }) => isLead) : participants;
  const throughout = fit.filter(({ stays }) =>
    stays.some(({ from, to }) => from <= window.from && (to === null || to > window.to)),
  );
  return throughout.length > 0 ? throughout : fit;
}
