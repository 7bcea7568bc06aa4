import { openCalendar } from '../../calendar/open-calendar.ts';
import { eachDay, type SchoolCalendar } from '../../calendar/school-calendar.ts';
import { factsOn, type IndexedHistory, indexHistory } from '../../checks/facts.ts';
import { readHistory } from '../../checks/history.store.ts';
import { addDays, type IsoDate, laterDay } from '../../common/dates.ts';
import { Failure } from '../../findings/catalogue.ts';
import type { Group } from '../../groups/group.ts';
import { resolveGroup } from '../../groups/group-reference.ts';
import { listGroups } from '../../groups/groups.store.ts';
import { officeFacts } from '../../ledger/office-facts.ts';
import { listOffices } from '../../ledger/offices.store.ts';
import { policiesInForce } from '../../ledger/policies-in-force.store.ts';
import { type CadenceSubject, officeSubjects, subjectsInGroup } from '../../policy/cadence/subjects.ts';
import type { LedgerFacts, OfficeFacts } from '../../policy/facts.ts';
import { loadPolicy } from '../../policy/load.ts';
import type { Policy, RuleOf } from '../../policy/schema.ts';
import type { Ledger } from '../../store/ledger.ts';
import { listActivities } from '../activities.store.ts';
import type { Activity } from '../activity.ts';
import { listBlocks } from '../blocks.store.ts';
import { type DemandRule, type DemandSubject, type Demands, type DemandWorld, demandsOf } from './demands.ts';
import { assignHosts } from './hosts.ts';
import { hostedIn, invitedFrom, keptIn, participantsOf, seatsIn } from './ledger-parts.ts';
import type { PlanningFacts } from './options.ts';
import { kindSettings, type PlanningSettings } from './settings.ts';
import { staff } from './staff.ts';
import type { Participant } from './wanted.ts';

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
  readonly inScope: DemandWorld['inScope'];
  /** Policies that were asked for though the office does not follow them. */
  readonly notInForce: readonly string[];
  kindName(activity: Pick<Activity, 'policyId' | 'kind'>): string;
  kindergartenName(id: number): string;
  /** Name of the group, or of the office, that holds an activity. */
  holderName(activity: Pick<Activity, 'groupId' | 'officeId'>): string;
}

/**
 * Reads what is to be planned, who there is, and what already has its day.
 * @throws Failure `plan-in-past`, `policy-none-in-force`, `policy-unknown`, `policy-invalid`, `group-unknown`,
 * `group-ambiguous`
 */
export async function gatherPlan(ledger: Ledger, request: PlanRequest): Promise<Gathered> {
  const { settings, today } = request;
  const calendar = await openCalendar(ledger, request.templateFolders);
  const { span, year, teaching } = spansOf(calendar, request);
  const earliest = laterDay(span.from, addDays(today, 1));
  if (earliest > span.to)
    throw new Failure('plan-in-past', {
      value: `${request.schoolYear} 学年${request.term === null ? '' : `第${request.term}学期`}`,
      date: span.to,
    });
  const policies = policiesMeant(ledger, request, earliest);
  const history = indexHistory(readHistory(ledger));
  const office = officeFacts(ledger);
  const groups = listGroups(ledger, earliest, { includeEnded: true });
  const chosen = groupsMeant(groups, request.groups);
  const existing = listActivities(ledger, { states: ['planned', 'done'] });
  const blocks = listBlocks(ledger);
  const { rules, facts } = rulesAndFacts(history, office, { policies, chosen, span, earliest });
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
    year,
    teaching,
    earliest,
    today,
    schoolDays: counter(calendar),
    membersOf,
    invitedBy: (policyId, officeId, invited) => {
      const own = facts.groups.filter((group) => group.policyId === policyId);
      const ofOffice = new Set(groups.filter((group) => group.officeId === officeId).map(({ id }) => id));
      // A district invites its own groups, the office all of them.
      const here = officeId === office.own?.id ? own : own.filter(({ id }) => ofOffice.has(id));
      return invitedFrom(
        here.flatMap(({ id }) => [...membersOf(id)]),
        invited,
      );
    },
    settingsOf: (policyId, kind) => kindSettings(settings, policyId, kind),
    kindOf: (policyId, kind) => {
      const found = policies.find(({ id }) => id === policyId)?.activities.find(({ id }) => id === kind);
      return { name: found?.name ?? kind, line: found?.line ?? null };
    },
    existing,
    inScope: ({ policyId, groupId }) =>
      policies.some(({ id }) => id === policyId) &&
      (chosen === null || (groupId !== null && chosen.has(groupId))),
  };
  const demands = demandsOf(rules, world);
  const hosts = assignHosts(demands.wanted, hostedIn(existing, demands), blocks);
  const groupNames = new Map(history.groups.map(({ id, name }) => [id, name]));
  const officeNames = new Map(listOffices(ledger).map(({ id, name }) => [id, name]));
  return {
    calendar,
    span,
    existing,
    demands,
    inScope: world.inScope,
    notInForce: request.policies.filter((id) => !policiesInForce(ledger, earliest).includes(id)),
    kindName: ({ policyId, kind }) => world.kindOf(policyId, kind).name,
    kindergartenName: (id) => history.kindergartens.get(id)?.at(-1)?.name ?? '',
    holderName: ({ groupId, officeId }) =>
      (groupId === null ? officeNames.get(officeId ?? 0) : groupNames.get(groupId)) ?? '',
    facts: {
      days: eachDay(span.from, span.to).map((date) => {
        const { kind, mayBeOff } = calendar.dayOf(date);
        const isSchoolDay = kind === 'school' || kind === 'makeup';
        return { date, isSchoolDay, mayBeOff };
      }),
      wanted: staff(demands.wanted, hosts, seatsIn(history), settings),
      kept: keptIn(existing, demands, span, settings),
      blocks,
      settings,
    },
  };
}

/** The school year turns on 1 August; of its terms the second begins with its first day, the first is all before. */
function spansOf(calendar: SchoolCalendar, { schoolYear, term }: PlanRequest) {
  const [first = '', second = ''] = schoolYear.split('-');
  const year = { from: `${first}-08-01`, to: `${second}-07-31` };
  const terms = calendar.termsIn(year.from, year.to).filter((each) => each.schoolYear === schoolYear);
  const teaching = {
    from: terms[0]?.starts ?? `${first}-09-01`,
    to: terms.at(-1)?.ends ?? `${second}-07-10`,
  };
  const turn = terms.find(({ number }) => number === 2)?.starts ?? `${second}-02-20`;
  const span = {
    from: term === 2 ? turn : year.from,
    to: term === 1 ? addDays(turn, -1) : year.to,
  };
  return { span, year, teaching };
}

function policiesMeant(ledger: Ledger, { policies, templateFolders }: PlanRequest, on: IsoDate): Policy[] {
  const ids = policies.length > 0 ? policies : policiesInForce(ledger, on);
  if (ids.length === 0) throw new Failure('policy-none-in-force', { date: on });
  return ids.map((id) => loadPolicy(id, templateFolders, on));
}

function groupsMeant(groups: readonly Group[], references: readonly string[]): ReadonlySet<number> | null {
  if (references.length === 0) return null;
  return new Set(references.map((reference) => resolveGroup(groups, reference).id));
}

interface Scope {
  readonly policies: readonly Policy[];
  readonly chosen: ReadonlySet<number> | null;
  readonly span: DemandWorld['span'];
  readonly earliest: IsoDate;
}

/** The cadence rules with whoever owes them: each group as it is on its first day within the span. */
function rulesAndFacts(
  history: IndexedHistory,
  office: OfficeFacts,
  { policies, chosen, span, earliest }: Scope,
) {
  const byDay = new Map<IsoDate, Set<number>>([[earliest, new Set()]]);
  for (const group of history.groups) {
    const day = laterDay(earliest, group.validFrom);
    const isOver =
      (group.validTo !== null && group.validTo <= day) || (group.cycleEnd !== null && group.cycleEnd < day);
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
      .filter(
        ({ modality, parameters }) =>
          modality !== 'record' && modality !== 'may' && parameters.atLeast !== null,
      )
      .map(
        ({ id, modality, parameters, tier }): DemandRule => ({
          policyId: policy.id,
          id,
          modality,
          parameters,
          subjects: [
            // With only some groups planned, the office's own activities stay as they are.
            ...(chosen === null ? officeSubjects(parameters, policy, facts).map(withKindergarten) : []),
            ...facts.groups
              .filter((group) => group.policyId === policy.id && (chosen === null || chosen.has(group.id)))
              .filter((group) => tier === undefined || group.tier === tier)
              .flatMap((group) => subjectsInGroup(parameters, policy, facts, group).map(withKindergarten)),
          ],
        }),
      ),
  );
  return { rules, facts };
}

/** With the kindergarten behind a membership. */
function withKindergarten(owing: CadenceSubject): DemandSubject {
  const { group, subject, type } = owing;
  const memberships = group?.lead ? [group.lead, ...group.members] : (group?.members ?? []);
  const isOne = type === 'lead' || type === 'member';
  const found = isOne
    ? memberships.find(({ membershipId }) => String(membershipId) === subject.id)
    : undefined;
  return { ...owing, kindergartenId: found?.kindergartenId ?? null };
}

/** Counts school days, each period once. */
function counter(calendar: SchoolCalendar): DemandWorld['schoolDays'] {
  const known = new Map<string, number>();
  return (from, to) => {
    const key = `${from} ${to}`;
    let count = known.get(key);
    if (count === undefined) {
      count = calendar.schoolDays(from, to).length;
      known.set(key, count);
    }
    return count;
  };
}
