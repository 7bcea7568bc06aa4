import type { DeskOptions } from './bulletin-desk.ts';
import { regularActivities } from './regular-activities.ts';

/** A quarter of an invented ledger whose bulletin is kept word by word. */
export interface Scenario {
  readonly name: string;
  readonly quarter: string;
  readonly desk: DeskOptions;
  /** Day of the last count, where the quarter was still running. */
  readonly countedOn?: string;
  /** Commands before the bulletin is drawn up. */
  readonly before?: readonly (readonly string[])[];
  /** Rankings that the office's own copy of the policy has. */
  readonly rankings?: string;
}

const helan = { policy: 'helan-2022', cycleEnd: null, since: '2021-03-16' } as const;

export const scenarios: readonly Scenario[] = [
  { name: '没有联盟', quarter: '2022Q1', desk: { groups: 0 } },
  { name: '周期已满', quarter: '2026Q3', desk: { groups: 2 } },
  { name: '没有记录', quarter: '2022Q1', desk: { groups: 2, ...helan } },
  {
    name: '首个不满的季度',
    quarter: '2021Q1',
    desk: {
      groups: 3,
      activities: [
        { group: 0, kind: 'launch', on: '2021-03-20', title: '联盟建设启动会' },
        { group: 1, kind: 'guidance', on: '2021-03-25', title: '入园指导', all: false },
      ],
    },
  },
  {
    name: '平常的季度',
    quarter: '2022Q2',
    desk: { groups: 6, ...helan, activities: regularActivities(6, '2021-04', '2022-06') },
  },
  {
    name: '全部办完',
    quarter: '2022Q2',
    desk: {
      groups: 2,
      ...helan,
      since: '2022-04-01',
      activities: regularActivities(2, '2022-04', '2022-06', { skip: 99 }),
    },
  },
  {
    name: '只有以前的欠办',
    quarter: '2022Q2',
    desk: {
      groups: 2,
      ...helan,
      since: '2022-01-01',
      activities: regularActivities(2, '2022-04', '2022-06', { skip: 99 }),
    },
  },
  {
    name: '突出和批评',
    quarter: '2021Q4',
    desk: {
      groups: 4,
      ...helan,
      activities: [
        ...regularActivities(4, '2021-09', '2021-12', { skip: 3 }),
        {
          group: 2,
          kind: 'showcase',
          on: '2021-11-16',
          title: '“小种植 大课程”成果展示',
          outcome: '形成案例12个，在全市推广；联系人王老师13800138000。',
          outstanding: true,
        },
        {
          group: 2,
          kind: 'showcase',
          on: '2021-12-07',
          title: '种植课程现场会',
          outcome: '形成案例12个，在全市推广；联系人王老师13800138000',
          outstanding: true,
        },
      ],
    },
    before: [
      [
        'bulletin',
        'confirm',
        'owed:H9.research:g1',
        '--quarter',
        '2021Q4',
        '--reason',
        '两次催办后仍未开展',
        '--yes',
      ],
      [
        'bulletin',
        'confirm',
        'owed:H9.training:g1',
        '--quarter',
        '2021Q4',
        '--reason',
        '没有说明原因',
        '--by',
        '周主任',
        '--yes',
      ],
    ],
  },
  {
    name: '只有一个联盟',
    quarter: '2022Q2',
    desk: {
      groups: 1,
      ...helan,
      activities: [{ group: 1, kind: 'research', on: '2022-05-12', title: '联合教研' }],
    },
  },
  {
    name: '四十个联盟',
    quarter: '2022Q4',
    desk: { groups: 40, ...helan, activities: regularActivities(40, '2022-01', '2022-12', { skip: 11 }) },
  },
  {
    name: '没有过完的季度',
    quarter: '2022Q2',
    countedOn: '2022-05-20',
    desk: { groups: 2, ...helan, activities: regularActivities(2, '2022-03', '2022-05') },
  },
  {
    name: '区县按镇街',
    quarter: '2022Q3',
    desk: {
      groups: 3,
      level: 'county',
      districts: ['湖滨街道', '青山镇', '白石镇'],
      activities: [
        { group: 1, kind: 'family', on: '2022-05-30', title: '亲子运动会' },
        { group: 2, kind: 'family', on: '2022-06-01', title: '家长开放日', all: false },
        { group: 3, kind: 'research', on: '2022-09-15', title: '联合教研' },
        { group: 0, kind: 'dispatch', on: '2022-09-05', title: '九月调度' },
      ],
    },
  },
  {
    name: '排名',
    quarter: '2022Q2',
    rankings: '[{ of: district, by: rate }, { of: group, by: rate, ties: dense }]',
    desk: { groups: 6, ...helan, activities: regularActivities(6, '2022-03', '2022-06', { skip: 4 }) },
  },
  {
    name: '生僻和古怪的名称',
    quarter: '2022Q2',
    desk: {
      groups: 2,
      ...helan,
      groupName: (index) =>
        index === 1 ? '东湖区<𠮷祥>&“共成长”\n{{联盟}}|集团' : `西岭区${'很长的名称'.repeat(9)}集团`,
      memberName: (group, index) => `=SUM(A1)**${group}${index}**𠮷园\u0007`,
      activities: [
        {
          group: 1,
          kind: 'research',
          on: '2022-05-12',
          title: '# 标题\n## 甲|乙 {{单位}}',
          outstanding: true,
          outcome: '<b>&amp;\r\n【附件】',
        },
      ],
    },
  },
];
