import type { FindingDefinition } from './finding.ts';

/** What can be wrong with the archive (档案): the files that prove activities. */
export const evidenceFindings = {
  'evidence-empty': {
    severity: 'error',
    title: '文件是空的',
    message: '文件“{value}”里什么也没有，没有归档。',
    remedy: '请核对是不是选错了文件，或文件没有传完。',
  },
  'archive-nothing': {
    severity: 'error',
    title: '档案里没有材料',
    message: '档案里没有符合条件的材料可以导出。',
    remedy:
      '请用 youlian archive list 查看有哪些；登记活动时用 --evidence，或用 youlian activity attach 归档。',
  },
  'evidence-moved': {
    severity: 'error',
    title: '文件在归档时变了',
    message: '文件“{value}”正在被改写，没有归档。',
    remedy: '请关闭正在使用它的程序，等文件传完后再试。',
  },
  'evidence-missing': {
    severity: 'error',
    title: '档案里缺少文件',
    message: '归档的文件“{value}”不在档案文件夹里（应为 {path}）。',
    remedy:
      '请从备份的档案文件夹拷回；手里还有原件的，活动的用 youlian activity attach，另外归档的用 youlian archive add，再归档一次即可。',
  },
  'evidence-changed': {
    severity: 'error',
    title: '档案里的文件被改动',
    message: '归档的文件“{value}”与归档时不同（{path}）。',
    remedy:
      '请从备份的档案文件夹拷回；手里还有原件的，先移走这个文件，再归档一次：活动的用 youlian activity attach，另外归档的用 youlian archive add。',
  },
  'evidence-orphan': {
    severity: 'notice',
    title: '档案里有没人用的文件',
    message: '档案文件夹里的“{value}”没有哪项登记用到：归档后撤销了登记，或登记没有完成。',
    remedy: '留着不影响使用，恢复登记时还用得上；确定不要的，可以删掉。',
  },
  'evidence-foreign': {
    severity: 'notice',
    title: '档案里有别的文件',
    message: '档案文件夹里的“{value}”不是归档的文件。',
    remedy: '请把它移到别处；要作佐证材料的，用 youlian activity attach 归档。',
  },
} as const satisfies Record<string, FindingDefinition>;
