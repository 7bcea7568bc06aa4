import type { IsoDate } from '../../common/dates.ts';

/** 跟岗 shadowing, 支教 teaching, 挂职 secondment, 派驻 residence, 蹲点 stationing. */
export const postingKinds = {
  shadowing: '跟岗',
  teaching: '支教',
  secondment: '挂职',
  residence: '派驻',
  stationing: '蹲点',
} as const;

export type PostingKind = keyof typeof postingKinds;

/** Who is posted (人员身份). */
export const postingRanks = {
  principal: '园长、副园长',
  manager: '中层管理人员',
  'key-teacher': '骨干教师',
  teacher: '教师',
  other: '其他人员',
} as const;

export type PostingRank = keyof typeof postingRanks;

/** How near to the land a kindergarten lies, on the days of the posting. */
export const placeTiers = { city: '市级', county: '县级', town: '乡镇', village: '村级' } as const;

export type PlaceTier = keyof typeof placeTiers;

/** Somebody sent to another kindergarten (派驻), as rules look at it; both days inclusive. */
export interface PostingFacts {
  readonly personId: number;
  readonly name: string;
  readonly unit: string;
  /** The group it was entered for; null where it was entered for none. */
  readonly groupId: number | null;
  readonly kind: PostingKind;
  readonly rank: PostingRank | null;
  /** Null where the person comes from no kindergarten of the ledger. */
  readonly originId: number | null;
  readonly destinationId: number;
  readonly originTier: PlaceTier | null;
  readonly destinationTier: PlaceTier | null;
  /** Whether the destination lay in a designated poor county (国家扶贫开发工作重点县). */
  readonly destinationPoor: boolean | null;
  readonly from: IsoDate;
  /** Null while it lasts. */
  readonly to: IsoDate | null;
}
