import type { FindingDefinition } from './finding.ts';

const correct = '请按提示改正这一处，再用 youlian rubric lint 核对；拿不准时，与自带的考核细则对照。';

/** What can be wrong with rubrics (考核细则). */
export const rubricFindings = {
  'rubric-unknown': {
    severity: 'error',
    title: '没有这份考核细则',
    message: '没有编号为“{value}”的考核细则；现有：{known}。',
    remedy: '请用 youlian rubric list 查看编号，或把自备的细则放进模板文件夹的 rubrics 下。',
  },
  'rubric-file-name': {
    severity: 'error',
    title: '细则编号不合用',
    message: '“{value}”不能作考核细则的编号。',
    remedy: '请用英文小写字母、数字和连字符，以字母开头，如 yunxi-2026。',
  },
  'rubric-invalid': {
    severity: 'error',
    title: '考核细则写法有误',
    message: '考核细则第 {line} 行第 {column} 列：{expected}。',
    remedy: correct,
  },
  'rubric-sum': {
    severity: 'error',
    title: '分值或权重合计不对',
    message: '考核细则第 {line} 行第 {column} 列：{expected}。',
    remedy: '请调整分值或权重，使各项合计等于写明的总数。',
  },
  'rubric-bands': {
    severity: 'error',
    title: '等次或分档重叠、空缺',
    message: '考核细则第 {line} 行第 {column} 列：{expected}。',
    remedy: '请从高到低排列，让每一档的上限（to，不含）正好等于上一档的起点（from），最低一档从 0 起。',
  },
  'rubric-formula': {
    severity: 'error',
    title: '计算公式写法有误',
    message: '考核细则第 {line} 行第 {column} 列：{expected}。',
    remedy: '公式可以用数字、台账数据的名称、+ - × ÷、括号，以及 最小、最大、四舍五入、若。',
  },
  'rubric-fact-unknown': {
    severity: 'error',
    title: '公式用了没有的台账数据',
    message: '考核细则第 {line} 行第 {column} 列：{expected}。',
    remedy: '请用 youlian rubric facts 查看可以用的数据；由人评的项目请改用给分、扣分或分档。',
  },
  'rubric-division': {
    severity: 'notice',
    title: '除数可能是 0',
    message: '考核细则第 {line} 行第 {column} 列：{expected}。',
    remedy: '除数为 0 时这一项无法计算，留空并计 0 分；不想这样，请用“若(…, …, …)”写明除数为 0 时怎么算。',
  },
  'rubric-scorer': {
    severity: 'error',
    title: '评分方无权评这一项',
    message: '考核细则第 {line} 行第 {column} 列：{expected}。',
    remedy: '请在考核对象的 scorers 里写明这一方，或从指标的 scorers 里去掉它。',
  },
  'rubric-duplicate': {
    severity: 'error',
    title: '编号或名称重复',
    message: '考核细则第 {line} 行第 {column} 列：{expected}。',
    remedy: '请给其中一处换一个编号或名称。',
  },
  'rubric-sheet-none': {
    severity: 'error',
    title: '没有认出考核细则',
    message: '“{value}”里没有认出考核细则表。',
    remedy: '表头里应有“二级指标”（或考核内容）和“分值”两栏，一行一个指标。',
  },
  'rubric-row-points': {
    severity: 'error',
    title: '分值读不出',
    message: '“{name}”的分值“{value}”读不出，这一行没有收。',
    remedy: '分值应是大于 0 的数，0.5 的倍数，如 10 或 7.5。',
  },
  'rubric-row-total': {
    severity: 'warning',
    title: '合计与各项不符',
    message: '表上写的合计是 {value} 分，各项相加是 {sum} 分。',
    remedy: '已按各项的分值收下；请核对是哪一项写错了。',
  },
  'rubric-row-method': {
    severity: 'warning',
    title: '评分方式看不懂',
    message: '“{name}”的评分方式“{value}”看不懂，按给分收下。',
    remedy: '要扣分、分档或按台账计算的，请在读出的细则文件里改 method。',
  },
  'rubric-row-repeated': {
    severity: 'warning',
    title: '指标名称重复',
    message: '“{value}”在同一个一级指标下出现了不止一次，后一个改名为“{name}”。',
    remedy: '请核对是不是重复的行；不是的，请给它起不同的名称。',
  },
} as const satisfies Record<string, FindingDefinition>;
