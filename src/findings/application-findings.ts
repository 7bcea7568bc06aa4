import type { FindingDefinition } from './finding.ts';

/** What can be wrong with an application form (申请表) beyond its single cells. */
export const applicationFindings = {
  'application-not-received': {
    severity: 'error',
    title: '没有收到申请表',
    message: '没有收到“{value}”的申请表，没有可打印的。',
    remedy: '请先用 youlian import 导入它的申请表；需要空白表请用 youlian application print --blank。',
  },
  'form-text-cut': {
    severity: 'warning',
    title: '内容太长，打印不全',
    message: '“{value}”的申请表里，{fields}太长，用最小的字也放不进一页，打印时末尾会看不见。',
    remedy: '请精简这几栏，或另附纸说明。',
  },
  'applicant-ambiguous': {
    severity: 'error',
    title: '申请园不知是哪一所',
    message: '台账里叫“{value}”的园所不止一所：{candidates}；申请表里看不出是哪个区县的，没有导入。',
    remedy: '请在“通讯地址”或“推荐单位”里写明区县，再导入一次。',
  },
  'lead-missing': {
    severity: 'warning',
    title: '没有填主导园',
    message: '“{subject}”的申请表没有填主导园的单位名称。',
    remedy: '请联系该园补填，再导入一次；不补填也已收下。',
  },
  'lead-unknown': {
    severity: 'warning',
    title: '台账里没有所填的主导园',
    message: '“{subject}”所填的主导园“{value}”台账里没有，只记下了名称。',
    remedy: '请核对主导园的名称；确有这所园的，请先导入园所信息表或联盟名单，再导入一次申请表。',
    forSender: '请核对主导园的名称，写全称，再交回。',
  },
  'lead-near-miss': {
    severity: 'warning',
    title: '所填的主导园名称相近',
    message: '“{subject}”所填的主导园“{value}”与台账里的名称相近，但不能断定：{candidates}。只记下了名称。',
    remedy: '请把主导园的名称改成台账里的写法，再导入一次。',
  },
  'lead-is-applicant': {
    severity: 'error',
    title: '主导园填成了自己',
    message: '“{subject}”把主导园填成了自己，这份申请表没有导入。',
    remedy: '请在“主导园信息”里填上所要加入的联盟的主导园，再导入一次。',
  },
  'kindergarten-added': {
    severity: 'notice',
    title: '台账里新增了园所',
    message: '台账里原来没有“{value}”，已按表里的内容登记（{district}）。',
    remedy: '请核对名称是否写对；园所的其他情况可用园所信息表补上。',
  },
} as const satisfies Record<string, FindingDefinition>;
