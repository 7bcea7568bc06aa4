import { listActivities } from '../activities/activities.store.ts';
import { type DueAccount, dueAccounts } from '../activities/due/accounts.ts';
import { kindergartenNames } from '../activities/kindergarten-names.store.ts';
import { checkLedger } from '../checks/check-ledger.ts';
import { factsOn, type IndexedHistory, indexHistory } from '../checks/facts.ts';
import { readHistory, rosterOn } from '../checks/history.store.ts';
import { addDays, type IsoDate } from '../common/dates.ts';
import { overdueRectifications } from '../inspections/rectifications.ts';
import { officeFacts } from '../ledger/office-facts.ts';
import { ownOffice } from '../ledger/offices.store.ts';
import type { GroupFacts, KindergartenFacts, LedgerFacts, OfficeFacts } from '../policy/facts.ts';
import type { Policy } from '../policy/schema.ts';
import type { Ledger } from '../store/ledger.ts';
import { listConfirmations } from './bulletins.store.ts';
import { type Quarter, quarterAfter, quarterBefore } from './quarter.ts';
import type {
  BulletinFacts,
  DueItem,
  OverdueItem,
  Place,
  PlaceRoster,
  QuarterAccount,
  QuarterGroup,
} from './quarter-facts.ts';
import { reportsDue } from './reports-due.ts';

/** So many quarters are compared in the course of time. */
const courseLength = 8;

/** Kinds of activity that are the bulletin itself: whether it was issued is not for it to say. */
const isBulletin = (kind: string) => kind === 'bulletin';

interface Source {
  readonly ledger: Ledger;
  readonly history: IndexedHistory;
  readonly office: OfficeFacts;
  readonly policy: Policy;
}

/** District of a kindergarten; town where the office is a district's. */
function placeOf(office: OfficeFacts, kindergarten: KindergartenFacts | undefined): Place {
  return office.level === 'county' || office.level === 'town'
    ? { id: kindergarten?.townId ?? 0, name: kindergarten?.town ?? '未登记镇街' }
    : { id: kindergarten?.districtId ?? 0, name: kindergarten?.district ?? '未登记区县' };
}

/** Groups of the policy that stood in the quarter until the day counted, each with its last day then. */
function standingGroups({ history, policy }: Source, { from }: Quarter, countedOn: IsoDate) {
  const rows = history.groups.filter(
    ({ policyId, validFrom, validTo }) =>
      policyId === policy.id && validFrom <= countedOn && (validTo === null || validTo > from),
  );
  const isOver = ({ cycleEnd }: (typeof rows)[number]) => cycleEnd !== null && cycleEnd < from;
  return {
    pastCycle: rows.filter((row) => isOver(row) && (row.validTo === null || row.validTo > countedOn)).length,
    standing: rows
      .filter((row) => !isOver(row))
      .map((row) => {
        const endedOn = row.validTo !== null && row.validTo <= countedOn ? row.validTo : null;
        return { row, endedOn, lastDay: endedOn === null ? countedOn : addDays(endedOn, -1) };
      }),
  };
}

function itemsOf(account: DueAccount): DueItem[] {
  const { rule, group, type, subjectId } = account;
  const membership = group
    ? [...(group.lead ? [group.lead] : []), ...group.members, ...(group.former ?? [])].find(
        ({ membershipId }) => type !== 'group' && String(membershipId) === subjectId,
      )
    : undefined;
  const head = {
    ruleId: rule.id,
    modality: rule.modality,
    citation: account.citation,
    activity: account.activity,
    kinds: rule.parameters.activity,
    cadence: account.cadence,
    type,
    subject: account.name,
    groupId: group?.id ?? null,
    kindergartenId: membership?.kindergartenId ?? null,
  };
  return account.periods.map(({ to, from, whole, due, done, owed, waived = 0 }) => ({
    ...head,
    period: { from, to, name: whole.name },
    due: due - waived,
    done: Math.min(done, due - waived),
    owed,
  }));
}

interface Read {
  readonly account: QuarterAccount;
  readonly pastCycle: number;
  /** Every period until the day asked for. */
  readonly items: readonly DueItem[];
  readonly facts: LedgerFacts;
}

/** One quarter as it was on the day counted: what was held later does not count. */
function readQuarter(source: Source, quarter: Quarter, countedOn: IsoDate, until: IsoDate): Read {
  const { history, office, policy } = source;
  const held = history.held.filter(({ heldOn }) => heldOn <= countedOn);
  const then: IndexedHistory = { ...history, held };
  const { standing, pastCycle } = standingGroups(source, quarter, countedOn);
  // What ended with the day counted is over.
  const askedOn = addDays(countedOn, 1);
  const on = (day: IsoDate) =>
    factsOn(
      then,
      office,
      { on: day, groups: new Set(standing.filter((each) => each.lastDay === day).map(({ row }) => row.id)) },
      askedOn,
    );
  const facts = on(countedOn);
  const days = new Map([...new Set(standing.map(({ lastDay }) => lastDay))].map((day) => [day, on(day)]));
  const ids = new Set(standing.map(({ row }) => row.id));
  const accounts = [
    ...dueAccounts(policy, facts, undefined, until).filter(
      ({ group }) => group === null || ids.has(group.id),
    ),
    ...standing
      .filter(({ lastDay }) => lastDay !== countedOn)
      .flatMap(({ row, lastDay }) => dueAccounts(policy, days.get(lastDay) ?? facts, row.id, until)),
  ].filter(({ rule }) => rule.parameters.atLeast !== null && !rule.parameters.activity.some(isBulletin));
  const items = accounts.flatMap(itemsOf);
  const within = held.filter(
    (each) => each.policyId === policy.id && each.heldOn >= quarter.from && !isBulletin(each.kind),
  );
  const groups = standing.flatMap(({ row, endedOn, lastDay }): QuarterGroup[] => {
    const seen = days.get(lastDay) ?? facts;
    const group = seen.groups.find(({ id }) => id === row.id);
    return group ? [quarterGroup(group, endedOn, seen, office, policy)] : [];
  });
  return {
    account: {
      quarter,
      countedOn,
      groups,
      items: items.filter(({ period }) => period.to >= quarter.from && period.to <= countedOn),
      activities: {
        groups: within.filter(({ groupId }) => groupId !== null && ids.has(groupId)).length,
        office: within.filter(({ groupId }) => groupId === null).length,
      },
    },
    pastCycle,
    items,
    facts,
  };
}

function quarterGroup(
  group: GroupFacts,
  endedOn: IsoDate | null,
  facts: LedgerFacts,
  office: OfficeFacts,
  policy: Policy,
): QuarterGroup {
  const all = [...(group.lead ? [group.lead] : []), ...group.members];
  const own = facts.activities.ofGroups.get(group.id) ?? [];
  return {
    id: group.id,
    name: group.name,
    tier: policy.tiers.find(({ id }) => id === group.tier)?.name ?? null,
    place: placeOf(office, group.lead ? facts.kindergartens.get(group.lead.kindergartenId) : undefined),
    lead: group.lead?.name ?? null,
    kindergartenIds: [...new Set(all.map(({ kindergartenId }) => kindergartenId))],
    endedOn,
    isSilent: !own.some(({ policyId }) => policyId === policy.id),
  };
}

/** Every kindergarten of the office on a day, by place, in the order in which places are first met. */
function rosterByPlace({ ledger, office }: Source, on: IsoDate): PlaceRoster[] {
  const places = new Map<number, { place: Place; kindergartenIds: number[] }>();
  for (const kindergarten of rosterOn(ledger, on)) {
    const place = placeOf(office, kindergarten);
    const own = places.get(place.id) ?? { place, kindergartenIds: [] };
    places.set(place.id, own);
    own.kindergartenIds.push(kindergarten.id);
  }
  return [...places.values()];
}

/** What the groups of a quarter should have mended by the day counted, and had not; whoever is in none is not told of. */
function overdueItems(ledger: Ledger, { groups }: QuarterAccount, countedOn: IsoDate): OverdueItem[] {
  const names = kindergartenNames(ledger);
  return overdueRectifications(ledger, countedOn).flatMap(({ inspection, finding, state }): OverdueItem[] => {
    const { kindergartenId } = inspection;
    const group = groups.find(({ kindergartenIds }) => kindergartenIds.includes(kindergartenId));
    if (!group || state.dueOn === null) return [];
    return [
      {
        id: finding.id,
        subject: names(kindergartenId, countedOn),
        groupId: group.id,
        kindergartenId,
        problem: finding.content,
        dueOn: state.dueOn,
      },
    ];
  });
}

export interface FactsRequest {
  readonly policy: Policy;
  readonly quarter: Quarter;
  readonly countedOn: IsoDate;
  readonly templateFolders: readonly string[];
}

/** Reads all that a bulletin is made of. @throws Failure as `checkLedger` */
export function readBulletinFacts(ledger: Ledger, request: FactsRequest): BulletinFacts {
  const { policy, quarter, countedOn, templateFolders } = request;
  const own = ownOffice(ledger);
  const history = indexHistory(readHistory(ledger));
  const source: Source = { ledger, history, office: officeFacts(ledger), policy };
  const next = quarterAfter(quarter);
  const { account, items, facts, pastCycle } = readQuarter(source, quarter, countedOn, next.to);
  const course = [account];
  for (let at = quarterBefore(quarter); course.length < courseLength; at = quarterBefore(at)) {
    const earlier = readQuarter(source, at, at.to, at.to).account;
    if (earlier.groups.length === 0) break;
    course.unshift(earlier);
  }
  const starts = facts.spans.filter(({ policyId }) => policyId === policy.id).map(({ from }) => from);
  const began = [policy.effective ?? '', starts.sort()[0] ?? ''].sort().at(-1) ?? '';
  const verdicts =
    account.groups.length === 0
      ? []
      : (checkLedger(ledger, {
          policies: [policy.id],
          group: undefined,
          on: countedOn,
          today: countedOn,
          templateFolders,
        }).checks[0]?.verdicts ?? []);
  const told = new Set(account.groups.map(({ id }) => id));
  const cadences = new Set(policy.rules.filter(({ kind }) => kind === 'cadence').map(({ id }) => id));
  return {
    policy,
    office: { name: own.title ?? own.name, area: own.name, level: own.level },
    placeWord: own.level === 'county' || own.level === 'town' ? '镇街' : '区县',
    course,
    current: account,
    beganOn: course.length === 1 && began > quarter.from && began <= countedOn ? began : null,
    pastCycle,
    activities: listActivities(ledger, {
      policyId: policy.id,
      states: ['done'],
      from: quarter.from,
      to: countedOn,
    }).filter(
      ({ heldOn, kind, groupId }) =>
        heldOn !== null &&
        heldOn >= quarter.from &&
        !isBulletin(kind) &&
        (groupId === null || told.has(groupId)),
    ),
    roster: rosterByPlace(source, countedOn),
    debts: items.filter(({ owed, period }) => owed > 0 && period.to <= countedOn),
    // What runs on beyond the day counted is to come as well.
    coming: items.filter(
      ({ due, done, period }) => due > done && period.to > countedOn && period.to <= next.to,
    ),
    reports: reportsDue(policy, facts, countedOn, next),
    verdicts: verdicts.filter(({ rule }) => !rule.split('/').some((id) => cadences.has(id))),
    overdue: overdueItems(ledger, account, countedOn),
    confirmations: listConfirmations(ledger, policy.id, quarter.id),
  };
}
