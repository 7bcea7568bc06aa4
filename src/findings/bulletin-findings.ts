import type { FindingDefinition } from './finding.ts';

/** What can be wrong with bulletins (通报), their figures and the findings confirmed for them. */
export const bulletinFindings = {
  'bulletin-quarter-ahead': {
    severity: 'error',
    title: '季度还没有开始',
    message: '{value}从 {from} 才开始，今天是 {today}，还没有可通报的情况。',
    remedy: '请核对 --quarter。',
  },
  'bulletin-no-groups': {
    severity: 'warning',
    title: '本季度没有可通报的',
    message: '{value}，台账里没有按《{policy}》运行的{kind}，通报只写明这一情况。',
    remedy: '请核对季度和 --policy；{kind}还没有登记的，先登记或导入名单。',
  },
  'bulletin-no-records': {
    severity: 'warning',
    title: '本季度没有活动记录',
    message: '截至 {value}，台账里没有各{kind}的任何活动记录，通报不统计应办和欠办。',
    remedy: '请先登记或导入活动记录，再重新起草。',
  },
  'bulletin-cycle-over': {
    severity: 'notice',
    title: '有的周期已满',
    message: '{value} 个{kind}的周期在本季度以前已满，没有计入通报。',
    remedy: '续期的请登记新的周期，终止的请登记终止。',
  },
  'bulletin-running': {
    severity: 'notice',
    title: '季度还没有过完',
    message: '{value}还没有过完，数字统计到 {day}；没有到期的不算应办。',
    remedy: '季度过完后请重新起草。',
  },
  'bulletin-undecided': {
    severity: 'notice',
    title: '有的要求不能判定',
    message: '对照政策核查，有 {value} 处因资料不全不能判定，通报里没有写。',
    remedy: '缺什么资料，见 youlian check --on {day}；补齐以后重新起草。',
  },
  'bulletin-date-assumed': {
    severity: 'notice',
    title: '落款日期没有给',
    message: '没有写 --date，落款日期先用统计截止日 {value}。',
    remedy: '印发前请用 --date 写明成文日期重新起草，或在文档里改。',
  },
  'bulletin-without-pictures': {
    severity: 'notice',
    title: '通报里没有图',
    message: '这台电脑上没有能画图的中文字体，通报照常做成，没有插图。',
    remedy: '要有图的，请安装一种中文字体（如黑体、思源黑体），或用 --font-dir 指出字体所在的文件夹。',
  },
  'bulletin-characters-left-out': {
    severity: 'warning',
    title: '有的字符印不出来',
    message: '“{value}”里有 {count} 个印不出来的控制字符，文档里已去掉。',
    remedy: '请在台账里改正这一处文字。',
  },
  'bulletin-confirmation-gone': {
    severity: 'notice',
    title: '确认过的事项已不存在',
    message: '确认要通报批评的“{value}”现在已不成立（已补办、已整改或台账已改），没有写入通报。',
    remedy: '不再需要的，请用 youlian bulletin confirm {value} --quarter {quarter} --withdraw 撤回。',
  },
  'bulletin-finding-unknown': {
    severity: 'error',
    title: '没有这一事项',
    message: '{quarter}没有编号为“{value}”的事项。',
    remedy: '可以确认的事项和编号，见 youlian bulletin confirmations --quarter {quarter}。',
  },
  'bulletin-not-drafted': {
    severity: 'error',
    title: '这个季度还没有通报',
    message: '台账里没有{value}的通报{kind}。',
    remedy: '请先起草：youlian bulletin draft --quarter {quarter}。',
  },
  'bulletin-issued-already': {
    severity: 'error',
    title: '这个季度的通报已经印发',
    message: '{value}的通报已于 {date} 以“{number}”印发。',
    remedy: '印发登记有误的，先用 youlian undo 撤销那次登记，再重新登记。',
  },
  'bulletin-number-taken': {
    severity: 'error',
    title: '发文字号已用过',
    message: '发文字号“{value}”已用于{quarter}的通报。',
    remedy: '请核对发文字号。',
  },
  'bulletin-figures-changed': {
    severity: 'warning',
    title: '文件里的数字与起草时不同',
    message: '“{label}”起草时是 {before}，文件里是 {value}。',
    remedy: '改对了的，请同时改台账；改错了的，请重新起草。',
  },
  'bulletin-figures-lost': {
    severity: 'warning',
    title: '文件里有的数字认不出来',
    message: '起草时的 {total} 个数字，文件里还认得出 {count} 个；其余的已删去，或连同标记一起改写。',
    remedy: '在文档里只改数字两边的文字，就不会丢掉标记；需要追溯的，请重新起草。',
  },
  'bulletin-file-unknown': {
    severity: 'error',
    title: '看不出是哪一期通报',
    message: '“{value}”{reason}。',
    remedy: '请核对文件；是本台账起草的通报，请用 --quarter 写明季度。',
  },
  'bulletin-figure-unknown': {
    severity: 'error',
    title: '没有这个数字',
    message: '这份通报里没有“{value}”这个数字。',
    remedy: '不写数字时列出全部：youlian bulletin trace 文件.docx；可以用序号、编号或印出来的数。',
  },
  'bulletin-other-quarter': {
    severity: 'warning',
    title: '文件像是另一个季度的通报',
    message: '要登记的是{quarter}的通报，文件里先写到的是{value}。',
    remedy: '请核对文件；登记错了的，用 youlian undo 撤销，再登记正确的文件。',
  },
  'bulletin-number-differs': {
    severity: 'warning',
    title: '登记的发文字号与文件不一致',
    message: '登记的发文字号是“{value}”，文件里{found}。',
    remedy:
      '请核对归档的是不是定稿；文件不对的，先用 youlian undo 撤销，带 --number 重新起草或换成定稿再登记；登记写错的，撤销后重新登记。',
  },
  'bulletin-date-differs': {
    severity: 'warning',
    title: '登记的印发日期与落款不一致',
    message: '登记的日期是“{value}”，文件里{found}。',
    remedy:
      '请核对归档的是不是定稿；文件不对的，先用 youlian undo 撤销，带 --date 重新起草或换成定稿再登记；登记写错的，撤销后重新登记。',
  },
  'bulletin-duty-missing': {
    severity: 'notice',
    title: '政策没有规定季通报',
    message: '《{value}》没有规定季通报这种活动，印发只登记为通报，不计入应办活动。',
    remedy: '另一份政策要求通报的，请用 --policy 写明那一份。',
  },
  'bulletin-activity-not-outstanding': {
    severity: 'error',
    title: '还不能标为突出',
    message: '第 {value} 号活动{reason}，不能标为突出。',
    remedy: '举行过的活动才能标；先用 youlian activity record 登记。',
  },
} as const satisfies Record<string, FindingDefinition>;
