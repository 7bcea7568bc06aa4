import type { FindingDefinition } from './finding.ts';

/** What can be in the way of a year-end evaluation (年度考核). */
export const evaluationFindings = {
  'evaluation-none': {
    severity: 'error',
    title: '还没有考核记录',
    message: '《{policy}》{value} 年度还没有考核记录。',
    remedy:
      '请先用 youlian evaluate sheets --year {value} 发出评分册，收回后用 youlian evaluate import 读入。',
  },
  'evaluation-final': {
    severity: 'error',
    title: '年度考核已定稿',
    message: '{value} 年度考核已于 {date} 定稿，不能再改。',
    remedy: '确需更改的，请先用 youlian evaluate reopen --year {value} --reason 理由 重开，改好后再定稿。',
  },
  'evaluation-not-final': {
    severity: 'error',
    title: '年度考核还没有定稿',
    message: '{value} 年度考核还没有定稿。',
    remedy: '请先用 youlian evaluate finalise --year {value} 定稿。',
  },
  'evaluation-opinion-missing': {
    severity: 'error',
    title: '还没有听取意见',
    message: '“{group}”的“{value}”（{what}）还没有{by}的意见，结果不能定稿（{citation}）。',
    remedy: '请听取意见后用 youlian evaluate opinion {value} --year {year}{which} --text 意见 登记。',
  },
  'evaluation-incomplete': {
    severity: 'error',
    title: '评分不全',
    message: '“{value}”（{sheet}）缺 {count} 处：{names}。',
    remedy: '请补齐后重新读入评分册；确实不评的，定稿时加 --with-blanks，空白计 0 分。',
  },
  'evaluation-fact-missing': {
    severity: 'warning',
    title: '有的台账数据无法计算',
    message: '“{value}”（{sheet}）的“{names}”没有台账数据或除数为 0，无法计算，计 0 分。',
    remedy:
      '请补录台账里的数据（youlian evaluate explain {value} 可看缺什么）；评分册发出时的数据不会自己更新，补录后请用 youlian evaluate sheets 重做一次。确实没有的，请改细则。',
  },
  'evaluation-opinion-of': {
    severity: 'error',
    title: '不是本年考核的成员园',
    message: '“{value}”不是 {year} 年度考核的{role}。',
    remedy: '请核对园名；意见只对参加本年考核的{role}登记。',
  },
  'evaluation-subject-unknown': {
    severity: 'error',
    title: '不在本年考核范围内',
    message: '{year} 年度考核里没有“{value}”。',
    remedy: '请写联盟的名称、编号或园所名称；周期包含本年的联盟才参加考核。',
  },
  'evaluation-criticise-unfit': {
    severity: 'error',
    title: '不在批评的候选里',
    message: '“{value}”不在批评的候选里，不能写进通报；候选：{known}。',
    remedy: '请核对名称；只有考核结果落在细则规定等次的单位才能写进通报批评。',
  },
  'evaluation-preview-policy': {
    severity: 'error',
    title: '细则属于别的政策',
    message: '细则“{value}”属于政策 {other}，不能用来试算 {policy} 的考核。',
    remedy: '请用同一政策的细则试算。',
  },
  'evaluation-preview-unmatched': {
    severity: 'warning',
    title: '有的指标两份细则对不上',
    message: '“{value}”在新细则里没有分数可用：{names}。',
    remedy: '指标按编号（id）对应；新增的指标没有评分，试算时计 0 分。',
  },
} as const satisfies Record<string, FindingDefinition>;
