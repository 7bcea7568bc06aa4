import type { FindingDefinition } from './finding.ts';

/** What can be wrong with an archive (.zip) and the files in it. */
export const archiveFindings = {
  'archive-encrypted': {
    severity: 'error',
    title: '压缩包有密码',
    message: '“{value}”设了解压密码，读不出来。',
    remedy: '请用解压软件输入密码解压，再导入解压出来的文件。',
  },
  'archive-member-broken': {
    severity: 'error',
    title: '压缩包里的文件解不开',
    message: '压缩包里的“{value}”解不开：{reason}。',
    remedy: '请用解压软件试着解压，能解开就导入解压出来的文件；解不开就请报送单位重新发一份。',
  },
  'archive-too-deep': {
    severity: 'error',
    title: '压缩包套得太深',
    message: '“{value}”是套在压缩包里的压缩包，超过了 {limit} 层，没有读。',
    remedy: '请先把它解压，再导入解压出来的文件。',
  },
  'archive-too-large': {
    severity: 'error',
    title: '压缩包过大',
    message: '“{value}”没有读：{what}超过上限（{limit}）。',
    remedy: '请先解压，再把其中的表格文件分几批导入。',
  },
  'archive-empty': {
    severity: 'error',
    title: '压缩包里没有表格文件',
    message: '“{value}”里没有可以导入的表格文件。',
    remedy: '请打开压缩包看看里面是什么；如果是照片或 PDF，请向报送单位要原来的表格文件。',
  },
  'archive-paper-unknown': {
    severity: 'error',
    title: '档案里没有这份材料',
    message: '另外归档的材料里没有编号为 {value} 的。',
    remedy: '请用 youlian archive list 查看编号；活动的佐证请在活动里更改。',
  },
} as const satisfies Record<string, FindingDefinition>;
