import type { FindingDefinition } from './finding.ts';

const sendAgain = '请照原样恢复（可请主管部门重发一份，把分数抄过去），再交回。';

/** What can be wrong with making evaluation workbooks (考核评分册) and with those that come back. */
export const evaluationSheetFindings = {
  'evaluation-no-groups': {
    severity: 'error',
    title: '这一年没有要考核的联盟',
    message: '{value} 年没有在周期内的联盟，没有可做的考核评分册。',
    remedy: '请核对年份，或用 group list 查看各联盟的周期；新的联盟请先导入名单。',
  },
  'evaluation-group-not-in-year': {
    severity: 'error',
    title: '联盟不参加这一年的考核',
    message: '“{value}”的周期不包括 {year} 年，不参加这一年的考核。',
    remedy: '请核对年份和联盟的周期（group list）。',
  },
  'evaluation-no-rubric': {
    severity: 'error',
    title: '政策没有这一年的考核细则',
    message: '政策 {value} 没有适用于 {year} 年的考核细则。',
    remedy:
      '请用 youlian rubric new 做一份，或用 youlian evaluate sheets --year {year} --rubric 编号或文件 写明用哪一份。',
  },
  'evaluation-several-rubrics': {
    severity: 'error',
    title: '考核细则有好几份',
    message: '政策 {value} 有好几份考核细则：{known}。',
    remedy: '请用 youlian evaluate sheets --year {year} --rubric 编号 写明用哪一份。',
  },
  'evaluation-rubric-of-other-policy': {
    severity: 'error',
    title: '考核细则是别的政策的',
    message: '考核细则“{value}”是政策 {policy} 的，不能用在这里。',
    remedy: '请用 --policy {policy} 只做那份政策的，或换一份细则。',
  },
  'evaluation-rubric-fixed': {
    severity: 'error',
    title: '已经收到评分，不能换细则',
    message: '{year} 年已按原来的细则收到评分，不能换成“{value}”。',
    remedy: '要看换细则的影响，请用 evaluate preview --rubric；一定要换的，请先撤销已导入的评分（undo）。',
  },
  'evaluation-rubric-kept': {
    severity: 'warning',
    title: '沿用已收到评分的细则',
    message: '{year} 年已按当时的《{value}》收到评分；细则文件后来改过，这里仍用当时的。',
    remedy: '要看改动的影响，请用 evaluate preview --rubric。',
  },
  'evaluation-not-ours': {
    severity: 'error',
    title: '不是考核评分册',
    message: '“{value}”不是 evaluate sheets 做出的考核评分册：没有一张表写着考核年度、所在组和考核细则。',
    remedy: '请核对是不是交错了文件；评分册的表头被删掉的，请恢复后再导入。',
    forSender: '请核对是不是交错了文件；表头被删掉的，请恢复后再交回。',
  },
  'evaluation-office-book': {
    severity: 'notice',
    title: '跳过了汇总册',
    message: '“{value}”是主管部门的考核汇总册，里面没有要导入的评分，已跳过。',
    remedy: '不用处理。',
  },
  'evaluation-other-year': {
    severity: 'error',
    title: '年度不对',
    message: '这里写的考核年度是“{value}”，应是 {expected} 年。这一{what}的评分没有采用。',
    remedy: '请核对是不是交错了上一年或下一年的评分册；年度被改动的，请改回 {expected}，再导入。',
  },
  'evaluation-other-group': {
    severity: 'error',
    title: '不是这个组的表',
    message: '这里写的所在组是“{value}”，{expected}。这一{what}的评分没有采用。',
    remedy: '请核对是不是把别的组的表贴了进来，或组名、组号被改动；改正后再导入。',
  },
  'evaluation-other-rubric': {
    severity: 'error',
    title: '考核细则或版本不对',
    message: '这里写的考核细则是“{value}”，应是“{expected}”。这一{what}的评分没有采用。',
    remedy: '请用 evaluate sheets 重新做一份现行细则的评分册发出去，填好后再导入。',
    forSender: '这份评分册用的不是现行的考核细则，请向主管部门要新的一份，填好再交回。',
  },
  'evaluation-role-changed': {
    severity: 'error',
    title: '考核类别被改动',
    message: '这里写的考核类别是“{value}”，应是“{expected}”。这张表的评分没有采用。',
    remedy: '请改回“{expected}”，再导入。',
  },
  'evaluation-subject-renamed': {
    severity: 'error',
    title: '考核对象被改名',
    message: '这里写的考核对象是“{value}”，应是“{expected}”。这张表的评分没有采用。',
    remedy:
      '请核对这张表评的是哪一所园：是“{expected}”的，把名称改回来；不是的，请填到该园自己的表里。然后再导入。',
  },
  'evaluation-sheet-missing': {
    severity: 'error',
    title: '缺少工作表',
    message: '缺少“{value}”的评分表，工作表被删掉了。',
    remedy: '请从发出去的评分册里找回这张表，填好后再导入；其余各表的评分照收。',
  },
  'evaluation-sheet-twice': {
    severity: 'error',
    title: '工作表重复',
    message: '“{value}”的评分表有两张，另一张是“{other}”。这一张没有采用。',
    remedy: '请核对哪一张对，删去另一张，再导入。',
  },
  'evaluation-sheet-unknown': {
    severity: 'notice',
    title: '多出来的工作表',
    message: '工作表“{value}”不是评分册里的，没有读。',
    remedy: '里面如果有要交的内容，请抄到评分册的格子里。',
  },
  'evaluation-formula-changed': {
    severity: 'error',
    title: '公式被改动',
    message: '{what}的公式被改成“={value}”，应是“={expected}”。汇总时已按原来的公式重新计算。',
    remedy: '请把公式改回来再交；分数有疑问的，请改评分的格子，不要改公式。',
  },
  'evaluation-formula-typed-over': {
    severity: 'error',
    title: '公式被覆盖',
    message: '{what}的公式被“{value}”覆盖，应是“={expected}”。汇总时已按原来的公式重新计算。',
    remedy: '请恢复公式再交；分数有疑问的，请改评分的格子，不要直接填结果。',
  },
  'evaluation-cell-error': {
    severity: 'error',
    title: '格子里是错误值',
    message: '{what}里是错误值“{value}”，应是{expected}。',
    remedy: '请重新填写这一格，或恢复被删掉的行、列和表，再导入。',
  },
  'evaluation-score-range': {
    severity: 'error',
    title: '分数超出范围',
    message: '{what}填的是 {value}，应在 0 到 {expected} 之间。这个分数没有采用。',
    remedy: '请改成 0 到 {expected} 之间、0.5 的倍数，再导入。',
  },
  'evaluation-score-half': {
    severity: 'error',
    title: '分数不是 0.5 的倍数',
    message: '{what}填的是 {value}，分数应是 0.5 的倍数。这个分数没有采用。',
    remedy: '请改成 0.5 的倍数，如 {expected}，再导入。',
  },
  'evaluation-score-text': {
    severity: 'error',
    title: '分数格里不是数',
    message: '{what}填的是“{value}”，不是数。这个分数没有采用。',
    remedy: '请填 0 到 {expected} 之间的数，不带“分”字，不要以文本格式填写；没有评的请清空。然后再导入。',
  },
  'evaluation-score-formula': {
    severity: 'error',
    title: '分数格里是公式',
    message: '{what}填的是公式“={value}”，不是数。这个分数没有采用。',
    remedy: '请直接填 0 到 {expected} 之间的数，再导入。',
  },
  'evaluation-score-missing': {
    severity: 'warning',
    title: '还没有评分',
    message: '“{subject}”还有 {count} 格没有填：{value}。没有填的按 0 分计。',
    remedy: '请补齐后再导入一次；已填的不用重填。',
  },
  'evaluation-gate-answer': {
    severity: 'error',
    title: '“是/否”填得不对',
    message: '{what}填的是“{value}”，应是“是”或“否”。这个回答没有采用。',
    remedy: '请从下拉列表里选“是”或“否”，再导入。',
  },
  'evaluation-rows-inserted': {
    severity: 'error',
    title: '插入了行',
    message: '第 {value} 行是多出来的，评分册里没有这一行。这一行没有读。',
    remedy: '请删去插入的行；要补充的话，请写在“佐证材料和说明”里。',
  },
  'evaluation-rows-removed': {
    severity: 'error',
    title: '删去了行',
    message: '“{value}”这一行不见了，原来在第 {expected} 行。',
    remedy: sendAgain,
  },
  'evaluation-rows-moved': {
    severity: 'error',
    title: '行的次序被打乱',
    message: '“{value}”从第 {expected} 行移到了第 {row} 行。分数已按指标的名称认出。',
    remedy: '请把各行恢复原来的次序，再交回。',
  },
  'evaluation-columns-changed': {
    severity: 'error',
    title: '列被插入、删去或移动',
    message: '“{value}”一栏原来在 {expected} 列，{found}。',
    remedy: sendAgain,
  },
  'evaluation-fact-changed': {
    severity: 'error',
    title: '台账数据被改动',
    message: '{what}改成了“{value}”，发出时是“{expected}”。汇总时用的是发出时的数。',
    remedy: '请改回“{expected}”。台账数据有误的，请告诉主管部门更正台账，重发评分册。',
  },
  'evaluation-points-changed': {
    severity: 'error',
    title: '分值或权重被改动',
    message: '{what}改成了“{value}”，应是“{expected}”。汇总时用的是细则规定的。',
    remedy: '请改回“{expected}”，再交回。',
  },
  'evaluation-label-changed': {
    severity: 'warning',
    title: '文字被改动',
    message: '这里的文字改成了“{value}”，应是“{expected}”。',
    remedy: '请改回原来的文字；工作表的保护被取消的，请恢复保护。',
  },
  'evaluation-typed-beside': {
    severity: 'warning',
    title: '写在了格子外面',
    message: '这一格不是填写的地方，却填了“{value}”，没有读。',
    remedy: '请写到浅黄色的格子里。',
  },
  'evaluation-hidden': {
    severity: 'warning',
    title: '有隐藏的行、列或工作表',
    message: '{value}被隐藏了。里面的内容照样读了。',
    remedy: '请取消隐藏，核对里面的内容，再交回。',
  },
  'evaluation-merge-broken': {
    severity: 'warning',
    title: '合并的单元格被拆开',
    message: '{value} 原来是合并的单元格，现在拆开了。',
    remedy: '内容照样读了；请恢复合并，免得打印出来走样。',
  },
  'evaluation-scores-differ': {
    severity: 'error',
    title: '两份评分册同一格不同',
    message: '{what}在这里是“{value}”，在“{other}”里是“{expected}”。两个都没有采用。',
    remedy: '请与评分的一方核对哪一个对，改成一致，或只导入对的那一份。',
  },
  'evaluation-group-absent': {
    severity: 'warning',
    title: '评分册还没有交回',
    message: '“{value}”的 {year} 年考核评分册还没有交回，缺：{missing}。',
    remedy: '请催交；交回后再导入，已导入的不受影响。',
  },
} as const satisfies Record<string, FindingDefinition>;
