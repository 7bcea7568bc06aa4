import { maskPhones } from '../common/masking.ts';

/** A kindergarten (园所) as it was on one date. Field names are those of the JSON exports and of the roster table. */
export interface Kindergarten {
  /** Row id of the kindergarten in the ledger: stable, never reused. */
  readonly id: number;
  /** 学校标识码, 10 digits. */
  readonly code: string | null;
  /** 统一社会信用代码, 18 characters. */
  readonly creditCode: string | null;
  readonly name: string;
  /** 所属区县 by name; `市直` where it belongs to the ledger's own city itself; null where not known. */
  readonly district: string | null;
  readonly districtId: number | null;
  /** Level of the office it hangs on: `city` for a 市直园, `county` for most. */
  readonly districtLevel: 'province' | 'city' | 'county' | 'town' | null;
  /** 所属镇街 */
  readonly town: string | null;
  readonly townId: number | null;
  readonly address: string | null;
  /** Degrees. */
  readonly longitude: number | null;
  readonly latitude: number | null;
  /** 办园性质, a term of `dictionaries/ownership.yaml`. */
  readonly ownership: string | null;
  /** 是否普惠 */
  readonly inclusive: boolean | null;
  /** 现类别 */
  readonly category: string | null;
  readonly isNew: boolean | null;
  readonly isWeak: boolean | null;
  /** 建设状态 */
  readonly buildState: string | null;
  readonly classes: number | null;
  readonly children: number | null;
  readonly staff: number | null;
  readonly teachers: number | null;
  readonly preschoolTeachers: number | null;
  readonly middleTitles: number | null;
  readonly seniorTitles: number | null;
  /** 园长 */
  readonly principal: string | null;
  readonly phone: string | null;
  readonly validFrom: string;
  readonly validTo: string | null;
}

/** What is dated about a kindergarten: everything but its identity codes. */
export type KindergartenFacts = Omit<
  Kindergarten,
  'id' | 'code' | 'creditCode' | 'district' | 'districtLevel' | 'town' | 'validFrom' | 'validTo'
>;

/** The codes by which a kindergarten is known; they are corrected, not dated. */
type KindergartenCodes = Pick<Kindergarten, 'code' | 'creditCode'>;

export type FactKey = keyof KindergartenFacts;
export type CodeKey = keyof KindergartenCodes;

/** A kindergarten to be added: only the name must be known. */
export type NewKindergarten = Partial<KindergartenFacts & KindergartenCodes> & { readonly name: string };

/** New values by field; an absent key or `undefined` is "not given", null empties the field. */
export type KindergartenChanges = Partial<KindergartenFacts & KindergartenCodes>;

/** The dated fields, in the order of the roster table. */
export const factKeys = [
  'name',
  'districtId',
  'townId',
  'address',
  'longitude',
  'latitude',
  'ownership',
  'inclusive',
  'category',
  'isNew',
  'isWeak',
  'buildState',
  'classes',
  'children',
  'staff',
  'teachers',
  'preschoolTeachers',
  'middleTitles',
  'seniorTitles',
  'principal',
  'phone',
] as const satisfies readonly FactKey[];

export const codeKeys = ['code', 'creditCode'] as const satisfies readonly CodeKey[];

/**
 * A kindergarten as the JSON exports give it: what the roster table knows, without what is the ledger's own.
 * Field names and their order are a contract with other programs.
 */
export function rosterRecord(kindergarten: Kindergarten) {
  return {
    code: kindergarten.code,
    creditCode: kindergarten.creditCode,
    name: kindergarten.name,
    district: kindergarten.district,
    town: kindergarten.town,
    address: kindergarten.address,
    longitude: kindergarten.longitude,
    latitude: kindergarten.latitude,
    ownership: kindergarten.ownership,
    inclusive: kindergarten.inclusive,
    category: kindergarten.category,
    isNew: kindergarten.isNew,
    isWeak: kindergarten.isWeak,
    classes: kindergarten.classes,
    children: kindergarten.children,
    staff: kindergarten.staff,
    teachers: kindergarten.teachers,
    principal: kindergarten.principal,
    phone: kindergarten.phone,
  };
}

/** As `rosterRecord`, with the figures of the roster table that came later to the contract. */
export function fullRosterRecord(kindergarten: Kindergarten) {
  const { buildState, preschoolTeachers, middleTitles, seniorTitles } = kindergarten;
  return { ...rosterRecord(kindergarten), buildState, preschoolTeachers, middleTitles, seniorTitles };
}

/** All of them, phones masked where asked. */
export function rosterRecords(kindergartens: readonly Kindergarten[], masked: boolean) {
  return kindergartens.map((each) => {
    const record = fullRosterRecord(each);
    return masked && record.phone !== null ? { ...record, phone: maskPhones(record.phone) } : record;
  });
}
