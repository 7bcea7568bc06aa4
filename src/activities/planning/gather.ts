import { type IndexedHistory, factsOn, indexHistory, period } from '../../checks/facts.ts';
import { readHistory } from '../../checks/history.store.ts';
import { openCalendar } from '../../calendar/open-calendar.ts';
import { eachDay, type SchoolCalendar } from '../../calendar/school-calendar.ts';
import { addDays, holdsOn, type IsoDate, laterDay } from '../../common/dates.ts';
import { Failure } from '../../findings/catalogue.ts';
import { resolveGroup } from '../../groups/group-reference.ts';
import { listGroups } from '../../groups/groups.store.ts';
import { officeFacts } from '../../ledger/office-facts.ts';
import { policiesInForce } from '../../ledger/policies-in-force.store.ts';
import { officeSubjects, subjectsInGroup } from '../../policy/cadence/subjects.ts';
import type { LedgerFacts } from '../../policy/facts.ts';
import { loadPolicy } from '../../policy/load.ts';
import type { Policy, RuleOf } from '../../policy/schema.ts';
import type { Ledger } from '../../store/ledger.ts';
import { listActivities } from '../activities.store.ts';
import type { Activity } from '../activity.ts';
import { listBlocks } from '../blocks.store.ts';
import { type DemandRule, type Demands, type DemandWorld, demandsOf } from './demands.ts';
import { assignHosts, type Hosted } from './hosts.ts';
import { type PlanningFacts, slotsBetween } from './options.ts';
import { kindSettings, type PlanningSettings } from './settings.ts';
import { type Seated, staff } from './staff.ts';
import type { Block, Kept, Participant } from './wanted.ts';

export interface PlanRequest {
  /** `2026-2027` */
  readonly schoolYear: string;
  /** Only one of its terms. */
  readonly term: 1 | 2 | null;
  /** Only these groups: numbers, names or leads; all without any. */
  readonly groups: readonly string[];
  /** Only these policies; those in force without any. */
  readonly policies: readonly string[];
  readonly today: IsoDate;
  readonly settings: PlanningSettings;
  readonly templateFolders: readonly string[];
}

/** All that a plan is made of, read from the ledger. */
export interface Gathered {
  readonly facts: PlanningFacts;
  readonly demands: Demands;
  readonly existing: readonly Activity[];
  readonly calendar: SchoolCalendar;
  readonly span: DemandWorld['span'];
}

/**
 * Reads what is to be planned, who there is, and what already has its day.
 * @throws Failure `plan-in-past`, `policy-none-in-force`, `policy-unknown`, `policy-invalid`, `group-unknown`,
 * `group-ambiguous`
 */
export async function gatherPlan(ledger: Ledger, request: PlanRequest): Promise<Gathered> {
  const { settings, today } = request;
  const calendar = await openCalendar(ledger, request.templateFolders);
  const span = spanOf(calendar, request);
  const earliest = laterDay(span.from, addDays(today, 1));
  if (earliest > span.to) throw new Failure('plan-in-past', { value: request.schoolYear, date: span.to });
  const policies = policiesMeant(ledger, request, earliest);
  const history = indexHistory(readHistory(ledger));
  const chosen = groupsMeant(ledger, request.groups, earliest);
  const existing = listActivities(ledger, { states: ['planned', 'done'] });
  const blocks = listBlocks(ledger);
  const { rules, facts } = rulesAndFacts(ledger, history, { policies, chosen, span, earliest });
  const members = new Map<number, readonly Participant[]>();
  const membersOf = (groupId: number) => {
    let own = members.get(groupId);
    if (!own) {
      own = participantsOf(history, groupId, span, earliest);
      members.set(groupId, own);
    }
    return own;
  };
  const world: DemandWorld = {
    terms: calendar.termsIn(addDays(span.from, -400), addDays(span.to, 400)),
    span,
    earliest,
    schoolDays: counter(calendar, span),
    membersOf,
    invitedBy: (policyId, officeId, invited) => {
      const own = facts.groups.filter((group) => group.policyId === policyId);
      const district = history.groups.filter((group) => officeOf(ledger, group.id) === officeId).map(({ id }) => id);
      const here = district.length > 0 ? own.filter(({ id }) => district.includes(id)) : own;
      return invitedFrom(here.flatMap(({ id }) => [...membersOf(id)]), invited);
    },
    settingsOf: (policyId, kind) => kindSettings(settings, policyId, kind),
    kindOf: (policyId, kind) => {
      const found = policies.find(({ id }) => id === policyId)?.activities.find(({ id }) => id === kind);
      return { name: found?.name ?? kind, line: found?.line ?? null };
    },
    existing,
  };
  const demands = demandsOf(rules, world);
  const hosts = assignHosts(demands.wanted, hostedIn(existing, demands), blocks);
  return {
    calendar,
    span,
    existing,
    demands,
    facts: {
      days: eachDay(span.from, span.to).map((date) => {
        const { kind, mayBeOff } = calendar.dayOf(date);
        return { date, isSchoolDay: kind === 'school' || kind === 'makeup', mayBeOff };
      }),
      wanted: staff(demands.wanted, hosts, seatsIn(history), settings),
      kept: keptIn(existing, demands, span, settings),
      blocks: blocks satisfies readonly Block[],
      settings,
    },
  };
}

function spanOf(calendar: SchoolCalendar, { schoolYear, term }: PlanRequest): DemandWorld['span'] {
  const [first = '', second = ''] = schoolYear.split('-');
  const terms = calendar
    .termsIn(`${first}-08-01`, `${second}-07-31`)
    .filter((each) => each.schoolYear === schoolYear && (term === null || each.number === term));
  return { from: terms[0]?.starts ?? `${first}-09-01`, to: terms.at(-1)?.ends ?? `${second}-07-10` };
}

function policiesMeant(ledger: Ledger, { policies, templateFolders }: PlanRequest, on: IsoDate): Policy[] {
  const ids = policies.length > 0 ? policies : policiesInForce(ledger, on);
  if (ids.length === 0) throw new Failure('policy-none-in-force', { date: on });
  return ids.map((id) => loadPolicy(id, templateFolders, on));
}

function groupsMeant(ledger: Ledger, references: readonly string[], on: IsoDate): ReadonlySet<number> | null {
  if (references.length === 0) return null;
  const groups = listGroups(ledger, on, { includeEnded: true });
  return new Set(references.map((reference) => resolveGroup(groups, reference).id));
}

interface Scope {
  readonly policies: readonly Policy[];
  readonly chosen: ReadonlySet<number> | null;
  readonly span: DemandWorld['span'];
  readonly earliest: IsoDate;
}

/** The cadence rules with whoever owes them: each group as it is on its first day within the span. */
function rulesAndFacts(ledger: Ledger, history: IndexedHistory, { policies, chosen, span, earliest }: Scope) {
  const office = officeFacts(ledger);
  const byDay = new Map<IsoDate, Set<number>>([[earliest, new Set()]]);
  for (const group of history.groups) {
    const day = laterDay(earliest, group.validFrom);
    const isOver = (group.validTo !== null && group.validTo <= day) || (group.cycleEnd !== null && group.cycleEnd < day);
    if (day > span.to || isOver) continue;
    byDay.set(day, (byDay.get(day) ?? new Set()).add(group.id));
  }
  const days = [...byDay].map(([on, groups]) => {
    const all = factsOn(history, office, { on, groups }, span.to);
    return { ...all, groups: all.groups.filter(({ id }) => groups.has(id)) };
  });
  const facts: LedgerFacts = { ...(days[0] as LedgerFacts), groups: days.flatMap((each) => each.groups) };
  const rules = policies.flatMap((policy) =>
    policy.rules
      .filter((rule): rule is RuleOf<'cadence'> => rule.kind === 'cadence' && rule.decidable)
      .filter(({ modality, parameters }) => modality !== 'record' && modality !== 'may' && parameters.atLeast !== null)
      .map(({ id, modality, parameters }): DemandRule => ({
        policyId: policy.id,
        id,
        modality,
        parameters,
        subjects: [
          // With only some groups planned, the office's own activities stay as they are.
          ...(chosen === null ? officeSubjects(parameters, policy, facts) : []),
          ...facts.groups
            .filter((group) => group.policyId === policy.id && (chosen === null || chosen.has(group.id)))
            .flatMap((group) => subjectsInGroup(parameters, policy, facts, group)),
        ],
      })),
  );
  return { rules, facts };
}

/** Counts school days; periods reach beyond the span, where every other working day is taken for one. */
function counter(calendar: SchoolCalendar, span: DemandWorld['span']): DemandWorld['schoolDays'] {
  const known = new Map<string, number>();
  return (from, to) => {
    const key = `${from} ${to}`;
    let count = known.get(key);
    if (count === undefined) {
      count = calendar.schoolDays(from, to).length;
      known.set(key, count);
    }
    void span;
    return count;
  };
}

/** The kindergartens of a group during the span, its lead first, with whoever is responsible there. */
function participantsOf(
  history: IndexedHistory,
  groupId: number,
  span: DemandWorld['span'],
  on: IsoDate,
): Participant[] {
  const found = new Map<number, Participant>();
  for (const membership of history.membershipsByGroup.get(groupId) ?? []) {
    const { kindergartenId: id, role, responsible } = membership;
    const stay = period(membership);
    if (stay.from > span.to || (stay.to !== null && stay.to <= span.from)) continue;
    const versions = history.kindergartens.get(id) ?? [];
    const version = versions.find((each) => holdsOn(period(each), laterDay(on, stay.from))) ?? versions.at(-1);
    const before = found.get(id);
    found.set(id, {
      id,
      name: version?.name ?? '',
      principal: responsible ?? version?.principal ?? before?.principal ?? null,
      isLead: role === 'lead',
      stays: [...(before?.stays ?? []), stay],
    });
  }
  return [...found.values()].sort((one, other) => Number(other.isLead) - Number(one.isLead));
}

function invitedFrom(members: readonly Participant[], invited: 'leads' | 'all' | 'none'): Participant[] {
  if (invited === 'none') return [];
  const own = members.filter(({ isLead }) => invited === 'all' || isLead);
  return [...new Map(own.map((each) => [each.id, each])).values()];
}

function seatsIn(history: IndexedHistory): Seated[] {
  return history.bodies.flatMap((body) =>
    body.seats.map(({ name, unit, role, validFrom, validTo }) => ({
      name,
      unit,
      role,
      body: body.kind,
      groupId: body.groupId,
      from: laterDay(validFrom, body.validFrom),
      to: validTo ?? body.validTo,
    })),
  );
}

/** Who hosted what so far: what was held, and what stays as it is planned. */
function hostedIn(existing: readonly Activity[], { standing, surplus }: Demands): Hosted[] {
  const gone = new Set(surplus.map(({ id }) => id));
  return existing.flatMap(({ id, groupId, hostId, heldOn, plannedOn }) => {
    if (groupId === null || hostId === null || standing.has(id) || gone.has(id)) return [];
    return [{ groupId, hostId, date: heldOn ?? plannedOn ?? '' }];
  });
}

/** What keeps its day: one entry for each day that it takes. */
function keptIn(
  existing: readonly Activity[],
  { standing, surplus }: Demands,
  span: DemandWorld['span'],
  settings: PlanningSettings,
): Kept[] {
  const gone = new Set(surplus.map(({ id }) => id));
  return existing.flatMap((activity) => {
    const first = activity.heldOn ?? activity.plannedOn;
    if (first === null || standing.has(activity.id) || gone.has(activity.id)) return [];
    return eachDay(first, activity.heldTo ?? first)
      .filter((date) => span.from <= date && date <= span.to)
      .map((date) => ({
        activityId: activity.id,
        policyId: activity.policyId,
        title: activity.title,
        kind: activity.kind,
        groupId: activity.groupId,
        date,
        slots: slotsBetween(settings, activity.starts, activity.ends),
        people: activity.people.map(({ name, unit }) => ({ name, unit })),
        venue: activity.venue,
      }));
  });
}
