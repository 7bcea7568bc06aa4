import type { IsoDate } from '../common/dates.ts';

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
  readonly classes: number | null;
}

/** One kindergarten's place in a group; valid time is half-open. */
export interface MembershipFacts {
  readonly membershipId: number;
  readonly kindergartenId: number;
  readonly name: string;
  readonly role: 'lead' | 'member';
  readonly validFrom: IsoDate;
  readonly validTo: IsoDate | null;
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
  /** Districts in the seat of the city (市驻地); null where nobody entered them. */
  readonly seat: readonly string[] | null;
}

/** All that the rules are judged on: plain records, assembled once. */
export interface LedgerFacts {
  /** The date the facts held on. */
  readonly on: IsoDate;
  /** The date the clerk asks about: differs from `on` where a group past its cycle is judged on its last day. */
  readonly askedOn: IsoDate;
  readonly office: OfficeFacts;
  /** By id; undefined where nothing is known of it on that date. */
  readonly kindergartens: { get(id: number): KindergartenFacts | undefined };
  /** Groups of all policies. */
  readonly groups: readonly GroupFacts[];
}
