import type { FindingDefinition } from './finding.ts';

/** What can be wrong with reports that are handed in. */
export const reportingFindings = {
  'report-unknown': {
    severity: 'error',
    title: '没有这份材料，或不止一份',
    message: '应报送的材料里找不到唯一的“{value}”；有：{known}。',
    remedy: '请照所列的编号或名称填写；几个政策都有的，用 --policy 写明是哪个政策。',
  },
  'report-sender': {
    severity: 'error',
    title: '不是由它报送',
    message: '“{report}”不由“{value}”报送。',
    remedy: '请{expected}，再运行；谁报给谁可用 youlian submit due 查看。',
  },
  'report-before-period': {
    severity: 'warning',
    title: '报送日期早于这一期',
    message: '报送日期 {value} 早于{period}的第一天（{begins}）。',
    remedy: '请核对日期和是哪一期；确实提前报的，不用处理。',
  },
  'report-office': {
    severity: 'error',
    title: '没有这个下级单位',
    message: '台账里没有唯一的下级单位“{value}”；有：{known}。',
    remedy:
      '请照所列的名称填写；没有登记的，先用 youlian office set 登记（--add-district 区县、--add-city 市、--add-town 镇街）。',
  },
  'report-not-received': {
    severity: 'error',
    title: '这一期还没有报',
    message: '“{value}”的{period}还没有报，不能{what}。',
    remedy: '请先收取它的报送包（youlian submit receive）或登记材料（youlian submit record）。',
  },
  'report-not-approved': {
    severity: 'error',
    title: '这一期还没有审核',
    message: '“{value}”的{period}还没有审核通过（现在是{state}），不能{what}。',
    remedy: '请先审核：youlian submit approve，再锁定。',
  },
  'report-locked': {
    severity: 'error',
    title: '这一期已锁定',
    message: '“{value}”的{period}已锁定，不能{what}。',
    remedy: '确实要改，请先解锁：youlian submit unlock，并写明原因。',
  },
  'report-not-locked': {
    severity: 'error',
    title: '这一期没有锁定',
    message: '“{value}”的{period}没有锁定，不用解锁。',
    remedy: '请用 youlian submit status 核对单位和期。',
  },
  'package-not-ours': {
    severity: 'error',
    title: '不是报送包',
    message: '这不是幼联的报送包。',
    remedy:
      '请核对文件；报送包由 youlian submit pack 生成，扩展名是 .zip。普通表格请用 youlian import 导入。',
  },
  'package-altered': {
    severity: 'error',
    title: '报送包被改动过',
    message: '报送包和打包时不一样：{what}。整个包没有收。',
    remedy: '请报送单位重新打包，直接发来，不要打开另存；也可能是传输中损坏了。',
  },
  'package-newer': {
    severity: 'error',
    title: '报送包由更新的程序生成',
    message: '报送包由更新的程序（{version}）生成，这个版本读不了。',
    remedy: '请先升级本机的幼联，再收取。',
  },
  'package-office-unknown': {
    severity: 'error',
    title: '不认识的报送单位',
    message: '报送单位“{value}”（{level}，代码 {region}）不是本单位登记过的直接下级。',
    remedy: '请核对文件；确是下级的，先登记再收取：youlian office set {option} {name}。',
  },
  'package-office-differs': {
    severity: 'error',
    title: '报送单位的代码对不上',
    message: '“{value}”报来的行政区划代码是 {region}，台账里登记的是 {known}。',
    remedy: '请与报送单位核对代码；哪一边错了就改哪一边，再收取。',
  },
  'package-period': {
    severity: 'error',
    title: '不是这一期的报送包',
    message: '报送包是 {period}的，{expected}。没有收。',
    remedy: '请核对是不是发错了；确实要收这一期的，加 --period {key}。',
  },
  'package-older': {
    severity: 'error',
    title: '比收过的还早',
    message: '报送包是 {packed}打的，比已收过的（{taken}）还早。没有收。',
    remedy: '请报送单位发最新的包。',
  },
  'package-repeated': {
    severity: 'notice',
    title: '这个包收过了',
    message: '报送包和{date}收的一样，台账没有改动。',
    remedy: '不用处理。',
  },
  'package-locked': {
    severity: 'error',
    title: '这一期已锁定，不能再报',
    message: '“{value}”的{period}已锁定，报来的包与已收的有不同，没有收。',
    remedy: '不同之处见下面各条。确实要改，请先解锁：youlian submit unlock，再收取。',
  },
  'package-locked-change': {
    severity: 'error',
    title: '改动了已锁定的内容',
    message:
      '“{value}”改动了已锁定的{period}的内容：{subject}：台账为“{before}”，报来为“{after}”。仍照台账。',
    remedy: '请报送单位说明；确实要改，先解锁这一期，再收取。',
  },
  'package-claimed': {
    severity: 'error',
    title: '两个单位都报了同一所园',
    message:
      '“{value}”：{other}已报为本辖区的园（{known}），{office}也报为本辖区的园（{said}）。信息仍照前者。',
    remedy: '请两家核对这所园归谁管，由不管的一家更正所属区县，再重新打包报送。',
  },
  'package-code-taken': {
    severity: 'error',
    title: '代码已是另一所园的',
    message:
      '{office}报来“{value}”的{field}是 {code}，台账里另一所园“{other}”（{number} 号）已用这个代码。代码没有收，其余照收。',
    remedy:
      '请核对：是两家报了同一所园的，由不管的一家去掉，再用 youlian kindergarten merge 合并；不是同一所的，请写错代码的一家更正，再重新打包报送。',
  },
  'package-doubtful': {
    severity: 'error',
    title: '报送包里有拿不准的园',
    message: '{office}的“{value}”（{number} 号）可能是台账里的 {candidates}。整个包先没有收。',
    remedy:
      '在终端里运行会逐所询问；也可加 --match {office}:{number}=台账里的编号，或 --match {office}:{number}=new（是另一所园）。',
  },
  'package-contradiction': {
    severity: 'error',
    title: '园的代码和名称对不上',
    message: '{office}的“{value}”（{number} 号）：{reason}。整个包先没有收。',
    remedy:
      '请报送单位核对代码；核对后也可加 --match {office}:{number}=台账里的编号，或 --match {office}:{number}=new（是另一所园）。',
  },
  'package-differs': {
    severity: 'warning',
    title: '与台账不同，照台账',
    message: '{value}：台账与{office}报来的不同：{difference}。仍照台账。',
    remedy: '请与报送单位核对；要照报来的改，加 --on-conflict update 再收取一次。',
    forSender: '请核对哪一边对；自己的台账错了就更正，再重新打包报送；上级错了请告诉上级。',
  },
  'package-row-refused': {
    severity: 'error',
    title: '有一条记录收不进来',
    message: '{office}的{table} {number} 号收不进来：{reason}。',
    remedy: '请报送单位在自己的台账里核对这一条（youlian doctor 可体检），再重新打包。',
  },
  'package-row-kept': {
    severity: 'warning',
    title: '报送单位去掉的记录还在用',
    message: '{office}已去掉{value}，但台账里还有别的记录用到它，没有去掉。',
    remedy: '请核对用到它的记录；不再需要的先去掉，再收取一次。',
  },
  'package-return-elsewhere': {
    severity: 'error',
    title: '退回通知不是给本单位的',
    message: '这是退给“{office}”（{level}）的退回通知，不是给本单位“{own}”的。没有收。',
    remedy: '请核对文件；是自己退给下级的，请发给那个单位，由它打开。',
  },
  'package-returned': {
    severity: 'warning',
    title: '上级退回了报送包',
    message: '{period}的报送包被退回：{value}。',
    remedy: '请照退回通知里的问题清单更正台账，再用 youlian submit pack 重新打包报送。',
  },
} as const satisfies Record<string, FindingDefinition>;
