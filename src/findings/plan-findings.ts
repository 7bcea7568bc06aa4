import type { FindingDefinition } from './finding.ts';

/** What can be wrong with a plan (组建方案) that comes back edited, or with what is asked about one. */
export const planFindings = {
  'plan-sheet-unnumbered': {
    severity: 'error',
    title: '找不到方案编号',
    message: '“{value}”里找不到方案编号，不知道是照哪一份方案改的。',
    remedy:
      '请用 youlian group propose --output 写出的文件来改，各表上方的“组建方案 编号”不要删；删掉了的，请照原样补上再试。',
  },
  'plan-sheet-mixed': {
    severity: 'error',
    title: '方案编号不一致',
    message: '文件里有几份方案的表：{value}。',
    remedy: '请只保留一份方案的表再试。',
  },
  'plan-sheet-foreign': {
    severity: 'error',
    title: '不是这份方案的文件',
    message:
      '文件写着方案 {plan}，但 {of} 行里有 {count} 行的园所编号、名称不在本台账的方案 {plan} 里（如“{value}”）。',
    remedy:
      '这份文件可能是从别的台账导出的：请用 --ledger 指明它原来的台账，或在本台账用 youlian group propose --output 重新写出方案再改。',
  },
  'plan-sheet-columns': {
    severity: 'error',
    title: '没有“调整”一栏',
    message: '“{value}”里没有一张表同时有“园所名称”和“调整”两栏。',
    remedy: '请用 youlian group propose --output 重新写出方案，在“调整”一栏填写后再试。',
  },
  'plan-not-explained': {
    severity: 'error',
    title: '方案解释不了',
    message: '方案 {value} 解释不了：{reason}。',
    remedy:
      '台账改过的，请用 youlian group propose 照现在的台账重新做一份方案，再解释新的方案；方案本身可用 youlian group plan {value} 查看。',
  },
  'plan-row-renamed': {
    severity: 'warning',
    title: '园所名称改过',
    message: '这一行是“{name}”，名称被改成了“{value}”；仍按“{name}”办。',
    remedy: '要换园所，请在“调整”一栏写明，不要改名称。',
  },
  'wish-unclear': {
    severity: 'error',
    title: '看不懂调整要求',
    message: '看不懂“{value}”：{expected}。',
    remedy: '请改成“填写说明”里的写法再试。',
  },
  'wish-not-lead': {
    severity: 'error',
    title: '写的不是主导园',
    message: '调整要求“{value}”里的“{name}”在这份方案里不担任主导园。',
    remedy: '请改写成“主导园”一表里的园所；要与它编在一起，请写“与{name}一起”。',
  },
  'wish-contradictory': {
    severity: 'error',
    title: '调整要求自相矛盾',
    message: '“{name}”的调整要求“{value}”自相矛盾。',
    remedy: '请只保留一样再试。',
  },
  'wish-broken': {
    severity: 'error',
    title: '调整要求做不到',
    message: '调整要求“{value}”做不到：{reason}。',
    remedy: '请改掉这一格，或把与它相争的要求改掉，再试。',
  },
} as const satisfies Record<string, FindingDefinition>;
