import type { FindingDefinition } from './finding.ts';

/** What can be wrong with the fonts of a machine, and with what is drawn with them. */
export const fontFindings = {
  'font-none': {
    severity: 'error',
    title: '没有中文字体',
    message: '这台电脑上没有找到能显示汉字的字体，画不出图，也出不了 PDF。',
    remedy: '请安装一种中文字体（如宋体、仿宋、思源宋体），或用 --font-dir 指出字体文件或它所在的文件夹。',
  },
  'font-fallback': {
    severity: 'notice',
    title: '字体有替代',
    message: '没有找到{value}字体，改用“{family}”。',
    remedy: '只是字形不同；要用{value}的，请装上这种字体，或用 --font-dir 指出字体文件所在的文件夹。',
  },
  'font-not-found': {
    severity: 'warning',
    title: '指定的位置没有字体',
    message: '“{value}”不存在，或里面没有字体文件（.ttf、.otf、.ttc）。',
    remedy: '请检查 --font-dir 或环境变量 YOULIAN_FONTS 写的路径。',
  },
  'font-unreadable': {
    severity: 'warning',
    title: '字体文件读不出来',
    message: '字体文件“{value}”已损坏，或不是字体，没有用它。',
    remedy: '请换一份完好的字体文件。',
  },
  'chart-empty': {
    severity: 'error',
    title: '图里没有数据',
    message: '图“{value}”没有一个数据，画不出来。',
    remedy: '请先登记或导入这一时期的数据。',
  },
} as const satisfies Record<string, FindingDefinition>;
