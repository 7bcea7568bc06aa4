import type { RubricSubject } from './rubric.ts';

/** A fact (台账数据) that a rubric's formula may name: what the ledger knows of a subject in a calendar year. */
export interface FactDefinition {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  /** How it is counted, and when it is not known. */
  readonly meaning: string;
  /** The kinds of subject it is known of. */
  readonly of: readonly RubricSubject['of'][];
  /** Comes from this year's sheets of the same group, not from the ledger: a live cell in the workbook. */
  readonly isLive?: true;
}

const everybody = ['group', 'lead', 'member'] as const;
const kindergartens = ['lead', 'member'] as const;

/** Rates are in per cent; every fact is rounded half up to two decimals before it is used or shown. */
export const factDefinitions: readonly FactDefinition[] = [
  {
    id: 'cadence_rate',
    name: '应办活动完成率',
    unit: '%',
    meaning: '本联盟当年已到期、没有豁免的应办活动中已完成的次数 ÷ 应办次数；没有到期的应办活动时为空',
    of: everybody,
  },
  {
    id: 'activities_held',
    name: '举办活动次数',
    unit: '次',
    meaning: '本联盟当年已举行的活动次数',
    of: everybody,
  },
  {
    id: 'activities_outstanding',
    name: '突出活动次数',
    unit: '次',
    meaning: '本联盟当年已举行、记录为突出的活动次数',
    of: everybody,
  },
  {
    id: 'activities_hosted',
    name: '承办活动次数',
    unit: '次',
    meaning: '本园当年承办的已举行活动次数',
    of: kindergartens,
  },
  {
    id: 'activities_attended',
    name: '参加活动次数',
    unit: '次',
    meaning: '本园当年参加的已举行活动次数',
    of: kindergartens,
  },
  {
    id: 'participation_rate',
    name: '活动参与率',
    unit: '%',
    meaning: '本园在联盟期间，参加的活动次数 ÷ 联盟已举行的活动次数；没有活动时为空',
    of: kindergartens,
  },
  {
    id: 'evidence_rate',
    name: '活动佐证率',
    unit: '%',
    meaning: '本联盟当年已举行的活动中附有佐证材料的次数 ÷ 已举行次数；没有活动时为空',
    of: everybody,
  },
  {
    id: 'training_rate',
    name: '培训覆盖率',
    unit: '%',
    meaning: '本园（整个联盟则为各园合计）当年参加过培训的教职工 ÷ 登记的教职工；没有登记教职工时为空',
    of: everybody,
  },
  {
    id: 'papers_rate',
    name: '材料齐全率',
    unit: '%',
    meaning:
      '政策清单要求的材料中年末已登记有的件数 ÷ 应有件数（主导园看整个联盟自己的材料）；一件也没有登记时为空',
    of: everybody,
  },
  {
    id: 'rectification_rate',
    name: '整改完成率',
    unit: '%',
    meaning: '整改期限在当年的问题中，已复查合格或销号的 ÷ 已到期的和提前整改好的；没有这样的问题时为空',
    of: everybody,
  },
  {
    id: 'findings_count',
    name: '督导发现问题数',
    unit: '项',
    meaning: '当年督导发现的问题项数；当年没有督导记录时为空',
    of: everybody,
  },
  {
    id: 'posting_people',
    name: '派驻跟岗人数',
    unit: '人',
    meaning: '当年有派驻、支教、挂职、蹲点或跟岗经历的人数：整个联盟为各园合计，各园为本园派出的',
    of: everybody,
  },
  {
    id: 'posting_days',
    name: '派驻跟岗天数',
    unit: '天',
    meaning: '上述各人当年的派驻、跟岗天数之和；登记了实际天数的，不超过实际天数',
    of: everybody,
  },
  { id: 'members_count', name: '成员园数', unit: '所', meaning: '年末本联盟的成员园数', of: everybody },
  { id: 'classes', name: '班级数', unit: '个', meaning: '年末登记的班级数', of: kindergartens },
  { id: 'children', name: '幼儿数', unit: '人', meaning: '年末登记的在园幼儿数', of: kindergartens },
  {
    id: 'last_total',
    name: '上年总分',
    unit: '分',
    meaning: '同一对象上一年度已定稿的总分（整个联盟换了周期的，看同一主导园的上一周期）；上年没有定稿时为空',
    of: everybody,
  },
  {
    id: 'members_average',
    name: '成员园平均分',
    unit: '分',
    meaning: '本联盟各成员园（成员园考核表）当年总分的平均，随各表即时计算；没有成员园时为空',
    of: ['group', 'lead'],
    isLive: true,
  },
  {
    id: 'members_last_average',
    name: '成员园上年平均分',
    unit: '分',
    meaning: '现在的各成员园上一年度已定稿总分的平均；都没有时为空',
    of: ['group', 'lead'],
  },
];

const byName = new Map(
  factDefinitions.flatMap(
    (each) =>
      [
        [each.id, each],
        [each.name, each],
      ] as const,
  ),
);

/** The fact of an id or a Chinese name. */
export function factNamed(name: string): FactDefinition | undefined {
  return byName.get(name);
}

/** What a formula names: a fact of the dictionary, or a yearly figure of the policy. */
export type FactReference =
  | { readonly kind: 'fact'; readonly key: string; readonly definition: FactDefinition }
  | {
      readonly kind: 'indicator';
      readonly key: string;
      readonly indicator: string;
      readonly isLastYear: boolean;
    };
