import type { FindingDefinition } from './finding.ts';

/** What can be wrong with a command line, an answer, or the machine it runs on. */
export const commandFindings = {
  usage: {
    severity: 'error',
    title: '命令用法有误',
    message: '{problem}',
    remedy: '运行 {help} 查看用法。',
  },
  'option-value': {
    severity: 'error',
    title: '选项的值不对',
    message: '选项 {option} 的值“{value}”不对：{expected}。',
    remedy: '请改正后重新运行。',
  },
  'answer-missing': {
    severity: 'error',
    title: '缺少答复',
    message: '此处需要您确认或填写“{question}”，但现在不是在终端里运行。',
    remedy: '请加上选项 {option} 再运行。',
  },
  'file-not-found': {
    severity: 'error',
    title: '找不到文件',
    message: '找不到文件或文件夹“{value}”。',
    remedy: '请检查路径和文件名是否写对。',
  },
  'file-exists': {
    severity: 'error',
    title: '文件已存在',
    message: '“{value}”已经存在，没有覆盖。',
    remedy: '请换一个文件名，或加 --force 覆盖。',
  },
  'file-locked': {
    severity: 'error',
    title: '文件被占用',
    message: '文件“{value}”正被别的程序使用，写不进去。',
    remedy: '请先在 Excel 或 WPS 里关闭这个文件，再运行一次。',
  },
  'file-unwritable': {
    severity: 'error',
    title: '文件无法写入',
    message: '文件“{value}”无法写入：{reason}。',
    remedy: '请检查磁盘空间和文件夹权限，或换一个位置。',
  },
  'file-unreadable': {
    severity: 'error',
    title: '文件无法读取',
    message: '文件“{value}”无法读取：{reason}。',
    remedy: '请检查文件权限，或把文件复制到别处再试。',
  },
  'nothing-to-export': {
    severity: 'error',
    title: '没有可导出的内容',
    message: '台账里没有符合条件的{value}内容，没有生成文件。',
    remedy: '请先导入或登记，或放宽 --policy、--tier、--on 等条件；需要空表请用 youlian template {table}。',
  },
  'table-name-unknown': {
    severity: 'error',
    title: '没有这种表',
    message: '没有叫“{value}”的表；现有：{known}。',
    remedy: '请写其中的一个，英文编号或中文名称都可以。',
  },
  internal: {
    severity: 'error',
    title: '程序内部错误',
    message: '程序出了意料之外的错误：{reason}。台账没有改动。',
    remedy: '请把这段提示和所用的命令、文件发给维护者；设置环境变量 YOULIAN_DEBUG=1 可看到详细信息。',
  },
} as const satisfies Record<string, FindingDefinition>;
