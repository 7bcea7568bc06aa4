import type { FindingDefinition } from './finding.ts';

/** What can be wrong with a forming problem: coordinates, tables of distances, demands that contradict each other. */
export const formingFindings = {
  'position-doubted': {
    severity: 'warning',
    title: '坐标可疑，没有用',
    message: '“{value}”的坐标（{coordinates}）{reason}，这次没有用，它的距离按辖区估算。',
    remedy: '请在地图上核对，用 youlian kindergarten edit 改正经度、纬度后再做方案。',
  },
  'demand-contradiction': {
    severity: 'error',
    title: '所提的要求互相矛盾',
    message: '要求“{value}”做不到：{reason}。方案没有做。',
    remedy: '请改正 --together、--forbid 或 --pin 后再试。',
  },
  'regroup-none': {
    severity: 'error',
    title: '没有可以调整的联盟',
    message: '{date} 没有在期或到期待续的{tier}{kind}，谈不上调整。',
    remedy: '第一次组建请不加 --regroup；已有的{kind}层级不对的，请用 youlian group edit 改正层级。',
  },
  'moves-too-few': {
    severity: 'error',
    title: '变动所数太少',
    message: '只变动 {value} 所做不到：有的联盟超过上限，或所提的要求必须有更多园所变动。方案没有做。',
    remedy: '请放宽 --max-moves，或不写它，由程序算出最少要变动几所。',
  },
  'distances-unread': {
    severity: 'error',
    title: '距离表读不出来',
    message: '“{value}”读不出距离：{reason}。',
    remedy:
      '请做成两种样子之一：首行、首列都是园所名称，左上角写“距离（公里）”“距离（米）”或“时间（分钟）”；或者三列：起点、终点、距离（写明单位）。',
  },
  'distance-invalid': {
    severity: 'warning',
    title: '距离不是数',
    message: '“{subject}”的距离“{value}”不是不小于 0 的数，没有用。',
    remedy: '请改成数；没有的空着，会另行估算。',
  },
  'distance-twice': {
    severity: 'warning',
    title: '距离写了两次',
    message: '“{subject}”的距离前面已写 {first}，这里又写 {value}，用前面的。',
    remedy: '请核对，只留一个。',
  },
  'distance-uneven': {
    severity: 'notice',
    title: '往返距离不同',
    message: '有 {count} 对园所往返的距离不同，如“{subject}”一个是 {first}、一个是 {value}；都取平均数。',
    remedy: '如是笔误请改正；往返路线确实不同的，不用管。',
  },
} as const satisfies Record<string, FindingDefinition>;
