import { allBodies } from '../committees/committees.store.ts';
import type { IsoDate } from '../common/dates.ts';
import { indicatorFacts } from '../indicators/indicators.store.ts';
import type { EnteredTerm } from '../ledger/term.ts';
import { enteredTerms } from '../ledger/terms.store.ts';
import type { ActivityFacts, SubmissionFacts } from '../policy/cadence/facts.ts';
import type {
  BodyFacts,
  DocumentFacts,
  EvaluationFacts,
  GroupFacts,
  IndicatorFacts,
  KindergartenFacts,
  MembershipFacts,
  RegisterFacts,
  SeatFacts,
  StepFacts,
  TrainingFacts,
  WaiverFacts,
} from '../policy/facts.ts';
import type { FundAccount } from '../policy/fund/judge-fund.ts';
import type { InspectionFacts } from '../policy/inspection/faults.ts';
import type { PostingFacts } from '../policy/posting/posting.ts';
import { registerFacts } from '../registers/registers.store.ts';
import type { Ledger } from '../store/ledger.ts';
import { allDocuments, allSteps, listWaivers } from '../workflow/workflow.store.ts';
import { allEvaluations } from './evaluations.store.ts';
import { byGroup } from './facts.ts';
import { allFunds, allInspections, allPostings, byPlace } from './records.store.ts';
import { allHandedIn, allHeld } from './regular.store.ts';
import { trainingFacts } from './training.store.ts';

/** Something that held from a day on, until before another (half-open). */
interface Dated {
  readonly validFrom: IsoDate;
  readonly validTo: IsoDate | null;
}

export type KindergartenVersion = KindergartenFacts & Dated;
export type GroupRow = Omit<GroupFacts, 'lead' | 'members'> & Dated;
export type MembershipRow = Omit<MembershipFacts, 'name'> &
  Dated & { readonly groupId: number; readonly endReason?: string | null };

/** A body with all its seats, whenever they held. */
type BodyRow = Omit<BodyFacts, 'seats'> &
  Dated & { readonly seats: readonly (Omit<SeatFacts, 'endedOn'> & Dated)[] };

/** All that was ever so of groups and of the kindergartens in them: read once, asked for any date. */
export interface History {
  readonly groups: readonly GroupRow[];
  /** By group, in the order of the list. */
  readonly memberships: readonly MembershipRow[];
  /** Versions by kindergarten, the earliest first. */
  readonly kindergartens: ReadonlyMap<number, readonly KindergartenVersion[]>;
  /** By group, all that was ever recorded. */
  readonly steps: ReadonlyMap<number, readonly StepFacts[]>;
  readonly documents: ReadonlyMap<number, readonly (DocumentFacts & { readonly dated: IsoDate })[]>;
  readonly waivers: readonly WaiverFacts[];
  /** Bodies with all who ever sat in them. */
  readonly bodies: readonly BodyRow[];
  readonly indicators: IndicatorFacts;
  readonly trainings: TrainingFacts;
  readonly registers: RegisterFacts;
  readonly evaluations: ReadonlyMap<number, readonly EvaluationFacts[]>;
  /** What was held (活动), the earliest first. */
  readonly held: readonly ActivityFacts[];
  readonly submissions: readonly SubmissionFacts[];
  readonly postings: readonly PostingFacts[];
  /** The same by both their places. */
  readonly postingsByPlace: ReadonlyMap<number, readonly PostingFacts[]>;
  readonly inspections: ReadonlyMap<number, readonly InspectionFacts[]>;
  readonly funds: ReadonlyMap<string, FundAccount>;
  readonly terms: readonly EnteredTerm[];
}

type VersionRow = Omit<KindergartenVersion, 'inclusive' | 'isNew' | 'isWeak'> & {
  readonly inclusive: 0 | 1 | null;
  readonly isNew: 0 | 1 | null;
  readonly isWeak: 0 | 1 | null;
};

const asBoolean = (value: 0 | 1 | null) => (value === null ? null : value === 1);

const selectVersions = `SELECT fact.kindergarten_id AS id, fact.name,
  CASE district.level WHEN 'city' THEN '市直' WHEN 'province' THEN '省直' ELSE district.name END AS district,
  fact.district_id AS districtId, district.level AS districtLevel, town.name AS town, fact.town_id AS townId,
  fact.ownership, fact.inclusive, fact.is_new AS isNew, fact.is_weak AS isWeak, fact.build_state AS buildState,
  fact.category, fact.principal, fact.classes, fact.children, fact.staff, fact.teachers, fact.preschool_teachers AS preschoolTeachers,
  fact.middle_titles AS middleTitles, fact.senior_titles AS seniorTitles,
  fact.valid_from AS validFrom, fact.valid_to AS validTo
 FROM kindergarten_fact AS fact
 LEFT JOIN office AS district ON district.id = fact.district_id
 LEFT JOIN office AS town ON town.id = fact.town_id`;

const withBooleans = (row: VersionRow): KindergartenVersion => ({
  ...row,
  inclusive: asBoolean(row.inclusive),
  isNew: asBoolean(row.isNew),
  isWeak: asBoolean(row.isWeak),
});

/** Every kindergarten as it was on a date, read row by row each time it is walked: memory does not grow with them. */
export function rosterOn(ledger: Ledger, on: IsoDate): Iterable<KindergartenFacts> {
  const statement = ledger.prepare<[IsoDate, IsoDate], VersionRow>(
    `${selectVersions} WHERE fact.valid_from <= ? AND (fact.valid_to IS NULL OR fact.valid_to > ?)
     ORDER BY fact.kindergarten_id`,
  );
  return {
    *[Symbol.iterator]() {
      for (const row of statement.iterate(on, on)) yield withBooleans(row);
    },
  };
}

/** @param folders where the registers' definitions are found; without them nothing is known of registers */
export function readHistory(ledger: Ledger, folders: readonly string[] = []): History {
  const groups = ledger
    .prepare<[], GroupRow>(
      `SELECT id, policy_id AS policyId, tier, name, cycle_start AS cycleStart, cycle_end AS cycleEnd,
        valid_from AS validFrom, valid_to AS validTo FROM alliance_group ORDER BY id`,
    )
    .all();
  const memberships = ledger
    .prepare<[], MembershipRow>(
      `SELECT group_id AS groupId, id AS membershipId, kindergarten_id AS kindergartenId, role, responsible,
        valid_from AS validFrom, valid_to AS validTo, end_reason AS endReason FROM membership ORDER BY group_id, position, id`,
    )
    .all();
  const versions = ledger
    .prepare<[], VersionRow>(
      `${selectVersions} WHERE fact.kindergarten_id IN (SELECT kindergarten_id FROM membership)
       ORDER BY fact.kindergarten_id, fact.valid_from`,
    )
    .all();
  const kindergartens = new Map<number, KindergartenVersion[]>();
  for (const row of versions) {
    const version = withBooleans(row);
    const own = kindergartens.get(version.id);
    if (own) own.push(version);
    else kindergartens.set(version.id, [version]);
  }
  const postings = allPostings(ledger);
  return {
    groups,
    memberships,
    kindergartens,
    steps: byGroup(allSteps(ledger)),
    documents: byGroup(allDocuments(ledger)),
    bodies: allBodies(ledger),
    indicators: indicatorFacts(ledger),
    trainings: trainingFacts(ledger),
    registers: registerFacts(ledger, folders),
    evaluations: allEvaluations(ledger),
    held: allHeld(ledger),
    submissions: allHandedIn(ledger),
    postings,
    postingsByPlace: byPlace(postings),
    inspections: allInspections(ledger),
    funds: allFunds(ledger),
    terms: enteredTerms(ledger),
    waivers: listWaivers(ledger).map(({ grantedBy, grantedOn, ...waiver }) => ({
      ...waiver,
      by: grantedBy,
      date: grantedOn,
    })),
  };
}
