import type { IsoDate, Period } from '../common/dates.ts';
import { nothingRegular, type RegularFacts } from './cadence/facts.ts';
import type { FundAccount } from './fund/judge-fund.ts';
import type { InspectionFacts } from './inspection/faults.ts';
import type { PostingFacts } from './posting/posting.ts';

/** What rules look at of a kindergarten (园所), as of one date; null is "the ledger does not know". */
export interface KindergartenFacts {
  readonly id: number;
  readonly name: string;
  /** 所属区县 by name. */
  readonly district: string | null;
  readonly districtId: number | null;
  /** Level of the office it hangs on: `city` for the city's own (市直). */
  readonly districtLevel: 'province' | 'city' | 'county' | 'town' | null;
  readonly town: string | null;
  readonly townId: number | null;
  /** 办园性质 */
  readonly ownership: string | null;
  /** 是否普惠 */
  readonly inclusive: boolean | null;
  readonly isNew: boolean | null;
  readonly isWeak: boolean | null;
  /** 建设状态, a term of `dictionaries/build-state.yaml`. */
  readonly buildState: string | null;
  /** 现类别, as the region calls it. */
  readonly category: string | null;
  readonly classes: number | null;
  /** 园长; in a list the 责任人 goes before it. */
  readonly principal: string | null;
  /** 在园幼儿数 */
  readonly children: number | null;
  /** 教职工数 */
  readonly staff: number | null;
  /** 专任教师数, and of them those who studied preschool education, of middle and of senior title. */
  readonly teachers: number | null;
  readonly preschoolTeachers: number | null;
  readonly middleTitles: number | null;
  readonly seniorTitles: number | null;
}

/** A kindergarten of which nothing but its name is known. */
export function unknownKindergarten(id: number, name: string): KindergartenFacts {
  return {
    id,
    name,
    district: null,
    districtId: null,
    districtLevel: null,
    town: null,
    townId: null,
    ownership: null,
    inclusive: null,
    isNew: null,
    isWeak: null,
    buildState: null,
    category: null,
    principal: null,
    classes: null,
    children: null,
    staff: null,
    teachers: null,
    preschoolTeachers: null,
    middleTitles: null,
    seniorTitles: null,
  };
}

/** One kindergarten's place in a group; valid time is half-open. */
export interface MembershipFacts {
  readonly membershipId: number;
  readonly kindergartenId: number;
  readonly name: string;
  readonly role: 'lead' | 'member';
  /** 责任人 as the list gives it; without one the roster's principal (园长) is. */
  readonly responsible?: string | null;
  readonly validFrom: IsoDate;
  readonly validTo: IsoDate | null;
  /** All its times in this group in this role; without them the one from `validFrom` to `validTo`. */
  readonly stays?: readonly Period[];
}

/** A group (联盟 / 集团 / 学区) that had begun and not ended on the date of the facts. */
export interface GroupFacts {
  readonly id: number;
  readonly policyId: string;
  /** Id of one of the policy's tiers; null while open. */
  readonly tier: string | null;
  readonly name: string;
  readonly lead: MembershipFacts | null;
  readonly members: readonly MembershipFacts[];
  /** Who was in it before, in a role not held any more: one entry for each kindergarten and role. */
  readonly former?: readonly MembershipFacts[];
  /** From when to when the group stands, half-open; without it, for its cycle. */
  readonly stands?: Period;
  readonly cycleStart: IsoDate;
  /** Last day of the cycle, inclusive. */
  readonly cycleEnd: IsoDate | null;
}

/** The names by which places are recognised in the names of kindergartens. */
export interface Area {
  /** The city's name (云溪市); null where the ledger names none. */
  readonly areaName: string | null;
  /** Names of its districts (东湖区 …). */
  readonly districtNames: readonly string[];
}

export interface OfficeFacts extends Area {
  /** The office whose ledger it is; null where facts come from no ledger. */
  readonly own: { readonly id: number; readonly name: string } | null;
  /** Its level in the tree; null where it is not known. */
  readonly level?: 'province' | 'city' | 'county' | 'town' | null;
  /** Districts in the seat of the city (市驻地); null where nobody entered them. */
  readonly seat: readonly string[] | null;
  /** The cities or districts right under the office (所辖市、区县), each with an office of its own; none where it is one of them. */
  readonly districts?: readonly {
    readonly id: number;
    readonly name: string;
    readonly title?: string | null;
  }[];
}

/** Somebody's seat in a body: held on the date of the facts, or ended before. */
export interface SeatFacts {
  readonly personId: number;
  readonly name: string;
  readonly unit: string;
  readonly role: string;
  /** 单位及职务 as given. */
  readonly unitAndPosts: string;
  /** Where the seat has ended by the date: the first day without it. */
  readonly endedOn: IsoDate | null;
}

/** A body (领导小组, 理事会 …) that holds on the date of the facts. */
export interface BodyFacts {
  readonly id: number;
  /** Id of one of the policy's bodies. */
  readonly kind: string;
  readonly policyId: string | null;
  readonly officeId: number | null;
  readonly groupId: number | null;
  readonly title: string;
  /** In the order of the list; those that ended before too. */
  readonly seats: readonly SeatFacts[];
}

/** Bodies of offices, and of groups by group. */
export interface Bodies {
  readonly ofOffices: readonly BodyFacts[];
  readonly ofGroups: ReadonlyMap<number, readonly BodyFacts[]>;
}

/** A step taken (办理步骤) in a procedure of the policy. */
export interface StepFacts {
  readonly groupId: number;
  /** The member it concerns; null for the group as a whole. */
  readonly kindergartenId: number | null;
  readonly procedureId: string;
  readonly step: string;
  readonly doneOn: IsoDate;
}

/** A paper of a checklist: there, or known to be missing. */
export interface DocumentFacts {
  readonly groupId: number;
  readonly kindergartenId: number | null;
  readonly checklist: string;
  readonly item: string;
  readonly present: boolean;
}

/** Who was trained (培训), looked up one kindergarten at a time. */
export interface TrainingFacts {
  /** No attendance was ever taken in under the policy. */
  isEmpty(policyId: string): boolean;
  /** How many people of a kindergarten attended something between two days, both inclusive: each once. */
  trained(kindergartenId: number, from: IsoDate, to: IsoDate): number;
}

/** A member that left its group (退出) while the group went on. */
export interface DepartureFacts {
  readonly groupId: number;
  readonly membershipId: number;
  readonly kindergartenId: number;
  readonly name: string;
  /** The first day on which it was no member any more. */
  readonly leftOn: IsoDate;
  /** 退出的原因 as recorded; null where nobody gave one. */
  readonly reason: string | null;
}

/** A rule that need not be met from a day on, until before another (豁免). */
export interface WaiverFacts {
  readonly policyId: string;
  readonly ruleId: string;
  readonly groupId: number | null;
  readonly kindergartenId: number | null;
  readonly reason: string;
  readonly by: string;
  readonly date: IsoDate;
  readonly validFrom: IsoDate;
  readonly validTo: IsoDate | null;
}

/** A yearly figure (指标数据), of a kindergarten or of the office as a whole. */
export interface IndicatorFigure {
  /** An answer of yes or no is 1 or 0 of 1; a plain number has no denominator. */
  readonly numerator: number | null;
  readonly denominator: number | null;
  /** Where only the result was given, without what it comes from: per cent, or in the indicator's unit. */
  readonly result: number | null;
  /** What the office wants it to reach (目标值). */
  readonly target: number | null;
}

/** The figures of one indicator in one year. */
export interface IndicatorYear {
  readonly office: IndicatorFigure | null;
  /** By kindergarten. */
  readonly kindergartens: ReadonlyMap<number, IndicatorFigure>;
}

/** The figures of indicators, looked up one indicator at a time. */
export interface IndicatorFacts {
  /** The years of which anything is known, the earliest first. */
  years(policyId: string, indicator: string): readonly number[];
  of(policyId: string, indicator: string, year: number): IndicatorYear;
}

/** An entry of a register (登记簿): about a group, a kindergarten, or the office where it is about neither. */
export interface RegisterEntryFacts {
  readonly groupId: number | null;
  readonly kindergartenId: number | null;
  /** By key of the register's field. */
  readonly values: Readonly<Record<string, string | number | boolean>>;
}

/** The registers, looked up one at a time. */
export interface RegisterFacts {
  /** Name and entries of a register on the day of the facts; undefined where there is no such register. */
  of(
    register: string,
    on: IsoDate,
  ): { readonly name: string; readonly entries: readonly RegisterEntryFacts[] } | undefined;
}

/** The evaluation (年度考核) of a group in one calendar year, as far as it is on record. */
export interface EvaluationFacts {
  readonly policyId: string;
  readonly year: number;
  readonly finalisedOn: IsoDate | null;
  /** Whether any score came in for the group. */
  readonly isScored: boolean;
  /** Kindergartens of the group that were scored. */
  readonly members: readonly number[];
  /** Members on whom the lead's opinion was heard, and when. */
  readonly heard: readonly { readonly kindergartenId: number; readonly heardOn: IsoDate }[];
}

/** All that the rules are judged on: plain records, assembled once. */
export interface LedgerFacts extends RegularFacts {
  /** The date the facts held on. */
  readonly on: IsoDate;
  /** The date the clerk asks about: differs from `on` where a group past its cycle is judged on its last day. */
  readonly askedOn: IsoDate;
  readonly office: OfficeFacts;
  /** Every kindergarten of the office (全部园所) on that date, in the order of ids: read anew each time it is walked. */
  readonly roster: Iterable<KindergartenFacts>;
  /** By id; undefined where nothing is known of it on that date. */
  readonly kindergartens: { get(id: number): KindergartenFacts | undefined };
  /** Groups of all policies. */
  readonly groups: readonly GroupFacts[];
  /** By group: what was done and filed until the date. */
  readonly steps: ReadonlyMap<number, readonly StepFacts[]>;
  readonly documents: ReadonlyMap<number, readonly DocumentFacts[]>;
  /** By group, who had left it by the date. */
  readonly departures: ReadonlyMap<number, readonly DepartureFacts[]>;
  readonly waivers: readonly WaiverFacts[];
  readonly bodies: Bodies;
  readonly indicators: IndicatorFacts;
  readonly trainings: TrainingFacts;
  readonly registers: RegisterFacts;
  /** By the kindergarten of origin, and by that of destination (派驻). */
  readonly postings: ReadonlyMap<number, readonly PostingFacts[]>;
  /** By kindergarten, those made (督导). */
  readonly inspections: ReadonlyMap<number, readonly InspectionFacts[]>;
  /** By who keeps the money: `group 3`, `office 1` (专项经费). */
  readonly funds: ReadonlyMap<string, FundAccount>;
  /** By group (年度考核). */
  readonly evaluations: ReadonlyMap<number, readonly EvaluationFacts[]>;
}

/** What is kept in ledgers apart from kindergartens and groups. */
export type Records = Pick<
  LedgerFacts,
  | 'steps'
  | 'documents'
  | 'departures'
  | 'waivers'
  | 'bodies'
  | 'indicators'
  | 'trainings'
  | 'registers'
  | 'postings'
  | 'inspections'
  | 'funds'
  | 'evaluations'
> &
  RegularFacts;

/** Facts of a ledger in which nothing was recorded besides kindergartens and groups. */
export const noRecords: Records = {
  steps: new Map(),
  documents: new Map(),
  departures: new Map(),
  waivers: [],
  bodies: { ofOffices: [], ofGroups: new Map() },
  ...nothingRegular,
  trainings: { isEmpty: () => true, trained: () => 0 },
  registers: { of: () => undefined },
  postings: new Map(),
  inspections: new Map(),
  funds: new Map(),
  evaluations: new Map(),
  indicators: { years: () => [], of: () => ({ office: null, kindergartens: new Map() }) },
};
