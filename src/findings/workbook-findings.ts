import type { FindingDefinition } from './finding.ts';

/** What can be wrong with a spreadsheet file before anybody asks which table is in it. */
export const workbookFindings = {
  'workbook-empty-file': {
    severity: 'error',
    title: '文件是空的',
    message: '文件大小为 0，里面什么也没有。',
    remedy: '文件可能没有保存好或没有传完，请向报送单位重新要一份。',
  },
  'workbook-lock-file': {
    severity: 'error',
    title: '是打开表格时的临时文件',
    message: '这是 Excel 或 WPS 打开表格时自动生成的临时文件，不是表格本身。',
    remedy: '请关闭正在打开的表格，导入文件名不带“~”的那一个；这个临时文件可以不管。',
  },
  'workbook-encrypted': {
    severity: 'error',
    title: '文件已加密',
    message: '文件设了打开密码或被加密软件加密，读不出内容。',
    remedy: '请用 Excel 或 WPS 输入密码打开，取消密码后另存为 .xlsx，再导入。',
  },
  'workbook-format-unsupported': {
    severity: 'error',
    title: '文件格式不支持',
    message: '文件的实际格式是{kind}，读不了；能读的是 .xlsx、.xls、.et、.ods、.csv 表格和 .docx 里的表格。',
    remedy: '{advice}',
  },
  'workbook-not-recognised': {
    severity: 'error',
    title: '不是表格文件',
    message: '文件内容不是任何一种认得的表格格式，可能扩展名被改过，或文件已损坏。',
    remedy: '请用 Excel 或 WPS 试着打开，能打开就另存为 .xlsx 再导入；打不开就请报送单位重新发一份。',
  },
  'workbook-corrupt': {
    severity: 'error',
    title: '文件已损坏',
    message: '文件损坏或没有传完整：{reason}。',
    remedy: '请用 Excel 或 WPS 打开并另存为 .xlsx 再导入；打不开就请报送单位重新发一份。',
  },
  'workbook-part-missing': {
    severity: 'error',
    title: '文件缺少组成部分',
    message: '文件里缺少“{part}”，内容不完整。',
    remedy: '请用 Excel 或 WPS 打开并另存为 .xlsx 再导入；打不开就请报送单位重新发一份。',
  },
  'workbook-no-sheets': {
    severity: 'error',
    title: '没有工作表',
    message: '文件里没有可以读取的工作表（只有图表或什么也没有）。',
    remedy: '请检查是否选错了文件。',
  },
  'workbook-hostile': {
    severity: 'error',
    title: '文件可疑',
    message: '文件内容不像正常的表格，为安全起见没有读取：{reason}。',
    remedy: '请不要打开这个文件，先向报送单位核实来源，请对方重新制作一份。',
  },
  'workbook-too-large': {
    severity: 'error',
    title: '表格过大',
    message: '{what}超过上限（{limit}），没有读取。',
    remedy: '请删去多余的空白行列、工作表或过长的文字，或拆成几个文件分别导入。',
  },
  'workbook-rows-disordered': {
    severity: 'error',
    title: '行的顺序混乱',
    message: '工作表“{sheet}”里各行存放的顺序是乱的，而且行数太多（超过 {limit} 个单元格），无法整理。',
    remedy: '请用 Excel 或 WPS 打开并另存为 .xlsx，再导入。',
  },
} as const satisfies Record<string, FindingDefinition>;
