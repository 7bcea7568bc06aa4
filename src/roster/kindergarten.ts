/** A kindergarten (园所) as it was on one date. Field names are those of the JSON exports and of the roster table. */
export interface Kindergarten {
  /** Row id of the kindergarten in the ledger: stable, never reused. */
  readonly id: number;
  /** 学校标识码, 10 digits. */
  readonly code: string | null;
  /** 统一社会信用代码, 18 characters. */
  readonly creditCode: string | null;
  readonly name: string;
  /** 所属区县 by name; null where not known or where it belongs to the city itself (`districtLevel`). */
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
